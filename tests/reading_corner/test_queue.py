"""What the corner says of a number: as the hall stands, and nothing while the core is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.state import Link
from queue_core.sop.wire import Closings, ClosingView
from queue_core.tickets.rules.life import AT_COUNTER_STATES, SET_ASIDE_STATES, TicketState
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import TicketPage, Wait
from reading_corner.errors import PageNeedsCore
from reading_corner.queue import Hall, number_of_page
from reading_corner.rules.calling import NEAR_BEFORE, NOTHING_KNOWN, Line, Standing, number_now, share
from tests.board.builders import MORNING, PROFILE, called, counter, linked, lost, queue, waiting

KEY = "0123456789abcdef0123"
HOLIDAY, FLOOD = date(2026, 12, 25), date(2026, 12, 1)
MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 11, 29)
CLOSED = Closings(
    closings=(ClosingView(day=FLOOD, starts_at=MORNING, ends_at=MORNING, reason="banjir"),),
    thin_years=(),
    holidays=(HOLIDAY,),
)
lines = st.integers(0, 60).flatmap(
    lambda before: st.builds(
        Line,
        before=st.just(before),
        all=st.integers(before + 1, 80),
        half=st.none() | st.integers(0, 240),
        nine_in_ten=st.none() | st.integers(0, 240),
    )
)


def hall_with(link: Link, closings: Closings = CLOSED) -> Hall:
    office = OfficeView(profile=PROFILE, demonstration=False)
    hall = Hall(lambda: office, lambda: closings, monotonic=lambda: 0.0)
    hall.changed(link, ())
    return hall


def ten_waiting() -> Link:
    return linked(queue(*(waiting(f"A{place:03d}", place) for place in range(1, 11)), counters=(counter(1),)))


@given(line=lines)
def test_a_number_is_near_or_waits_and_is_told_no_more_than_a_newcomer(line: Line) -> None:
    now = number_now(TicketState.WAITING, None, line)
    assert now.standing in {Standing.NEAR, Standing.WAITING}
    assert line.before > NEAR_BEFORE or (now.standing is Standing.NEAR) is (line.half is not None)
    assert (now.half is None) is (line.half is None)
    assert (now.half or 0) <= (line.half or 0)


@given(line=lines, minutes=st.integers(0, 240))
def test_who_stands_nearer_is_told_less(line: Line, minutes: int) -> None:
    nearer = replace(line, before=max(0, line.before - 1))
    assert (share(minutes, nearer) or 0) <= (share(minutes, line) or 0)


@pytest.mark.parametrize("state", [None, *TicketState])
def test_every_state_has_a_sentence(state: TicketState | None) -> None:
    now = number_now(state, 3, Line(5, 9) if state is TicketState.WAITING else None)
    expected = Standing.OVER
    if state in AT_COUNTER_STATES:
        expected = Standing.CALLED
    elif state in SET_ASIDE_STATES:
        expected = Standing.ASIDE
    elif state is TicketState.WAITING:
        expected = Standing.WAITING
    assert (now.standing, now.message) == (expected, f"number.{expected}")


def test_a_waiting_number_is_told_how_many_come_before_it_and_about_how_long() -> None:
    hall = hall_with(replace(ten_waiting(), waits={"A": Wait(half=33, nine_in_ten=55)}))
    now = hall.number("A008")
    assert (now.standing, now.before, now.half, now.nine_in_ten) == (Standing.WAITING, 7, 24, 40)
    assert hall.number("A002").standing is Standing.NEAR


def test_before_any_counter_opens_nobody_is_asked_to_bring_a_book_back() -> None:
    assert hall_with(linked(queue(waiting("A001")))).number("A001").standing is Standing.WAITING


def test_only_who_waits_for_the_same_counters_comes_before() -> None:
    state = queue(waiting("A001"), waiting("C001", 1), waiting("A002", 2))
    assert hall_with(linked(state)).number("A002").before == 1


def test_a_called_number_is_told_its_counter() -> None:
    now = hall_with(linked(queue(called("A004", counter=3)))).number("A004")
    assert (now.standing, now.counter, now.message) == (Standing.CALLED, 3, "number.called")


def test_a_number_that_has_left_the_hall_is_over() -> None:
    assert hall_with(ten_waiting()).number("A099").message == "number.over"


def test_only_numbers_of_the_queue_may_borrow_and_any_while_the_core_is_away() -> None:
    hall = hall_with(ten_waiting())
    assert [hall.may_know(number) for number in ("A001", "Z999")] == [True, False]
    hall.changed(lost(ten_waiting()), ())
    assert hall.may_know("Z999")
    assert hall_with(Link()).may_know("Z999")


def test_nothing_is_said_before_the_core_was_heard_and_while_it_is_away() -> None:
    hall = hall_with(Link())
    assert hall.number("A001") == NOTHING_KNOWN
    hall.changed(replace(ten_waiting(), waits={"A": Wait(half=33, nine_in_ten=55)}), ())
    assert hall.number("A001").message == "number.near"
    hall.changed(lost(ten_waiting()), ())
    assert hall.number("A001").message is None


def test_closed_days_are_told_by_the_core_and_stay_known_while_it_is_away() -> None:
    hall = hall_with(ten_waiting())
    hall.changed(lost(ten_waiting()), ())
    assert [hall.is_closed(day) for day in (HOLIDAY, FLOOD, SUNDAY, MONDAY)] == [True, True, True, False]
    assert hall.zone() == PROFILE.office.zone


def test_an_office_that_was_never_heard_of_opens_from_monday_to_friday_in_jakarta() -> None:
    hall = hall_with(Link())
    assert [hall.is_closed(day) for day in (SUNDAY, MONDAY)] == [True, False]
    assert hall.zone().key == "Asia/Jakarta"


def test_the_office_is_read_anew_every_day() -> None:
    reads: list[int] = []

    def read() -> Closings:
        reads.append(1)
        return CLOSED

    link = ten_waiting()
    assert link.state is not None
    hall = Hall(lambda: OfficeView(profile=PROFILE, demonstration=False), read, monotonic=lambda: 0.0)
    tomorrow = replace(link, state=replace(link.state, day=link.state.day + timedelta(days=1)))
    for news in (link, link, tomorrow, lost(tomorrow), tomorrow):
        hall.changed(news, ())
    assert len(reads) == 3


def page(**change: object) -> TicketPage:
    given: dict[str, Any] = {"number": "A007", "service": {}, "state": TicketState.WAITING, "at": MORNING}
    return TicketPage(**given | {"counter": None, "ahead": 1, "wait": None, "calls": 0} | change)


@pytest.mark.parametrize(
    ("change", "number"),
    [({}, "A007"), ({"state": TicketState.DONE}, None), ({"come_at": MORNING}, None)],
)
def test_the_page_of_a_ticket_that_lives_today_tells_its_number(
    change: dict[str, object], number: str | None
) -> None:
    assert number_of_page(lambda _key: page(**change), KEY) == number


def test_a_page_that_the_core_does_not_know_is_nobodys_and_one_without_a_core_is_not_read() -> None:
    def unknown(_key: str) -> TicketPage:
        raise Refused("unknown-ticket", "", "", 404)

    def away(_key: str) -> TicketPage:
        raise CoreUnreachable

    assert number_of_page(unknown, KEY) is None
    with pytest.raises(PageNeedsCore):
        number_of_page(away, KEY)
