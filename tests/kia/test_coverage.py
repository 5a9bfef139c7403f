"""Who has a card, derived from the list: month by month against an oracle of a few lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.core.office import MORNING, Office, open_office
from tests.kia.children import KEMBARAN, LEDUG, coverage
from tests.kia.filing import Filing, filing_in

ONE = f"""INSERT INTO listed_child (office, source, record, listed_by, village, state, who_token, leaves_in,
    listed_at, card_at, closed_at)
    VALUES ('kembaran', 'import', x'01{"00" * 40}', 'siak', ?, ?, ?, ?, ?, ?, ?)"""
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("coverage")) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def written(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def month_of(at: datetime, office: Office) -> str:
    return f"{at.astimezone(office.profile.office.zone):%Y-%m}"


def test_each_month_counts_who_was_there_at_its_end(office: Office, filing: Filing) -> None:
    listed = [MORNING - 200 * DAY, MORNING - 40 * DAY]
    cards, ends = [None, MORNING - 70 * DAY, MORNING], [None, MORNING - 35 * DAY]
    leaving = ["2020-12", "2021-01", "2021-02", "2030-01"]
    everybody = list(product(listed, cards, ends, leaving, (LEDUG, KEMBARAN)))
    with closing(sqlite3.connect(office.path)) as book, book:
        for number, (at, card, end, leaves, village) in enumerate(everybody):
            state = "moved_away" if end else "has_card" if card else "without_card"
            times = (written(at), written(card), written(end))
            book.execute(ONE, (village, state, f"{number:032x}", leaves, *times))
    for told in coverage(filing, village=LEDUG)["months"]:
        month = told["month"]
        there = [
            card
            for at, card, end, leaves, village in everybody
            if village == LEDUG
            and month_of(at, office) <= month < leaves
            and (end is None or month_of(end, office) > month)
        ]
        has = sum(card is not None and month_of(card, office) <= month for card in there)
        assert (told["due"], told["has"]) == (len(there), has)


def test_a_child_counts_until_the_month_in_which_it_becomes_seventeen(office: Office, filing: Filing) -> None:
    with closing(sqlite3.connect(office.path)) as book, book:
        at = written(MORNING - 100 * DAY)
        book.execute(ONE, ("33.02.20.2016", "without_card", "f" * 32, "2021-02", at, None, None))
    months = coverage(filing, village="33.02.20.2016")["months"]
    due = {one["month"]: one["due"] for one in months}
    assert (due["2021-01"], due["2021-02"]) == (1, 0)
