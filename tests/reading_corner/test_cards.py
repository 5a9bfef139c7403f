"""Reader's cards: numbers given once, cards that are read back from the sheet, and none but these borrows."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy.exc import IntegrityError

from reading_corner.errors import NoCardsLeft, UnknownReader
from reading_corner.papers.cards import CardWords, look_of, sheets_of_cards
from reading_corner.rules.lending import LoanOutcome
from reading_corner.rules.readers import LARGEST_CARD, card_code
from reading_corner.rules.shelf import Where
from reading_corner.service.cards import give_cards
from reading_corner.store import cards
from tests.reading_corner.lending_desk import Corner, corner_in

pytestmark = pytest.mark.database
WORDS = CardWords("Kecamatan Kembaran", "Kartu Pojok Baca", "Nama")
TEN = [card_code(serial) for serial in range(1, 11)]
MM_PER_POINT = 25.4 / 72


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return corner_in(tmp_path)


def test_no_code_is_given_twice(corner: Corner) -> None:
    first, second = give_cards(corner.shelf, 3), give_cards(corner.shelf, 2)
    assert [*first, *second] == [card_code(serial) for serial in range(1, 6)]
    with pytest.raises(IntegrityError):
        corner.shelf.write(lambda connection, _: cards.give(connection, [5]))


def test_of_a_card_its_number_alone_is_kept(corner: Corner) -> None:
    give_cards(corner.shelf, 2)
    assert corner.rows("SELECT * FROM reader_card") == [(1,), (2,)]


def test_when_there_are_no_numbers_left_none_is_given(corner: Corner) -> None:
    corner.shelf.write(lambda connection, _: cards.give(connection, [LARGEST_CARD - 1]))
    with pytest.raises(NoCardsLeft, match="1 are left"):
        give_cards(corner.shelf, 2)
    assert give_cards(corner.shelf, 1) == (card_code(LARGEST_CARD),)


def test_a_card_that_was_given_here_takes_a_book_home_and_no_other(corner: Corner) -> None:
    (given,) = give_cards(corner.shelf, 1)
    with pytest.raises(UnknownReader):
        corner.lend(reader=card_code(2), where=Where.HOME)
    assert corner.lend(reader=given, where=Where.HOME).outcome is LoanOutcome.LENT


def test_square_and_barcode_of_every_card_are_read_back_from_its_sheet() -> None:
    codes = [*TEN, card_code(LARGEST_CARD)]
    document = pypdfium2.PdfDocument(BytesIO(sheets_of_cards(codes, WORDS)))
    assert len(document) == 2
    read = [code for page in document for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())]
    for kind in (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128):
        assert sorted(code.text for code in read if code.format == kind) == sorted(codes)


def test_a_card_says_the_office_and_its_code_and_leaves_a_line_for_a_name() -> None:
    (page,) = pypdfium2.PdfDocument(BytesIO(sheets_of_cards(TEN[:1], WORDS)))
    text = page.get_textpage().get_text_range().split("\r\n")
    assert sorted(text) == sorted(["Kartu Pojok Baca", "Kecamatan Kembaran", "Nama", TEN[0]])


def test_a_card_has_the_size_of_a_bank_card() -> None:
    (page,) = pypdfium2.PdfDocument(BytesIO(sheets_of_cards(TEN, WORDS)))
    picture = page.render(scale=4).to_pil().convert("L")
    in_margin = [x for x in range(picture.width) if picture.getpixel((x, 4 * 25)) < 128]
    left, middle, right = (x for x in in_margin if x - 1 not in in_margin)
    for apart in (middle - left, right - middle):
        assert apart / 4 * MM_PER_POINT == pytest.approx(85.6, abs=0.2)


def test_neighbours_on_a_sheet_differ_and_a_card_always_looks_the_same() -> None:
    looks = [(look.shapes, look.paints) for look in map(look_of, TEN)]
    assert all(one != other for one, other in pairwise(looks))
    assert look_of(card_code(1)) == look_of(card_code(31))


def test_a_long_name_of_an_office_stays_on_its_card() -> None:
    words = CardWords("Kantor Kecamatan " * 5, WORDS.title, WORDS.name)
    (page,) = pypdfium2.PdfDocument(BytesIO(sheets_of_cards(TEN[:1], words)))
    boxes = page.get_textpage()
    rights = [boxes.get_rect(at)[2] for at in range(boxes.count_rects())]
    assert max(rights) * MM_PER_POINT < (210 - 2 * 85.6) / 2 + 85.6
