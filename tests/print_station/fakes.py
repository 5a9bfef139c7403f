"""A core that keeps orders in memory as the real one does, and a station on a book and a virtual printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from devices.cards.drivers.virtual import VirtualCardPrinter
from devices.cards.hopper import cards_out
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.kia.rules.age import CardKind
from queue_core.kia.rules.nik import Sex
from queue_core.kia.rules.orders import CardWay, OrderState, Outcome, PrinterProblem
from queue_core.kia.wire.orders import CardFace, OrderHead, OrderList, ToldOutcome, ToldProblem
from queue_core.print_station.spool import Spool
from queue_core.print_station.station import Station

AFTER = {
    Outcome.PRINTED: OrderState.PRINTED,
    Outcome.FAILED: OrderState.LOADED,
    Outcome.UNKNOWN: OrderState.UNKNOWN,
}
THEN = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
WHITE = (Image.new("RGB", (40, 25), "white"),)


def head(order_id: int) -> OrderHead:
    return OrderHead(
        id=order_id,
        file_id=order_id,
        way=CardWay.OVERLAY,
        state=OrderState.LOADED,
        version=1,
        blank=f"KIA{order_id:06d}",
        ordered_at=THEN,
        ordered_by="sari",
        changed_at=THEN,
        changed_by="sari",
    )


def face_of(order_id: int) -> CardFace:
    return CardFace(
        order_id=order_id,
        kind=CardKind.WITH_PHOTO,
        nik="9901015708150001",
        name="Siti Nur'aini",
        birth_place="Banyumas",
        birth_date=date(2015, 8, 17),
        sex=Sex.FEMALE,
        religion="Islam",
        citizenship="WNI",
        family_card="3302200101150001",
        head_of_family="Ma'ruf",
        birth_certificate="3302-LU-17082015-0042",
        address="Dusun II RT 03 RW 01",
        village="Kembaran",
        issued_on=date(2021, 2, 8),
        valid_until=date(2032, 8, 16),
    )


@dataclass
class FakeCore:
    """Orders that are loaded, and what the station tells of them."""

    orders: dict[int, OrderHead] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    given_away: set[int] = field(default_factory=set)
    """Orders that another station takes in the same moment."""
    away: bool = False
    other_prints: bool = False
    """Another station prints for the office."""
    busy: bool = False
    """Takes no outcome for now: its disk is full."""

    def load(self, *order_ids: int) -> None:
        self.orders |= {order_id: head(order_id) for order_id in order_ids}

    def state(self, order_id: int) -> OrderState:
        return self.orders[order_id].state

    def orders_in(self, state: OrderState) -> OrderList:
        self._reach()
        if self.other_prints:
            raise Refused("other-station-prints", "print-1 prints.", "", 409)
        drawable = (one for one in self.orders.values() if one.problem is not PrinterProblem.NO_FACE)
        return OrderList(orders=tuple(one for one in drawable if one.state is state))

    def take_order(self, order_id: int, request_id: str) -> OrderHead:
        return self._once(request_id, order_id, OrderState.LOADED, OrderState.SENDING)

    def card_face(self, order_id: int) -> CardFace:
        self._reach()
        return face_of(order_id)

    def tell_outcome(self, order_id: int, told: ToldOutcome, request_id: str) -> OrderHead:
        if self.busy:
            raise Refused("storage-unavailable", "", "", 503)
        head = self._once(request_id, order_id, OrderState.SENDING, AFTER[told.outcome])
        self.told.append(f"{order_id} {told.outcome}")
        return self._keep(head, problem=told.problem)

    def tell_problem(self, order_id: int, told: ToldProblem) -> OrderHead:
        self._reach()
        self.told.append(f"{order_id} {told.problem}")
        return self._keep(self.orders[order_id], problem=told.problem)

    def say(self, order_id: int, state: OrderState) -> None:
        """A person says what came of an order."""
        assert self.state(order_id) is OrderState.UNKNOWN
        self._keep(self.orders[order_id], state=state)

    def _once(self, request_id: str, order_id: int, before: OrderState, after: OrderState) -> OrderHead:
        self._reach()
        if request_id in self.answered:
            return self.orders[order_id]
        if self.state(order_id) is not before or order_id in self.given_away:
            raise Refused("order-not-now", "", "", 409)
        self.answered.add(request_id)
        return self._keep(self.orders[order_id], state=after)

    def _keep(self, head: OrderHead, **changed: object) -> OrderHead:
        self.orders[head.id] = head.model_copy(update=changed)
        return self.orders[head.id]

    def _reach(self) -> None:
        if self.away:
            raise CoreUnreachable("It does not answer.")


def white(_: CardFace) -> Sequence[Image.Image]:
    return WHITE


@dataclass
class Place:
    """A station with its folder; `start` as after a restart of the program."""

    folder: Path
    core: FakeCore = field(default_factory=FakeCore)
    draw: Callable[[CardFace], Sequence[Image.Image]] = white

    def start(self) -> Station:
        self.spool = Spool(self.folder / "station.spool")
        self.printer = VirtualCardPrinter(self.folder / "cards")
        station = Station(self.core, self.printer, self.spool, self.draw, pause=self.wait)
        station.recover()
        return station

    def wait(self, _: float) -> None:
        """Somebody mends the printer while the station waits for it."""
        self.fault("")

    def fault(self, word: str) -> None:
        (self.folder / "cards").mkdir(exist_ok=True)
        (self.folder / "cards" / "fault.txt").write_text(word)

    def cards(self) -> list[str]:
        """The orders whose cards have come out, once for each card."""
        return [order.split("-")[1] for order in cards_out(self.folder / "cards")]
