"""Moves a blank by the one table, within the caller's transaction; each move leaves a row in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from queue_core.stock.errors import BlankAsked, BlankElsewhere, UnknownBlank
from queue_core.stock.rules.blanks import BlankMove, BlankState, SpoilReason, after
from queue_core.stock.store import blanks as store
from queue_core.stock.store.blanks import BlankRow
from queue_core.storage import ledger

NOT_ASKED = {"asked_reason": None, "asked_by": None, "asked_at": None}
WHERE = {
    BlankState.DRAWER: "in the drawer",
    BlankState.PRINTER: "in the printer",
    BlankState.GOOD: "a good card",
    BlankState.SPOILED: "spoiled",
}


@dataclass(frozen=True)
class StockAct:
    """One write in the making, as far as blanks need to know it: where, when, and who does it."""

    connection: Connection
    office: str
    at: datetime
    actor: str


def load(act: StockAct, serial: str) -> None:
    """From the drawer into the printer. Raises UnknownBlank, BlankElsewhere or BlankAsked."""
    _move(act, serial, BlankMove.LOAD, loaded_at=act.at)


def unload(act: StockAct, serial: str) -> None:
    """From the printer back into the drawer, unprinted. Raises UnknownBlank or BlankElsewhere."""
    _move(act, serial, BlankMove.UNLOAD, loaded_at=None)


def finish(act: StockAct, serial: str) -> None:
    """A good card came out and was scanned back. Raises UnknownBlank or BlankElsewhere."""
    _move(act, serial, BlankMove.FINISH, used_at=act.at)


def spoil(act: StockAct, serial: str, reason: SpoilReason) -> None:
    """Is no card, or none any more, wherever it lies. Raises UnknownBlank, BlankElsewhere or BlankAsked."""
    row = blank_of(act, serial)
    require_not_asked(row)
    _moved(act, row, BlankMove.SPOIL, used_at=row.used_at or act.at, spoiled_reason=reason)


def write_off(act: StockAct, row: BlankRow) -> None:
    """Does what was asked for of a blank. Raises BlankElsewhere."""
    _moved(
        act, row, BlankMove.SPOIL, used_at=act.at, spoiled_reason=SpoilReason(row.asked_reason), **NOT_ASKED
    )


def require_not_asked(row: BlankRow) -> None:
    """Raises BlankAsked for a blank that is said to be gone, until somebody else has decided."""
    if row.asked_by is not None:
        raise BlankAsked(f"{row.asked_by.rpartition(':')[2]} asks to write the blank {row.serial} off.")


def blank_of(act: StockAct, serial: str) -> BlankRow:
    """The blank with this serial. Raises UnknownBlank."""
    row = store.by_serial(act.connection, act.office, serial)
    if row is None:
        raise UnknownBlank(f"No blank {serial} was received.")
    return row


def record(act: StockAct, action: str, **body: object) -> None:
    """Writes who did what to the stock into the ledger."""
    ledger.append(act.connection, act.office, at=act.at, actor=act.actor, action=action, body=body)


def _move(act: StockAct, serial: str, move: BlankMove, **values: object) -> None:
    row = blank_of(act, serial)
    require_not_asked(row)
    _moved(act, row, move, **values)


def _moved(act: StockAct, row: BlankRow, move: BlankMove, **values: object) -> None:
    before = BlankState(row.state)
    state = after(before, move)
    elsewhere = BlankElsewhere(f"By the book the blank {row.serial} is {WHERE[before]}.")
    if state is None:
        raise elsewhere
    if not store.compare_and_set(act.connection, row, at=act.at, by=act.actor, state=state, **values):
        raise elsewhere
    told = {"serial": row.serial, "before": before, "after": state}
    because = {"reason": values.get("spoiled_reason"), "asked_by": row.asked_by}
    told |= {key: value for key, value in because.items() if value is not None}
    record(act, f"blank_{move}", blank=told)
