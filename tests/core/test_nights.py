"""The end of the office's day, and the numbers after the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_socketio import SocketIO

from queue_core.client.state import from_snapshot
from queue_core.foundation.audiences import Audience
from queue_core.foundation.profile import Profile
from queue_core.server.wary import WaryClock
from queue_core.server.watch import DayWatch
from queue_core.storage.vouching import Vouchers
from queue_core.tickets.errors import LaneFull
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import issuing, overnight, views
from queue_core.tickets.service.counts import LaneCount, count_queue
from queue_core.tickets.wire.tickets import NewTicket
from tests.core.office import Office, contents, open_office, rows

LATE = datetime(2021, 2, 8, 16, 50, tzinfo=UTC)
"""Ten minutes before midnight in Kembaran."""


def states(office: Office) -> dict[object, object]:
    return dict(rows(office.path, "SELECT lane || serial, state FROM ticket"))  # type: ignore[arg-type]


def lapses(office: Office) -> list[tuple[object, ...]]:
    return rows(office.path, "SELECT actor FROM ledger WHERE action = 'ticket_lapsed'")


def day_watch(office: Office) -> DayWatch:
    wary = WaryClock(lambda: (office.clock(), office.clock.real_time()), lambda _: Vouchers())
    return DayWatch(SocketIO(Flask(__name__), async_mode="threading"), office.desk, 1.0, wary)


@pytest.fixture
def late(office: Office) -> Office:
    """Before midnight: A1 in service at counter 3, A2 called to counter 1, A3 and B1 waiting."""
    office.clock.now = LATE
    for service in ("kia", "kia", "kia", "documents"):
        office.issue(service)
    office.take(3)
    office.call(3)
    office.act(Verb.START, 3)
    office.take(1, "budi")
    office.call(1, "budi")
    return office


def test_midnight_ends_what_waits_and_what_was_called_and_leaves_a_service_alone(late: Office) -> None:
    assert overnight.end_earlier_days(late.desk) == 0
    late.clock.forward(minutes=10)
    assert overnight.end_earlier_days(late.desk) == 3
    assert states(late) == {"A1": "serving", "A2": "no_show", "A3": "cancelled", "B1": "cancelled"}
    assert lapses(late) == [("core",)] * 3
    assert late.act(Verb.FINISH, 3).ticket is None


def test_it_happens_once_also_after_a_restart_and_by_two_at_once(late: Office) -> None:
    late.clock.forward(minutes=10)
    overnight.end_earlier_days(late.desk)
    before = contents(late.path)
    assert overnight.end_earlier_days(late.desk) == 0
    late.close()
    late.open()
    assert overnight.end_earlier_days(late.desk) == 0
    assert contents(late.path) == before


def test_the_counter_of_a_called_family_is_free_for_the_new_day(late: Office) -> None:
    late.clock.forward(minutes=10)
    overnight.end_earlier_days(late.desk)
    new = late.issue("kia")
    assert new.ticket.number == "A001"
    called = late.call(1, "budi").ticket
    assert called is not None
    assert called.id == new.ticket.id


def test_who_follows_the_events_over_midnight_sees_what_a_fresh_snapshot_shows(late: Office) -> None:
    late.clock.forward(minutes=10)
    overnight.end_earlier_days(late.desk)
    told = views.missed(late.desk, Audience.HALL, 0).events
    ended = [event.ticket.number for event in told if event.action == "ticket_lapsed" and event.ticket]
    assert ended == ["A002", "A003", "B001"]
    fresh = from_snapshot(views.snapshot(late.desk, Audience.HALL, speed=1, demonstration=False))
    assert fresh.counters[1].ticket is None
    assert fresh.waiting("A") == []


def test_the_page_of_a_ticket_that_lapsed_says_so(office: Office) -> None:
    key = office.issue().page.rsplit("/", 1)[1]
    office.clock.forward(days=1)
    overnight.end_earlier_days(office.desk)
    page = views.ticket_page(office.desk, key)
    assert (page.state, page.lapsed) == (TicketState.CANCELLED, True)


def test_the_core_looks_once_a_day(office: Office) -> None:
    watch = day_watch(office)
    for _ in range(2):
        office.issue()
        watch.look()
    assert lapses(office) == []
    office.clock.forward(days=1)
    watch.look()
    watch.look()
    assert len(lapses(office)) == 2


def without_counter(office: Office, number: int) -> None:
    """The core starts again with a profile that no longer has the counter."""
    left = tuple(one for one in office.profile.counters if one.number != number)
    office.close()
    office.profile = office.profile.model_copy(update={"counters": left})
    office.open()


def test_a_ticket_at_a_counter_that_is_gone_holds_up_no_other(
    late: Office, caplog: pytest.LogCaptureFixture
) -> None:
    without_counter(late, 1)
    late.clock.forward(minutes=10)
    watch = day_watch(late)
    for _ in range(3):
        watch.look()
    assert states(late) == {"A1": "serving", "A2": "called", "A3": "cancelled", "B1": "cancelled"}
    assert lapses(late) == [("core",)] * 2
    assert caplog.text.count("There is no counter 1.") == 2, "the look that ends, and the last of the day"


def test_between_two_batches_whoever_waits_goes_first(office: Office) -> None:
    for _ in range(overnight.BATCH + 1):
        office.issue()
    office.clock.forward(days=1)
    ended_by_then: list[int] = []
    assert overnight.end_earlier_days(office.desk, lambda: ended_by_then.append(len(lapses(office)))) == 26
    assert ended_by_then == [overnight.BATCH, overnight.BATCH + 1]


def test_answers_are_forgotten_after_yesterday_and_todays_are_still_given(office: Office) -> None:
    for day in range(3):
        office.clock.forward(days=1 if day else 0)
        write = office.write("device:kiosk")
        answer = issuing.issue(office.desk, write, NewTicket(service="kia"))
    watch = day_watch(office)
    for _ in range(2):
        watch.look()
    kept = rows(office.path, "SELECT id FROM request ORDER BY id")
    assert kept == [("request-00000002",), ("request-00000003",)]
    assert issuing.issue(office.desk, write, NewTicket(service="kia")) == answer


@pytest.fixture
def small(staffed: Path, tmp_path: Path, kembaran: Profile) -> Iterator[Office]:
    """An office whose letters have two numbers a day."""
    queue = kembaran.queue.model_copy(update={"last_number": 2})
    with open_office(staffed, tmp_path, profile=kembaran.model_copy(update={"queue": queue})) as office:
        yield office


def test_after_the_last_number_a_lane_goes_on_under_its_spare_letter(small: Office) -> None:
    assert [small.issue().ticket.number for _ in range(4)] == ["A001", "A002", "D001", "D002"]
    with pytest.raises(LaneFull):
        small.issue()
    assert [small.issue("documents").ticket.number for _ in range(3)] == ["B001", "B002", "E001"]


def test_a_number_under_a_spare_letter_waits_in_its_own_lane(small: Office) -> None:
    issued = [small.issue() for _ in range(3)]
    assert (issued[2].ticket.lane, issued[2].ticket.waits_in, issued[2].ahead) == ("D", "A", 2)
    small.take(1)
    assert [small.called_number(1) for _ in range(3)] == ["A001", "A002", "D001"]


def test_numbers_under_a_spare_letter_are_counted_in_their_own_lane(small: Office) -> None:
    for _ in range(3):
        small.issue()
    small.take(1)
    small.called_number(1)
    assert count_queue(small.desk).lanes[0] == LaneCount("A", issued=3, called=1, calls=1, waiting=2)


def test_a_new_day_begins_with_the_lanes_own_letter(small: Office) -> None:
    for _ in range(3):
        small.issue()
    small.clock.forward(days=1)
    assert small.issue().ticket.number == "A001"
