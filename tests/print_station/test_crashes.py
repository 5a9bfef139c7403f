"""A station that is killed at any moment puts out no second card, and leaves none in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_core.kia.rules.orders import OrderState
from queue_core.print_station.station import Station
from tests.print_station.crashing import Fuse, Fused, Killed
from tests.print_station.fakes import Place

pytestmark = pytest.mark.real
ORDERS = (7, 8)
MOMENTS = 90
"""More than there are until two cards are out."""


def work(station: Station) -> None:
    """Steps until nothing is left to do."""
    while station.step() == 0:
        pass


def killed_at(place: Place, moment: int) -> bool:
    """Works until it is killed at this moment; False when the work was over before."""
    station, fuse = place.start(), Fuse(moment)
    for part in ("_core", "_printer", "_spool"):
        setattr(station, part, Fused(getattr(station, part), fuse))
    try:
        work(station)
    except Killed:
        return True
    return False


def look_into_the_printer(place: Place) -> None:
    """A person says of every card that nobody can vouch for whether it lies in the hopper."""
    for order_id, order in place.core.orders.items():
        if order.state is OrderState.UNKNOWN:
            out = str(order_id) in place.cards()
            place.core.say(order_id, OrderState.PRINTED if out else OrderState.LOADED)


@pytest.mark.parametrize("moment", range(1, MOMENTS))
def test_a_station_killed_at_any_moment_prints_every_card_once(tmp_path: Path, moment: int) -> None:
    place = Place(tmp_path)
    place.core.load(*ORDERS)
    killed_at(place, moment)
    work(place.start())
    look_into_the_printer(place)
    work(place.start())
    assert place.cards() == ["7", "8"]
    assert {place.core.state(one) for one in ORDERS} == {OrderState.PRINTED}


def test_the_moments_reach_to_the_end_of_the_work(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.core.load(*ORDERS)
    assert not killed_at(place, MOMENTS)
