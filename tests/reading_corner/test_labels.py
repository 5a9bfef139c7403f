"""Labels: a code for each book that has none, given once, and read back from the sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from reading_corner.papers.labels import Label, sheets_of
from reading_corner.rules.item_codes import is_item_code, item_code
from reading_corner.service.catalogue import save
from reading_corner.service.labelling import give_codes, labels_of
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import CopyRecord, TitleRecord
from tests.reading_corner.new_shelf import shelf_at

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = shelf_at(tmp_path / "corner.db", lambda: NOW)
    titles = [
        TitleRecord(key="1", name="Si Kancil", colour="merah"),
        TitleRecord(key="2", name="Laut Biru", copies=(CopyRecord(code="02266.1"),)),
        TitleRecord(key="3", name="Kereta Api"),
    ]
    for title in titles:
        made.write(lambda connection, now, title=title: save(connection, now, title))  # type: ignore[misc]
    return made


def test_a_book_without_a_copy_gets_a_code_of_the_corners_own_once(shelf: Shelf) -> None:
    assert give_codes(shelf) == 2
    assert give_codes(shelf) == 0
    labels = labels_of(shelf)
    assert [label.name for label in labels] == ["Si Kancil", "Kereta Api"]
    assert all(is_item_code(label.code) for label in labels)


def test_the_next_codes_go_on_where_the_last_ones_ended(shelf: Shelf) -> None:
    give_codes(shelf)
    shelf.write(lambda connection, now: save(connection, now, TitleRecord(key="4", name="Bintang")))
    give_codes(shelf)
    assert [label.code for label in labels_of(shelf)] == [item_code(number) for number in (1, 2, 3)]


def test_a_lost_label_is_made_anew_for_any_code(shelf: Shelf) -> None:
    assert [label.name for label in labels_of(shelf, frozenset({"02266.1"}))] == ["Laut Biru"]


def test_the_shelfs_colour_stands_on_the_label(shelf: Shelf) -> None:
    give_codes(shelf)
    colours = {label.name: label.colour for label in labels_of(shelf)}
    assert colours["Si Kancil"] is not None
    assert colours["Kereta Api"] is None


def test_qr_and_barcode_of_every_label_are_read_back_from_the_sheets() -> None:
    labels = [Label(item_code(number), f"Buku nomor {number}", "#c62828") for number in range(1, 26)]
    document = pypdfium2.PdfDocument(BytesIO(sheets_of(labels)))
    assert len(document) == 2
    read = [code for page in document for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())]
    for kind in (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128):
        assert {code.text for code in read if code.format == kind} == {label.code for label in labels}


@pytest.mark.parametrize(("code", "kinds"), [("PERPUS-00012", 2), ("CE4-AA-002-1-KEMBARAN-2026X", 1)])
def test_a_code_too_long_for_a_barcode_stands_on_its_label_as_a_square(code: str, kinds: int) -> None:
    (page,) = pypdfium2.PdfDocument(BytesIO(sheets_of([Label(code, "Buku")])))
    read = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert [found.text for found in read] == [code] * kinds
    assert zxingcpp.BarcodeFormat.QRCode in {found.format for found in read}


def test_a_long_name_stays_on_its_label() -> None:
    name = "Petualangan panjang sekali di sebuah pulau yang jauh " * 4
    (page,) = pypdfium2.PdfDocument(BytesIO(sheets_of([Label(item_code(1), name)])))
    text = page.get_textpage().get_text_range()
    assert "..." in text
    assert len(text.splitlines()) == 4
