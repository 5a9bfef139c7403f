"""What the board shows and which calls it speaks, from the state of the queue alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display_board.state import FRESH, Sound, calls_to_speak, likely_calls, paint
from queue_core.client.order import calling_order
from queue_core.client.state import Link
from queue_core.tickets.rules.choice import choose_next
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.rules.policy import Candidate
from queue_core.tickets.wire.choice import lane_policy
from queue_core.tickets.wire.corner import BookOfTheDay, Colour, ColouredShelf
from queue_core.tickets.wire.tickets import TicketView, Wait
from tests.board.builders import (
    COVER,
    MORNING,
    PROFILE,
    called,
    counter,
    linked,
    lost,
    minutes,
    queue,
    waiting,
)

QUIET = Sound()
EMPTY = queue()
POLICY = lane_policy(PROFILE.queue)

tickets = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 60)), max_size=15, unique_by=lambda one: one[1]
).map(lambda drawn: [waiting(f"{lane}{place:03d}", at) for place, (lane, at) in enumerate(drawn, 1)])


def chosen_one_after_another(left: list[TicketView]) -> list[str]:
    """The numbers as the core's own rule would call them."""
    by_id = dict(enumerate(sorted(left, key=lambda ticket: ticket.rank_at)))
    order = []
    while by_id:
        heads = [Candidate(i, ticket.lane == "C", ticket.rank_at, ticket.lane) for i, ticket in by_id.items()]
        chosen = choose_next(heads, POLICY, MORNING)
        assert chosen is not None
        order.append(by_id.pop(chosen.ticket.ticket_id).number)
    return order


@given(tickets)
def test_the_next_numbers_stand_in_the_order_of_the_core(drawn: list[TicketView]) -> None:
    order = [ticket.number for ticket in calling_order(queue(*drawn), PROFILE, MORNING)]
    assert order == chosen_one_after_another(drawn)


def test_next_names_only_those_whom_an_open_counter_calls() -> None:
    state = queue(waiting("A001"), waiting("B001"), counters=(counter(1),))
    assert paint(linked(state), PROFILE, "id", QUIET, 0).next == ("A001",)


@pytest.mark.parametrize(("hour", "after"), [(8, False), (15, False), (15.5, True), (23, True)])
def test_after_closing_the_board_says_that_who_waits_is_served(hour: float, after: bool) -> None:
    hours_kept = PROFILE.queue.model_copy(update={"issue_outside_hours": False})
    profile = PROFILE.model_copy(update={"queue": hours_kept})
    at = linked(queue(waiting("A001")), at=(hour - 8) * 60)
    assert paint(at, profile, "id", QUIET, 0).after_hours is after
    assert not paint(at, PROFILE, "id", QUIET, 0).after_hours
    nobody = linked(EMPTY, at=(hour - 8) * 60)
    assert not paint(nobody, profile, "id", QUIET, 0).after_hours


def test_next_names_who_waits_for_a_counter_on_break_as_others_may_call_them() -> None:
    patient = waiting("A001").model_copy(update={"waits_for": 3})
    state = queue(patient, waiting("A002", 1), counters=(counter(1), counter(3, CounterState.ON_BREAK)))
    assert paint(linked(state), PROFILE, "id", QUIET, 0).next == ("A001", "A002")


def test_next_and_the_sentences_keep_to_the_counters_that_serve_what_a_family_came_for() -> None:
    school = waiting("A001").model_copy(update={"served_at": (3,)})
    state = queue(school, waiting("A002", 1), counters=(counter(1), counter(3, CounterState.CLOSED)))
    assert paint(linked(state), PROFILE, "id", QUIET, 0).next == ("A002",)
    assert likely_calls(state, PROFILE, MORNING) == [("A002", 1)]


def test_a_no_show_that_is_undone_is_not_spoken_again() -> None:
    gone = called("A001").model_copy(update={"state": TicketState.NO_SHOW})
    assert calls_to_speak(queue(gone), queue(called("A001")), MORNING) == []


def test_next_names_everybody_while_no_counter_is_open() -> None:
    state = queue(waiting("A001"), waiting("B001", 1), counters=(counter(1, CounterState.CLOSED),))
    assert paint(linked(state), PROFILE, "id", QUIET, 0).next == ("A001", "B001")


def test_sentences_are_rendered_ahead_for_each_open_counter() -> None:
    state = queue(waiting("A001"), waiting("B001", 1), counters=(counter(1), counter(2)))
    assert likely_calls(state, PROFILE, MORNING) == [("A001", 1), ("B001", 2)]


def test_a_call_heard_live_is_spoken() -> None:
    calls = calls_to_speak(queue(waiting("A001")), queue(called("A001")), MORNING)
    assert [(call.number, call.counter) for call in calls] == [("A001", 3)]


def test_a_recall_is_spoken_again() -> None:
    calls = calls_to_speak(queue(called("A001")), queue(called("A001", at=1, times=2)), minutes(1))
    assert [call.times for call in calls] == [2]


def test_the_same_call_is_spoken_once() -> None:
    assert calls_to_speak(queue(called("A001")), queue(called("A001")), MORNING) == []


def test_what_was_called_before_the_program_started_is_not_spoken() -> None:
    assert calls_to_speak(None, queue(called("A001")), MORNING) == []


def test_a_missed_call_that_was_answered_meanwhile_is_not_spoken() -> None:
    served = called("A001").model_copy(update={"state": TicketState.SERVING})
    assert calls_to_speak(queue(waiting("A001")), queue(served), MORNING) == []


@given(age=st.integers(0, 600))
def test_a_missed_call_is_spoken_only_while_it_is_fresh(age: int) -> None:
    calls = calls_to_speak(EMPTY, queue(called("A001")), MORNING + timedelta(seconds=age))
    assert bool(calls) == (age <= FRESH.total_seconds())


def test_fresh_means_real_seconds_in_a_demonstration() -> None:
    assert calls_to_speak(EMPTY, queue(called("A001"), speed=60.0), minutes(59))


@given(st.permutations([0.1, 0.2, 0.3, 0.4]))
def test_missed_calls_are_spoken_oldest_first(instants: list[float]) -> None:
    state = queue(*(called(f"A{place:03d}", at=at) for place, at in enumerate(instants)))
    spoken = [call.called_at for call in calls_to_speak(EMPTY, state, minutes(1))]
    assert spoken == [minutes(at) for at in sorted(instants)]


def test_lanes_stand_with_their_public_name_and_how_many_wait() -> None:
    link = replace(
        linked(queue(waiting("A001"), waiting("A002"))), waits={"B": Wait(half=10, nine_in_ten=35)}
    )
    view = paint(link, PROFILE, "id", QUIET, 0)
    assert [(lane.letter, lane.waiting) for lane in view.lanes] == [("A", 2), ("B", 0), ("C", 0)]
    assert [lane.wait for lane in view.lanes] == [None, Wait(half=10, nine_in_ten=35), None]
    assert view.lanes[0].name == PROFILE.lanes[0].name["id"]


def test_what_is_ready_stands_as_the_core_tells_it() -> None:
    state = replace(EMPTY, ready=("12/2026", "9/2026"))
    assert paint(linked(state), PROFILE, "id", QUIET, 0).ready == ("12/2026", "9/2026")


def test_the_book_of_the_day_stands_with_the_address_of_its_cover() -> None:
    shelf = ColouredShelf(colour=Colour.GREEN, paint="#2f9e52")
    state = replace(EMPTY, book_of_the_day=BookOfTheDay(name="Si Kancil", shelf=shelf, cover=COVER))
    line = paint(linked(state), PROFILE, "id", QUIET, 0).book
    assert line is not None
    assert (line.name, line.shelf, line.cover) == ("Si Kancil", shelf, f"/cover/{crc32(COVER.encode())}")


def test_a_long_name_and_many_authors_are_shortened_to_what_fits() -> None:
    book = BookOfTheDay(name="Petualangan Tiga Sekawan " * 6, authors=("Rara Wulansari",) * 3)
    line = paint(linked(replace(EMPTY, book_of_the_day=book)), PROFILE, "id", QUIET, 0).book
    assert line is not None
    assert line.name == "Petualangan Tiga Sekawan Petualangan Tiga Sekawan …"
    assert line.authors == "Rara Wulansari, Rara Wulansari, Rara …"


def test_a_lost_connection_keeps_the_picture_and_tells_its_age() -> None:
    view = paint(lost(linked(queue(called("A001")), heard=10.0)), PROFILE, "id", QUIET, 22.0)
    assert (view.connected, view.age, view.calls[0].number) == (False, 12.0, "A001")


def test_the_clock_goes_on_when_the_core_is_silent() -> None:
    view = paint(lost(linked(EMPTY)), PROFILE, "id", QUIET, 60.0)
    assert view.at == minutes(1)


def test_a_board_that_never_heard_the_core_shows_nothing_but_that() -> None:
    view = paint(Link(), None, "id", QUIET, 5.0)
    assert (view.connected, view.at, view.calls, view.age) == (False, None, (), 5.0)


def test_the_picture_names_no_service_and_no_reason() -> None:
    view = paint(linked(queue(called("C001"))), PROFILE, "id", QUIET, 0)
    text = view.model_dump_json()
    private = [service.name["id"] for service in PROFILE.services] + [r.name["id"] for r in PROFILE.reasons]
    assert not [words for words in private if words in text]
