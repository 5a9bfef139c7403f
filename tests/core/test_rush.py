"""Six officers press at the same instant, round after round: nobody is called twice, no press is lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from queue_core.foundation import queueing
from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.errors import NobodyWaiting
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import serving
from tests.core.office import Office, open_office
from tests.examples import share

OFFICERS = 6
ROUNDS_A_DAY = 300
"""The lanes have numbers for so many rounds."""


@pytest.fixture
def hall(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with a counter for each officer, every lane at each."""
    with open_office(staffed, tmp_path) as office:
        lanes = tuple(lane.letter for lane in office.profile.lanes)
        counters = tuple(queueing.Counter(number=n, lanes=lanes) for n in range(1, OFFICERS + 1))
        office.desk = replace(office.desk, profile=office.profile.model_copy(update={"counters": counters}))
        for counter in counters:
            office.take(counter.number, f"officer{counter.number}")
        yield office


def press_together(office: Office, pool: ThreadPoolExecutor, name: str) -> list[str | None]:
    """What each officer's press brought: a number, or nobody."""
    gate = threading.Barrier(OFFICERS)

    def press(number: int) -> str | None:
        write = WriteRequest(f"{name}-{number:02}", "fingerprint", f"account:officer{number}")
        gate.wait()
        try:
            work = serving.call_next(office.desk, write, f"officer{number}", number)
        except NobodyWaiting:
            return None
        return work.ticket.number if work.ticket else None

    return list(pool.map(press, range(1, OFFICERS + 1)))


def play(office: Office, rounds: int) -> None:
    chance = Random(20261121)
    with ThreadPoolExecutor(OFFICERS) as pool:
        for turn in range(rounds):
            if turn % ROUNDS_A_DAY == ROUNDS_A_DAY - 1:
                office.clock.forward(days=1)
            waiting = [
                office.issue(chance.choice(["kia", "documents"])).ticket.number
                for _ in range(chance.randrange(8))
            ]
            called = press_together(office, pool, f"round-{turn:06}")
            numbers = [number for number in called if number]
            assert max(Counter(numbers).values(), default=1) == 1
            assert set(numbers) <= set(waiting)
            assert len(numbers) == min(OFFICERS, len(waiting))
            for number, ticket in enumerate(called, start=1):
                if ticket:
                    office.act(Verb.NO_SHOW, number, f"officer{number}")
            for number in range(len(waiting) - len(numbers)):
                assert office.called_number(number + 1, f"officer{number + 1}") in waiting


def test_six_officers_at_once_call_each_ticket_once(hall: Office) -> None:
    play(hall, rounds=share(60))


@pytest.mark.soak
def test_ten_thousand_rounds_lose_no_press(hall: Office) -> None:
    play(hall, rounds=10_000)
