"""The database is written anew in hours in which no family is at the office, and at no other time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask_socketio import SocketIO
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.profile import Hours, Profile
from queue_core.server.watch import ScrubWatch
from queue_core.sop.rules.calendar import OfficeCalendar, Span
from queue_core.sop.rules.quiet import is_quiet
from queue_core.sop.service.quiet import is_quiet_now
from queue_core.storage.scrubbing import MARK, mark_for_scrubbing
from queue_core.tickets.rules.life import Verb
from tests.core.core_process import CoreProcess
from tests.core.office import Office, open_office
from tests.programs import until

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
MORNING_AND_AFTERNOON = ((time(8), time(12)), (time(13), time(15)))
WEEK = dict.fromkeys(range(1, 6), MORNING_AND_AFTERNOON)
NYEPI = date(2026, 3, 19)
"""A Thursday."""
MONDAY = date(2026, 3, 16)
ALWAYS = dict.fromkeys(range(1, 8), ((time(0), time(23, 59)),))


def calendar(
    hours: Mapping[int, Sequence[tuple[time, time]]] = WEEK,
    zone: ZoneInfo = JAKARTA,
    closings: Sequence[Span] = (),
) -> OfficeCalendar:
    return OfficeCalendar(zone, hours, frozenset({NYEPI}), closings)


def quiet_at(day: date, clock: str, of: OfficeCalendar | None = None) -> bool:
    found = of or calendar()
    at = datetime.combine(day, time.fromisoformat(clock), found.zone).astimezone(UTC)
    return is_quiet(at, found)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        ("00:00", True),
        ("07:29:59.999999", True),
        ("07:30", False),
        ("08:00", False),
        ("12:30", False),
        ("14:59:59.999999", False),
        ("15:00", True),
        ("23:59:59.999999", True),
    ],
)
def test_quiet_is_from_the_last_closing_until_half_an_hour_before_the_first_opening(
    clock: str, quiet: bool
) -> None:
    assert quiet_at(MONDAY, clock) is quiet


def test_holidays_and_days_without_hours_are_quiet_all_day() -> None:
    assert quiet_at(NYEPI, "10:00")
    assert quiet_at(MONDAY + timedelta(days=5), "10:00")
    assert not quiet_at(NYEPI + timedelta(days=1), "10:00")


def test_a_day_that_the_office_itself_closed_is_quiet() -> None:
    start = datetime(2026, 3, 15, 17, tzinfo=UTC)
    closed = calendar(closings=[Span(start, start + timedelta(days=1))])
    assert quiet_at(MONDAY, "10:00", closed)
    assert not quiet_at(MONDAY + timedelta(days=1), "10:00", closed)


def test_the_hours_are_those_of_the_offices_own_zone() -> None:
    at_closing_in_jayapura = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)
    assert is_quiet(at_closing_in_jayapura, calendar(zone=JAYAPURA))
    assert not is_quiet(at_closing_in_jayapura, calendar(zone=JAKARTA))


def test_who_opens_just_after_midnight_is_not_disturbed_just_before_it() -> None:
    early = calendar({2: ((time(0, 10), time(15)),)})
    assert quiet_at(MONDAY, "23:39", early)
    assert not quiet_at(MONDAY, "23:40", early)


@pytest.mark.parametrize("hours", [ALWAYS, {}])
def test_an_office_that_never_closes_or_has_not_told_its_hours_has_one_hour_at_night(
    hours: Mapping[int, Sequence[tuple[time, time]]],
) -> None:
    found = [hour for hour in range(24) if quiet_at(MONDAY, f"{hour:02}:00", calendar(hours))]
    assert found == [2]
    assert not quiet_at(MONDAY, "03:00", calendar(hours))


@given(opens=st.times(), closes=st.times(), day=st.dates(date(2026, 1, 1), date(2026, 12, 1)))
def test_every_day_has_a_quiet_time_that_a_look_every_five_minutes_finds(
    opens: time, closes: time, day: date
) -> None:
    hours = dict.fromkeys(range(1, 8), ((min(opens, closes), max(opens, closes)),))
    start = datetime.combine(day, time(), JAKARTA)
    minutes = (start + timedelta(minutes=more) for more in range(0, 24 * 60, 5))
    assert any(is_quiet(at, calendar(hours)) for at in minutes)


@pytest.fixture
def marked(office: Office) -> Office:
    """Monday, 8 o'clock, and something was erased."""
    office.database.write(lambda transaction: mark_for_scrubbing(transaction.connection))
    return office


def look(office: Office) -> bool:
    """One look of the core; whether it left nothing to be scrubbed."""
    ScrubWatch(SocketIO(Flask(__name__), async_mode="threading"), office.desk, 1.0).look()
    return not office.database.is_to_be_scrubbed()


def test_a_core_that_starts_within_open_hours_waits_for_the_closing(marked: Office) -> None:
    assert not look(marked)
    marked.clock.now = datetime(2021, 2, 8, 15, 0, tzinfo=UTC)
    assert look(marked)


def test_after_the_closing_it_waits_for_the_last_families(marked: Office) -> None:
    marked.issue()
    marked.take()
    marked.clock.now = datetime(2021, 2, 8, 15, 0, tzinfo=UTC)
    assert not look(marked)
    marked.call()
    marked.leave()
    assert not look(marked)
    marked.act(Verb.NO_SHOW)
    assert look(marked)


def test_what_was_hindered_is_tried_again_the_same_night(
    marked: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queue_core.sqlite.engine.BUSY_MILLISECONDS", 10)
    marked.clock.now = datetime(2021, 2, 8, 15, 0, tzinfo=UTC)
    other = sqlite3.connect(marked.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not look(marked)
    assert "could not be written anew" in caplog.text
    other.execute("ROLLBACK")
    other.close()
    assert look(marked)


@pytest.fixture
def read_meanwhile(
    marked: Office, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Office, sqlite3.Connection]]:
    """After the closing; somebody reads the database, so that its log is not emptied."""
    monkeypatch.setattr("queue_core.sqlite.engine.BUSY_MILLISECONDS", 10)
    marked.clock.now = datetime(2021, 2, 8, 15, 0, tzinfo=UTC)
    with closing(sqlite3.connect(marked.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ledger").fetchone()
        yield marked, reader


def log_size(office: Office) -> int:
    return Path(f"{office.path}-wal").stat().st_size


def test_a_log_that_could_not_be_emptied_is_tried_again_without_writing_all_anew(
    read_meanwhile: tuple[Office, sqlite3.Connection],
) -> None:
    office, reader = read_meanwhile
    assert not look(office)
    written = log_size(office)
    assert not look(office)
    assert log_size(office) == written
    reader.execute("COMMIT")
    assert look(office)
    assert log_size(office) < written


def test_what_was_erased_meanwhile_is_written_anew_too(
    read_meanwhile: tuple[Office, sqlite3.Connection],
) -> None:
    office, _ = read_meanwhile
    assert not look(office)
    written = log_size(office)
    office.database.write(lambda transaction: mark_for_scrubbing(transaction.connection))
    assert not look(office)
    assert log_size(office) > 1.5 * written


@pytest.fixture
def evening_service(staffed: Path, tmp_path: Path, kembaran: Profile) -> Iterator[Office]:
    """An office in which one service has hours of its own in the evening."""
    first, *rest = kembaran.services
    evening = (Hours(days=(1,), opens=time(19), closes=time(21)),)
    services = (first.model_copy(update={"hours": evening}), *rest)
    with open_office(staffed, tmp_path, profile=kembaran.model_copy(update={"services": services})) as office:
        yield office


def test_a_service_with_hours_of_its_own_is_not_disturbed_either(evening_service: Office) -> None:
    evening_service.clock.now = datetime(2021, 2, 8, 13, 30, tzinfo=UTC)
    assert not is_quiet_now(evening_service.desk.keeper)
    evening_service.clock.forward(hours=1)
    assert is_quiet_now(evening_service.desk.keeper)


@pytest.mark.real
def test_the_running_core_writes_the_database_anew_in_the_evening(staffed: Path, tmp_path: Path) -> None:
    core, settings = CoreProcess(staffed, tmp_path), tmp_path / "kerak.toml"
    with closing(sqlite3.connect(core.database)) as book:
        book.execute(f"PRAGMA {MARK} = 1")
    evening = "demonstration_start = 2021-02-08T20:00:00+07:00\ndemonstration_speed = 600.0"
    settings.write_text(settings.read_text().replace("[core]", f"[core]\n{evening}"))
    try:
        core.start()
        until(lambda: "the database was written anew" in core.log())
    finally:
        core.kill()
