"""The clocks in the office's book: paused with a reason, moved by a closing, told of exactly once."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from queue_core.foundation.errors import InvalidInput, KerakError
from queue_core.sop.errors import (
    AlreadyClosed,
    AlreadyPaused,
    DayGoneBy,
    DisturbanceRunning,
    NoClockRunning,
    NotPaused,
    UnknownClosing,
    UnknownDisturbance,
)
from queue_core.sop.rules.clocks import Verdict, verdict
from queue_core.sop.service import closings, disturbances
from queue_core.sop.service.national import national_holidays, thin_years
from queue_core.sop.service.telling import tell
from queue_core.sop.wire import (
    ClosingView,
    DisturbanceView,
    Lifting,
    NewClosing,
    NewDisturbance,
    Pausing,
    StepView,
)
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import pausing
from queue_core.tickets.wire.counters import CounterWork
from tests.core.office import MORNING, Office, contents, rows

PAPER = "menunggu fotokopi kartu keluarga"
TUESDAY = date(2021, 2, 9)
CLOSING_TIME = datetime(2021, 2, 9, 8, 30, tzinfo=UTC)
"""Half past three in Kembaran."""


def serve(office: Office, service: str = "kia", number: int = 3, officer: str = "ani") -> CounterWork:
    """A family is served, its first step just begun."""
    office.take(number, officer)
    office.issue(service)
    office.call(number, officer)
    return office.act(Verb.START, number, officer)


def work_of(office: Office, number: int = 3, officer: str = "ani") -> CounterWork:
    return office.take(number, officer)


def running(work: CounterWork) -> StepView:
    (step,) = [step for step in work.steps if step.finished_at is None]
    return step


def whole(work: CounterWork) -> StepView:
    assert work.whole is not None
    return work.whole


def pause(office: Office, reason: str = PAPER) -> CounterWork:
    return pausing.pause(office.desk, office.write(), "ani", 3, Pausing(reason=reason))


def resume(office: Office) -> CounterWork:
    return pausing.resume(office.desk, office.write(), "ani", 3)


def declare(office: Office, service: str = "kia") -> DisturbanceView:
    new = NewDisturbance(service=service, reason="SIAK tidak dapat dibuka")
    return disturbances.declare(office.desk.keeper, office.write("account:kasi"), new)


def lift(office: Office, disturbance: DisturbanceView) -> DisturbanceView:
    lifting = Lifting(reason="SIAK kembali normal")
    return disturbances.lift(office.desk.keeper, office.write("account:kasi"), disturbance.id, lifting)


def close_day(office: Office, day: date) -> ClosingView:
    new = NewClosing(day=day, reason="banjir di kantor")
    return closings.close_day(office.desk.keeper, office.write("account:kasi"), new)


def withdraw(office: Office, day: date) -> ClosingView:
    return closings.withdraw(office.desk.keeper, office.write("account:kasi"), day)


def told(office: Office) -> list[object]:
    found = rows(office.path, "SELECT action FROM ledger WHERE action IN ('clock_near', 'clock_late')")
    return [action for (action,) in found]


def near(instant: datetime | None, expected: datetime) -> bool:
    """Whether an instant is the expected one, but for the microseconds of a test's clock."""
    return instant is not None and abs(instant - expected) < timedelta(seconds=1)


def test_a_service_has_a_clock_of_its_own_beside_its_steps(office: Office) -> None:
    work = serve(office)
    assert [step.step for step in work.steps] == ["verify"]
    assert whole(work).due_at == CLOSING_TIME
    for _ in range(3):
        work = office.act(Verb.STEP_DONE)
    assert whole(work).finished_at is not None
    assert {step.officer for step in work.steps} == {"ani"}


def test_a_pause_moves_what_is_due_and_keeps_its_reason(office: Office) -> None:
    before = running(serve(office)).due_at
    assert before is not None
    held = running(pause(office))
    assert (held.near_at, held.due_at) == (None, None)
    assert held.paused is not None
    office.clock.forward(minutes=20)
    after = running(resume(office))
    assert near(after.due_at, before + timedelta(minutes=20))
    assert [one.reason for one in after.pauses] == [PAPER]
    assert rows(office.path, "SELECT count(*) FROM ledger WHERE action LIKE 'clock_%'") == [(2,)]


def test_a_step_that_ends_while_it_is_paused_ends_the_pause(office: Office) -> None:
    serve(office)
    pause(office)
    office.clock.forward(hours=2)
    work = office.act(Verb.STEP_DONE)
    assert verdict(work.steps[0].clock(), office.clock.now) is Verdict.ON_TIME
    assert work.steps[0].due_at is not None
    assert whole(work).paused is None
    assert running(work).step == "make"


@pytest.mark.parametrize("reason", ["", "  ", "ya", "x" * 201])
def test_no_pause_goes_without_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="String should have"):
        Pausing(reason=reason)


def test_what_cannot_be_paused_is_refused_without_a_row(office: Office) -> None:
    office.take()
    office.issue()
    office.call()
    before = contents(office.path)
    for refusal, act in ((NoClockRunning, pause), (NotPaused, resume)):
        with pytest.raises(refusal):
            act(office)
    assert contents(office.path) == before
    office.act(Verb.START)
    pause(office)
    with pytest.raises(AlreadyPaused):
        pause(office)


def test_a_disturbance_holds_every_clock_of_its_service_until_it_is_lifted(office: Office) -> None:
    before = running(serve(office)).due_at
    other = serve(office, "documents", 2, "budi")
    assert before is not None
    disturbance = declare(office)
    assert disturbance.clocks == 2
    assert running(work_of(office)).due_at is None
    assert running(work_of(office, 2, "budi")) == running(other)
    office.clock.forward(hours=1)
    assert lift(office, disturbance).lifted_at is not None
    assert near(running(work_of(office)).due_at, before + timedelta(hours=1))


def test_a_clock_that_starts_in_a_disturbance_stands_from_its_start(office: Office) -> None:
    disturbance = declare(office, "*")
    started = running(serve(office))
    assert started.due_at is None
    office.clock.forward(minutes=90)
    lift(office, disturbance)
    assert near(running(work_of(office)).due_at, started.started_at + timedelta(minutes=95))


def test_a_pause_within_a_disturbance_counts_once(office: Office) -> None:
    before = running(serve(office)).due_at
    assert before is not None
    disturbance = declare(office)
    pause(office)
    office.clock.forward(minutes=10)
    resume(office)
    assert running(work_of(office)).due_at is None
    office.clock.forward(minutes=10)
    lift(office, disturbance)
    assert near(running(work_of(office)).due_at, before + timedelta(minutes=20))


def test_a_disturbance_is_declared_once_and_lifted_once(office: Office) -> None:
    with pytest.raises(InvalidInput):
        declare(office, "haircut")
    disturbance = declare(office)
    with pytest.raises(DisturbanceRunning):
        declare(office)
    assert disturbances.running_disturbances(office.desk.keeper).disturbances == (disturbance,)
    lift(office, disturbance)
    with pytest.raises(UnknownDisturbance):
        lift(office, disturbance)
    assert disturbances.running_disturbances(office.desk.keeper).disturbances == ()


def test_a_closing_at_noon_moves_the_clocks_and_keeps_the_reason(office: Office) -> None:
    serve(office)
    office.clock.now = datetime(2021, 2, 9, 5, 0, tzinfo=UTC)
    closing = close_day(office, TUESDAY)
    assert (closing.moved, closing.starts_at.hour) == (1, 5)
    assert near(whole(work_of(office)).due_at, datetime(2021, 2, 10, 4, 30, tzinfo=UTC))
    ((body,),) = rows(office.path, "SELECT body FROM ledger WHERE action = 'clock_moved'")
    assert "banjir di kantor" in str(body)


def test_a_closing_that_is_withdrawn_gives_the_rest_of_the_day_back(office: Office) -> None:
    serve(office)
    close_day(office, TUESDAY)
    assert whole(work_of(office)).due_at == CLOSING_TIME + timedelta(days=1)
    assert closings.closings(office.desk.keeper).closings[0].day == TUESDAY
    assert withdraw(office, TUESDAY).moved == 1
    assert whole(work_of(office)).due_at == CLOSING_TIME
    close_day(office, TUESDAY)


@pytest.mark.parametrize(
    ("refusal", "day"), [(DayGoneBy, MORNING.date() - timedelta(days=1)), (AlreadyClosed, TUESDAY)]
)
def test_a_closing_that_cannot_be_is_refused(office: Office, refusal: type[KerakError], day: date) -> None:
    close_day(office, TUESDAY)
    with pytest.raises(refusal):
        close_day(office, day)


def test_a_closing_that_is_not_or_is_over_cannot_be_withdrawn(office: Office) -> None:
    with pytest.raises(UnknownClosing):
        withdraw(office, TUESDAY)
    close_day(office, TUESDAY)
    office.clock.forward(days=3)
    with pytest.raises(DayGoneBy):
        withdraw(office, TUESDAY)


def test_each_mark_is_told_once_whatever_the_clock_shows(office: Office) -> None:
    serve(office)
    minutes = [*range(-60, 120, 2), *range(-60, 120, 3)]
    random.Random(7).shuffle(minutes)
    for minute in minutes:
        tell(office.desk.keeper, MORNING + timedelta(minutes=minute))
        if minute % 10 == 0:
            office.close()
            office.open()
    assert sorted(map(str, told(office))) == ["clock_late", "clock_near"]


def test_a_clock_that_jumps_far_ahead_tells_of_both_marks_in_order(office: Office) -> None:
    serve(office)
    assert tell(office.desk.keeper, office.clock.now) == 0
    assert tell(office.desk.keeper, MORNING + timedelta(hours=1)) == 2
    assert told(office) == ["clock_near", "clock_late"]


def test_the_staff_know_within_a_minute_of_the_due_instant(office: Office) -> None:
    due = running(serve(office)).due_at
    assert due is not None
    tell(office.desk.keeper, due)
    assert told(office) == ["clock_near"]
    tell(office.desk.keeper, due + timedelta(seconds=5))
    assert told(office) == ["clock_near", "clock_late"]


def test_a_mark_that_is_passed_between_two_looks_is_told_when_the_step_ends(office: Office) -> None:
    serve(office)
    office.clock.forward(minutes=6)
    office.act(Verb.STEP_DONE)
    assert told(office) == ["clock_near", "clock_late"]
    tell(office.desk.keeper, office.clock.now)
    assert len(told(office)) == 2


def test_nothing_is_told_of_a_clock_that_stands_still(office: Office) -> None:
    serve(office)
    pause(office)
    assert tell(office.desk.keeper, MORNING + timedelta(hours=3)) == 0


def test_a_machine_whose_clock_is_set_back_leaves_no_negative_time(office: Office) -> None:
    serve(office)
    pause(office)
    office.clock.forward(hours=-5)
    resume(office)
    office.act(Verb.STEP_DONE)
    assert rows(office.path, "SELECT count(*) FROM sop_clock WHERE finished_at < started_at") == [(0,)]
    assert rows(office.path, "SELECT count(*) FROM sop_pause WHERE ended_at < started_at") == [(0,)]


def test_the_joint_leave_of_a_decreed_year_is_known_and_a_thin_year_is_told() -> None:
    assert {date(2026, 8, 17), date(2026, 12, 24)} <= national_holidays(2026)
    assert thin_years((2026, 2199)) == (2199,)
