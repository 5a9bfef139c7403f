"""The played morning: its script is pure chance from one seed, and its books balance."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.demo.script import Script
from queue_core.foundation.profile import read_profile
from tests.programs import free_ports
from tests.visit.office import KERAK

MORNING = timedelta(hours=4)
SEEDS = st.integers(0, 2**32)


def script(seed: int) -> Script:
    return Script(read_profile("kembaran"), Random(seed))


@given(SEEDS, st.integers(1, 80))
def test_the_asked_number_of_families_comes_in_order_within_the_morning(seed: int, count: int) -> None:
    times = [family.comes_after for family in script(seed).families(count)]
    assert len(times) == count
    assert times == sorted(times)
    assert times[0] == timedelta()
    assert times[-1] <= MORNING


@given(SEEDS)
def test_the_same_seed_plays_the_same_morning(seed: int) -> None:
    assert script(seed).families(20) == script(seed).families(20)


def test_an_officer_rests_after_every_eighth_family() -> None:
    breaks = [number for number in range(1, 25) if script(1).break_after(number)]
    assert breaks == [8, 16, 24]


@pytest.mark.real
@pytest.mark.alone
def test_a_played_morning_accounts_for_every_ticket() -> None:
    command = f"{KERAK} demo --families 10 --speed 600 --port-base {free_ports(3)}"
    done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "The books balance: 10 tickets issued" in done.stdout
