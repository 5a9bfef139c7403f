"""A station that is killed again and again beside the real core: no card doubled, no blank lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from werkzeug.serving import make_server

from devices.cards.drivers.virtual import VirtualCardPrinter
from devices.cards.hopper import cards_out
from queue_core.client.api import CoreApi
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.wire.orders import OrderHead
from queue_core.print_station.spool import Spool
from queue_core.print_station.station import Station
from tests.core.office import open_office, token_of
from tests.kia.filing import filing_in
from tests.kia.order_law import require_law
from tests.kia.ordering import OPERATOR, STATION, Ordering
from tests.print_station.crashing import Fuse, Fused, Killed
from tests.print_station.fakes import white

pytestmark = pytest.mark.real
PARTS = ("_core", "_printer", "_spool")
MOMENTS = 40
"""A life of the station ends within so many calls, or when nothing is left to do."""
FAULTS = ("", "vanish", "swallow", "refuse", "no_blank", "cover_open", "jam")


class Workshop:
    """An office that orders cards, a station that prints them, and a person who looks after both."""

    def __init__(self, ordering: Ordering, address: str, folder: Path, chance: Random) -> None:
        self.ordering = ordering
        self.core = CoreApi(address, token_of(STATION))
        self.folder = folder
        self.chance = chance

    @property
    def hopper(self) -> Path:
        return self.folder / "cards"

    def live(self, fuse: Fuse | None = None) -> None:
        """Starts the station; it works until nothing is left, or until it is killed."""
        parts = Station(
            self.core,
            VirtualCardPrinter(self.hopper),
            Spool(self.folder / "station.spool"),
            white,
            pause=self.wait,
        )
        if fuse is not None:
            for part in PARTS:
                setattr(parts, part, Fused(getattr(parts, part), fuse))
        try:
            parts.recover()
            while parts.step() == 0:
                pass
        except Killed:
            pass

    def wait(self, _: float) -> None:
        """Somebody mends the printer after a while."""
        if self.chance.random() < 0.2:
            self.mend()

    def fault(self, word: str) -> None:
        self.hopper.mkdir(exist_ok=True)
        (self.hopper / "fault.txt").write_text(word)

    def short_life(self) -> Fuse:
        """Until the station is killed; at some moment before the printer may fail."""
        moments, word = self.chance.randint(1, MOMENTS), self.chance.choice(FAULTS)
        return Fuse(moments, self.chance.randint(1, moments), lambda: self.fault(word))

    def mend(self) -> None:
        """The printer goes on by itself with what it has, whether the station lives or not."""
        self.fault("")
        VirtualCardPrinter(self.hopper).status()

    def look_after(self) -> None:
        """Says what came of what nobody can vouch for; scans back what came out, or finds it spoiled."""
        for order in self.in_state(OrderState.UNKNOWN):
            came_out = str(order.id) in self.cards()
            self.say(order, "printed" if came_out else "failed")
        for order in self.in_state(OrderState.PRINTED):
            if self.chance.random() < 0.1:
                self.say(order, "spoiled", reason="misprint")
            else:
                self.ordering.done(self.ordering.scan({"file_id": order.file_id}, order.blank or ""))

    def say(self, order: OrderHead, outcome: str, **more: str) -> None:
        told = order.model_dump(mode="json")
        self.ordering.done(self.ordering.said(told, outcome, OPERATOR, **more))

    def in_state(self, state: OrderState) -> tuple[OrderHead, ...]:
        return CoreApi(self.core.address, token_of(OPERATOR)).orders_in(state).orders

    def cards(self) -> Counter[str]:
        """How many cards of each order lie in the hopper."""
        return Counter(name.split("-")[1] for name in cards_out(self.hopper))


@contextmanager
def workshop(staffed: Path, folder: Path, chance: Random) -> Iterator[Workshop]:
    with open_office(staffed, folder) as office:
        ordering = Ordering(filing_in(office))
        server = make_server("127.0.0.1", 0, ordering.filing.api.app)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Workshop(ordering, f"http://127.0.0.1:{server.server_port}", folder, chance)
        server.shutdown()
        server.server_close()


def crash(staffed: Path, folder: Path, seed: int, crashes: int) -> None:
    chance = Random(seed)
    with workshop(staffed, folder, chance) as shop:
        for _ in range(crashes):
            shop.ordering.loaded()
            shop.live(shop.short_life())
            if chance.random() < 0.5:
                shop.mend()
            else:
                shop.live()
            shop.look_after()
            shop.mend()
        for _ in range(2):  # what the last crash left is looked after first, then printed
            shop.live()
            shop.look_after()
        assert_nothing_doubled_or_lost(shop)


def assert_nothing_doubled_or_lost(shop: Workshop) -> None:
    done, spoiled = shop.in_state(OrderState.DONE), shop.in_state(OrderState.SPOILED)
    cards = shop.cards()
    assert max(cards.values()) == 1
    assert set(cards) == {str(order.id) for order in (*done, *spoiled)}
    stock = CoreApi(shop.core.address, token_of(OPERATOR)).stock()
    assert stock.holds
    assert (stock.good, stock.spoiled, stock.printer) == (len(done), len(spoiled), 0)
    require_law(shop.ordering.office.path)


def test_fifty_crashes_double_no_card_and_lose_none(staffed: Path, tmp_path: Path) -> None:
    crash(staffed, tmp_path, seed=1, crashes=50)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_thousand_crashes_double_no_card_and_lose_none(staffed: Path, tmp_path: Path, seed: int) -> None:
    crash(staffed, tmp_path, seed, crashes=100)
