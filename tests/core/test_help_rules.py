"""The rules of help: one table of moves, and times that are those of the requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.tickets.rules.assistance import (
    HELP_MOVES,
    HelpSpan,
    HelpState,
    HelpVerb,
    IllegalHelpMove,
    help_move,
    spread,
    times_by_kind,
)

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTES = st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes))


@given(st.sampled_from(HelpState), st.sampled_from(HelpVerb))
def test_only_what_stands_in_the_table_is_done(state: HelpState, verb: HelpVerb) -> None:
    if (state, verb) in HELP_MOVES:
        assert help_move(state, verb) is HELP_MOVES[state, verb]
    else:
        with pytest.raises(IllegalHelpMove):
            help_move(state, verb)


@given(st.lists(st.sampled_from(HelpVerb), max_size=6))
def test_no_request_is_done_before_somebody_took_it(verbs: list[HelpVerb]) -> None:
    state, taken = HelpState.OPEN, False
    for verb in verbs:
        if (state, verb) in HELP_MOVES:
            state, taken = help_move(state, verb), taken or verb is HelpVerb.TAKE
    assert state is not HelpState.DONE or taken


@given(st.lists(MINUTES, min_size=1, max_size=40))
def test_half_and_nine_in_ten_are_really_so_many(times: list[timedelta]) -> None:
    told = spread(times)
    assert told is not None
    minutes = [time.total_seconds() / 60 for time in times]
    for tenths, bound in ((5, told.median), (9, told.nine_in_ten)):
        assert bound in minutes
        assert 10 * sum(one <= bound for one in minutes) >= tenths * len(times)
        assert 10 * sum(one < bound for one in minutes) < tenths * len(times)


@given(st.lists(st.tuples(MINUTES, MINUTES, MINUTES), min_size=1, max_size=20))
def test_no_help_took_less_than_no_time_whatever_the_clock_did(
    times: list[tuple[timedelta, timedelta, timedelta]],
) -> None:
    spans = [HelpSpan("wheelchair", NINE + a, NINE + b, NINE + c) for a, b, c in times]
    (told,) = times_by_kind(["wheelchair"], spans)
    for found in (told.until_taken, told.until_done):
        assert found is not None
        assert 0 <= found.median <= found.nine_in_ten


def test_no_times_have_no_spread() -> None:
    assert spread([]) is None


def test_a_request_that_nobody_took_counts_as_raised_only() -> None:
    done = HelpSpan("wheelchair", NINE, NINE + timedelta(minutes=2), NINE + timedelta(minutes=9))
    wheelchair, reading = times_by_kind(["wheelchair", "reading"], [done, HelpSpan("wheelchair", NINE)])
    assert (wheelchair.raised, wheelchair.taken, wheelchair.done) == (2, 1, 1)
    assert wheelchair.until_done is not None
    assert wheelchair.until_done.median == 9
    assert (reading.raised, reading.until_taken) == (0, None)
