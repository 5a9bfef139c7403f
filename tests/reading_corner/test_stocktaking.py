"""A stock-take whose scans come late, twice, or in another order finds the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from reading_corner.rules.shelf import Care
from reading_corner.store.tables import copy
from reading_corner.wire.lending import Odd, Seen, SeenBatch, SeenTaken
from tests.reading_corner.lending_desk import FIRST, MORNING, SECOND, SPARE, Corner, corner_in

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
