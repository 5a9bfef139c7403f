"""Standards of every unit, as a profile writes them: when a ticket's step and its whole service are due."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import pytest

from queue_core.foundation.profile import read_profile
from queue_core.sop.rules.clocks import Verdict, verdict
from queue_core.sop.service import closings
from queue_core.sop.service.telling import tell
from queue_core.sop.wire import NewClosing, StepView
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.wire.counters import CounterWork
from tests.core.office import Office, kembaran
from tests.core.test_sop_clocks import pause, resume, running, told, whole, work_of

WRITTEN = files("queue_core").joinpath("profiles", "kembaran.toml").read_text(encoding="utf-8")
MONDAY_TO_THURSDAY = """
[[hours]]
days = [1, 2, 3, 4]
opens = 08:00:00
closes = 15:30:00
"""
WITH_A_BREAK = """
[[hours]]
days = [1, 2, 3, 4]
opens = 08:00:00
closes = 12:00:00

[[hours]]
days = [1, 2, 3, 4]
opens = 13:00:00
closes = 15:30:00
"""
KIA = """
steps = ["verify", "make", "hand_over"]
standard = { amount = 1, unit = "working_days" }
"""
TWO_DAYS = '{ amount = 2, unit = "days" }'
DAY_AND_NIGHT = '{ amount = 26, unit = "hours" }'
OFFICE_HOURS = '{ amount = 6, unit = "hours", office_hours = true }'
OFFICE_MINUTES = '{ amount = 90, unit = "minutes", office_hours = true }'
WORKING_DAY = '{ amount = 1, unit = "working_days" }'
TWO_WORKING_DAYS = '{ amount = 2, unit = "working_days" }'
Opening = Callable[[str], Office]


def profile_text(standard: str) -> str:
    """Kembaran's profile with a midday break; a card, and the check of its papers, have this standard."""
    ours = f"""
steps = ["verify", "make", "hand_over"]
step_standards = {{ verify = {standard}, make = {TWO_DAYS} }}
standard = {standard}
"""
    assert KIA in WRITTEN
    assert MONDAY_TO_THURSDAY in WRITTEN
    return WRITTEN.replace(KIA, ours, 1).replace(MONDAY_TO_THURSDAY, WITH_A_BREAK)


@pytest.fixture
def opening(staffed: Path, tmp_path: Path) -> Iterator[Opening]:
    """Opens the office whose profile states this standard."""
    opened: list[Office] = []

    def open_it(standard: str) -> Office:
        path = tmp_path / "kembaran.toml"
        path.write_text(profile_text(standard), encoding="utf-8")
        profile = read_profile(str(path))
        opened.append(Office(Path(shutil.copy(staffed, tmp_path / "office.db")), profile=profile))
        return opened[0]

    yield open_it
    for office in opened:
        office.close()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In February 2021: the 8th is a Monday, the 12th a holiday (Imlek)."""
    return datetime(2021, 2, day, hour, minute, tzinfo=kembaran().office.zone)


def served_from(office: Office, start: datetime) -> CounterWork:
    """A family for a card sits down."""
    office.take()
    office.issue()
    office.call()
    office.clock.now = start
    return office.act(Verb.START)


def due(office: Office) -> tuple[datetime, datetime]:
    """When the running step and the whole service are due, by the office's clock, to the minute."""
    work = work_of(office)
    return local(running(work)), local(whole(work))


def local(clock: StepView) -> datetime:
    assert clock.due_at is not None
    instant = clock.due_at.astimezone(kembaran().office.zone)
    return instant.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("standard", "start", "expected"),
    [
        (OFFICE_MINUTES, at(8, 11), at(8, 13, 30)),
        (DAY_AND_NIGHT, at(8, 8), at(9, 10)),
        (DAY_AND_NIGHT, at(11, 14), at(12, 16)),
        (OFFICE_HOURS, at(8, 10), at(9, 9, 30)),
        (OFFICE_HOURS, at(11, 14), at(15, 13, 30)),
        (TWO_DAYS, at(11, 14), at(13, 14)),
        (WORKING_DAY, at(8, 10), at(9, 15, 30)),
        (TWO_WORKING_DAYS, at(10, 9), at(15, 15, 30)),
    ],
)
def test_step_and_service_are_due_over_breaks_nights_weekends_and_a_holiday(
    opening: Opening, standard: str, start: datetime, expected: datetime
) -> None:
    office = opening(standard)
    served_from(office, start)
    assert due(office) == (expected, expected)


@pytest.mark.parametrize(
    ("standard", "start", "before", "after"),
    [
        (OFFICE_MINUTES, at(8, 11), at(8, 13, 30), at(9, 8, 30)),
        (OFFICE_HOURS, at(8, 10), at(9, 9, 30), at(9, 13)),
        (WORKING_DAY, at(8, 10), at(9, 15, 30), at(10, 10, 30)),
        (DAY_AND_NIGHT, at(8, 8), at(9, 10), at(9, 10)),
        (TWO_DAYS, at(8, 8), at(10, 8), at(10, 8)),
    ],
)
def test_a_closing_day_added_at_noon_moves_what_counts_office_time_and_nothing_else(
    opening: Opening, standard: str, start: datetime, before: datetime, after: datetime
) -> None:
    office = opening(standard)
    served_from(office, start)
    assert due(office) == (before, before)
    office.clock.now = at(8, 12)
    closing = NewClosing(day=at(8, 12).date(), reason="banjir di kantor")
    closings.close_day(office.desk.keeper, office.write("account:kasi"), closing)
    assert due(office) == (after, after)


def test_each_step_has_the_unit_that_the_profile_states_for_it(opening: Opening) -> None:
    office = opening(OFFICE_HOURS)
    served_from(office, at(8, 10))
    office.clock.now = at(8, 11)
    office.act(Verb.STEP_DONE)
    assert due(office) == (at(10, 11), at(9, 9, 30))
    office.act(Verb.STEP_DONE)
    assert due(office) == (at(8, 11, 15), at(9, 9, 30))


def test_a_pause_over_night_costs_office_hours_only_the_open_ones(opening: Opening) -> None:
    office = opening(OFFICE_HOURS)
    served_from(office, at(8, 10))
    office.clock.now = at(8, 15)
    pause(office)
    office.clock.now = at(9, 9)
    resume(office)
    assert due(office) == (at(9, 11), at(9, 11))


def test_a_standard_of_hours_is_near_at_80_percent_of_its_office_time_and_told(opening: Opening) -> None:
    office = opening(OFFICE_HOURS)
    clock = running(served_from(office, at(8, 10))).clock()
    assert verdict(clock, at(8, 15, 29)) is Verdict.ON_TIME
    assert verdict(clock, at(9, 8, 19)) is Verdict.NEAR
    assert verdict(clock, at(9, 9, 31)) is Verdict.LATE
    tell(office.desk.keeper, at(9, 9, 31))
    assert told(office).count("clock_late") == 2
