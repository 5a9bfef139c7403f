"""Lines of waiting tickets and lane policies for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from queue_core.tickets.rules.policy import Accumulating, Candidate, HeadStart, Policy, Ratio, Strict

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
NOON = EIGHT + timedelta(hours=4)
PRIORITY_LANE = "C"


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def ticket(place: int, lane: str, minute: float) -> Candidate:
    """A ticket that came so many minutes after eight; lane C has priority."""
    return Candidate(place, lane == PRIORITY_LANE, EIGHT + minutes(minute), lane)


HEAD_START = HeadStart(minutes(15))
head_starts = st.integers(1, 60).map(lambda number: HeadStart(minutes(number)))
ratios = st.builds(Ratio, st.integers(1, 4), st.integers(1, 4))
accumulating = st.integers(1, 8).map(lambda rate: Accumulating({"A": 1.0, "B": 1.0, "C": float(rate)}))
fair_policies: st.SearchStrategy[Policy] = st.one_of(head_starts, ratios, accumulating)
policies: st.SearchStrategy[Policy] = st.one_of(fair_policies, st.just(Strict()))
# after NOON lie the places of families whose appointments are still to come
lines = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 300)), min_size=1, max_size=12).map(
    lambda comers: [ticket(place, lane, minute) for place, (lane, minute) in enumerate(comers)]
)
histories = st.lists(st.booleans(), max_size=8)
