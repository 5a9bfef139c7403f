"""What a keeper sees of loans and wishes: late ones first, by number or place in line, nobody by name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.identifiers import WriteRequest
from reading_corner.rules.calling import NOTHING_KNOWN, NumberNow, Standing
from reading_corner.rules.keeping import Out, Pressing, is_readers, pressing
from reading_corner.rules.lending import WishOutcome
from reading_corner.rules.readers import card_code
from reading_corner.rules.shelf import Where
from reading_corner.service.books_out import BooksOut
from tests.reading_corner.corner import Corner as Served
from tests.reading_corner.keeping import send, sign_in
from tests.reading_corner.lending_desk import FIRST, MORNING, NIK, SECOND, SPARE, WIB, Corner, corner_in

pytestmark = pytest.mark.database
TODAY = MORNING.astimezone(WIB).date()
A_DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Corner:
    return corner_in(tmp_path)


@pytest.fixture
def waited_for(desk: Corner) -> Corner:
    """A corner in which two wait for the title whose copies are out."""
    for code, reader in ((FIRST, "A001"), (SECOND, "A002")):
        desk.lend(code, reader)
    for reader in ("A003", "A004"):
        desk.wish(reader)
    return desk


def out_of(desk: Corner, **standing: Standing) -> list[tuple[str | None, str]]:
    books = BooksOut(desk.lending, lambda n: NumberNow(standing[n]) if n in standing else NOTHING_KNOWN)
    return [(book.ticket, book.pressing) for book in books.all()]


@pytest.mark.parametrize(
    ("out", "how"),
    [
        (Out(ticket_day=TODAY, standing=Standing.WAITING), Pressing.OUT),
        (Out(ticket_day=TODAY, standing=Standing.UNKNOWN), Pressing.OUT),
        (Out(ticket_day=TODAY, standing=Standing.CALLED), Pressing.CALLED),
        (Out(ticket_day=TODAY, standing=Standing.OVER), Pressing.LATE),
        (Out(ticket_day=TODAY - A_DAY), Pressing.LATE),
        (Out(due_at=MORNING), Pressing.LATE),
        (Out(due_at=MORNING + A_DAY), Pressing.OUT),
        (Out(), Pressing.OUT),
    ],
)
def test_a_book_is_missed_once_its_day_or_its_number_is_over(out: Out, how: Pressing) -> None:
    assert pressing(out, MORNING, TODAY) is how


def test_the_late_ones_come_first_of_these_the_longest_out(desk: Corner) -> None:
    desk.lend(FIRST, "A001")
    desk.later(days=1)
    desk.lend(SECOND, "A002")
    desk.lend(SPARE, "A003")
    told = out_of(desk, A002=Standing.WAITING, A003=Standing.CALLED)
    assert told == [("A001", "late"), ("A003", "called"), ("A002", "out")]


def test_a_ticket_of_another_day_is_told_with_its_day_and_a_card_as_nobody(desk: Corner) -> None:
    desk.lend(FIRST, "A001")
    desk.lend(SECOND, NIK, Where.HOME)
    desk.later(days=1)
    of_a_ticket, of_a_card = BooksOut(desk.lending, lambda _: NOTHING_KNOWN).all()
    assert (of_a_ticket.ticket, of_a_ticket.day, of_a_ticket.due_on) == ("A001", TODAY, None)
    assert (of_a_card.ticket, of_a_card.day, of_a_card.due_on) == (None, None, TODAY + 7 * A_DAY)
    assert NIK not in of_a_card.model_dump_json()


def test_a_book_that_is_back_is_out_no_more(desk: Corner) -> None:
    desk.lend(FIRST, "A001")
    desk.take_back(FIRST)
    assert out_of(desk) == []


def test_who_waits_is_a_place_in_line_and_who_came_first_is_ready_first(waited_for: Corner) -> None:
    waited_for.take_back(FIRST)
    told = waited_for.wishing.all()
    assert [(one.title, one.place, one.ready) for one in told] == [
        ("Si Kancil", 1, True),
        ("Si Kancil", 2, False),
    ]
    assert "A003" not in str(told)


def test_a_wish_that_is_taken_back_lets_the_next_one_move_up(waited_for: Corner) -> None:
    wishing = waited_for.wishing
    first, second = wishing.all()
    outcomes = [wishing.strike(first.wish, waited_for.request()).outcome for _ in range(2)]
    assert outcomes == [WishOutcome.WITHDRAWN, WishOutcome.NONE]
    assert [(one.wish, one.place) for one in wishing.all()] == [(second.wish, 1)]
    assert waited_for.rows("SELECT token FROM reader WHERE token LIKE '%A003'") == []


def test_taking_a_wish_back_twice_under_one_id_is_one_write(waited_for: Corner) -> None:
    write = WriteRequest("request-x", "print-x", "keeper")
    (one, _) = waited_for.wishing.all()
    outcomes = {waited_for.wishing.strike(one.wish, write).outcome for _ in range(2)}
    assert outcomes == {WishOutcome.WITHDRAWN}


def test_both_lists_stand_on_their_pages_without_the_reader(corner: Served, client: FlaskClient) -> None:
    sign_in(client)
    corner.lend(1)
    page = client.get("/keeper/id/out").text
    assert "Gajah Kecil Belajar Berenang" in page
    assert "A001" in page
    assert "Tidak ada yang menunggu buku." in client.get("/keeper/id/waiting").text
    assert send(client, "POST", "wishes/strike", wish=9).get_json()["outcome"] == "none"


@pytest.mark.parametrize(
    "scanned",
    [NIK, f"{NIK[:6]} {NIK[6:]}", "33.02.01.420520.0001", card_code(7), card_code(7).lower(), "A012",
     "https://antrean.kembaran.example/t/0123456789abcdef0123", "KIA0012345"],
)  # fmt: skip
def test_what_may_be_a_readers_is_known_as_that(scanned: str) -> None:
    assert is_readers(scanned)


@given(st.integers(0, 10**13 - 1), st.sampled_from(["", "-", " "]))
def test_no_isbn_is_taken_for_a_readers_however_it_is_grouped(number: int, between: str) -> None:
    digits = f"{number:013d}"
    assert not is_readers(between.join((digits[:3], digits[3:6], digits[6:])))


@pytest.mark.parametrize("code", [FIRST, "02266.1", "CE4-AA-002-1", "P00001S"])
def test_no_code_of_a_book_is_taken_for_a_readers(code: str) -> None:
    assert not is_readers(code)
