"""What a real core does by itself, when nobody asks or acts: in fast time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from queue_core.foundation.settings import CoreSettings
from tests.board.programs import Office, make_office, open_counter
from tests.core.office import rows
from tests.programs import until

pytestmark = pytest.mark.real
EIGHT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
"""On a Monday in Kembaran."""
HALF_PAST_TWO = datetime(2025, 3, 3, 7, 30, tzinfo=UTC)


@pytest.fixture
def office(staffed: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    start, speed = request.param
    core = CoreSettings(demonstration_start=start, demonstration_speed=speed)
    office = make_office(tmp_path, staffed, core)
    office.start("core")
    yield office
    office.end()


def count(office: Office, query: str) -> object:
    ((found,),) = rows(office.settings.core.database, f"SELECT count(*) FROM {query}")
    return found


@pytest.mark.parametrize("office", [(EIGHT, 120.0)], indirect=True)
def test_a_step_is_told_as_near_and_as_late_once_each(office: Office) -> None:
    open_counter(office)
    office.issue()
    office.call()
    office.act("start")
    for mark in ("near", "late"):
        until(lambda mark=mark: count(office, f"ledger WHERE action = 'clock_{mark}'"))  # type: ignore[misc]
    of_the_step = "ledger WHERE action = 'clock_{}' AND body LIKE '%verify%'"
    assert [count(office, of_the_step.format(mark)) for mark in ("near", "late")] == [1, 1]


@pytest.mark.parametrize("office", [(HALF_PAST_TWO, 3600.0)], indirect=True)
def test_who_still_waits_at_midnight_is_ended(office: Office) -> None:
    office.issue()
    until(lambda: count(office, "ticket WHERE state <> 'waiting'"))
    assert count(office, "ledger WHERE actor = 'core' AND action LIKE 'ticket_%'")
