"""Covers: given ones made small, others drawn, always alike."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from PIL import Image

from reading_corner.service.covers import LARGEST, Covers
from tests.reading_corner.corner import Corner, put

pytestmark = pytest.mark.database
SVG = "{http://www.w3.org/2000/svg}"


def cover_of(corner: Corner, title_id: int) -> bytes:
    answer = corner.app.test_client().get(f"/covers/{title_id}")
    assert answer.status_code == 200
    return bytes(answer.data)


def test_a_photo_is_made_small_once(corner: Corner) -> None:
    key = put(corner.shelf, "Gajah Terbang", cover=corner.photo("gajah.jpg"))
    first = cover_of(corner, key)
    with Image.open(io.BytesIO(first)) as picture:
        assert picture.format == "WEBP"
        assert picture.width <= LARGEST[0]
        assert picture.height <= LARGEST[1]
    made = (corner.folder / "covers" / "small" / "gajah.jpg.webp").stat().st_mtime_ns
    assert cover_of(corner, key) == first
    assert (corner.folder / "covers" / "small" / "gajah.jpg.webp").stat().st_mtime_ns == made


@pytest.mark.parametrize(
    "name", ["missing.jpg", "a\0.jpg", "../corner.db", "/etc/passwd", "broken.jpg", "..", "small"]
)
def test_a_cover_that_cannot_be_shown_is_drawn(corner: Corner, name: str) -> None:
    (corner.folder / "covers" / "broken.jpg").write_bytes(b"\xff\xd8\xff no picture")
    key = put(corner.shelf, "Gajah Terbang", cover=name)
    assert cover_of(corner, key).startswith(b"<svg")


def damaged_png() -> bytes:
    """A picture whose second half begins with what is no chunk of a PNG."""
    made = io.BytesIO()
    Image.effect_noise((400, 400), 60).save(made, "PNG")
    before, first, *rest = made.getvalue().split(b"IDAT")
    return before + b"IDAT" + first + b"\xff" * 4 + b"IDAT".join(rest)


def too_many_pixels() -> bytes:
    made = io.BytesIO()
    Image.new("L", (4_000, 3_100)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("content", [damaged_png(), too_many_pixels()], ids=["damaged", "large"])
def test_a_png_that_is_damaged_or_too_large_is_drawn_and_tried_once(
    corner: Corner, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (corner.folder / "covers" / "gajah.png").write_bytes(content)
    key = put(corner.shelf, "Gajah Terbang", cover="gajah.png")
    assert cover_of(corner, key).startswith(b"<svg")
    assert cover_of(corner, key).startswith(b"<svg")
    assert caplog.text.count("the cover gajah.png cannot be shown") == 1


def test_a_telephones_photo_with_a_second_picture_in_it_is_taken(tmp_path: Path) -> None:
    made = io.BytesIO()
    photo = Image.new("RGB", (4_080, 3_072), "green")
    photo.save(made, "MPO", save_all=True, append_images=[photo.resize((400, 300))])
    covers = Covers(tmp_path)
    assert covers.small(covers.take(made.getvalue())) is not None


def test_a_cover_that_is_put_right_is_shown(corner: Corner) -> None:
    broken = corner.folder / "covers" / "gajah.jpg"
    broken.write_bytes(damaged_png())
    key = put(corner.shelf, "Gajah Terbang", cover="gajah.jpg")
    assert cover_of(corner, key).startswith(b"<svg")
    corner.photo("gajah.jpg")
    assert cover_of(corner, key).startswith(b"RIFF")


def test_a_drawn_cover_is_always_the_same_and_shows_initial_and_name(client: FlaskClient) -> None:
    first = client.get("/covers/1")
    assert first.mimetype == "image/svg+xml"
    assert first.data == client.get("/covers/1").data
    texts = [node.text for node in ElementTree.fromstring(first.data).iter(f"{SVG}text")]
    assert texts[0] == "G"
    assert " ".join(str(text) for text in texts[1:]) == "Gajah Kecil Belajar Berenang"


@pytest.mark.parametrize("name", ["X" * 300, "\u2014\u2014", "a", "Kata " * 60, "\U0001f418"])
def test_any_name_is_drawn(tmp_path: Path, name: str) -> None:
    corner = Corner(tmp_path)
    put(corner.shelf, name)
    ElementTree.fromstring(cover_of(corner, 1))


def test_a_name_without_a_file_has_no_small_picture(tmp_path: Path) -> None:
    assert Covers(tmp_path).small(None) is None
    assert Covers(tmp_path).small("") is None
