"""The calls about print orders that the fake core answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from queue_core.client.problems import Refused
from queue_core.kia.rules.orders import UNDER_WAY, CardWay, OrderState, PrinterProblem
from queue_core.kia.wire.orders import (
    FilesToPrint,
    FilesWithoutOrder,
    FileToPrint,
    Loading,
    OrderedFile,
    OrderedFiles,
    OrderHead,
    OrderList,
    PrintProgress,
    Scanned,
    ToldOutcome,
)
from queue_core.stock.rules.serials import following
from tests.officer.fake_files import THEN


def print_order(state: OrderState = OrderState.LOADED, **more: object) -> OrderHead:
    """The order of the card of file 1, on a blank where it has one."""
    blank = None if state is OrderState.WAITING else "AB0012345"
    told = {"id": 7, "file_id": 1, "way": CardWay.OVERLAY, "state": state, "version": 3, "blank": blank}
    who = {"ordered_at": THEN, "ordered_by": "account:ani", "changed_at": THEN, "changed_by": "account:ani"}
    return OrderHead.model_validate(told | who | more)


@dataclass
class FakePrintCalls:
    """Keeps what is said of orders, and answers with one that has gone on."""

    said: list[str] = field(default_factory=list)
    refuses_order: Exception | None = None
    for_person: tuple[OrderHead, ...] = ()
    recorded: list[int] = field(default_factory=list)
    """Files whose card can be ordered."""
    refused_files: dict[int, str] = field(default_factory=dict)
    orders: dict[int, OrderHead] = field(default_factory=dict)
    refused_orders: dict[int, str] = field(default_factory=dict)
    problems: dict[PrinterProblem, int] = field(default_factory=dict)

    def orders_for_person(self) -> OrderList:
        return OrderList(orders=self.for_person)

    def files_without_order(self, after: int) -> FilesWithoutOrder:
        found = [FileToPrint(file_id=one, version=1) for one in self.recorded if one > after]
        return FilesWithoutOrder(files=tuple(found))

    def order_prints(self, wanted: FilesToPrint) -> OrderedFiles:
        return OrderedFiles(files=tuple(self._ordered(one.file_id) for one in wanted.files))

    def orders_in(self, state: OrderState) -> OrderList:
        return OrderList(orders=tuple(one for one in self.orders.values() if one.state is state))

    def orders_on(self, blank: str) -> OrderList:
        return OrderList(orders=tuple(one for one in self.orders.values() if one.blank == blank))

    def print_progress(self) -> PrintProgress:
        states = Counter(str(one.state) for one in self.orders.values() if one.state in UNDER_WAY)
        return PrintProgress(recorded=len(self.recorded), problems=self.problems, **states)

    def _ordered(self, file_id: int) -> OrderedFile:
        if cause := self.refused_files.get(file_id):
            return OrderedFile(file_id=file_id, refused=cause)
        self.recorded.remove(file_id)
        order = print_order(OrderState.WAITING, id=file_id, file_id=file_id)
        self.orders[file_id] = order
        return OrderedFile(file_id=file_id, order=order)

    def load_blanks(self, loading: Loading) -> OrderList:
        if cause := next(
            (self.refused_orders[one] for one in loading.orders if one in self.refused_orders), ""
        ):
            raise Refused(cause, "", "", 409)
        for order_id, serial in zip(
            loading.orders, following(loading.first, len(loading.orders)), strict=True
        ):
            self.orders[order_id] = print_order(id=order_id, file_id=order_id, blank=serial)
        return OrderList(orders=(self._printed(f"load {loading.orders} {loading.first}", OrderState.LOADED),))

    def unload_blank(self, order_id: int) -> OrderHead:
        return self._printed(f"unload {order_id}", OrderState.WAITING)

    def tell_outcome(self, order_id: int, told: ToldOutcome) -> OrderHead:
        deed = f"{told.outcome} {order_id} v{told.version} {told.reason}"
        return self._printed(deed, OrderState.PRINTED)

    def collect_card(self, order_id: int, read: Scanned) -> OrderHead:
        return self._printed(f"collect {order_id} {read.serial}", OrderState.PRINTED)

    def scan_back(self, file_id: int, read: Scanned) -> OrderHead:
        return self._printed(f"scan {file_id} {read.serial}", OrderState.DONE)

    def _printed(self, deed: str, state: OrderState) -> OrderHead:
        if self.refuses_order is not None:
            refusal, self.refuses_order = self.refuses_order, None
            raise refusal
        self.said.append(deed)
        return print_order(state)
