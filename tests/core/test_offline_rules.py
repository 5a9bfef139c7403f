"""The numbers that a kiosk gives by itself: no clock begins them anew, and no clock is believed too much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.clock import business_day
from queue_core.foundation.profile import Profile
from queue_core.tickets.rules.offline import believed_issue, free_letter, later_serial, next_serial

ZONE = ZoneInfo("Asia/Jakarta")
MOST = st.integers(3, 999)
INSTANTS = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
"""From 1970 to 2106."""
NOON = datetime(2021, 2, 8, 5, 0, tzinfo=UTC)


@given(MOST, st.integers(0, 999))
def test_a_whole_round_of_numbers_has_none_twice(most: int, last: int) -> None:
    serials, serial = [], last % (most + 1)
    for _ in range(most):
        serial = next_serial(serial, most)
        serials.append(serial)
    assert sorted(serials) == list(range(1, most + 1))


@given(MOST, st.data())
def test_a_serial_that_was_given_since_is_the_later_one(most: int, data: st.DataObject) -> None:
    mine = data.draw(st.integers(1, most))
    told = mine
    for _ in range(data.draw(st.integers(0, (most - 1) // 2))):
        told = next_serial(told, most)
    assert later_serial(mine, told, most) == told
    assert later_serial(told, mine, most) == told


def test_a_book_that_has_heard_of_no_serial_takes_what_it_is_told() -> None:
    assert (later_serial(0, 7, 999), later_serial(2, 0, 3), later_serial(0, 0, 3)) == (7, 2, 0)


def test_each_kiosk_gets_a_letter_until_there_are_none() -> None:
    assert free_letter("KRU", "KU") == "R"
    assert free_letter("KRU", "KRU") is None


@given(INSTANTS, INSTANTS, INSTANTS)
def test_whatever_the_clocks_say_no_ticket_is_of_the_future(
    told: datetime, heard: datetime, now: datetime
) -> None:
    assert believed_issue(told, heard, now, ZONE) <= now


@given(INSTANTS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=900)))
def test_no_ticket_was_issued_before_its_kiosk_last_heard_the_core(
    told: datetime, heard: datetime, later: timedelta
) -> None:
    assert believed_issue(told, heard, heard + later, ZONE) >= heard


@given(st.timedeltas(timedelta(0), timedelta(hours=5)), st.timedeltas(timedelta(0), timedelta(hours=5)))
def test_a_clock_that_is_right_is_believed(outage: timedelta, after: timedelta) -> None:
    told = NOON + outage
    assert believed_issue(told, NOON, told + after, ZONE) == told


@pytest.mark.parametrize("heard_before", [timedelta(minutes=10), timedelta(days=1), timedelta(days=30)])
def test_a_clock_of_1970_makes_no_number_one_of_another_day(heard_before: timedelta) -> None:
    told = datetime(1970, 1, 1, tzinfo=UTC)
    believed = believed_issue(told, NOON - heard_before, NOON, ZONE)
    assert business_day(believed, ZONE) == business_day(NOON, ZONE)


def test_a_clock_that_stands_at_what_was_heard_is_a_wrong_one() -> None:
    heard = NOON - timedelta(days=1)
    assert believed_issue(heard, heard, NOON, ZONE) == NOON


def test_a_letter_of_a_lane_is_no_letter_of_a_kiosk(kembaran: Profile) -> None:
    queue = kembaran.queue.model_copy(update={"offline_letters": ("K", "D")})
    with pytest.raises(ValueError, match="two lanes or offline_letters have the same name"):
        Profile.model_validate(kembaran.model_dump() | {"queue": queue.model_dump()})
