"""Played days: theory is met, and what holds in every history under every policy."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_core.simulation.day import FIRST_COME, Hall, Served, Visit, play
from queue_core.simulation.theory import Office, accumulating_waits
from queue_core.tickets.rules.policy import Accumulating, HeadStart, Policy, Ratio, Strict
from tests.core.policies import fair_policies, head_starts, minutes, policies

IN_EVERY_RUN, IN_THE_SOAK = 5 * settings().max_examples, 50_000
ALL = ("A", "B", "C")
"""Lane C has priority."""

histories = st.lists(
    st.builds(Visit, st.integers(0, 90), st.sampled_from(ALL), st.integers(1, 25)), min_size=1, max_size=10
).map(lambda drawn: [replace(visit, at=visit.at + place / 64) for place, visit in enumerate(drawn)])
"""Services are whole minutes, and no two families come at once: sums are exact in floating point."""


several_counters = st.lists(
    st.sets(st.sampled_from(ALL), min_size=1).map(sorted).map(tuple), min_size=1, max_size=4
).filter(lambda counters: set(ALL) == {lane for lanes in counters for lane in lanes})
"""What each counter serves: one lane, two or all, and every lane is served somewhere."""
Counters = list[tuple[str, ...]]


def one_counter(policy: Policy) -> Hall:
    return Hall([ALL], "C", policy)


def waits(served: Sequence[Served]) -> dict[Visit, float]:
    return {one.visit: one.wait for one in served}


def unfinished_work(served: Sequence[Served], at: float) -> float:
    """The minutes of service that those who have come still need."""
    come = [one for one in served if one.visit.at <= at]
    return sum(min(max(one.ended_at - at, 0), one.visit.minutes) for one in come)


def check_overtaking(history: list[Visit], policy: HeadStart, counters: Counters) -> None:
    """No counter calls anybody before one it serves who came earlier, but priority within the head start."""
    served = play(history, Hall(counters, "C", policy))
    for place, one in enumerate(served):
        later = [other.visit for other in served[place:] if other.visit.lane in counters[one.counter]]
        passed_over = [other for other in later if other.at < one.visit.at]
        assert not passed_over or one.visit.lane == "C"
        assert all(other.lane != "C" for other in passed_over)
        assert all(minutes(one.visit.at - other.at) <= policy.head_start for other in passed_over)


def check_work_is_conserved(history: list[Visit], policy: Policy) -> None:
    """One counter has the same work left at any instant, whomever it calls first."""
    under, plain = play(history, one_counter(policy)), play(history, one_counter(FIRST_COME))
    instants = {one.visit.at for one in plain} | {one.ended_at for one in (*under, *plain)}
    assert all(unfinished_work(under, at) == unfinished_work(plain, at) for at in instants)


def check_like_lanes_are_one(history: list[Visit], policy: Policy, counters: Counters) -> None:
    """Lanes A and B are alike: with their letters exchanged everybody waits as long."""
    exchanged = {"A": "B", "B": "A", "C": "C"}
    swapped = [replace(visit, lane=exchanged[visit.lane]) for visit in history]
    over = [tuple(exchanged[lane] for lane in lanes) for lanes in counters]
    before = waits(play(history, Hall(counters, "C", policy)))
    after = waits(play(swapped, Hall(over, "C", policy)))
    assert [before[visit] for visit in history] == [after[visit] for visit in swapped]


def check_what_is_irrelevant(history: list[Visit], policy: Policy, chance: random.Random) -> None:
    """The order of a listing, and who waits for another counter, changes nothing for lanes A and C."""
    listed = history + [replace(visit, lane="B", at=visit.at + 1 / 128) for visit in history]
    chance.shuffle(listed)
    hall = Hall([("A", "C"), ("B",)], "C", policy)
    told = {visit: wait for visit, wait in waits(play(listed, hall)).items() if visit.lane != "B"}
    alone = [visit for visit in history if visit.lane != "B"]
    assert told == waits(play(alone, Hall([("C", "A")], "C", policy)))


@settings(max_examples=IN_EVERY_RUN, deadline=None)
@given(histories, head_starts, several_counters)
def test_only_priority_within_the_head_start_overtakes(
    history: list[Visit], policy: HeadStart, counters: Counters
) -> None:
    check_overtaking(history, policy, counters)


@settings(max_examples=IN_EVERY_RUN, deadline=None)
@given(histories, policies)
def test_no_policy_makes_or_saves_work(history: list[Visit], policy: Policy) -> None:
    check_work_is_conserved(history, policy)


@settings(max_examples=IN_EVERY_RUN, deadline=None)
@given(histories, policies, several_counters)
def test_lanes_that_are_alike_can_be_exchanged(
    history: list[Visit], policy: Policy, counters: Counters
) -> None:
    check_like_lanes_are_one(history, policy, counters)


@settings(max_examples=IN_EVERY_RUN, deadline=None)
@given(histories, policies, st.randoms(use_true_random=False))
def test_what_is_irrelevant_changes_nothing(
    history: list[Visit], policy: Policy, chance: random.Random
) -> None:
    check_what_is_irrelevant(history, policy, chance)


@pytest.mark.soak
@settings(max_examples=IN_THE_SOAK, deadline=None)
@given(histories, head_starts, policies, several_counters, st.randoms(use_true_random=False))
def test_every_property_holds_in_fifty_thousand_histories(
    history: list[Visit],
    bounded: HeadStart,
    policy: Policy,
    counters: Counters,
    chance: random.Random,
) -> None:
    check_overtaking(history, bounded, counters)
    check_work_is_conserved(history, policy)
    check_like_lanes_are_one(history, policy, counters)
    check_what_is_irrelevant(history, policy, chance)


SERVICE = 5
ORDINARY = Visit(1, "A", SERVICE)


def flood(families: int, already: int) -> list[Visit]:
    """Priority that comes as fast as one counter serves it, upon some who wait already."""
    crowd = [Visit(place / 64, "C", SERVICE) for place in range(already)]
    return crowd + [Visit(2 + SERVICE * place, "C", SERVICE) for place in range(families)]


def check_nobody_starves(policy: Policy, already: int, came: int) -> None:
    """The ordinary family is served after as long, however much longer the flood goes on."""
    ordinary = replace(ORDINARY, at=came + 1 / 128)
    shorter, longer = (
        waits(play([ordinary, *flood(families, already)], one_counter(policy)))[ordinary]
        for families in (100, 130)
    )
    assert shorter == longer


crowds, arrivals = st.integers(0, 6), st.integers(1, 60)


@settings(max_examples=IN_EVERY_RUN, deadline=None)
@given(fair_policies, crowds, arrivals)
def test_nobody_starves_in_an_endless_flood_of_priority(policy: Policy, already: int, came: int) -> None:
    check_nobody_starves(policy, already, came)


@pytest.mark.soak
@settings(max_examples=IN_THE_SOAK, deadline=None)
@given(fair_policies, crowds, arrivals)
def test_nobody_starves_in_fifty_thousand_floods(policy: Policy, already: int, came: int) -> None:
    check_nobody_starves(policy, already, came)


def test_under_strict_priority_an_ordinary_family_can_starve() -> None:
    """It is called when the flood ends, and never before."""
    for families in (10, 100):
        served = play([ORDINARY, *flood(families, already=1)], one_counter(Strict()))
        assert served[-1].visit == ORDINARY


@given(histories, policies)
@settings(deadline=None)
def test_everybody_is_served_once_and_nobody_before_coming(history: list[Visit], policy: Policy) -> None:
    served = play(history, Hall([("A", "C"), ("B", "C"), ALL], "C", policy))
    assert sorted(waits(served), key=lambda visit: visit.at) == sorted(history, key=lambda visit: visit.at)
    assert all(one.wait >= 0 for one in served)
    for number in range(3):
        mine = [one for one in served if one.counter == number]
        assert all(one.ended_at <= after.called_at for one, after in pairwise(mine))


def test_a_lane_that_no_counter_serves_is_never_called() -> None:
    served = play([Visit(0, "A", 5), Visit(0, "B", 5)], Hall([("A",)], "C", FIRST_COME))
    assert [one.visit.lane for one in served] == ["A"]


@pytest.mark.parametrize(
    ("policy", "order"),
    [
        (FIRST_COME, "AACC"),
        (HeadStart(timedelta(minutes=5)), "ACAC"),
        (Accumulating({"A": 1, "C": 3}), "ACCA"),
        (Ratio(2, 1), "ACCA"),
        (Strict(), "ACCA"),
    ],
)
def test_a_small_day_under_every_policy(policy: Policy, order: str) -> None:
    day = [Visit(0, "A", 30), Visit(5, "A", 10), Visit(9, "C", 10), Visit(14, "C", 10)]
    assert "".join(one.visit.lane for one in play(day, one_counter(policy))) == order


def poisson(rates: Mapping[str, float], families: int, seed: int) -> list[Visit]:
    """Families that come at random, with exponential services of one minute on average."""
    chance = random.Random(seed)
    letters, weights, at, visits = list(rates), list(rates.values()), 0.0, []
    for _ in range(families):
        at += chance.expovariate(sum(weights))
        [lane] = chance.choices(letters, weights)
        visits.append(Visit(at, lane, chance.expovariate(1)))
    return visits


ACCUMULATING = [
    ({"A": 0.5, "B": 0.3}, {"A": 1.0, "B": 0.5}, 1),
    ({"A": 0.2, "B": 0.7}, {"A": 1.0, "B": 0.2}, 1),
    ({"A": 0.2, "B": 0.7}, {"A": 1.0, "B": 0.8}, 1),
    ({"A": 0.6, "B": 1.2, "C": 0.6}, {"A": 4.0, "B": 2.0, "C": 1.0}, 3),
]


def largest_error(
    arrivals: Mapping[str, float], rates: Mapping[str, float], counters: int, families: int
) -> float:
    """How far the lanes' mean waits are from theory, as a share of it.

    Both are taken as multiples of the wait without priority in the same day: a random day that is busier
    than the theory's is so for every policy, and the ratio is left.
    """
    day, counted = poisson(arrivals, families, seed=1), [tuple(arrivals)] * counters
    plain = fmean(one.wait for one in play(day, Hall(counted, "", FIRST_COME)))
    served = play(day, Hall(counted, "", Accumulating(rates)))
    office = Office(counters, sum(arrivals.values()), 1)
    loads = [rate / counters for rate in arrivals.values()]
    expected = accumulating_waits(loads, list(rates.values()), office.must_wait / counters)
    found = [fmean(one.wait for one in served if one.visit.lane == lane) for lane in arrivals]
    return max(
        abs((wait / plain) / (theory / office.mean_wait) - 1)
        for wait, theory in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize(("arrivals", "rates", "counters"), ACCUMULATING)
def test_a_played_day_waits_as_accumulating_priority_foretells(
    arrivals: Mapping[str, float], rates: Mapping[str, float], counters: int
) -> None:
    assert largest_error(arrivals, rates, counters, families=10_000) < 0.05


@pytest.mark.soak
@pytest.mark.parametrize(("arrivals", "rates", "counters"), ACCUMULATING)
def test_half_a_million_families_wait_as_accumulating_priority_foretells(
    arrivals: Mapping[str, float], rates: Mapping[str, float], counters: int
) -> None:
    assert largest_error(arrivals, rates, counters, families=500_000) < 0.015
