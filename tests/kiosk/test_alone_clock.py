"""A kiosk without the core whose clock is wrong: no time of issue and no number suffers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queue_core.tickets.wire.tickets import NewTicket
from tests.kiosk.fakes import MORNING, FakeKiosk

KIA = NewTicket(service="kia")


@pytest.mark.parametrize("jump", [86_400, -86_400, 3_600, -3_600, -MORNING.timestamp()])
def test_a_clock_that_jumps_changes_no_time_of_issue(kiosk: FakeKiosk, jump: float) -> None:
    kiosk.cut_off()
    kiosk.monotonic.elapsed = 60
    kiosk.wall.elapsed = jump
    kiosk.visits.take(KIA, "request-1")
    kiosk.monotonic.elapsed = 600
    kiosk.back()
    (ticket,) = kiosk.core.entered.values()
    assert ticket.issued_at == MORNING + timedelta(seconds=60)


@pytest.mark.parametrize("jump", [-86_400, -3_600, -MORNING.timestamp()])
def test_a_kiosk_started_with_a_clock_that_is_behind_says_no_time_before_it_heard_the_core(
    kiosk: FakeKiosk, jump: float
) -> None:
    kiosk.cut_off()
    kiosk.start()
    kiosk.wall.elapsed = jump
    kiosk.disconnect()
    kiosk.visits.take(KIA, "request-1")
    assert kiosk.book.waiting()[0].issued_at == MORNING


def test_the_time_of_a_number_is_set_right_once_the_core_is_heard(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.start()
    kiosk.wall.elapsed = -86_400
    kiosk.disconnect()
    kiosk.monotonic.elapsed = 100
    kiosk.visits.take(KIA, "request-1")
    kiosk.monotonic.elapsed = 400
    kiosk.back()
    (ticket,) = kiosk.core.entered.values()
    assert ticket.issued_at == MORNING + timedelta(seconds=100)


def test_how_far_the_clock_is_off_is_known_right_after_an_outage(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    of_before, kiosk.core.away = kiosk.heard(), False
    kiosk.start()
    kiosk.monotonic.elapsed = kiosk.wall.elapsed = 600
    kiosk.watch.changed(of_before, ())  # caught up, and no heartbeat yet
    kiosk.start()
    kiosk.wall.elapsed = 660
    kiosk.disconnect()
    kiosk.visits.take(KIA, "request-1")
    assert kiosk.book.waiting()[0].issued_at == MORNING + timedelta(seconds=660)


def test_a_wrong_clock_never_makes_a_number_twice(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    taken = []
    for day in (0, 1, -1, -20_000, 300):
        kiosk.start()
        kiosk.wall.elapsed = timedelta(days=day).total_seconds()
        kiosk.disconnect()
        taken.append(kiosk.visits.take(KIA, f"request-{day}").number)
    assert taken == ["K001", "K002", "K003", "K004", "K005"]
