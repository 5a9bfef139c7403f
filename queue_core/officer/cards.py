"""The print order of a file's card in words: how far it is, what is in its way, what may be said of it."""

from __future__ import annotations

from collections.abc import Iterator

from queue_core.access.rules import CARD_ROLES
from queue_core.kia.rules.orders import (
    CARD_SPOILED,
    MOVES,
    NOT_WHILE_FLAGGED,
    CardWay,
    OrderAct,
    OrderState,
    Speaker,
)
from queue_core.kia.wire.orders import OrderHead, OrderList
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift

CARD = "card:"
"""How the ids of the entries begin that say something of an order."""
BLANK_SHOWN = frozenset({OrderState.LOADED, OrderState.SENDING, OrderState.UNKNOWN})
"""Not of a card that came out: its serial is read from it, not from the screen."""


def title(shift: Shift, order: OrderHead) -> str:
    """What stands over the order: the question that a person has to answer, where there is one."""
    if order.state is OrderState.UNKNOWN:
        return shift.say("card.look")
    return shift.say("card.title", id=order.id)


def entries(shift: Shift, order: OrderHead) -> Iterator[Entry]:
    """How far the order is, what is in its way, and what may be said of it."""
    yield Entry("", standing(shift, order))
    if order.flagged_at is not None:
        yield Entry("", shift.say("card.flagged"))
    if order.problem is not None:
        yield Entry("", shift.say("card.trouble", problem=shift.say(f"card.problem.{order.problem}")))
    for act in acts(shift, order):
        yield Entry(f"{CARD}{act}", shift.say(_key(order, act)))


def act_of(entry: str) -> OrderAct:
    """What choosing an entry says."""
    return OrderAct(entry.removeprefix(CARD))


def moves_by_itself(order: OrderHead) -> bool:
    """Whether the print station may tell something of an order, without anybody at this console."""
    return order.way is CardWay.OVERLAY and order.state in (OrderState.LOADED, OrderState.SENDING)


def acts(shift: Shift, order: OrderHead) -> list[OrderAct]:
    """What the officer may say of an order now, by the table."""
    if shift.account is None or CARD_ROLES.isdisjoint(shift.account.roles):
        return []
    return [
        act
        for (state, act), move in MOVES.items()
        if state is order.state
        and order.way in move.ways
        and Speaker.PERSON in move.by
        and not (order.flagged_at is not None and act in NOT_WHILE_FLAGGED)
    ]


def standing(shift: Shift, order: OrderHead) -> str:
    """How far an order is, on which blank, at which station."""
    told = [shift.say(f"card.state.{order.state}")]
    if order.blank is not None and order.state in BLANK_SHOWN:
        told.append(shift.say("card.blank", blank=order.blank))
    if order.station is not None and order.state in (OrderState.SENDING, OrderState.UNKNOWN):
        told.append(shift.say("card.station", station=order.station))
    return ", ".join(told)


def waiting(shift: Shift, found: OrderList) -> list[Entry]:
    """The cards that wait for a person, by their files."""
    return [Entry(str(order.file_id), _waiting_line(shift, order)) for order in found.orders]


def spoil_reasons(shift: Shift) -> list[Entry]:
    """Why a card is spoiled."""
    return [Entry(reason, shift.say(f"stock.reason.{reason}")) for reason in sorted(CARD_SPOILED)]


def outcome(shift: Shift, order: OrderHead) -> str:
    """What came of what was said."""
    return shift.say(f"card.done.{order.state}", blank=order.blank or "-")


def _waiting_line(shift: Shift, order: OrderHead) -> str:
    words = shift.say("card.line", file=order.file_id, standing=standing(shift, order))
    return words if order.flagged_at is None else f"{words}. {shift.say('card.flagged')}"


def _key(order: OrderHead, act: OrderAct) -> str:
    group = "answer" if order.state is OrderState.UNKNOWN else "act"
    return f"card.{group}.{act}"
