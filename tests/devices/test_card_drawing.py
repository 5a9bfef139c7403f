"""A drawn card: every value in its box, nothing outside, and CONTOH on whatever is no card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from zxingcpp import read_barcodes

from devices.cards.drawing import draw, draw_card, preview
from devices.cards.layout import Align, Card, Layout, Side, Weight, default_layout
from devices.cards.lettering import ELLIPSIS, Room, draw_text, set_text
from devices.errors import QrTooDense, UnreadablePhoto, ValuesMissing
from tests.devices.card_samples import LINK, LONG, VALUES, photo, with_back

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=90)
ROOM = Room(425, 64, 2)


def ink_outside(face: Image.Image, layout: Layout) -> tuple[int, int, int, int] | None:
    """Where something is drawn outside all boxes of the front."""
    card, left = layout.card, face.copy()
    for box in layout.front:
        corner = card.dots(box.x + card.offset_x), card.dots(box.y + card.offset_y)
        end = card.dots(box.x + card.offset_x + box.width), card.dots(box.y + card.offset_y + box.height)
        left.paste("white", (*corner, *end))
    return ImageChops.invert(left).getbbox()


@pytest.mark.parametrize(
    "name", ["Budi", LONG, "Ñusta Łucja Ấn Dũng Šiljak", "R" * 200, "’Aisyah O'Neil", ""]
)
def test_nothing_is_drawn_outside_the_boxes(name: str) -> None:
    values = {key: name for key in VALUES}
    face = draw(default_layout(), values, photo())
    assert face.size == (1011, 638)
    assert ink_outside(face, default_layout()) is None


@given(text=NAMES, lines=st.integers(1, 3), width=st.integers(20, 300), height=st.integers(12, 90))
def test_a_text_fits_its_room_whole_and_is_not_merely_cut_off_by_it(
    text: str, lines: int, width: int, height: int
) -> None:
    room = Room(width, height, lines)
    setting = set_text(text, room, Weight.regular, 33, 20)
    assert len(setting.lines) <= lines
    assert setting.fits(room) or setting.lines[-1] == ELLIPSIS or height < setting.line_height


def test_a_short_name_stands_in_full_size_on_one_line() -> None:
    setting = set_text("Budi", ROOM, Weight.bold, 33, 23)
    assert (setting.lines, setting.font.size) == (("Budi",), 33)


def test_a_longer_name_shrinks_before_it_is_wrapped_and_is_wrapped_before_it_is_cut() -> None:
    shrunk, wrapped, cut = (
        set_text(text, ROOM, Weight.bold, 33, 23)
        for text in ("Kusumaningtyas Abdurrahman Wahid", LONG, LONG * 3)
    )
    assert len(shrunk.lines) == 1
    assert 23 <= shrunk.font.size < 33
    assert " ".join(wrapped.lines) == LONG
    assert cut.font.size == 23
    assert cut.lines[-1].endswith(ELLIPSIS)


def test_a_word_that_is_longer_than_a_line_is_broken_where_the_line_ends() -> None:
    setting = set_text("W" * 40, Room(425, 90, 3), Weight.bold, 33, 23)
    assert len(setting.lines) > 1
    assert "".join(setting.lines) == "W" * 40


@pytest.mark.parametrize(("align", "touches"), [(Align.left, 0), (Align.right, 196)])
def test_a_text_stands_at_its_side_of_the_box(align: Align, touches: int) -> None:
    room = Room(200, 40, 1)
    box = draw_text(set_text("Budi", room, Weight.bold, 33, 23), room, align)
    assert (ImageChops.invert(box).crop((touches, 0, touches + 4, 40)).getbbox()) is not None


def test_an_offset_moves_all_that_is_drawn() -> None:
    standing = default_layout()
    moved = standing.model_copy(update={"card": Card(offset_x=1, offset_y=-1)})
    before, after = (ImageChops.invert(draw(one, VALUES, None)).getbbox() for one in (standing, moved))
    assert before is not None
    assert after == pytest.approx((before[0] + 12, before[1] - 12, before[2] + 12, before[3] - 12), abs=1)


def test_the_photo_fills_its_box_and_a_child_without_one_leaves_it_white() -> None:
    middle = (Card().dots(72), Card().dots(27))
    with_photo, without = (draw(default_layout(), VALUES, one) for one in (photo("red"), None))
    assert with_photo.getpixel(middle) == (254, 0, 0)
    assert without.getpixel(middle) == (255, 255, 255)


def test_the_qr_code_on_the_back_can_be_read() -> None:
    front, back = draw_card(with_back(), VALUES, photo())
    assert [code.text for code in read_barcodes(back)] == [LINK]
    assert read_barcodes(front) == []


def test_a_layout_without_a_back_gives_one_side() -> None:
    assert len(draw_card(default_layout(), VALUES, None)) == 1


def test_a_preview_says_contoh_across_the_whole_card() -> None:
    face = draw(default_layout(), VALUES, photo())
    marked = preview(face)
    assert marked.size == face.size
    changed = ImageChops.difference(face, marked).getbbox()
    assert changed is not None
    assert changed[2] - changed[0] > 0.75 * face.width
    assert changed[3] - changed[1] > 0.75 * face.height


def test_a_value_that_was_not_given_is_told_by_its_name() -> None:
    with pytest.raises(ValuesMissing, match="No value for: name, nik"):
        draw(default_layout(), {key: VALUES[key] for key in VALUES if key not in ("name", "nik")}, None)


@pytest.mark.parametrize("data", [b"no picture", photo()[:200], b"<svg/>"])
def test_a_photo_that_cannot_be_read_is_told(data: bytes) -> None:
    with pytest.raises(UnreadablePhoto):
        draw(default_layout(), VALUES, data)


@pytest.mark.parametrize("length", [700, 9000])
def test_a_qr_code_too_fine_to_be_read_is_refused(length: int) -> None:
    with pytest.raises(QrTooDense):
        draw(with_back(), {**VALUES, "code": "x" * length}, None, Side.back)
