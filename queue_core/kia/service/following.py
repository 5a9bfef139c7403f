"""What a file's moves do to the print order of its card: make, cancel or spoil it, or be refused by it."""

from __future__ import annotations

from queue_core.kia.errors.orders import OrderFlagged, OrderInPrinter
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.orders import IN_PRINTER, OrderAct, OrderState, Speaker
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.orders import (
    NOT_FLAGGED,
    NOT_LOADED,
    move_order,
    order_anew,
    order_of,
    require_legal,
)
from queue_core.kia.store.files import FileRow
from queue_core.kia.store.orders import OrderRow
from queue_core.stock.rules.blanks import SpoilReason
from queue_core.tickets.service.desk import Act

TAKES_BACK = frozenset({Action.CORRECT, Action.VOID, Action.REPRINT})
"""After these the card that was ordered is none of this file any more."""
ORDERS = frozenset({Action.ORDER_PRINT, Action.REPRINT, Action.REPORT_LOST})
GIVES_OUT = frozenset({Action.MAKE_READY, Action.HAND_OVER})


def require_order_allows(bureau: Bureau, act: Act, row: FileRow, action: Action) -> None:
    """Raises OrderInPrinter for what would take a card back that may be in the printer.

    Raises OrderFlagged for giving out a card that may be on another child's blank. Raises OrderNotNow for
    reporting one as lost to which no blank is bound, or which a station has.
    """
    order = order_of(bureau, act.transaction.connection, row.id)
    if order is None:
        return
    if action in TAKES_BACK and order.state in IN_PRINTER:
        raise OrderInPrinter
    if action in GIVES_OUT and order.flagged_at is not None:
        raise OrderFlagged
    if action is Action.REPORT_LOST:
        require_legal(order, OrderAct.SPOIL, Speaker.FILE)


def order_follows(bureau: Bureau, act: Act, file_id: int, action: Action) -> None:
    """Ends the order of a card that is taken back, and makes one for a card that is to come."""
    order = order_of(bureau, act.transaction.connection, file_id)
    if action in TAKES_BACK and order is not None:
        _end(act, order)
    if action is Action.REPORT_LOST and order is not None:
        _spoil(act, order, SpoilReason.SWAPPED if order.flagged_at else SpoilReason.LOST)
    if action in ORDERS:
        order_anew(bureau, act, file_id)


def _end(act: Act, order: OrderRow) -> None:
    if order.flagged_at is not None:
        _spoil(act, order, SpoilReason.SWAPPED)
    elif order.state in (OrderState.WAITING, OrderState.LOADED):
        move_order(act, order, OrderAct.CANCEL, Speaker.FILE, NOT_LOADED)
    else:
        _spoil(act, order, SpoilReason.WITHDRAWN)


def _spoil(act: Act, order: OrderRow, reason: SpoilReason) -> None:
    move_order(act, order, OrderAct.SPOIL, Speaker.FILE, NOT_FLAGGED, reason)
