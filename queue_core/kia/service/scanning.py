"""Scans a card back: the blank that came out has to be the one that was bound to it when it went in."""

from __future__ import annotations

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.orders import UnknownOrder, WrongBlank
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.orders import OrderAct, Speaker
from queue_core.kia.service.bureau import Bureau, change
from queue_core.kia.service.moving import NOT_ASKED
from queue_core.kia.service.orders import (
    NOT_FLAGGED,
    file_follows,
    move_order,
    order_head,
    order_of,
    require_legal,
    set_order,
)
from queue_core.kia.store import orders as store
from queue_core.kia.store.orders import OrderRow
from queue_core.kia.wire.orders import OrderHead, Scanned, ScannedBack
from queue_core.tickets.service.desk import Act


def scan_back(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, read: Scanned) -> OrderHead:
    """Compares what was read with the blank that is bound to a file's card; the right one makes it done.

    Raises UnknownOrder, OrderNotNow, or WrongBlank: then this order and the one of the read blank are flagged
    all the same, and stay so until each is scanned right or spoiled.
    """

    def do(act: Act) -> ScannedBack:
        row = order_of(bureau, act.transaction.connection, file_id)
        if row is None:
            raise UnknownOrder
        require_legal(row, OrderAct.SCAN_BACK, Speaker.PERSON)
        if read.serial != row.blank:
            return _flag_both(act, row, read.serial)
        after = move_order(act, row, OrderAct.SCAN_BACK, Speaker.PERSON, NOT_FLAGGED)
        file_follows(bureau, act, who, row, OrderAct.SCAN_BACK)
        _end_search(bureau, act, who, file_id)
        return ScannedBack(order=order_head(after), right=True)

    found = bureau.answered(write, ScannedBack, do)
    if not found.right:
        raise WrongBlank(_whose(found, read.serial))
    return found.order


def _end_search(bureau: Bureau, act: Act, who: Principal, file_id: int) -> None:
    """Whoever scans a card has found it: nobody has to decide any more whether it is lost."""
    row = bureau.row(act.transaction.connection, file_id)
    if row.asked_action == Action.REPORT_LOST:
        change(bureau, act, who, row, "file_declined", reason=None, **NOT_ASKED)


def _flag_both(act: Act, row: OrderRow, serial: str) -> ScannedBack:
    other = store.of_blank(act.transaction.connection, act.desk.office, serial)
    flagged = _flagged(act, row)
    return ScannedBack(
        order=order_head(flagged), right=False, other=order_head(_flagged(act, other)) if other else None
    )


def _flagged(act: Act, row: OrderRow) -> OrderRow:
    if row.flagged_at is not None:
        return row
    return set_order(act, row, "order_flagged", flagged_at=act.now, problem=row.problem)


def _whose(found: ScannedBack, serial: str) -> str:
    if found.other is None:
        return f"No card is bound to the blank {serial}."
    return f"The blank {serial} is bound to the card of file {found.other.file_id}."
