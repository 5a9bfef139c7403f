"""The closed forms give the values that textbooks and other programs give."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.simulation.theory import (
    Office,
    accumulating_waits,
    counters_needed,
    erlang_c,
    positions,
    residual_wait,
    strict_waits,
)


@pytest.mark.parametrize(
    ("counters", "must_wait", "waiting", "in_system"),
    [(2, 0.852632, 7.673684, 1.052632), (4, None, 0.1051639, 0.2116849)],
)
def test_mm2_and_mm4_are_those_of_the_octave_queueing_package(
    counters: int, must_wait: float | None, waiting: float, in_system: float
) -> None:
    office = Office(counters, arrivals=9, service=1 / 5)
    assert office.mean_waiting == pytest.approx(waiting, abs=1e-6)
    assert office.mean_wait + office.service == pytest.approx(in_system, abs=1e-6)
    assert must_wait is None or office.must_wait == pytest.approx(must_wait, abs=1e-6)


def test_the_example_of_pyworkforce() -> None:
    """100 calls in 30 minutes of 3 minutes each, 80 % within 20 s, 30 % away."""
    needed = counters_needed(arrivals=100 / 30, service=3, within=20 / 60, share=0.8)
    office = Office(needed, 100 / 30, 3)
    assert (needed, positions(needed, absent=0.3)) == (14, 20)
    assert office.served_within(20 / 60) == pytest.approx(0.8883500191794669, rel=1e-12)
    assert office.must_wait == pytest.approx(0.1741319335950498, rel=1e-12)
    assert office.busy == pytest.approx(0.7142857142857143, rel=1e-12)


@pytest.mark.parametrize(("service", "seconds"), [(240, 2.2435058465), (300, 30.4312291)])
def test_twenty_servers_wait_as_the_call_centre_tables_say(service: float, seconds: float) -> None:
    assert Office(20, 100 / 1800, service).mean_wait == pytest.approx(seconds, rel=1e-8)


def test_erlang_c_of_the_textbooks() -> None:
    assert erlang_c(3, 2) == pytest.approx(4 / 9, rel=1e-12)
    assert erlang_c(10, 6) == pytest.approx(0.10130, abs=5e-6)
    assert Office(3, 0.2, 10).mean_wait == pytest.approx(4.4444, abs=5e-5)


def test_counters_that_cannot_keep_up_make_everybody_wait_for_ever() -> None:
    office = Office(2, arrivals=1, service=2)
    assert (office.must_wait, office.mean_wait, office.served_within(60)) == (1.0, math.inf, 0.0)


def test_nobody_needs_no_counter() -> None:
    assert counters_needed(arrivals=0, service=10, within=15, share=0.8) == 0


SINGLE = [
    ((0.5, 0.3), (1, 0.5), 0.8, (3.2, 5.3333), (1.6, 8.0)),
    ((0.2, 0.7), (1, 0.2), 0.9, (3.0, 10.7143), None),
    ((0.2, 0.7), (1, 0.8), 0.9, (7.6875, 9.375), None),
]


@pytest.mark.parametrize(("loads", "rates", "residual", "waits", "strict"), SINGLE)
def test_accumulating_priority_at_one_counter(
    loads: tuple[float, ...],
    rates: tuple[float, ...],
    residual: float,
    waits: tuple[float, ...],
    strict: tuple[float, ...] | None,
) -> None:
    """Parameters of Bilodeau and Stanford (2020); M/M/1 with service 1: E[S^2] = 2."""
    assert residual_wait(loads, (2, 2)) == pytest.approx(residual)
    assert accumulating_waits(loads, rates, residual) == pytest.approx(waits, abs=5e-5)
    assert strict is None or strict_waits(loads, residual) == pytest.approx(strict, abs=5e-5)


def test_accumulating_priority_at_three_counters() -> None:
    office = Office(3, arrivals=2.4, service=1)
    residual, loads = office.must_wait / 3, (0.2, 0.4, 0.2)
    assert accumulating_waits(loads, (4, 2, 1), residual) == pytest.approx(
        (0.626909, 1.014117, 1.659464), abs=5e-7
    )
    assert office.mean_wait == pytest.approx(1.078652, abs=5e-7)
    assert strict_waits(loads, residual) == pytest.approx((0.269663, 0.674157, 2.696629), abs=5e-7)


def test_accumulating_priority_with_uneven_services() -> None:
    """M/H2/1 of the test parameters of most_queue: E[S^2] = mean^2 (1 + cv^2)."""
    arrivals, means = (0.2, 0.3, 0.25), (0.4, 0.5, 0.6)
    residual = residual_wait(arrivals, [mean**2 * (1 + 1.3**2) for mean in means])
    loads = [rate * mean for rate, mean in zip(arrivals, means, strict=True)]
    assert residual == pytest.approx(0.264965)
    assert sum(loads) == pytest.approx(0.38)
    assert accumulating_waits(loads, (4, 2, 1), residual) == pytest.approx(
        (0.341288, 0.406571, 0.494061), abs=5e-7
    )


loads_of_three = st.lists(st.floats(0.01, 0.3), min_size=3, max_size=3)
rates_of_three = st.lists(st.floats(0.1, 10), min_size=3, max_size=3)


@given(loads_of_three, rates_of_three)
def test_what_one_lane_gains_the_others_pay(loads: list[float], rates: list[float]) -> None:
    """The conservation law: the sum of load times wait is that of first come, first served."""
    waits = accumulating_waits(loads, rates, residual=1.0)
    paid = sum(load * wait for load, wait in zip(loads, waits, strict=True))
    assert paid == pytest.approx(sum(loads) / (1 - sum(loads)))


@given(loads_of_three, rates_of_three)
def test_a_lane_that_earns_faster_never_waits_longer(loads: list[float], rates: list[float]) -> None:
    waits = accumulating_waits(loads, rates, residual=1.0)
    by_rate = [wait for _, wait in sorted(zip(rates, waits, strict=True), key=lambda one: -one[0])]
    assert by_rate == pytest.approx(sorted(by_rate))


@given(loads_of_three)
def test_lanes_that_earn_alike_wait_as_if_there_were_one(loads: list[float]) -> None:
    assert accumulating_waits(loads, (2, 2, 2), residual=1.0) == pytest.approx([1 / (1 - sum(loads))] * 3)


@given(st.floats(0.1, 20), st.floats(1, 60), st.floats(0, 60), st.floats(0.5, 0.99))
def test_one_counter_fewer_than_needed_would_miss_the_target(
    arrivals: float, service: float, within: float, share: float
) -> None:
    needed = counters_needed(arrivals / service, service, within, share)
    assert Office(needed, arrivals / service, service).served_within(within) >= share
    assert needed == 1 or Office(needed - 1, arrivals / service, service).served_within(within) < share
