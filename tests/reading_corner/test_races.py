"""Two hands on one copy, again and again: one loan each time, and none is lost.

Two shelves are open on the same file, as two programs would have it, so that the database decides.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from reading_corner.rules.lending import LoanOutcome, Refusal, ReturnOutcome
from tests.reading_corner.lending_desk import FIRST, Corner, corner_in

pytestmark = pytest.mark.database
HANDS = 2
ONE_LOAN_EACH = "SELECT count(*), count(ended_at), count(reader_id) FROM loan"


def race(corners: list[Corner], rounds: int) -> Counter[LoanOutcome | Refusal]:
    """Every round all hands lend the copy at once, to a ticket each; then it comes back."""
    start = Barrier(HANDS)

    def lend(hand: int) -> LoanOutcome | Refusal:
        start.wait()
        return corners[hand].lend(FIRST, f"A00{hand}").outcome

    outcomes: Counter[LoanOutcome | Refusal] = Counter()
    with ThreadPoolExecutor(HANDS) as pool:
        for _ in range(rounds):
            outcomes.update(pool.map(lend, range(HANDS)))
            assert corners[0].take_back().outcome is ReturnOutcome.RETURNED
    return outcomes


def two_corners(folder: Path) -> list[Corner]:
    first = corner_in(folder)
    return [first, Corner(first.path, serial=first.serial)]


@pytest.mark.parametrize("rounds", [200, pytest.param(10_000, marks=pytest.mark.soak)])
def test_every_race_for_a_copy_gives_one_loan(tmp_path: Path, rounds: int) -> None:
    corners = two_corners(tmp_path)
    outcomes = race(corners, rounds)
    assert outcomes == {LoanOutcome.LENT: rounds, LoanOutcome.TAKEN: rounds * (HANDS - 1)}
    assert corners[0].rows(ONE_LOAN_EACH) == [(rounds, rounds, 0)]
