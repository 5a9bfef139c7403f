"""A keeper writes titles: whole, by a version, each write once; covers and labels with them."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from pypdfium2 import PdfDocument
from werkzeug.test import TestResponse

from reading_corner.service.catalogue import title_of
from reading_corner.service.covers import KEPT
from reading_corner.wire.keeping import WORDS
from tests.reading_corner.cataloguing import save
from tests.reading_corner.corner import CHILDREN, Corner
from tests.reading_corner.keeping import cause, send, sign_in

pytestmark = pytest.mark.database
ADULT = len(CHILDREN) + 1


@pytest.fixture
def keeper(client: FlaskClient) -> FlaskClient:
    sign_in(client)
    return client


def form(corner: Corner, title_id: int = 1) -> dict[str, Any]:
    """What the form of a title holds before anybody types."""
    told = corner.keeping.title(title_id).model_dump(mode="json")
    copies = [{name: one[name] for name in ("code", "care", "location")} for one in told["copies"]]
    return {name: told[name] for name in WORDS} | {"version": told["version"], "copies": copies}


def change(keeper: FlaskClient, told: dict[str, Any], title_id: int = 1, key: str = "") -> TestResponse:
    return send(keeper, "PUT", f"titles/{title_id}", key, **told)


def test_what_the_form_says_is_what_the_catalogue_holds(corner: Corner, keeper: FlaskClient) -> None:
    told = form(corner) | {"name": "  Gajah   Besar ", "authors": ["Tini", "Wulan"], "for_children": False}
    answer = change(keeper, told | {"copies": [{"code": "KT-1", "care": "repair", "location": "Rak B"}]})
    kept = answer.get_json()
    assert (kept["name"], kept["authors"], kept["for_children"]) == ("Gajah Besar", ["Tini", "Wulan"], False)
    assert kept["copies"] == [{"code": "KT-1", "care": "repair", "location": "Rak B", "out": False}]
    assert keeper.get("/id/titles/1").status_code == 404


def test_what_is_emptied_is_empty_and_what_the_form_does_not_show_stays(
    corner: Corner, keeper: FlaskClient
) -> None:
    emptied = dict.fromkeys(("age_from", "age_to", "colour", "pages", "summary", "isbn"))
    assert change(keeper, form(corner) | emptied).status_code == 200
    record = corner.shelf.read(lambda connection: title_of(connection, 1)).record
    assert {getattr(record, name) for name in emptied} == {None}
    assert record.topics == ("Fabel",)


def test_a_title_is_found_by_its_new_words_and_no_more_by_the_old(
    corner: Corner, keeper: FlaskClient
) -> None:
    change(keeper, form(corner) | {"name": "Badak Bercula"})
    found = {
        word: keeper.get(f"/api/search?typed={word}").get_json()["hits"] for word in ("badak", "berenang")
    }
    assert [hit["id"] for hit in found["badak"]] == [1]
    assert found["berenang"] == []


def test_two_keepers_do_not_overwrite_each_other(corner: Corner, keeper: FlaskClient) -> None:
    first, second = form(corner) | {"name": "Gajah Satu"}, form(corner) | {"pages": 99}
    assert change(keeper, first).status_code == 200
    late = change(keeper, second)
    assert (late.status_code, cause(late)) == (409, "title-changed")
    assert (form(corner)["name"], form(corner)["pages"]) == ("Gajah Satu", 24)


def test_an_import_that_changes_the_title_counts_as_somebody_else(
    corner: Corner, keeper: FlaskClient
) -> None:
    told = form(corner)
    record = corner.shelf.read(lambda connection: title_of(connection, 1)).record
    save(corner.shelf, record.model_copy(update={"publisher": "Pustaka Ceria"}))
    assert cause(change(keeper, told)) == "title-changed"


def test_a_write_that_comes_twice_is_done_once(corner: Corner, keeper: FlaskClient) -> None:
    told = form(corner) | {"name": "Gajah Satu"}
    first, again = (change(keeper, told, key="the-same-id") for _ in range(2))
    assert first.get_json() == again.get_json()
    new = [send(keeper, "POST", "titles", "a-new-title", name="Baru").get_json()["id"] for _ in range(2)]
    assert new[0] == new[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"age_from": 9, "age_to": 6},
        {"pages": 0},
        {"for_children": "yes"},
        {"copies": [{"code": "KT-1", "care": "burnt"}]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    corner: Corner, keeper: FlaskClient, wrong: dict[str, Any]
) -> None:
    before = form(corner)
    assert change(keeper, before | wrong).status_code == 422
    assert form(corner) == before


def test_a_copy_of_another_title_is_not_changed_from_here(corner: Corner, keeper: FlaskClient) -> None:
    told = form(corner) | {"copies": [{"code": "KT-2", "care": "missing"}], "name": "Gajah Satu"}
    assert cause(change(keeper, told)) == "unknown-copy"
    assert form(corner)["name"] == CHILDREN[0][0]


def test_a_new_title_comes_with_a_copy_and_its_label(keeper: FlaskClient) -> None:
    answer = send(keeper, "POST", "titles", name="Panen Raya", isbn="9786020312347", location="Rak C")
    (copy,) = answer.get_json()["copies"]
    assert (answer.status_code, copy["location"]) == (201, "Rak C")
    label = keeper.get(f"/keeper/labels/{copy['code']}")
    text = PdfDocument(label.data)[0].get_textpage().get_text_range()
    assert copy["code"] in text
    assert "Panen Raya" in text
    assert keeper.get("/keeper/labels/nothing").status_code == 404


def test_a_code_with_strokes_has_its_label(corner: Corner, keeper: FlaskClient) -> None:
    corner.label(1, "001/SDN/2020")
    address = re.search('href="(/keeper/labels/[^"]*)"', keeper.get("/keeper/id/titles/1").text)
    assert address is not None
    assert keeper.get(address[1]).mimetype == "application/pdf"


def test_one_more_copy_gets_a_code_of_its_own(keeper: FlaskClient) -> None:
    codes = [
        send(keeper, "POST", "titles/1/copies", location="Rak D").get_json()["copies"][-1]["code"]
        for _ in range(2)
    ]
    assert len({"KT-1", *codes}) == 3
    assert send(keeper, "POST", "titles/999/copies").status_code == 404


def test_an_isbn_is_doubted_at_once_and_one_that_is_there_is_told(keeper: FlaskClient) -> None:
    send(keeper, "POST", "titles", name="Panen Raya", isbn="978-602-03-1234-7")
    judged = [
        send(keeper, "POST", "isbn", isbn=given).get_json()
        for given in ("9786020312347", "9786020312348", "")
    ]
    assert judged[0] == {"isbn13": "9786020312347", "doubt": None, "also": ["Panen Raya"]}
    assert judged[1]["doubt"] == "wrong_check"
    assert judged[2] == {"isbn13": None, "doubt": None, "also": []}


@pytest.mark.parametrize("typed", ["kt-16", "pajak", "  KT-16 "])
def test_a_keeper_finds_titles_that_no_child_sees_by_code_and_word(keeper: FlaskClient, typed: str) -> None:
    (hit, *_) = send(keeper, "POST", "search", typed=typed).get_json()["hits"]
    assert hit["id"] in (ADULT, ADULT + 1)
    assert keeper.get(f"/keeper/covers/{hit['id']}").mimetype == "image/svg+xml"
    assert keeper.get(f"/keeper/id/titles/{hit['id']}").status_code == 200


def test_with_nothing_typed_the_newest_titles_are_shown(keeper: FlaskClient) -> None:
    new = send(keeper, "POST", "titles", name="Panen Raya").get_json()["id"]
    assert send(keeper, "POST", "search", typed="").get_json()["hits"][0]["id"] == new


def photo(kind: str = "JPEG", size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A picture as a tablet takes it: lying, with where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker of cameras"
    made = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(made, kind, exif=exif)
    return made.getvalue()


def give_cover(keeper: FlaskClient, content: bytes) -> TestResponse:
    headers = {"Idempotency-Key": "a-cover-of-a-book"}
    return keeper.post("/keeper/api/covers", data=content, headers=headers)


def test_a_photo_becomes_the_cover_once_the_form_is_saved(corner: Corner, keeper: FlaskClient) -> None:
    name = give_cover(keeper, photo()).get_json()["cover"]
    assert keeper.get("/covers/1").mimetype == "image/svg+xml"
    assert keeper.get(f"/keeper/covers/given/{name}").mimetype == "image/webp"
    change(keeper, form(corner) | {"cover": name})
    assert keeper.get("/covers/1").mimetype == "image/webp"


def test_a_kept_cover_is_upright_and_small_and_tells_nothing_of_its_camera(
    corner: Corner, keeper: FlaskClient
) -> None:
    name = give_cover(keeper, photo()).get_json()["cover"]
    content = (corner.folder / "covers" / name).read_bytes()
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.width, picture.height) == KEPT
        assert dict(picture.getexif()) == {}
    assert b"Maker" not in content
    assert len(content) < 250_000


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", photo()[:3000], photo("TIFF")])
def test_what_is_no_picture_of_a_camera_is_refused(
    corner: Corner, keeper: FlaskClient, content: bytes
) -> None:
    assert cause(give_cover(keeper, content)) == "cover-unreadable"
    assert list((corner.folder / "covers").iterdir()) == []


def test_a_picture_larger_than_any_cameras_is_refused(keeper: FlaskClient) -> None:
    assert cause(give_cover(keeper, b"\xff" * (16 * 1024 * 1024 + 1))) == "too-large"
