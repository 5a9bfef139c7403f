"""The kiosk's book: no number twice and none lost, whatever is killed, broken or put back."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.book import Book, Given
from kiosk.errors import BookNotUsable
from queue_core.foundation.identifiers import new_page_key, new_request_id
from queue_core.tickets.wire.offline import OfflineLetter
from queue_core.tickets.wire.tickets import NewTicket

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WISH = NewTicket(service="kia", reason="elderly", children=2)
KILLS = 12


def told(last: int = 0, day: date = MONDAY, letter: str | None = "K") -> OfflineLetter:
    return OfflineLetter(letter=letter, last=last, day=day, at=MORNING)


def give(book: Book, request_id: str | None = None, most: int = 999) -> Given | None:
    return book.give(WISH, request_id or new_request_id(), new_page_key(), MORNING, most)


def numbers(book: Book, count: int, most: int = 999) -> list[str]:
    found = [give(book, most=most) for _ in range(count)]
    return [one.number for one in found if one]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.book"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    book = Book(path)
    book.take_letter(told(), 999)
    yield book
    book.close()


def test_numbers_run_on_under_the_letter_and_after_a_restart(book: Book, path: Path) -> None:
    assert numbers(book, 2) == ["K001", "K002"]
    assert numbers(Book(path), 1) == ["K003"]


def test_one_request_is_one_number(book: Book) -> None:
    first = give(book, "request-1")
    assert give(book, "request-1") == first == book.given("request-1")
    assert numbers(book, 1) == ["K002"]


def test_a_book_without_a_letter_gives_nothing(path: Path) -> None:
    book = Book(path)
    assert (book.letter, give(book)) == (None, None)
    book.take_letter(told(letter=None), 999)
    assert (book.letter, give(book)) == (None, None)


def test_a_kiosk_that_the_core_no_longer_knows_gives_nothing_until_it_is_known_again(book: Book) -> None:
    numbers(book, 1)
    book.suspend()
    assert (book.letter, give(book)) == (None, None)
    book.take_letter(told(), 999)
    assert numbers(book, 1) == ["K002"]


def test_a_letter_that_was_away_for_a_while_begins_no_number_anew(book: Book) -> None:
    numbers(book, 2)
    book.take_letter(told(letter=None), 999)
    assert give(book) is None
    book.take_letter(told(), 999)
    assert numbers(book, 1) == ["K003"]


def test_a_new_day_begins_no_number_anew_and_a_round_of_numbers_is_given_once(book: Book) -> None:
    assert numbers(book, 4, most=3) == ["K001", "K002", "K003"]
    book.take_letter(told(day=MONDAY + timedelta(days=1)), 3)
    assert numbers(book, 2, most=3) == ["K001", "K002"]
    book.take_letter(told(day=MONDAY + timedelta(days=1)), 3)
    assert numbers(book, 2, most=3) == ["K003"]


def test_a_book_that_was_put_back_to_an_older_state_goes_on_after_what_the_core_knows(book: Book) -> None:
    numbers(book, 2)
    book.take_letter(told(last=7), 999)
    assert numbers(book, 1) == ["K008"]
    book.take_letter(told(last=3), 999)
    assert numbers(book, 1) == ["K009"]


def test_another_letter_begins_where_the_core_says(book: Book) -> None:
    numbers(book, 5)
    book.take_letter(told(letter="R", last=2), 999)
    assert numbers(book, 1) == ["R003"]
    assert [one.number for one in book.waiting()][:2] == ["K001", "K002"]


MOST = 3
"""Numbers in a round, so that rounds end."""


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["give", "day", "letter", "suspend", "restart"]), max_size=25))
def test_whatever_happens_no_number_is_given_twice_on_a_day(acts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "kiosk.book")
        book, day, seen = Book(path), MONDAY, list[tuple[date, str]]()
        book.take_letter(told(), MOST)
        for act in acts:
            if act == "give" and (one := give(book, most=MOST)):
                seen.append((day, one.number))
            elif act == "day":
                day += timedelta(days=1)
                book.take_letter(told(day=day), MOST)
            elif act == "letter":
                book.take_letter(told(day=day), MOST)
            elif act == "suspend":
                book.suspend()
            elif act == "restart":
                book.close()
                book = Book(path)
        book.close()
    assert len(set(seen)) == len(seen)


def test_why_a_family_has_priority_is_gone_once_its_ticket_has_entered(book: Book, path: Path) -> None:
    give(book, "request-1")
    give(book, "request-2")
    assert b"elderly" in path.read_bytes()
    book.note_entered("request-1", 17)
    book.note_refused("request-2", "unknown-service")
    assert [b"elderly" in file.read_bytes() for file in path.parent.iterdir()] == [False] * 2
    assert book.waiting() == []


def test_a_slip_and_its_entry_find_each_other_in_either_order(book: Book) -> None:
    give(book, "request-1")
    give(book, "request-2")
    assert book.note_slip("request-1", "printed") is None
    assert book.note_entered("request-1", 17) == "printed"
    assert book.note_entered("request-2", 18) is None
    assert book.note_slip("request-2", "offline") == 18


def test_what_has_entered_is_counted_until_the_core_tells_of_another_day(book: Book) -> None:
    for request_id in ("request-1", "request-2", "request-3"):
        give(book, request_id)
    book.note_entered("request-1", 17)
    book.note_refused("request-2", "unknown-service")
    assert (book.tally().waiting, book.tally().entered, book.tally().refused) == (1, 1, 1)
    book.take_letter(told(day=MONDAY + timedelta(days=1)), 999)
    assert (book.tally().waiting, book.tally().entered, book.tally().refused) == (1, 0, 0)


def test_a_book_that_cannot_be_read_is_put_aside_and_the_new_one_is_another(path: Path) -> None:
    before = Book(path).id
    path.write_bytes(b"no book at all" * 500)
    book = Book(path)
    assert book.id != before
    assert book.letter is None
    assert Path(f"{path}.broken").exists()


def test_a_book_that_is_damaged_beyond_its_first_page_is_put_aside(book: Book, path: Path) -> None:
    numbers(book, 40)
    book.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096] + b"x" * 4096)
    assert Book(path).letter is None
    assert Path(f"{path}.broken").exists()


def test_a_broken_book_that_cannot_be_put_aside_is_told(path: Path) -> None:
    path.write_bytes(b"no book at all" * 500)
    Path(f"{path}.broken").mkdir()
    with pytest.raises(BookNotUsable):
        Book(path)


def test_a_folder_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BookNotUsable):
        Book(tmp_path / "file" / "kiosk.book")


def test_a_full_disk_gives_no_number_and_breaks_nothing(book: Book) -> None:
    pages = book._connection.execute("PRAGMA page_count").fetchone()[0]
    book._connection.execute(f"PRAGMA max_page_count = {pages}")
    with suppress(BookNotUsable):
        numbers(book, 999)
    given_before = len(book.waiting())
    book._connection.execute("PRAGMA max_page_count = 10000")
    assert given_before < 999
    assert numbers(book, 1) == [f"K{given_before + 1:03}"]


def test_a_number_is_on_the_disk_before_it_is_told(book: Book, path: Path) -> None:
    assert book._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    give(book, "request-1")
    other = sqlite3.connect(path)
    assert other.execute("SELECT serial FROM ticket").fetchall() == [(1,)]
    other.close()


GIVING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.kiosk.test_book import give, told
from kiosk.book import Book
book = Book(Path(sys.argv[1]))
book.take_letter(told(), 999)
while True:
    print(give(book).number, flush=True)
"""


@pytest.mark.real
def test_a_kiosk_that_is_killed_gives_no_number_twice_and_loses_none(path: Path) -> None:
    acknowledged: list[str] = []
    for kill in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", GIVING, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(kill * 3 + 1):
            acknowledged.append(process.stdout.readline().strip())
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += process.stdout.read().split()
        process.wait()
    kept = [one.number for one in Book(path).waiting()]
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) <= set(kept)
    assert kept == [f"K{serial:03}" for serial in range(1, len(kept) + 1)]
