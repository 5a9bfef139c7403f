"""The rules of appointments: slots, codes, arrivals, and what rank by the slot's time means."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.appointments import Appointments
from queue_core.foundation.profile import Profile
from queue_core.tickets.rules.appointments import (
    APPOINTMENT_MOVES,
    AppointmentState,
    AppointmentVerb,
    Arrival,
    IllegalAppointmentMove,
    Slot,
    Tolerance,
    appointment_move,
    arrival,
    code_of,
    is_code,
    slots_on,
)
from queue_core.tickets.rules.hours import Span, stretch
from queue_core.tickets.rules.policy import Candidate, HeadStart, order_of_calls

TODAY = date(2021, 2, 8)
MIDNIGHT = datetime(2021, 2, 8, tzinfo=UTC)
TOLERANCE = Tolerance(early=timedelta(minutes=30), late=timedelta(minutes=15))
minutes_of_day = st.integers(0, 24 * 60 - 1)


def at(minutes: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)


def spans_of(edges: list[int], last: int) -> list[Span]:
    """Stretches of a day between pairs of these minutes."""
    marks = sorted(set(edges))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [stretch(at(opens), at(closes), timedelta(minutes=last)) for opens, closes in pairs]


day = st.builds(spans_of, st.lists(minutes_of_day, min_size=2, max_size=6), st.integers(0, 60))


@given(day, day, st.integers(5, 120))
def test_slots_lie_in_open_hours_begin_before_the_last_number_and_do_not_overlap(
    regular: list[Span], open_now: list[Span], minutes: int
) -> None:
    slots = list(slots_on(regular, open_now, timedelta(minutes=minutes)))
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(slots))
    for slot in slots:
        assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)
        assert any(s.opens <= slot.starts_at < s.last_ticket and slot.ends_at <= s.closes for s in open_now)


@given(day, day, st.integers(5, 120))
def test_a_closing_takes_slots_away_and_moves_none(
    regular: list[Span], open_now: list[Span], minutes: int
) -> None:
    length = timedelta(minutes=minutes)
    assert set(slots_on(regular, open_now, length)) <= set(slots_on(regular, endless(regular), length))


def endless(spans: list[Span]) -> list[Span]:
    return [Span(one.opens, one.closes, one.closes) for one in spans]


def test_a_whole_morning_is_cut_into_slots() -> None:
    (morning,) = spans_of([480, 540], 30)
    slots = list(slots_on([morning], [morning], timedelta(minutes=15)))
    assert slots == [Slot(at(480), at(495)), Slot(at(495), at(510))]


@pytest.mark.parametrize(
    ("minutes", "meaning"),
    [
        (-31, Arrival.TOO_EARLY),
        (-30, Arrival.IN_TIME),
        (0, Arrival.IN_TIME),
        (15, Arrival.IN_TIME),
        (16, Arrival.LATE),
    ],
)
def test_an_arrival_at_its_edges(minutes: int, meaning: Arrival) -> None:
    assert arrival(at(540 + minutes), TODAY, TODAY, at(540), TOLERANCE) is meaning


def test_on_another_day_nobody_is_early_or_late() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert arrival(at(540), TODAY, tomorrow, at(540), TOLERANCE) is Arrival.OTHER_DAY


@given(st.lists(minutes_of_day, max_size=30), minutes_of_day)
def test_in_time_it_is_called_after_who_came_before_its_slot_and_before_who_came_after(
    came: list[int], slot: int
) -> None:
    """Of one kind, whatever the number of the ticket."""
    mine = Candidate(0, priority=False, rank_at=at(slot), lane="A")
    others = [Candidate(n, priority=False, rank_at=at(one), lane="A") for n, one in enumerate(came, 1)]
    order = order_of_calls([mine, *others], HeadStart(timedelta(minutes=15)), at(slot))
    place = order.index(mine)
    assert all(one.rank_at <= at(slot) for one in order[:place])
    assert all(one.rank_at >= at(slot) for one in order[place + 1 :])


@given(st.integers(0, 99_999), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_makes_no_code(number: int, place: int, more: int) -> None:
    code = code_of(number)
    wrong = str((int(code[place]) + more) % 10)
    assert is_code(code)
    assert not is_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "１２３４５６", " 12345", "-12345"])
def test_what_has_another_shape_is_no_code(code: str) -> None:
    assert not is_code(code)


def test_what_the_table_does_not_have_is_refused() -> None:
    for state, verb in product(AppointmentState, AppointmentVerb):
        if (state, verb) not in APPOINTMENT_MOVES:
            with pytest.raises(IllegalAppointmentMove):
                appointment_move(state, verb)


@pytest.mark.parametrize(
    "figure", ["slot_minutes", "per_slot", "days_ahead", "early_minutes", "late_minutes"]
)
@pytest.mark.parametrize("wrong", [-1, 1000, "ten", None])
def test_a_profile_with_a_figure_that_makes_no_sense_is_refused(
    kembaran: Profile, figure: str, wrong: object
) -> None:
    service = kembaran.service("kia")
    assert service is not None
    assert service.appointments is not None
    with pytest.raises(ValueError, match=figure):
        Appointments.model_validate(service.appointments.model_dump() | {figure: wrong})


def test_a_service_without_hours_has_no_slots_and_its_profile_is_refused(kembaran: Profile) -> None:
    timeless = kembaran.model_dump() | {"hours": ()}
    with pytest.raises(ValueError, match="no hours for its slots"):
        Profile.model_validate(timeless)
