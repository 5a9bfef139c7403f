"""Writes off a blank of the drawer: a damaged one at once, one that is not in the hand by two people."""

from __future__ import annotations

from queue_core.access.errors import OwnWish
from queue_core.foundation.identifiers import WriteRequest
from queue_core.stock.errors import BlankElsewhere, BlankNotAsked
from queue_core.stock.rules.blanks import BY_TWO, BlankState, SpoilReason
from queue_core.stock.service.blanks import (
    NOT_ASKED,
    WHERE,
    StockAct,
    blank_of,
    record,
    require_not_asked,
    spoil,
    write_off,
)
from queue_core.stock.service.stockroom import Stockroom
from queue_core.stock.store import blanks as store
from queue_core.stock.store.blanks import BlankRow
from queue_core.stock.wire import BlankView, Spoiling


def spoil_in_drawer(room: Stockroom, write: WriteRequest, serial: str, why: Spoiling) -> BlankView:
    """Writes off a blank that was never printed, or asks for it.

    Raises UnknownBlank, BlankAsked or BlankElsewhere: what is in the printer or was printed belongs to the
    order of a card, and is spoiled through that.
    """

    def do(act: StockAct) -> BlankView:
        row = blank_of(act, serial)
        _require_in_drawer(row)
        if why.reason in BY_TWO:
            return _ask(act, row, why.reason)
        spoil(act, serial, why.reason)
        return BlankView(serial=serial, state=BlankState.SPOILED, reason=why.reason)

    return room.once(write, BlankView, do)


def agree(room: Stockroom, write: WriteRequest, serial: str) -> BlankView:
    """Writes off what somebody else asked for. Raises UnknownBlank, BlankNotAsked or OwnWish."""

    def do(act: StockAct) -> BlankView:
        row = _asked(act, serial)
        if row.asked_by == act.actor:
            raise OwnWish
        write_off(act, row)
        return BlankView(serial=serial, state=BlankState.SPOILED, reason=row.asked_reason)

    return room.once(write, BlankView, do)


def decline(room: Stockroom, write: WriteRequest, serial: str) -> BlankView:
    """Leaves a blank in the drawer, where it was found. Raises UnknownBlank or BlankNotAsked."""

    def do(act: StockAct) -> BlankView:
        row = _asked(act, serial)
        store.compare_and_set(act.connection, row, at=act.at, by=act.actor, **NOT_ASKED)
        record(act, "blank_declined", blank={"serial": serial, "asked_by": row.asked_by})
        return BlankView(serial=serial, state=BlankState.DRAWER)

    return room.once(write, BlankView, do)


def _require_in_drawer(row: BlankRow) -> None:
    if row.state != BlankState.DRAWER:
        raise BlankElsewhere(
            f"By the book the blank {row.serial} is {WHERE[BlankState(row.state)]}.",
            remedy="Compare the serial with the blank; one that was put in is spoiled by its order.",
        )


def _ask(act: StockAct, row: BlankRow, reason: SpoilReason) -> BlankView:
    require_not_asked(row)
    wish = {"asked_reason": reason, "asked_by": act.actor, "asked_at": act.at}
    store.compare_and_set(act.connection, row, at=act.at, by=act.actor, **wish)
    record(act, "blank_asked", blank={"serial": row.serial, "reason": reason})
    return BlankView(serial=row.serial, state=BlankState.DRAWER, asked=reason)


def _asked(act: StockAct, serial: str) -> BlankRow:
    row = blank_of(act, serial)
    if row.asked_by is None:
        raise BlankNotAsked
    return row
