"""A print order's states and legal moves: who may say what, by the way in which cards come about.

What cannot be vouched for after a crash is UNKNOWN and waits for a person: decision 0026.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from queue_core.kia.rules.life import Action
from queue_core.stock.rules.blanks import BlankMove, SpoilReason


class OrderState(StrEnum):
    """Where the order of one card is in its life."""

    WAITING = "waiting"
    """No blank is bound to it."""
    LOADED = "loaded"
    """Its blank was scanned and lies in the printer."""
    SENDING = "sending"
    """One station has it: from here on a card may exist."""
    UNKNOWN = "unknown"
    """Nobody knows whether a card came out."""
    PRINTED = "printed"
    DONE = "done"
    """Its blank was scanned back."""
    SPOILED = "spoiled"
    CANCELLED = "cancelled"


class OrderAct(StrEnum):
    """What is done to an order, or said of it."""

    LOAD = "load"
    UNLOAD = "unload"
    TAKE = "take"
    TELL = "tell"
    """What keeps the printer from it."""
    PRINT = "print"
    """A card came out."""
    FAIL = "fail"
    """Surely nothing came out."""
    LOSE = "lose"
    """Nobody can say whether a card came out."""
    SPOIL = "spoil"
    COLLECT = "collect"
    """The agency has printed the card, and it was fetched there."""
    SCAN_BACK = "scan_back"
    CANCEL = "cancel"


class Speaker(StrEnum):
    """Who says it: the operator, the print station that has it, or the file whose card it is."""

    PERSON = "person"
    STATION = "station"
    FILE = "file"
    """By a correction, a void, a reprint or a report that it is lost."""


class CardWay(StrEnum):
    """How cards come about in an office."""

    OVERLAY = "overlay"
    """The print station draws the variable fields onto the official blank."""
    SIAK = "siak"
    """The civil registry's client prints; the operator says what came of it."""
    AGENCY = "agency"
    """The agency prints on its own blanks; the operator collects."""


class Outcome(StrEnum):
    """What became of an order that was to be printed."""

    PRINTED = "printed"
    FAILED = "failed"
    """Surely nothing came out."""
    SPOILED = "spoiled"
    UNKNOWN = "unknown"


class PrinterProblem(StrEnum):
    """What keeps a printer from an order. A closed list: it stands in the ledger and on screens."""

    OFFLINE = "offline"
    COVER_OPEN = "cover_open"
    NO_BLANK = "no_blank"
    NO_RIBBON = "no_ribbon"
    JAM = "jam"
    NO_FACE = "no_face"
    """What stands on the card cannot be had, or not be drawn."""
    OTHER = "other"


class OrderMove(NamedTuple):
    """One line of the table."""

    after: OrderState
    by: frozenset[Speaker]
    ways: frozenset[CardWay]


class IllegalOrderMove(ValueError):
    """The act does not apply to an order in this state, or is for somebody else to say."""


OVERLAY, SIAK, AGENCY = (frozenset({way}) for way in CardWay)
OWN_BLANKS = OVERLAY | SIAK
EVERY_WAY = frozenset(CardWay)
PERSON, STATION, FILE = (frozenset({speaker}) for speaker in Speaker)

MOVES: Mapping[tuple[OrderState, OrderAct], OrderMove] = {
    (OrderState.WAITING, OrderAct.LOAD): OrderMove(OrderState.LOADED, PERSON, OWN_BLANKS),
    (OrderState.WAITING, OrderAct.COLLECT): OrderMove(OrderState.PRINTED, PERSON, AGENCY),
    (OrderState.LOADED, OrderAct.UNLOAD): OrderMove(OrderState.WAITING, PERSON, OWN_BLANKS),
    (OrderState.LOADED, OrderAct.TELL): OrderMove(OrderState.LOADED, STATION, OVERLAY),
    (OrderState.LOADED, OrderAct.TAKE): OrderMove(OrderState.SENDING, STATION, OVERLAY),
    (OrderState.LOADED, OrderAct.PRINT): OrderMove(OrderState.PRINTED, PERSON, SIAK),
    (OrderState.LOADED, OrderAct.SPOIL): OrderMove(OrderState.SPOILED, PERSON | FILE, OWN_BLANKS),
    (OrderState.SENDING, OrderAct.TELL): OrderMove(OrderState.SENDING, STATION, OVERLAY),
    (OrderState.SENDING, OrderAct.PRINT): OrderMove(OrderState.PRINTED, STATION, OVERLAY),
    (OrderState.SENDING, OrderAct.FAIL): OrderMove(OrderState.LOADED, STATION, OVERLAY),
    (OrderState.SENDING, OrderAct.SPOIL): OrderMove(OrderState.SPOILED, STATION, OVERLAY),
    (OrderState.SENDING, OrderAct.LOSE): OrderMove(OrderState.UNKNOWN, STATION | PERSON, OVERLAY),
    (OrderState.UNKNOWN, OrderAct.PRINT): OrderMove(OrderState.PRINTED, PERSON, OVERLAY),
    (OrderState.UNKNOWN, OrderAct.FAIL): OrderMove(OrderState.LOADED, PERSON, OVERLAY),
    (OrderState.UNKNOWN, OrderAct.SPOIL): OrderMove(OrderState.SPOILED, PERSON | FILE, OVERLAY),
    (OrderState.PRINTED, OrderAct.SCAN_BACK): OrderMove(OrderState.DONE, PERSON, EVERY_WAY),
    (OrderState.PRINTED, OrderAct.SPOIL): OrderMove(OrderState.SPOILED, PERSON | FILE, EVERY_WAY),
    (OrderState.DONE, OrderAct.SCAN_BACK): OrderMove(OrderState.DONE, PERSON, EVERY_WAY),
    (OrderState.DONE, OrderAct.SPOIL): OrderMove(OrderState.SPOILED, FILE, EVERY_WAY),
    (OrderState.WAITING, OrderAct.CANCEL): OrderMove(OrderState.CANCELLED, FILE, EVERY_WAY),
    (OrderState.LOADED, OrderAct.CANCEL): OrderMove(OrderState.CANCELLED, FILE, OWN_BLANKS),
}
"""Every legal move. A card that is done may be scanned again: to see whether it is the right one."""

ENDED = frozenset({OrderState.SPOILED, OrderState.CANCELLED})
"""A file has at most one order, and a blank at most one, that is in none of these."""
IN_PRINTER = frozenset({OrderState.SENDING, OrderState.UNKNOWN})
"""A card may lie in the printer: the file stays as it is until somebody has looked."""
UNDER_WAY = frozenset(OrderState) - ENDED - {OrderState.DONE}
WITHOUT_BLANK = frozenset({OrderState.WAITING, OrderState.CANCELLED})
NOT_WHILE_FLAGGED = frozenset({OrderAct.UNLOAD, OrderAct.TAKE, OrderAct.CANCEL})
"""By what was read the blank is no longer where the book says, so nothing is printed on it."""
CARD_SPOILED = frozenset(SpoilReason) - {SpoilReason.WITHDRAWN, SpoilReason.LOST, SpoilReason.OTHER}
"""Why one person or a station says that a card is spoiled, with it in hand to be destroyed.

The others come from the file; "other" would let one person give a loaded blank away.
"""

SAID_BY: Mapping[Outcome, OrderAct] = {
    Outcome.PRINTED: OrderAct.PRINT,
    Outcome.FAILED: OrderAct.FAIL,
    Outcome.SPOILED: OrderAct.SPOIL,
    Outcome.UNKNOWN: OrderAct.LOSE,
}
"""The act that telling an outcome is."""
BLANK_FOLLOWS: Mapping[tuple[OrderState, OrderAct], BlankMove] = {
    (OrderState.WAITING, OrderAct.LOAD): BlankMove.LOAD,
    (OrderState.LOADED, OrderAct.UNLOAD): BlankMove.UNLOAD,
    (OrderState.LOADED, OrderAct.CANCEL): BlankMove.UNLOAD,
    (OrderState.PRINTED, OrderAct.SCAN_BACK): BlankMove.FINISH,
    **{key: BlankMove.SPOIL for key in MOVES if key[1] is OrderAct.SPOIL},
}
"""What a move does to the blank, where it is the office's own."""
FILE_FOLLOWS: Mapping[tuple[OrderState, OrderAct], Action] = {
    **{key: Action.CONFIRM_PRINT for key in MOVES if key[1] in (OrderAct.PRINT, OrderAct.COLLECT)},
    (OrderState.PRINTED, OrderAct.SCAN_BACK): Action.SCAN_BACK,
    (OrderState.PRINTED, OrderAct.SPOIL): Action.SPOIL_PRINT,
}
"""What a move does to the file, unless the move came from there."""


def legal_move(way: CardWay, state: OrderState, act: OrderAct, speaker: Speaker) -> OrderMove:
    """The move that somebody makes by saying this. Raises IllegalOrderMove."""
    move = MOVES.get((state, act))
    if move is None or way not in move.ways:
        raise IllegalOrderMove(f"an order that is {state} cannot {act}")
    if speaker not in move.by:
        raise IllegalOrderMove(f"{act} of an order that is {state} is for the {' or '.join(sorted(move.by))}")
    return move


def may_be_lost(way: CardWay, state: OrderState) -> bool:
    """Whether a blank is bound to the order that its file can report as lost."""
    move = MOVES.get((state, OrderAct.SPOIL))
    return move is not None and way in move.ways and Speaker.FILE in move.by


def state_changes() -> frozenset[tuple[OrderState, OrderState]]:
    """Every pair of states that some act leads from and to."""
    return frozenset((at, move.after) for (at, _), move in MOVES.items() if move.after is not at)
