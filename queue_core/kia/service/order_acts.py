"""Print orders on their way through the printer: load, take, tell what keeps it, say what came out."""

from __future__ import annotations

from queue_core.access.rules import Principal, Role
from queue_core.foundation.errors import KerakError
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.orders import OrderChanged, StationAtWork, StationBusy
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.orders import SAID_BY, OrderAct, OrderState, Speaker
from queue_core.kia.service.bureau import Bureau, require_decided
from queue_core.kia.service.comparing import Compared
from queue_core.kia.service.moving import compared_ahead, move_within
from queue_core.kia.service.orders import (
    NOT_FLAGGED,
    NOT_LOADED,
    NOT_SENT,
    NOTHING_ELSE,
    file_follows,
    move_order,
    order_anew,
    order_head,
    order_of,
    order_row,
    require_legal,
    set_order,
)
from queue_core.kia.service.stations import require_alone, require_own
from queue_core.kia.store import orders as store
from queue_core.kia.store.orders import OrderRow
from queue_core.kia.wire.files import AskedMove
from queue_core.kia.wire.orders import (
    FilesToPrint,
    FileToPrint,
    Loading,
    OrderedFile,
    OrderedFiles,
    OrderHead,
    OrderList,
    Scanned,
    ToldOutcome,
    ToldProblem,
)
from queue_core.stock.errors import BlankElsewhere, NotARange
from queue_core.stock.rules import serials
from queue_core.stock.rules.blanks import SpoilReason
from queue_core.tickets.service.desk import Act

FINDS = frozenset({OrderAct.PRINT, OrderAct.FAIL})
"""After these a person knows where the card or its blank is."""


def order_prints(bureau: Bureau, write: WriteRequest, who: Principal, wanted: FilesToPrint) -> OrderedFiles:
    """Orders the cards of many files, each by itself: the answer tells what came of each."""
    ahead = {one.file_id: compared_ahead(bureau, one.file_id, Action.ORDER_PRINT) for one in wanted.files}

    def do(act: Act) -> OrderedFiles:
        files = (_ordered(bureau, act, who, one, ahead[one.file_id]) for one in wanted.files)
        return OrderedFiles(files=tuple(files))

    return bureau.answered(write, OrderedFiles, do)


def load(bureau: Bureau, write: WriteRequest, loading: Loading) -> OrderList:
    """Binds blanks to orders in turn and puts them into the printer: all, or none.

    Raises UnknownOrder, OrderNotNow, FileAsked, NotARange, UnknownBlank, BlankAsked or BlankElsewhere.
    """

    def do(act: Act) -> OrderList:
        pairs = zip(loading.orders, _serials(loading), strict=True)
        return OrderList(orders=tuple(_loaded(bureau, act, order_id, serial) for order_id, serial in pairs))

    return bureau.answered(write, OrderList, do)


def unload(bureau: Bureau, write: WriteRequest, order_id: int) -> OrderHead:
    """Takes an order's blank out of the printer again, unprinted.

    Raises UnknownOrder, OrderNotNow, or OrderFlagged for a blank that was read elsewhere.
    """

    def do(act: Act) -> OrderHead:
        row = order_row(bureau, act.transaction.connection, order_id)
        return order_head(move_order(act, row, OrderAct.UNLOAD, Speaker.PERSON, NOT_LOADED))

    return bureau.answered(write, OrderHead, do)


def take(bureau: Bureau, write: WriteRequest, who: Principal, order_id: int) -> OrderHead:
    """Gives an order to one station: from now on a card may exist.

    Raises UnknownOrder, OrderNotNow, OrderFlagged, FileAsked, OtherStationPrints, or StationBusy while it has
    another.
    """

    def do(act: Act) -> OrderHead:
        connection = act.transaction.connection
        row = order_row(bureau, connection, order_id)
        require_legal(row, OrderAct.TAKE, Speaker.STATION)
        require_decided(bureau, bureau.row(connection, row.file_id))
        require_alone(bureau, connection, who)
        if busy := store.sent_by(connection, bureau.desk.office, who.name):
            raise StationBusy(f"It has order {busy.id}.")
        sent = {"station": who.name, "sent_at": act.now}
        return order_head(move_order(act, row, OrderAct.TAKE, Speaker.STATION, sent))

    return bureau.answered(write, OrderHead, do)


def tell_problem(
    bureau: Bureau, write: WriteRequest, who: Principal, order_id: int, told: ToldProblem
) -> OrderHead:
    """Keeps what keeps the printer from an order. Raises UnknownOrder, OrderNotNow or OtherStation."""

    def do(act: Act) -> OrderHead:
        row = order_row(bureau, act.transaction.connection, order_id)
        require_legal(row, OrderAct.TELL, Speaker.STATION)
        if row.state == OrderState.SENDING:
            require_own(row, who)
        if row.problem == told.problem:
            return order_head(row)
        return order_head(set_order(act, row, "order_tell", problem=told.problem))

    return bureau.answered(write, OrderHead, do)


def outcome(
    bureau: Bureau, write: WriteRequest, who: Principal, order_id: int, told: ToldOutcome
) -> OrderHead:
    """Keeps what a station or a person says of an order. The file follows; a spoiled card is ordered anew.

    Raises UnknownOrder, OrderNotNow, OtherStation, OrderChanged, StationAtWork for one that is given up while
    its station runs, or FileAsked for a spoiled card whose file waits for a decision, and for a card that was
    found while somebody's word that it is lost waits for one.
    """
    what = SAID_BY[told.outcome]
    speaker = Speaker.STATION if Role.PRINT_STATION in who.roles else Speaker.PERSON

    def do(act: Act) -> OrderHead:
        row = order_row(bureau, act.transaction.connection, order_id)
        require_legal(row, what, speaker)
        if speaker is Speaker.STATION:
            require_own(row, who)
        elif row.version != told.version:
            raise OrderChanged(f"It is {row.state} now.")
        elif what is OrderAct.LOSE and bureau.hears(row.station):
            raise StationAtWork
        if speaker is Speaker.PERSON and what in FINDS:
            _require_not_lost(bureau, act, row)
        if told.reason is not None:
            return order_head(_spoiled(bureau, act, who, row, speaker, told.reason))
        values = {"problem": told.problem, **NOT_SENT} if what is OrderAct.FAIL else NOTHING_ELSE
        after = move_order(act, row, what, speaker, values)
        file_follows(bureau, act, who, row, what)
        return order_head(after)

    return bureau.answered(write, OrderHead, do)


def _require_not_lost(bureau: Bureau, act: Act, row: OrderRow) -> None:
    """What is found is lost no longer: whoever is to agree to the loss has to decline first."""
    file = bureau.row(act.transaction.connection, row.file_id)
    if file.asked_action == Action.REPORT_LOST:
        require_decided(bureau, file)


def collect(bureau: Bureau, write: WriteRequest, who: Principal, order_id: int, read: Scanned) -> OrderHead:
    """Keeps that a card was fetched from the agency, and its serial.

    Raises UnknownOrder, OrderNotNow, or BlankElsewhere for the serial of another card.
    """

    def do(act: Act) -> OrderHead:
        connection = act.transaction.connection
        row = order_row(bureau, connection, order_id)
        require_legal(row, OrderAct.COLLECT, Speaker.PERSON)
        if other := store.of_blank(connection, bureau.desk.office, read.serial):
            raise BlankElsewhere(f"The blank {read.serial} is that of order {other.id}.")
        after = move_order(act, row, OrderAct.COLLECT, Speaker.PERSON, {"blank": read.serial})
        file_follows(bureau, act, who, row, OrderAct.COLLECT)
        return order_head(after)

    return bureau.answered(write, OrderHead, do)


def _ordered(
    bureau: Bureau, act: Act, who: Principal, one: FileToPrint, ahead: Compared | None
) -> OrderedFile:
    asked = AskedMove(action=Action.ORDER_PRINT, version=one.version)
    try:
        with act.transaction.part():
            move_within(bureau, act, who, one.file_id, asked, ahead)
    except KerakError as error:
        return OrderedFile(file_id=one.file_id, refused=error.slug)
    order = order_of(bureau, act.transaction.connection, one.file_id)
    return OrderedFile(file_id=one.file_id, order=order_head(order))


def _serials(loading: Loading) -> list[str]:
    try:
        return serials.following(loading.first, len(loading.orders))
    except serials.NotARange as error:
        raise NotARange(f"{error}.") from None


def _loaded(bureau: Bureau, act: Act, order_id: int, serial: str) -> OrderHead:
    connection = act.transaction.connection
    row = order_row(bureau, connection, order_id)
    require_legal(row, OrderAct.LOAD, Speaker.PERSON)
    require_decided(bureau, bureau.row(connection, row.file_id))
    bound = {"blank": serial, "loaded_at": act.now}
    return order_head(move_order(act, row, OrderAct.LOAD, Speaker.PERSON, bound))


def _spoiled(
    bureau: Bureau, act: Act, who: Principal, row: OrderRow, speaker: Speaker, reason: SpoilReason
) -> OrderRow:
    """The card is no good, and one more is ordered: its file still waits for one."""
    if row.state == OrderState.PRINTED:
        require_decided(bureau, bureau.row(act.transaction.connection, row.file_id))
    after = move_order(act, row, OrderAct.SPOIL, speaker, NOT_FLAGGED, reason)
    file_follows(bureau, act, who, row, OrderAct.SPOIL)
    order_anew(bureau, act, row.file_id)
    return after
