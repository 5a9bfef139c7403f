"""What a paper becomes as ESC/POS bytes, judged by reading the bytes back."""

import pytest
from zxingcpp import read_barcodes

from devices.errors import UnknownCommand
from devices.printing.drawing import draw
from devices.printing.escpos import DOTS, encode
from devices.printing.lettering import CELL_WIDTH
from devices.printing.marks import Cut, Mark, Picture, Row
from devices.printing.paper import Line, Style
from devices.printing.reader import read
from tests.devices.samples import LINK, SLIP

DOTS_A_MILLIMETRE = 8


def rows(marks: tuple[Mark, ...]) -> list[Row]:
    return [mark for mark in marks if isinstance(mark, Row) and mark.letters]


def printed(style: Style, text: str) -> list[Row]:
    return rows(read(encode((Line(style, text),))))


def test_every_word_of_the_paper_is_in_the_bytes_in_its_order() -> None:
    words = [line.text for line in SLIP if line.style not in (Style.qr, Style.rule)]
    assert [row.text for row in rows(read(encode(SLIP)))] == words


def test_the_number_is_the_largest_thing_on_the_slip() -> None:
    by_size = sorted(rows(read(encode(SLIP))), key=lambda row: row.letters[0].height)
    assert by_size[-1].text == "A012"
    assert by_size[-1].letters[0].height >= 3 * by_size[-2].letters[0].height


@pytest.mark.parametrize("style", [Style.heading, Style.huge, Style.text, Style.small])
@pytest.mark.parametrize("text", ["A012", "LOKET 12 DAN 13", "Kantor Kecamatan Kembaran Banyumas " * 3])
def test_no_row_is_wider_than_the_paper_and_no_word_is_lost(style: Style, text: str) -> None:
    found = printed(style, text)
    assert all(sum(CELL_WIDTH * part.width for part in row.letters) <= DOTS for row in found)
    assert " ".join(row.text for row in found).split() == text.split()


@pytest.mark.parametrize("text", ["Perkiraan 10–25 menit", "Café “Kembaran”", "Rp 5.000 · gratis"])
def test_signs_of_the_code_page_are_printed_as_letters(text: str) -> None:
    assert [row.text for row in printed(Style.text, text)] == [text]


@pytest.mark.parametrize("text", ["→ Loket 3 ✓", "Жук", "ꦏꦺꦩ꧀ꦧꦫꦤ꧀"])
def test_signs_outside_the_code_page_are_drawn_and_never_become_question_marks(text: str) -> None:
    data = encode((Line(Style.text, text),))
    pictures = [mark for mark in read(data) if isinstance(mark, Picture)]
    assert len(pictures) == 1
    assert any(pictures[0].dots)
    assert rows(read(data)) == []


def test_a_typographic_space_or_hyphen_becomes_a_plain_one() -> None:
    assert printed(Style.small, "KK\u00a0asli\u2011baru")[0].text == "KK asli-baru"


@pytest.mark.parametrize("text", [LINK, "A", "https://antrean.kecamatan-kembaran.example/t/" + "7" * 60])
def test_a_qr_code_is_at_least_25_mm_wide_and_fits_the_paper(text: str) -> None:
    slip = draw(read(encode((Line(Style.qr, text),))))
    found = read_barcodes(slip)[0]
    width = found.position.top_right.x - found.position.top_left.x
    assert found.text == text
    assert 25 * DOTS_A_MILLIMETRE <= width + 2 <= DOTS


def test_the_paper_is_cut_once_and_last() -> None:
    marks = read(encode(SLIP))
    assert [index for index, mark in enumerate(marks) if isinstance(mark, Cut)] == [len(marks) - 1]


def test_a_command_that_the_reader_does_not_know_is_refused_by_name() -> None:
    with pytest.raises(UnknownCommand, match="1b 70 at byte 3"):
        read(b"ab\n\x1bp\x00")


def test_bytes_that_break_off_print_only_the_whole_rows_before() -> None:
    assert [row.text for row in rows(read(b"satu\ndua\ntig"))] == ["satu", "dua"]
    assert rows(read(b"satu\n\x1d(k\x30\x00")) == rows(read(b"satu\n"))
