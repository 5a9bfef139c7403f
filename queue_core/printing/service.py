"""Sheets of paper that a program orders and the print station prints, moved by one table."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from queue_core.access.rules import STATION_ROLES, Principal
from queue_core.foundation.clock import Clock
from queue_core.foundation.identifiers import WriteRequest
from queue_core.printing import store
from queue_core.printing.errors import NoPdf, SheetsNotNow, TooManySheets, UnknownSheets
from queue_core.printing.rules import KEPT, MOST_WAITING, SAID, SheetAct, SheetState, after
from queue_core.printing.wire import NewSheets, SheetsHead, SheetsList, ToldSheets
from queue_core.storage import ledger, requests
from queue_core.storage.database import Database
from queue_core.storage.writer import Transaction

log = logging.getLogger(__name__)
PDF_BEGINS, PDF_ENDS, TAIL = b"%PDF-", b"%%EOF", 1024


@dataclass(frozen=True)
class Printroom:
    """What these use cases stand on; `office` is the key under which this office's rows stand."""

    database: Database
    office: str
    clock: Clock

    def once(
        self, write: WriteRequest, action: str, work: Callable[[Transaction, datetime], store.Row]
    ) -> SheetsHead:
        """Does a write in a transaction of its own, with its row in the ledger, once for each request id."""

        def do(transaction: Transaction, now: datetime) -> SheetsHead:
            connection, head = transaction.connection, head_of(work(transaction, now))
            told = {"sheets": head.model_dump(mode="json")}
            ledger.append(connection, self.office, at=now, actor=write.actor, action=action, body=told)
            return head

        return requests.answer_once(self.database, self.office, self.clock, write, SheetsHead, do)


def order(room: Printroom, write: WriteRequest, new: NewSheets, paper: bytes) -> SheetsHead:
    """Keeps sheets for the print station. Raises NoPdf or TooManySheets."""
    if not paper.startswith(PDF_BEGINS) or PDF_ENDS not in paper[-TAIL:]:
        raise NoPdf

    def keep(transaction: Transaction, now: datetime) -> store.Row:
        _admit(room, transaction.connection)
        row = {
            "office": room.office,
            "kind": new.kind,
            "state": SheetState.WAITING,
            "ordered_at": now,
            "ordered_by": write.actor,
            "changed_at": now,
            "paper": paper,
        }
        return transaction.beside(partial(store.add, transaction.connection, **row))

    return room.once(write, "sheets_ordered", keep)


def listed(room: Printroom, who: Principal) -> SheetsList:
    """Every order; to a station those that wait, and what it has in hand itself."""
    heads = tuple(map(head_of, room.database.read(lambda connection: store.every(connection, room.office))))
    if who.roles & STATION_ROLES:
        heads = tuple(head for head in heads if head.state is SheetState.WAITING or _has(who, head))
    return SheetsList(orders=heads)


def paper(room: Printroom, who: Principal, order_id: int) -> bytes:
    """What is to be printed, for the station that has the order. Raises UnknownSheets or SheetsNotNow."""

    def look(connection: Connection) -> bytes:
        _own(room, connection, who, order_id)
        return store.paper(connection, order_id)

    return room.database.read(look)


def take(room: Printroom, write: WriteRequest, who: Principal, order_id: int) -> SheetsHead:
    """The order is this station's. Raises UnknownSheets or SheetsNotNow."""

    def do(transaction: Transaction, now: datetime) -> store.Row:
        row = _row(room, transaction.connection, order_id)
        return _move(transaction, row, SheetAct.TAKE, now, station=who.name)

    return room.once(write, "sheets_taken", do)


def outcome(
    room: Printroom, write: WriteRequest, who: Principal, order_id: int, told: ToldSheets
) -> SheetsHead:
    """Keeps what its station says of an order. Raises UnknownSheets or SheetsNotNow."""

    def do(transaction: Transaction, now: datetime) -> store.Row:
        row = _own(room, transaction.connection, who, order_id)
        return _move(transaction, row, SAID[told.outcome], now)

    return room.once(write, "sheets_told", do)


def again(room: Printroom, write: WriteRequest, order_id: int) -> SheetsHead:
    """Lets sheets be printed once more. Raises UnknownSheets, SheetsNotNow or TooManySheets."""

    def do(transaction: Transaction, now: datetime) -> store.Row:
        row = _row(room, transaction.connection, order_id)
        _admit(room, transaction.connection)
        return _move(transaction, row, SheetAct.AGAIN, now)

    return room.once(write, "sheets_again", do)


def forget_overdue(room: Printroom) -> None:
    """Forgets the orders of more than a week ago, with their paper."""

    def forget(transaction: Transaction) -> int:
        before = room.clock() - KEPT
        number: int = transaction.beside(partial(store.forget, transaction.connection, room.office, before))
        return number

    if forgotten := room.database.write(forget):
        log.info("%d orders of sheets were forgotten: their time was over", forgotten)


def head_of(row: store.Row) -> SheetsHead:
    """An order as it is told."""
    return SheetsHead(
        id=row.id,
        kind=row.kind,
        state=row.state,
        station=row.station,
        ordered_at=row.ordered_at,
        ordered_by=row.ordered_by,
        changed_at=row.changed_at,
    )


def _has(who: Principal, head: SheetsHead | store.Row) -> bool:
    return head.state == SheetState.SENDING and head.station == who.name


def _row(room: Printroom, connection: Connection, order_id: int) -> store.Row:
    row = store.by_id(connection, room.office, order_id)
    if row is None:
        raise UnknownSheets
    return row


def _own(room: Printroom, connection: Connection, who: Principal, order_id: int) -> store.Row:
    row = _row(room, connection, order_id)
    if not _has(who, row):
        raise SheetsNotNow("This station does not have them.")
    return row


def _admit(room: Printroom, connection: Connection) -> None:
    if store.waiting(connection, room.office) >= MOST_WAITING:
        raise TooManySheets


def _move(
    transaction: Transaction, row: store.Row, act: SheetAct, now: datetime, **values: object
) -> store.Row:
    """The order as it is then. Its row is written anew with the paper in it."""
    state = after(SheetState(row.state), act)
    if state is None:
        raise SheetsNotNow(f"They are {row.state}.")
    change = partial(store.move, transaction.connection, row, state=state, changed_at=now, **values)
    moved = transaction.beside(change)
    if moved is None:
        raise SheetsNotNow(f"They are {row.state}.")
    return moved
