"""What comes in as a picture is judged by its content, and nothing but its pixels is kept."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from queue_core.foundation.errors import KerakError
from queue_core.kia.errors.pictures import (
    NotAPicture,
    PictureDamaged,
    PictureMoves,
    PictureTooLarge,
    PictureTooSmall,
)
from queue_core.kia.rules.photo import Colour, Frame, PhotoDoubt, Size, doubts_of
from queue_core.kia.service.pictures import Portrait, page, portrait
from tests.kia.faces import (
    BLUE,
    GREEN,
    PLACE,
    RED,
    blurred,
    claims,
    face,
    jpeg,
    png,
    told_all,
    told_all_png,
)

SIZE = Size(236, 354)
SMALL = face(RED, (240, 360))


def made(data: bytes, frame: Frame = Frame()) -> Portrait:  # noqa: B008  a frame never changes
    return portrait(data, SIZE, 300, frame)


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def zipped() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("photo.jpg", jpeg(SMALL))
    return written.getvalue()


def moving() -> bytes:
    return png(SMALL, save_all=True, append_images=[face(BLUE, (240, 360))])


DISGUISED = {
    "nothing": b"",
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a ZIP": zipped(),
    "a PDF": b"%PDF-1.7\n%%EOF",
    "a GIF": b"GIF89a" + b"\0" * 40,
    "an HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 40,
}
REFUSED = {
    "cut off": (jpeg(SMALL)[:-2000], PictureDamaged),
    "cut off in its head": (jpeg(SMALL)[:30], PictureDamaged),
    "a PNG cut off": (png(SMALL)[:2000], PictureDamaged),
    "one pixel": (png(Image.new("RGB", (1, 1))), PictureTooSmall),
    "too few pixels": (jpeg(face(RED, (110, 165))), PictureTooSmall),
    "81 million pixels": (claims(9000, 9000), PictureTooLarge),
    "a bomb": (claims(60_000, 60_000), PictureTooLarge),
    "an animation": (moving(), PictureMoves),
}


@pytest.mark.parametrize("data", DISGUISED.values(), ids=DISGUISED)
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    for reading in (made, page):
        with pytest.raises(NotAPicture):
            reading(data)


@pytest.mark.parametrize(("data", "refusal"), REFUSED.values(), ids=REFUSED)
def test_a_picture_that_cannot_be_used_is_told_why(data: bytes, refusal: type[KerakError]) -> None:
    with pytest.raises(refusal):
        made(data)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photo_comes_out_in_its_size_and_in_colours_of_a_screen(mode: str) -> None:
    photo = shown(made(jpeg(SMALL.convert(mode))).jpeg)
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", SIZE)
    assert photo.info["dpi"] == (300, 300)


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    source = Image.new(mode, (240, 360)) if mode == "I;16" else SMALL.convert(mode)
    assert shown(made(png(source)).jpeg).mode == "RGB"


def test_what_is_transparent_lies_on_white() -> None:
    photo = shown(made(png(Image.new("RGBA", (240, 360), (255, 0, 0, 0)))).jpeg)
    assert photo.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_taken_askew_is_turned_upright(turned: int) -> None:
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turned]
    lying = SMALL if back is None else SMALL.transpose(Image.Transpose(back))
    exif = Image.Exif()
    exif[0x0112] = turned
    assert ImageOps.exif_transpose(shown(jpeg(lying, exif=exif))).size == SMALL.size
    photo = made(jpeg(lying, exif=exif))
    assert photo.measured.background is Colour.RED
    shoulder = shown(photo.jpeg).convert("L").getpixel((118, 345))
    assert isinstance(shoulder, int)
    assert shoulder > 200


@pytest.mark.parametrize("data", [told_all(face()), told_all_png(face())], ids=["JPEG", "PNG"])
def test_where_a_picture_was_taken_is_nowhere_in_what_is_kept(data: bytes) -> None:
    assert PLACE in data
    for kept in (made(data).jpeg, page(data)):
        assert PLACE not in kept
        assert b"Exif" not in kept
        assert dict(shown(kept).getexif()) == {}
        assert not {"comment", "xmp", "exif", "icc_profile"} & set(shown(kept).info)


@pytest.mark.parametrize(("paint", "colour"), [(RED, Colour.RED), (BLUE, Colour.BLUE), (GREEN, None)])
def test_the_background_is_seen_past_head_and_shoulders(
    paint: tuple[int, int, int], colour: Colour | None
) -> None:
    assert made(jpeg(face(paint))).measured.background is colour


def test_blur_darkness_and_glare_are_doubted_and_a_good_photo_is_not() -> None:
    def doubts(picture: Image.Image) -> set[PhotoDoubt]:
        return set(doubts_of(made(jpeg(picture)).measured, None))

    assert doubts(face()) == set()
    assert doubts(blurred(face())) == {PhotoDoubt.BLURRED}
    assert doubts(face().point(lambda level: level * 0.25)) == {PhotoDoubt.DARK}
    assert doubts(face().point(lambda level: 180 + level * 0.3)) == {PhotoDoubt.BRIGHT}
    assert doubts(face(RED, (200, 300))) == {PhotoDoubt.COARSE}


def test_zoomed_in_a_picture_shows_less_and_may_have_too_few_pixels() -> None:
    data = jpeg(face())
    assert made(data, Frame(zoom=2000)).measured.detail == pytest.approx(160 / 236)
    with pytest.raises(PictureTooSmall):
        made(data, Frame(zoom=4000))


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's own about a spoiled tag
@given(cut=st.integers(0, 3000), at=st.integers(0, 3000), byte=st.integers(0, 255))
@settings(max_examples=10)
def test_a_spoiled_picture_is_a_photo_or_a_refusal_and_nothing_else(cut: int, at: int, byte: int) -> None:
    data = bytearray(told_all(face(RED, (120, 180)))[: 3100 - cut])
    data[at % len(data)] = byte
    with suppress(KerakError):
        assert shown(made(bytes(data)).jpeg).size == SIZE


@pytest.mark.real
def test_fifty_million_pixels_are_read() -> None:
    large = Image.new("RGB", (8160, 6144), RED)
    for data in (jpeg(large), png(large, compress_level=1)):
        assert shown(made(data).jpeg).size == SIZE
