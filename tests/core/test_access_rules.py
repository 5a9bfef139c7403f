"""Who may do what, and how long somebody who guesses has to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import (
    ACCOUNT_ROLES,
    ANYBODY,
    BEFORE_PASSWORD_CHANGE,
    COUNTER_ROLES,
    DEVICE_ROLES,
    LONGEST_DELAY,
    MATRIX,
    Principal,
    Role,
    blocked_until,
    may,
)
from queue_core.foundation.audiences import Audience

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(3, 2), (4, 4), (5, 8), (6, 16), (11, 512), (12, 900), (10_000, 900)]
)
def test_wrong_passwords_cost_twice_as_long_each_time_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert blocked_until(failures, EIGHT) == EIGHT + timedelta(seconds=seconds)


def test_two_wrong_passwords_cost_nothing() -> None:
    assert [blocked_until(failures, EIGHT) for failures in (0, 1, 2)] == [None, None, None]


@given(st.integers(3, 10**9))
def test_no_delay_is_longer_than_the_longest(failures: int) -> None:
    until = blocked_until(failures, EIGHT)
    assert until is not None
    assert EIGHT < until <= EIGHT + LONGEST_DELAY


def test_what_has_no_line_in_the_matrix_is_for_nobody() -> None:
    everything = Principal("account:god", frozenset(Role))
    assert not may(everything, "GET /api/v1/not-in-the-matrix")


@pytest.mark.parametrize("line", sorted(MATRIX))
def test_with_a_one_time_password_only_its_change_is_allowed_and_what_is_public(line: str) -> None:
    newcomer = Principal("account:new", frozenset({Role.ADMINISTRATOR}), must_change_password=True)
    assert may(newcomer, line) == (line in BEFORE_PASSWORD_CHANGE or Role.PUBLIC in MATRIX[line])


def test_every_role_hears_its_own_audience() -> None:
    heard = {role: Principal("a", frozenset({role})).audience for role in ACCOUNT_ROLES | DEVICE_ROLES}
    hall = DEVICE_ROLES | {Role.ADMINISTRATOR, Role.TECHNICIAN}
    assert heard == {role: Audience.HALL if role in hall else Audience.STAFF for role in heard}
    assert Principal("a", frozenset({Role.TECHNICIAN, Role.OFFICER})).audience is Audience.STAFF
    assert ANYBODY.audience is None


def test_who_must_change_the_password_hears_nothing() -> None:
    newcomer = Principal("account:new", frozenset({Role.OFFICER}), must_change_password=True)
    assert newcomer.audience is None


def test_no_device_may_call_and_only_kiosks_and_counters_may_issue() -> None:
    assert not MATRIX["POST /api/v1/counters/{number}/call-next"] & DEVICE_ROLES
    assert MATRIX["POST /api/v1/tickets"] == COUNTER_ROLES | {Role.KIOSK}
