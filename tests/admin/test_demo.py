"""The played morning: its script is pure chance from one seed, and its books balance."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.demo.morning import BooksDoNotBalance, balance
from queue_core.demo.people import Tally
from queue_core.demo.script import Script
from queue_core.foundation.audiences import Audience
from queue_core.foundation.profile import read_profile
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.live import MissedEvents, Snapshot
from tests.core.office import Office, open_office
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


class Told:
    """What a core tells of an office, without HTTP."""

    def __init__(self, office: Office) -> None:
        self.desk = office.desk

    def missed(self, after: int) -> MissedEvents:
        return views.missed(self.desk, Audience.STAFF, after)

    def snapshot(self) -> Snapshot:
        return views.snapshot(self.desk, Audience.STAFF, speed=1, demonstration=True)


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


def play(office: Office) -> Tally:
    """One family is served, another does not come."""
    office.take()
    for last in (Verb.FINISH, Verb.NO_SHOW):
        office.issue()
        office.call()
        if last is Verb.FINISH:
            office.act(Verb.START)
        office.act(last)
    return Tally(issued=2, served=1, no_shows=1)


def test_who_did_not_come_is_accounted_for(office: Office) -> None:
    said: list[str] = []
    balance(Told(office), play(office), said.append)
    assert said[0].startswith("The books balance: 2 tickets issued = 1 served + 1 that did not come")


def test_a_ticket_that_is_left_or_that_nobody_counted_is_told(office: Office) -> None:
    tally = play(office)
    with pytest.raises(BooksDoNotBalance, match="did not come"):
        balance(Told(office), Tally(issued=2, served=2), print)
    office.issue()
    with pytest.raises(BooksDoNotBalance, match="A003"):
        balance(Told(office), tally, print)


@pytest.mark.real
@pytest.mark.alone
def test_a_played_morning_accounts_for_every_ticket() -> None:
    command = f"{KERAK} demo --families 10 --speed 600 --port-base {free_ports(3)}"
    done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "The books balance: 10 tickets issued" in done.stdout
