"""Lending and taking back: once, by the rules, and without remembering who."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from queue_core.foundation.errors import RequestIdReused
from reading_corner.errors import UnknownCopy, UnknownReader
from reading_corner.rules.lending import LoanOutcome, ReadOutcome, Refusal, ReturnOutcome
from reading_corner.rules.readers import card_code
from reading_corner.rules.shelf import Care, Where
from reading_corner.service.cards import give_cards
from reading_corner.store import loans
from reading_corner.store.tables import copy
from reading_corner.wire.lending import NewLoan, NewRead
from tests.reading_corner.lending_desk import (
    FIRST,
    NIK,
    PAGE,
    PAGE_NUMBER,
    SECOND,
    SPARE,
    Corner,
    corner_in,
)

pytestmark = pytest.mark.database
WHO_HAS = "SELECT reader_id FROM loan"
COUNTED = 'SELECT "where", child, count(*) FROM loan GROUP BY 1, 2 ORDER BY 1, 2'
READERS = "SELECT count(*) FROM reader"


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return corner_in(tmp_path)


def needs(corner: Corner, care: Care) -> None:
    corner.shelf.write(lambda connection, _now: connection.execute(update(copy).values(care=care)))


def test_a_ticket_reads_a_book_here(corner: Corner) -> None:
    loan = corner.lend()
    assert (loan.outcome, loan.title, loan.due_on) == (LoanOutcome.LENT, "Si Kancil", None)
    (out,) = corner.lending.out_on_ticket("A001")
    assert (out.copy_code, out.lent_at) == (FIRST, corner.now)


def test_a_book_that_one_has_is_not_lent_to_another(corner: Corner) -> None:
    corner.lend(reader="A001")
    assert corner.lend(reader="A002").outcome is LoanOutcome.TAKEN
    assert corner.lending.out_on_ticket("A002") == ()


def test_a_second_scan_by_the_same_reader_says_that_they_have_it(corner: Corner) -> None:
    assert [corner.lend().outcome for _ in range(2)] == [LoanOutcome.LENT, LoanOutcome.ALREADY_YOURS]
    assert corner.rows(COUNTED) == [("here", 1, 1)]


@pytest.mark.parametrize("reader", [NIK, "AB0012345", card_code(1)])
def test_a_card_takes_a_book_home_until_the_first_open_day_after_a_week(corner: Corner, reader: str) -> None:
    give_cards(corner.shelf, 1)
    corner.later(days=5)
    loan = corner.lend(reader=reader, where=Where.HOME)
    assert (loan.outcome, loan.due_on) == (LoanOutcome.LENT, date(2026, 12, 14))


def test_who_reads_a_book_here_takes_it_home_after_all(corner: Corner) -> None:
    corner.lend(reader=NIK)
    corner.later(hours=1)
    home = corner.lend(reader=NIK, where=Where.HOME)
    assert (home.outcome, home.due_on) == (LoanOutcome.ALREADY_YOURS, date(2026, 12, 7))
    assert corner.rows(COUNTED) == [("home", 1, 1)]
    assert corner.lend(reader=NIK).outcome is LoanOutcome.ALREADY_YOURS
    assert corner.rows(COUNTED) == [("home", 1, 1)]


def test_neither_a_ticket_nor_a_book_for_reference_goes_home_after_all(corner: Corner) -> None:
    corner.lend(FIRST, "A001")
    assert corner.lend(FIRST, "A001", Where.HOME).outcome is Refusal.TICKET_STAYS_HERE
    corner.lend(SECOND, NIK)
    needs(corner, Care.REFERENCE)
    assert corner.lend(SECOND, NIK, Where.HOME).outcome is Refusal.STAYS_HERE
    assert corner.rows(COUNTED) == [("here", 1, 2)]


def test_a_ticket_takes_nothing_home(corner: Corner) -> None:
    assert corner.lend(where=Where.HOME).outcome is Refusal.TICKET_STAYS_HERE
    assert corner.rows(READERS) == [(0,)]


@pytest.mark.parametrize(
    ("care", "outcome"),
    [
        (Care.REPAIR, Refusal.IN_REPAIR),
        (Care.MISSING, Refusal.MARKED_MISSING),
        (Care.WITHDRAWN, Refusal.WITHDRAWN),
        (Care.REFERENCE, LoanOutcome.LENT),
    ],
)
def test_what_a_copy_needs_decides(corner: Corner, care: Care, outcome: LoanOutcome | Refusal) -> None:
    needs(corner, care)
    assert corner.lend().outcome is outcome


def test_a_reader_has_no_more_books_than_allowed_until_one_is_back(corner: Corner) -> None:
    corner.lend(FIRST, NIK)
    corner.lend(SECOND, NIK)
    assert corner.lend(SPARE, NIK).outcome is Refusal.TOO_MANY
    corner.take_back(FIRST)
    assert corner.lend(SPARE, NIK).outcome is LoanOutcome.LENT


def test_a_book_that_is_back_has_forgotten_who_and_kept_the_count(corner: Corner) -> None:
    corner.lend(reader=NIK)
    assert corner.take_back().outcome is ReturnOutcome.RETURNED
    assert corner.rows(WHO_HAS) == [(None,)]
    assert corner.rows(COUNTED) == [("here", 1, 1)]


def test_a_book_that_is_brought_back_twice_or_was_never_lent_does_no_harm(corner: Corner) -> None:
    corner.lend()
    outcomes = [corner.take_back(code).outcome for code in (FIRST, FIRST, SECOND)]
    assert outcomes == [
        ReturnOutcome.RETURNED,
        ReturnOutcome.ALREADY_RETURNED,
        ReturnOutcome.NEVER_LENT,
    ]
    assert corner.rows(COUNTED) == [("here", 1, 1)]


def test_a_loan_that_is_sent_again_is_done_once(corner: Corner) -> None:
    new, wish = NewLoan(copy_code=FIRST, reader="A001"), corner.request()
    answers = [corner.lending.lend(new, wish) for _ in range(3)]
    assert [one.outcome for one in answers] == [LoanOutcome.LENT] * 3
    with pytest.raises(RequestIdReused):
        corner.lending.lend(NewLoan(copy_code=SECOND, reader="A001"), wish)


@pytest.mark.parametrize("reader", ["A001", NIK])
def test_a_kept_answer_tells_nobody_from_another(tmp_path: Path, reader: str) -> None:
    kept = []
    for who in (reader, "B009"):
        corner = corner_in(tmp_path / who)
        corner.lend(FIRST, who)
        kept += corner.rows("SELECT fingerprint, answer, at FROM request")
    assert len(set(kept)) == 1


def test_the_files_of_the_database_tell_nobody_once_the_book_is_back(corner: Corner) -> None:
    corner.lend(FIRST, "A001")
    assert "2026-11-30 A001" in written(corner)
    corner.take_back()
    assert "2026-11-30 A001" not in written(corner)


def test_who_reads_beside_a_return_stops_it_not_and_the_next_write_empties_the_log(corner: Corner) -> None:
    corner.lend(FIRST, "A001")

    def beside(connection: Connection) -> None:
        connection.execute(select(copy)).all()
        assert corner.take_back().outcome is ReturnOutcome.RETURNED

    corner.shelf.read(beside)
    assert "2026-11-30 A001" in written(corner)
    corner.lend(SECOND, "A002")
    assert "2026-11-30 A001" not in written(corner)


def test_nothing_in_the_database_tells_the_card_or_lets_it_be_guessed(corner: Corner) -> None:
    wish = corner.request()
    corner.lending.lend(NewLoan(copy_code=FIRST, reader=NIK), wish)
    assert "Si Kancil" in written(corner)
    assert NIK not in written(corner)
    assert wish.fingerprint not in written(corner)


def written(corner: Corner) -> str:
    """All that stands in the database's files."""
    return "\n".join(path.read_bytes().decode("latin-1") for path in corner.path.parent.iterdir())


def test_a_reader_is_forgotten_with_the_last_book(corner: Corner) -> None:
    corner.lend(FIRST, "A001")
    corner.lend(SECOND, "A002")
    corner.take_back(FIRST)
    assert corner.rows("SELECT token FROM reader") == [("2026-11-30 A002",)]


def test_nothing_of_an_ended_loan_leads_to_a_reader_who_has_another_book(corner: Corner) -> None:
    corner.lend(FIRST, NIK, Where.HOME)
    corner.lend(SECOND, NIK)
    corner.take_back(FIRST)
    (ended,) = corner.rows("SELECT lent_at, due_at, ended_at, reader_id FROM loan WHERE ended_at NOT NULL")
    (reader,) = corner.rows("SELECT id, token, made_at FROM reader")
    assert set(ended) & set(reader) == set()


def test_a_book_that_was_not_brought_back_is_found_by_the_ticket_of_its_day(corner: Corner) -> None:
    corner.lend()
    corner.later(days=1)
    assert corner.lending.out_on_ticket("A001") == ()
    (out,) = corner.lending.out_on_ticket("A001", date(2026, 11, 30))
    assert out.title == "Si Kancil"


def test_the_page_of_a_ticket_borrows_on_its_number(corner: Corner) -> None:
    corner.lend(reader=f"https://antre.example/t/{PAGE}")
    assert len(corner.lending.out_on_ticket(PAGE_NUMBER)) == 1
    with pytest.raises(UnknownReader):
        corner.lend(SECOND, "https://antre.example/t/ffffffffffffffffffff")


def test_a_number_that_is_not_in_the_queue_borrows_nothing_and_still_brings_back(corner: Corner) -> None:
    corner.lend(FIRST, "A001")
    corner.over = {"A001", "Z999"}
    for number in corner.over:
        with pytest.raises(UnknownReader):
            corner.lend(SECOND, number)
    assert len(corner.lending.out_on_ticket("A001")) == 1
    assert corner.take_back(FIRST).outcome is ReturnOutcome.RETURNED


def test_the_numbers_of_today_with_books_are_told_and_no_cards(corner: Corner) -> None:
    corner.lend(SPARE, "A009")
    corner.later(days=1)
    corner.lend(FIRST, "B002")
    corner.lend(SECOND, NIK)
    assert corner.lending.numbers_with_books() == ("B002",)


def test_a_book_that_lies_read_on_a_table_counts_as_read_here(corner: Corner) -> None:
    read = NewRead(copy_code=FIRST, child=False)
    assert corner.lending.read_here(read, corner.request()).outcome is ReadOutcome.COUNTED
    corner.lend()
    assert corner.lending.read_here(read, corner.request()).outcome is ReadOutcome.OUT
    assert corner.rows(COUNTED) == [("here", 0, 1), ("here", 1, 1)]


def test_a_return_after_the_clock_went_back_is_still_a_return(corner: Corner) -> None:
    corner.lend()
    corner.later(hours=-2)
    assert corner.take_back().outcome is ReturnOutcome.RETURNED


def test_what_is_no_book_or_no_reader_is_told(corner: Corner) -> None:
    with pytest.raises(UnknownCopy):
        corner.lend("B99999999")
    with pytest.raises(UnknownReader):
        corner.lend(reader=FIRST)
    assert corner.lend(f" {FIRST.lower()} ").outcome is LoanOutcome.LENT


@pytest.mark.parametrize("typed", ["ce4-aa-002-1b", "CE4-AA-002-1B", "Ce4-Aa-002-1b"])
def test_a_code_is_known_however_its_letters_are_typed(corner: Corner, typed: str) -> None:
    renamed = update(copy).where(copy.c.code == SPARE).values(code="Ce4-aa-002-1b")
    corner.shelf.write(lambda connection, _now: connection.execute(renamed))
    assert corner.lend(typed).copy_code == "Ce4-aa-002-1b"


def test_a_book_of_another_system_whose_code_looks_like_a_card_borrows_nothing(corner: Corner) -> None:
    renamed = update(copy).where(copy.c.code == SPARE).values(code="PR000123")
    corner.shelf.write(lambda connection, _now: connection.execute(renamed))
    with pytest.raises(UnknownReader):
        corner.lend(FIRST, "PR000123")
    with pytest.raises(UnknownReader):
        corner.wish("PR000123")
    assert corner.rows(READERS) == [(0,)]


def test_the_database_itself_refuses_a_second_loan_of_a_copy(corner: Corner) -> None:
    corner.lend()
    again = partial(loans.open_loan, copy_id=1, who=1, child=True, where=Where.HERE, due_at=None)
    with pytest.raises(IntegrityError):
        corner.shelf.write(lambda connection, now: again(connection, now=now))
