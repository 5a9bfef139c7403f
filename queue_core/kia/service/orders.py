"""Moves a print order by the one table, its blank and its file with it, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from queue_core.access.rules import ACCOUNT_ROLES, Principal
from queue_core.foundation.files import CardMaking
from queue_core.kia.errors.orders import OrderChanged, OrderFlagged, OrderNotNow, UnknownOrder
from queue_core.kia.rules.life import FileState, legal_move
from queue_core.kia.rules.orders import (
    BLANK_FOLLOWS,
    FILE_FOLLOWS,
    NOT_WHILE_FLAGGED,
    CardWay,
    IllegalOrderMove,
    OrderAct,
    OrderMove,
    OrderState,
    Speaker,
)
from queue_core.kia.rules.orders import legal_move as legal_order_move
from queue_core.kia.service.bureau import Bureau, change
from queue_core.kia.store import orders as store
from queue_core.kia.store.orders import OrderRow
from queue_core.kia.wire.orders import OrderHead
from queue_core.stock.rules.blanks import BlankMove, SpoilReason
from queue_core.stock.service import blanks
from queue_core.stock.service.blanks import StockAct
from queue_core.storage import ledger
from queue_core.tickets.service.desk import Act

FIELDS = tuple(OrderHead.model_fields)
NOT_SENT = {"station": None, "sent_at": None}
NOT_LOADED = {"blank": None, "loaded_at": None}
NOT_FLAGGED = {"flagged_at": None}
NOTHING_ELSE: Mapping[str, object] = {}


def order_head(row: OrderRow) -> OrderHead:
    """The head of the order in a row."""
    return OrderHead.model_validate({name: getattr(row, name) for name in FIELDS})


def order_row(bureau: Bureau, connection: Connection, order_id: int) -> OrderRow:
    """The order with this id. Raises UnknownOrder."""
    row = store.by_id(connection, bureau.desk.office, order_id)
    if row is None:
        raise UnknownOrder
    return row


def order_of(bureau: Bureau, connection: Connection, file_id: int) -> OrderRow | None:
    """The order of a file that has not ended."""
    return store.of_file(connection, bureau.desk.office, file_id)


def way_of(card: CardMaking) -> CardWay:
    """How the office's cards come about, by its profile."""
    return CardWay.AGENCY if card.printed_by == "agency" else CardWay(card.mode)


def order_anew(bureau: Bureau, act: Act, file_id: int) -> OrderRow:
    """Keeps an order for one more card of a file."""
    row = store.add(
        act.transaction.connection,
        office=bureau.desk.office,
        file_id=file_id,
        way=way_of(bureau.desk.profile.files.card),
        state=OrderState.WAITING,
        version=1,
        ordered_at=act.now,
        ordered_by=act.actor,
        changed_at=act.now,
        changed_by=act.actor,
    )
    record(act, "order_made", row)
    return row


def require_legal(row: OrderRow, what: OrderAct, speaker: Speaker) -> OrderMove:
    """The move that somebody makes by saying this. Raises OrderNotNow or OrderFlagged."""
    try:
        found = legal_order_move(CardWay(row.way), OrderState(row.state), what, speaker)
    except IllegalOrderMove as error:
        raise OrderNotNow(f"{str(error).capitalize()}.") from None
    if what in NOT_WHILE_FLAGGED and row.flagged_at is not None:
        raise OrderFlagged
    return found


def move_order(
    act: Act,
    row: OrderRow,
    what: OrderAct,
    speaker: Speaker,
    values: Mapping[str, object] = NOTHING_ELSE,
    reason: SpoilReason | None = None,
) -> OrderRow:
    """Moves an order, and its blank with it where that is the office's own.

    Raises OrderNotNow, OrderFlagged, OrderChanged, UnknownBlank, BlankAsked or BlankElsewhere.
    """
    found = require_legal(row, what, speaker)
    serial = str(values.get("blank") or row.blank)
    if row.way != CardWay.AGENCY:
        _move_blank(act, serial, BLANK_FOLLOWS.get((OrderState(row.state), what)), reason)
    return set_order(act, row, f"order_{what}", state=found.after, spoiled_reason=reason, **values)


def set_order(act: Act, row: OrderRow, action: str, **values: object) -> OrderRow:
    """Writes the next version of an order, with its row in the ledger. Raises OrderChanged."""
    values = {"problem": None, **values}
    changed = store.compare_and_set(act.transaction.connection, row, at=act.now, by=act.actor, **values)
    if changed is None:
        raise OrderChanged
    record(act, action, changed)
    return changed


def file_follows(bureau: Bureau, act: Act, who: Principal, row: OrderRow, what: OrderAct) -> None:
    """Moves the file as its order's move demands; a wish about it stays, and so does whose hands it is in."""
    action = FILE_FOLLOWS.get((OrderState(row.state), what))
    if action is None:
        return
    of_file = bureau.row(act.transaction.connection, row.file_id)
    found = legal_move(bureau.way(of_file), FileState(of_file.state), action, ACCOUNT_ROLES)
    moved = {"state": found.after, "moved_at": act.now, "moved_by": who.name, "last_action": action}
    reason = {} if of_file.asked_action else {"reason": None}
    change(bureau, act, who, of_file, "file_moved", **moved, **reason)


def record(act: Act, action: str, row: OrderRow) -> None:
    """Writes who did what to an order into the ledger."""
    body = {"order": order_head(row).model_dump(mode="json", exclude_none=True)}
    ledger.append(
        act.transaction.connection, act.desk.office, at=act.now, actor=act.actor, action=action, body=body
    )


def _move_blank(act: Act, serial: str, move: BlankMove | None, reason: SpoilReason | None) -> None:
    stock = StockAct(act.transaction.connection, act.desk.office, act.now, act.actor)
    match move:
        case BlankMove.LOAD:
            blanks.load(stock, serial)
        case BlankMove.UNLOAD:
            blanks.unload(stock, serial)
        case BlankMove.FINISH:
            blanks.finish(stock, serial)
        case BlankMove.SPOIL:
            blanks.spoil(stock, serial, reason or SpoilReason.OTHER)
