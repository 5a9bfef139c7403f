"""When numbers are given: the rule at its edges, and the office that keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from queue_core.foundation.audiences import Audience
from queue_core.foundation.profile import Hours, Profile
from queue_core.sop.service import closings
from queue_core.sop.wire import NewClosing
from queue_core.tickets.errors import OutsideHours
from queue_core.tickets.rules.hours import (
    Span,
    Standing,
    after_closing,
    last_ticket_at,
    next_opening,
    spans_on,
    standing,
)
from queue_core.tickets.service import admission, views
from queue_core.tickets.wire.availability import ServiceAvailability
from tests.core.office import MORNING, Office, contents, open_office

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = date(2021, 2, 8)
LAST = timedelta(minutes=30)
DAY = (
    Hours(days=(1,), opens=time(8), closes=time(12)),
    Hours(days=(1,), opens=time(13), closes=time(15, 30)),
)


def local(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), JAKARTA).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        (local(7, 59), Standing.NOT_YET),
        (local(8), Standing.OPEN),
        (local(11, 29), Standing.OPEN),
        (local(11, 30), Standing.NOT_YET),
        (local(13), Standing.OPEN),
        (local(15), Standing.OVER),
        (local(15, 30), Standing.OVER),
    ],
)
def test_numbers_are_given_from_opening_until_the_last_one_of_each_stretch(
    at: datetime, stands: Standing
) -> None:
    assert standing(at, spans_on(MONDAY, DAY, JAKARTA, LAST)) is stands


def test_on_a_day_without_hours_it_is_closed() -> None:
    sunday = spans_on(date(2021, 2, 7), DAY, JAKARTA, LAST)
    assert standing(local(10, day=date(2021, 2, 7)), sunday) is Standing.CLOSED
    assert not after_closing(local(23, day=date(2021, 2, 7)), sunday)


def test_closing_is_the_end_of_the_last_stretch() -> None:
    today = spans_on(MONDAY, DAY, JAKARTA, LAST)
    assert [after_closing(at, today) for at in (local(12, 30), local(15, 29), local(15, 30))] == [
        False,
        False,
        True,
    ]


@given(st.integers(0, 28 * 24 * 60), st.sets(st.integers(0, 20)))
def test_numbers_are_given_at_the_next_opening_and_not_on_a_holiday(minutes: int, holidays: set[int]) -> None:
    now = datetime(2021, 2, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    closed = {date(2021, 2, 1) + timedelta(days=day) for day in holidays}

    def spans(day: date) -> tuple[Span, ...]:
        return () if day in closed else spans_on(day, DAY, JAKARTA, LAST)

    opening = next_opening(now, now.astimezone(JAKARTA).date(), spans)
    assert opening is not None
    assert opening > now
    assert opening.astimezone(JAKARTA).date() not in closed
    assert last_ticket_at(opening, spans(opening.astimezone(JAKARTA).date())) is not None


def test_a_service_that_never_opens_names_no_time_to_come() -> None:
    assert next_opening(MORNING, MONDAY, lambda _: ()) is None


def test_hours_that_pass_midnight_are_refused_with_the_profile() -> None:
    with pytest.raises(ValidationError, match="hours end on the day"):
        Hours(days=(1,), opens=time(20), closes=time(2))


@pytest.fixture
def strict(staffed: Path, tmp_path: Path, kembaran: Profile) -> Iterator[Office]:
    """An office that keeps its hours, with one service that is open in the morning only."""
    morning = (Hours(days=(1, 2), opens=time(8), closes=time(10)),)
    services = tuple(
        one.model_copy(update={"hours": morning}) if one.key == "kia_group" else one
        for one in kembaran.services
    )
    queue = kembaran.queue.model_copy(update={"issue_outside_hours": False})
    profile = kembaran.model_copy(update={"queue": queue, "services": services})
    with open_office(staffed, tmp_path, profile=profile) as office:
        yield office


def told(office: Office, service: str) -> ServiceAvailability:
    services = admission.availability(office.desk).services
    return next(one for one in services if one.service == service)


def test_within_hours_a_number_is_given_and_its_end_is_told(strict: Office) -> None:
    strict.issue()
    assert told(strict, "kia").last_ticket_at == local(15)
    assert told(strict, "kia_group").last_ticket_at == local(9, 30)


@pytest.mark.parametrize("at", [local(7, 59), local(15), local(15, 45), local(23, 59)])
def test_outside_hours_no_number_is_given_and_nothing_is_written(strict: Office, at: datetime) -> None:
    strict.clock.now = at
    before = contents(strict.path)
    with pytest.raises(OutsideHours):
        strict.issue()
    assert contents(strict.path) == before


def test_a_service_keeps_its_own_hours(strict: Office) -> None:
    strict.clock.now = local(11)
    strict.issue("kia")
    with pytest.raises(OutsideHours):
        strict.issue("kia_group")
    assert told(strict, "kia_group").come_at == local(8, day=date(2021, 2, 9))


def test_before_opening_the_hour_is_told_and_after_the_last_number_the_next_day(strict: Office) -> None:
    strict.clock.now = local(6)
    assert (told(strict, "kia").standing, told(strict, "kia").come_at) == (Standing.NOT_YET, local(8))
    strict.clock.now = datetime(2021, 2, 19, 8, 0, tzinfo=UTC)  # Friday, 15.00
    over = told(strict, "kia")
    assert (over.standing, over.come_at) == (Standing.OVER, local(8, day=date(2021, 2, 22)))


def test_a_holiday_and_a_closing_of_the_office_are_no_days_to_come(strict: Office) -> None:
    strict.clock.now = local(16, day=date(2021, 2, 11))  # Thursday before Imlek
    assert told(strict, "kia").come_at == local(8, day=date(2021, 2, 15))
    monday = NewClosing(day=date(2021, 2, 15), reason="Pilkades")
    closings.close_day(strict.desk.keeper, strict.write(), monday)
    assert told(strict, "kia").come_at == local(8, day=date(2021, 2, 16))
    strict.clock.now = local(9, day=date(2021, 2, 15))
    with pytest.raises(OutsideHours):
        strict.issue()
    assert told(strict, "kia").standing is Standing.CLOSED


def test_who_still_waits_after_closing_is_told_so_and_is_served(strict: Office) -> None:
    strict.clock.now = local(14, 59)
    key = strict.issue().page.rsplit("/", 1)[1]
    assert not views.ticket_page(strict.desk, key).after_hours
    strict.clock.now = local(15, 31)
    assert views.ticket_page(strict.desk, key).after_hours
    strict.take()
    assert strict.called_number() == "A001"


def test_an_office_that_only_tells_its_hours_gives_numbers_at_any_time(office: Office) -> None:
    office.clock.now = local(3)
    key = office.issue().page.rsplit("/", 1)[1]
    assert told(office, "kia").standing is Standing.OPEN
    assert not views.ticket_page(office.desk, key).after_hours


def test_an_office_that_has_closed_itself_gives_none_even_if_it_only_tells_its_hours(office: Office) -> None:
    office.clock.now = local(12)
    closings.close_day(office.desk.keeper, office.write(), NewClosing(day=MONDAY, reason="Listrik padam"))
    with pytest.raises(OutsideHours):
        office.issue()
    assert told(office, "kia").come_at == local(8, day=date(2021, 2, 9))
    closings.withdraw(office.desk.keeper, office.write(), MONDAY)
    office.issue()


def test_the_hall_reads_the_same_snapshot_before_and_after_closing(strict: Office) -> None:
    strict.issue()
    strict.clock.now = local(23)
    assert len(views.snapshot(strict.desk, Audience.HALL, speed=1, demonstration=False).tickets) == 1
