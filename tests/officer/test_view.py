"""What the desk shows, as values: steps against their standard, lanes, the next number, failed slips."""

from datetime import timedelta

import pytest
from textual.geometry import Size

from queue_core.officer.view import lane_rows, left_behind, mm_ss, next_number, notices_after, step_rows
from queue_core.officer.widgets.big_number import GLYPHS, largest_scale, picture
from queue_core.officer.widgets.waiting import fitting
from queue_core.sop.rules.clocks import Verdict
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import SlipReport
from tests.officer.fakes import NOW, PROFILE, STANDARD, counter, queue_state, ticket, work


@pytest.mark.parametrize(
    ("minutes", "verdict", "over"),
    [(3.9, Verdict.ON_TIME, None), (4, Verdict.NEAR, None), (8.2, Verdict.LATE, timedelta(minutes=3.2))],
)
def test_a_running_step_is_near_from_80_percent_and_late_after_its_time(
    minutes: float, verdict: Verdict, over: timedelta | None
) -> None:
    first = step_rows(STANDARD, work(TicketState.SERVING, minutes=minutes).steps, NOW)[0]
    assert (first.verdict, first.over) == (verdict, over)
    assert first.used == timedelta(minutes=minutes)


def test_a_finished_step_keeps_its_time_and_those_ahead_have_none() -> None:
    steps = work(TicketState.SERVING, done=1, minutes=2).steps
    done, running, ahead = step_rows(STANDARD, steps, NOW + timedelta(hours=1))
    assert (done.done, done.used) == (True, timedelta(minutes=2))
    assert not running.done
    assert ahead.used is None


def test_the_lanes_of_this_counter_come_first_with_their_oldest_wait() -> None:
    state = queue_state(ticket("A001", minutes=7), ticket("A002", minutes=2), ticket("B001"))
    rows = lane_rows(PROFILE, state, 1, NOW)
    assert [(row.lane.letter, row.served_here) for row in rows] == [("A", True), ("C", True), ("B", False)]
    assert rows[0].numbers == ("A001", "A002")
    assert rows[0].oldest == timedelta(minutes=7)
    assert rows[1].oldest is None


def test_who_waits_for_another_counter_is_next_here_once_that_one_calls_nobody() -> None:
    elsewhere = ticket("A001").model_copy(update={"waits_for": 2})
    for at, expected in ((CounterState.OPEN, "A002"), (CounterState.ON_BREAK, "A001")):
        state = queue_state(elsewhere, ticket("A002", minutes=5), counters=[counter("ani", at, 2)])
        assert next_number(PROFILE, state, 3, NOW) == expected


def test_who_is_served_at_other_counters_alone_is_not_next_here() -> None:
    elsewhere = ticket("A001").model_copy(update={"served_at": (2, 3)})
    state = queue_state(elsewhere, ticket("A002", minutes=5))
    assert [next_number(PROFILE, state, place, NOW) for place in (1, 3)] == ["A002", "A001"]


def test_the_next_number_follows_the_queues_own_rule() -> None:
    head_start = PROFILE.queue.head_start_minutes
    assert head_start is not None
    state = queue_state(ticket("A001", minutes=20), ticket("C002", minutes=20 - head_start + 1))
    assert next_number(PROFILE, state, 1, NOW) == "C002"
    assert next_number(PROFILE, queue_state(ticket("B001")), 1, NOW) is None


def slip(number: str, outcome: str) -> Event:
    report = SlipReport(outcome=outcome, device="kiosk-1")
    return Event(seq=1, at=NOW, action="slip_reported", ticket=ticket(number), slip=report)


def test_a_slip_that_failed_is_a_notice_until_it_is_printed() -> None:
    failed = notices_after((), [slip("A001", "out_of_paper"), slip("A002", "printed")])
    assert [(notice.number, notice.device, notice.outcome) for notice in failed] == [
        ("A001", "kiosk-1", "out_of_paper")
    ]
    assert notices_after(failed, [slip("A001", "printed")]) == ()


def test_only_the_latest_notices_are_kept() -> None:
    many = notices_after((), [slip(f"A{number:03d}", "offline") for number in range(1, 9)])
    assert [notice.number for notice in many] == ["A008", "A007", "A006"]


def test_the_counters_of_others_whose_console_is_gone_are_told() -> None:
    gone = [
        counter(name, number=at).model_copy(update={"away_since": NOW})
        for at, name in ((1, "sari"), (3, "me"))
    ]
    state = queue_state(counters=[*gone, counter("budi", number=2)])
    assert [view.officer for view in left_behind(state, "me")] == ["sari"]


def test_a_span_is_told_in_minutes_and_from_an_hour_on_in_hours() -> None:
    spans = [timedelta(seconds=seconds) for seconds in (-5, 9, 192, 3852)]
    assert [mm_ss(span) for span in spans] == ["0:00", "0:09", "3:12", "1:04:12"]


def test_every_lane_letter_has_a_block_letter_of_its_own() -> None:
    assert len(GLYPHS) == 36
    assert len(set(GLYPHS.values())) == 36


def test_a_big_number_grows_with_its_place() -> None:
    rows = picture("A012", 2).splitlines()
    assert (len(rows), max(map(len, rows))) == (10, 60)
    assert largest_scale("A012", Size(60, 10)) == 2
    assert largest_scale("A012", Size(29, 10)) == 0


def test_a_long_row_of_numbers_says_that_there_are_more() -> None:
    assert fitting(["A001", "A002", "A003"], 12) == "A001 A002 …"
    assert fitting(["A001"], 12) == "A001"
