"""A clock that says a wrong day destroys nothing before it was doubted, told of, and stood by its word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_socketio import SocketIO
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation import clock_trust
from queue_core.foundation.clock_trust import FAR, JUMP, STANDS, STANDS_FAR, ClockTrust, at_start, look
from queue_core.server.wary import WaryClock
from queue_core.server.watch import DayWatch
from queue_core.storage.vouching import Vouchers, vouchers
from tests.core.office import MORNING, Office, open_office, rows

MINUTE, YEARS = timedelta(minutes=1), timedelta(days=3650)
LOOK = timedelta(seconds=5)
LONG_AGO = datetime(2020, 1, 6, 1, 0, tzinfo=UTC)
"""Where a machine without a battery for its clock begins after every night."""
spans = st.timedeltas(timedelta(), timedelta(days=400))
steps = st.lists(st.tuples(spans, st.timedeltas(-YEARS, YEARS)), max_size=20)


@given(steps)
def test_a_clock_that_moves_with_time_or_back_is_always_believed(
    moves: list[tuple[timedelta, timedelta]],
) -> None:
    trust, now, passed = at_start(MORNING, 0, MORNING), MORNING, 0.0
    for span, jump in moves:
        passed += span.total_seconds()
        now += span + min(jump, timedelta())
        trust = look(trust, now, passed)
        assert clock_trust.is_believed(trust, passed)
        assert clock_trust.may_destroy(trust, passed)


@given(st.timedeltas(JUMP + timedelta(seconds=1), YEARS), st.lists(st.timedeltas(timedelta(), STANDS / 4)))
def test_a_jump_is_believed_when_it_has_stood_for_its_time_and_no_sooner(
    jump: timedelta, looks: list[timedelta]
) -> None:
    trust = look(at_start(MORNING, 0, None), MORNING + jump, 0)
    passed, last = timedelta(), STANDS_FAR if jump > FAR else STANDS
    for span in (*looks, STANDS_FAR):
        passed += span
        trust = look(trust, MORNING + jump + passed, passed.total_seconds())
        assert clock_trust.is_believed(trust, passed.total_seconds()) == (passed >= STANDS)
        assert clock_trust.may_destroy(trust, passed.total_seconds()) == (passed >= last)


def test_a_clock_that_is_set_right_again_is_believed_at_once() -> None:
    trust = look(at_start(MORNING, 0, None), MORNING + YEARS, 5)
    trust = look(trust, MORNING + 2 * LOOK, 10)
    assert trust == ClockTrust(trust.lead)


def test_a_clock_that_jumps_on_while_it_is_doubted_has_to_stand_anew() -> None:
    trust = look(at_start(MORNING, 0, None), MORNING + timedelta(hours=1), 0)
    trust = look(trust, MORNING + YEARS, 800)
    assert not clock_trust.is_believed(trust, 1000)
    assert not clock_trust.may_destroy(trust, 2000)


@pytest.mark.parametrize(("closed", "believed"), [(FAR, True), (FAR + MINUTE, False), (YEARS, False)])
def test_a_start_is_doubted_far_past_the_last_entry_alone(closed: timedelta, believed: bool) -> None:
    trust = at_start(MORNING + closed, 7, MORNING)
    assert (clock_trust.is_believed(trust, 7), clock_trust.may_destroy(trust, 7)) == (believed, believed)
    assert clock_trust.is_believed(trust, 7 + STANDS.total_seconds())
    assert clock_trust.may_destroy(trust, 7 + STANDS_FAR.total_seconds())


@dataclass
class Machine:
    """A core's day watch beside real time that a test lets pass, and a clock that may be set."""

    office: Office
    passed: float = 0.0
    destroyed: int = 0

    def start(self) -> None:
        wary = WaryClock(lambda: (self.office.clock(), self.passed), self.vouchers)
        socketio = SocketIO(Flask(__name__), async_mode="threading")
        self.watch = DayWatch(socketio, self.office.desk, 1.0, wary, destroying=(self.destroy,))

    def vouchers(self, now: datetime) -> Vouchers:
        return vouchers(self.office.database, self.office.desk.office, now)

    def destroy(self, _: object) -> None:
        self.destroyed += 1

    def wait(self, time: timedelta) -> None:
        """Time passes, and the clock with it; the watch looks before and after."""
        self.watch.look()
        self.passed += time.total_seconds()
        self.office.clock.now += time
        self.watch.look()
        self.watch.look()

    def lapsed(self) -> int:
        return len(rows(self.office.path, "SELECT id FROM ledger WHERE action = 'ticket_lapsed'"))


@pytest.fixture
def machine(staffed: Path, tmp_path: Path) -> Iterator[Machine]:
    """It has run since the morning, and one family waits."""
    with open_office(staffed, tmp_path) as office:
        found = Machine(office)
        found.start()
        found.wait(MINUTE)
        office.issue()
        found.destroyed = 0
        yield found


def test_a_wrong_day_that_is_set_right_in_time_ends_no_queue(machine: Machine) -> None:
    machine.office.clock.forward(days=1)
    machine.wait(STANDS - MINUTE)
    machine.office.clock.forward(days=-1)
    machine.wait(STANDS)
    assert (machine.lapsed(), machine.destroyed) == (0, 0)


def test_a_day_that_the_clock_stands_by_is_ended_after_a_quarter_of_an_hour(machine: Machine) -> None:
    machine.office.clock.forward(days=1)
    machine.wait(STANDS - MINUTE)
    assert machine.lapsed() == 0
    machine.wait(MINUTE)
    assert (machine.lapsed(), machine.destroyed) == (1, 1)


def test_a_start_years_ahead_destroys_nothing_before_a_whole_day(machine: Machine) -> None:
    machine.office.clock.now += YEARS
    machine.start()
    machine.wait(STANDS)
    assert (machine.lapsed(), machine.destroyed) == (1, 0)
    machine.wait(STANDS_FAR - STANDS - MINUTE)
    assert machine.destroyed == 0
    machine.wait(MINUTE)
    assert machine.destroyed == 1


def test_a_clock_that_jumps_years_past_every_entry_destroys_nothing_before_a_whole_day(
    machine: Machine,
) -> None:
    machine.office.clock.now += YEARS
    machine.wait(STANDS_FAR - MINUTE)
    assert machine.destroyed == 0
    machine.wait(MINUTE)
    assert machine.destroyed == 1


def test_a_machine_that_keeps_no_time_while_off_destroys_once_its_clock_was_set(machine: Machine) -> None:
    for day in (2, 3, 4):
        machine.office.clock.now = LONG_AGO
        machine.start()
        machine.office.issue()
        machine.wait(MINUTE)
        machine.destroyed = 0
        machine.office.clock.now = MORNING + timedelta(days=day)
        machine.wait(STANDS - MINUTE)
        assert machine.destroyed == 0
        machine.wait(MINUTE)
        assert machine.destroyed == 1
        machine.office.issue()


def test_a_clock_that_starts_in_the_same_wrong_year_each_time_destroys_nothing_before_it_is_set(
    machine: Machine,
) -> None:
    for day in range(5):
        machine.office.clock.now = MORNING + YEARS + timedelta(days=day)
        machine.start()
        machine.office.issue()
        machine.destroyed = 0
        machine.wait(STANDS - MINUTE)
        assert machine.destroyed == 0
        machine.office.clock.now = MORNING + timedelta(days=day, hours=1)
        machine.office.issue()
        machine.wait(MINUTE)


def test_a_machine_that_is_off_every_night_is_believed_on_the_third_day_after_a_long_closing(
    machine: Machine,
) -> None:
    machine.office.clock.now += 2 * FAR
    for destroyed in (0, 0, 1):
        machine.destroyed = 0
        machine.start()
        machine.wait(MINUTE)
        machine.office.issue()
        machine.wait(timedelta(hours=8))
        assert machine.destroyed == destroyed
        machine.office.clock.now += timedelta(hours=16) - MINUTE


def test_a_doubt_is_told_once_with_what_to_do_and_once_that_it_is_over(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.office.clock.forward(days=1)
    for _ in range(3):
        machine.wait(MINUTE)
    assert caplog.text.count("The machine's clock was set to 2021-02-09T01:01") == 1
    assert caplog.text.count("timedatectl") == 1
    with caplog.at_level("INFO"):
        machine.wait(STANDS)
    assert caplog.text.count("is believed again") == 1


def test_a_doubted_start_tells_the_last_entry(caplog: pytest.LogCaptureFixture) -> None:
    WaryClock(lambda: (datetime(2036, 1, 1, tzinfo=UTC), 0.0), lambda _: Vouchers(last=MORNING))
    assert "says 2036-01-01T00:00:00+00:00, far past the last entry of 2021-02-08T01:00:00" in caplog.text
    assert "timedatectl" in caplog.text


def test_entries_that_a_wrong_clock_has_just_written_do_not_vouch_for_it(machine: Machine) -> None:
    right = machine.office.clock.now
    machine.office.clock.now += YEARS
    machine.office.issue()
    last = machine.vouchers(machine.office.clock.now).last
    assert last is not None
    assert right - MINUTE < last <= right


def test_an_entry_of_the_last_weeks_vouches_before_later_ones_that_are_far_in_the_past(
    machine: Machine,
) -> None:
    right = machine.office.clock.now
    machine.office.clock.now = LONG_AGO
    machine.office.issue()
    last, near = machine.vouchers(right + timedelta(days=2))
    assert near is not None
    assert right - MINUTE < near <= right
    assert last is not None
    assert last < near
