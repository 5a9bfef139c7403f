"""A stock-take whose scans come late, twice, or in another order finds the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from reading_corner.rules.lending import LENDABLE
from reading_corner.rules.shelf import Care
from reading_corner.store.tables import copy
from reading_corner.wire.lending import Odd, Seen, SeenBatch, SeenTaken
from tests.examples import share
from tests.reading_corner.lending_desk import FIRST, MORNING, NIK, SECOND, SPARE, Corner, corner_in

pytestmark = pytest.mark.database
STRANGER = "9786020000000"
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    corner = corner_in(tmp_path)
    corner.later(hours=1)
    return corner


def scan(corner: Corner, *codes: str, at: datetime = MORNING + A_MINUTE) -> SeenTaken:
    batch = SeenBatch(seen=tuple(Seen(code=code, at=at) for code in codes))
    return corner.stocktaking.take(batch, corner.request())


def care_of(corner: Corner, code: str, care: Care) -> None:
    change = update(copy).where(copy.c.code == code).values(care=care)
    corner.shelf.write(lambda connection, _now: connection.execute(change))


def test_what_was_scanned_is_seen_and_the_rest_is_missing(corner: Corner) -> None:
    assert scan(corner, FIRST, SPARE, STRANGER) == SeenTaken(known=2, unknown=(STRANGER,))
    result = corner.stocktaking.result(MORNING)
    assert result.seen == 2
    assert result.missing == (Odd(code=SECOND, title="Si Kancil", location=None, standing="in_use"),)
    assert result.unexpected == ()


def test_a_code_is_known_however_it_is_written(corner: Corner) -> None:
    assert scan(corner, FIRST.lower(), f" {SPARE} ") == SeenTaken(known=2)
    assert corner.stocktaking.result(MORNING).seen == 2


def test_two_writings_of_a_code_are_one_copy_seen_at_the_later_time(corner: Corner) -> None:
    times = (MORNING + 2 * A_MINUTE, MORNING + A_MINUTE)
    seen = tuple(Seen(code=code, at=at) for code, at in zip((FIRST, FIRST.lower()), times, strict=True))
    assert corner.stocktaking.take(SeenBatch(seen=seen), corner.request()) == SeenTaken(known=1)
    assert corner.stocktaking.result(times[0]).seen == 1


def test_of_two_copies_the_one_that_bears_the_very_code_was_seen(corner: Corner) -> None:
    change = update(copy).where(copy.c.code == SECOND).values(code=FIRST.lower())
    corner.shelf.write(lambda connection, _now: connection.execute(change))
    scan(corner, FIRST.lower())
    assert [odd.code for odd in corner.stocktaking.result(MORNING).missing] == [FIRST, SPARE]


@pytest.mark.parametrize("readers", [NIK, "R0000011", "A012"])
def test_what_may_be_a_readers_is_neither_told_back_nor_kept(corner: Corner, readers: str) -> None:
    assert scan(corner, FIRST, readers) == SeenTaken(known=1)
    assert readers not in str(corner.rows("SELECT * FROM request"))


def test_the_same_scans_again_and_in_another_order_change_nothing(corner: Corner) -> None:
    scan(corner, FIRST, SPARE)
    before = corner.stocktaking.result(MORNING), corner.rows("SELECT * FROM copy")
    scan(corner, SPARE)
    scan(corner, FIRST, at=MORNING)
    assert (corner.stocktaking.result(MORNING), corner.rows("SELECT * FROM copy")) == before


def test_a_scan_of_before_the_stock_take_does_not_count(corner: Corner) -> None:
    scan(corner, FIRST, at=MORNING - A_MINUTE)
    assert corner.stocktaking.result(MORNING).seen == 0


def test_a_scanner_whose_clock_runs_ahead_saw_it_now(corner: Corner) -> None:
    scan(corner, FIRST, at=corner.now + timedelta(days=400))
    assert corner.stocktaking.result(corner.now).seen == 1
    assert corner.stocktaking.result(corner.now + A_MINUTE).seen == 0


def test_a_book_that_somebody_has_is_not_missing(corner: Corner) -> None:
    corner.lend(SECOND)
    scan(corner, FIRST, SPARE)
    assert corner.stocktaking.result(MORNING).missing == ()


def test_a_book_on_the_shelf_that_the_record_says_is_lent_is_unexpected(corner: Corner) -> None:
    corner.lend(FIRST)
    corner.later(hours=1)
    scan(corner, FIRST, at=corner.now)
    (odd,) = corner.stocktaking.result(MORNING).unexpected
    assert (odd.code, odd.standing) == (FIRST, "lent")


def test_a_book_that_was_scanned_before_it_was_lent_is_no_surprise(corner: Corner) -> None:
    corner.lend(FIRST)
    scan(corner, FIRST)
    assert corner.stocktaking.result(MORNING).unexpected == ()


@pytest.mark.parametrize("care", [Care.MISSING, Care.WITHDRAWN])
def test_a_book_that_is_lost_or_gone_and_stands_there_is_unexpected(corner: Corner, care: Care) -> None:
    care_of(corner, SPARE, care)
    scan(corner, SPARE)
    result = corner.stocktaking.result(MORNING)
    assert [(odd.code, odd.standing) for odd in result.unexpected] == [(SPARE, care)]
    assert result.seen == 0


def test_a_book_in_repair_is_not_looked_for(corner: Corner) -> None:
    care_of(corner, SPARE, Care.REPAIR)
    scan(corner, FIRST, SECOND)
    assert corner.stocktaking.result(MORNING).missing == ()


LENT_AT, NOW = 30, 60
"""Minutes after the stock-take began: when the first copy is lent, and when all scans have come in."""
Scan = tuple[str, int]
"""A code, and minutes after the stock-take began."""
scans = st.tuples(st.sampled_from((FIRST, SECOND, SPARE, STRANGER)), st.integers(-30, 90))


@settings(max_examples=share(60))
@given(
    st.lists(scans, max_size=9),
    st.sampled_from(Care),
    st.booleans(),
    st.randoms(),
)
def test_scans_in_any_order_and_any_parts_find_what_stands_there(
    seen: list[Scan], care: Care, is_lent: bool, random: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corner = corner_in(Path(folder))
        care_of(corner, SPARE, care)
        corner.later(minutes=LENT_AT)
        if is_lent:
            corner.lend(FIRST)
        corner.later(minutes=NOW - LENT_AT)
        for part in parts(seen, random):
            batch = SeenBatch(seen=tuple(Seen(code=code, at=MORNING + A_MINUTE * at) for code, at in part))
            corner.stocktaking.take(batch, corner.request())
        result = corner.stocktaking.result(MORNING)
    found = ({odd.code for odd in result.missing}, {odd.code for odd in result.unexpected})
    assert (result.seen, *found) == expected(seen, care, is_lent)


def parts(seen: Sequence[Scan], random: Random) -> Iterator[Sequence[Scan]]:
    """The scans shuffled and cut, and some of them again."""
    coming = [*seen, *random.sample(seen, len(seen) // 2)]
    random.shuffle(coming)
    while coming:
        size = random.randint(1, len(coming))
        yield coming[:size]
        coming = coming[size:]


def expected(seen: Sequence[Scan], care: Care, is_lent: bool) -> tuple[int, set[str], set[str]]:
    """How many stand where they should, what is missing and what is a surprise."""
    last = {code: max(min(at, NOW) for one, at in seen if one == code) for code, _ in seen}
    held = {code for code, at in last.items() if at >= 0} - {STRANGER}
    out = {FIRST} if is_lent else set()
    gone = {SPARE} if care in {Care.MISSING, Care.WITHDRAWN} else set()
    sought = {FIRST, SECOND} | ({SPARE} if care in LENDABLE else set())
    came_back = {code for code in out & held if last[code] > LENT_AT}
    return len(held - out - gone), sought - held - out, (gone & held) | came_back
