"""The child's pages as they are sent: what stands on them, and what nobody keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.reading_corner.corner import Corner, put

pytestmark = pytest.mark.database


def test_the_start_shows_only_themes_and_ages_that_lead_somewhere(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    put(corner.shelf, "Gajah", topic="Hewan", ages=(4, 6))
    text = corner.app.test_client().get("/").text
    assert "/id/themes/animals" in text
    assert "/id/ages/seedling" in text
    assert "/id/themes/space" not in text
    assert "/id/ages/tree" not in text


def test_an_empty_shelf_says_so(tmp_path: Path) -> None:
    assert "Rak masih kosong" in Corner(tmp_path).app.test_client().get("/").text


def test_many_covers_come_by_the_dozen(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    for number in range(30):
        put(corner.shelf, f"Gajah {number:02d}", topic="Hewan")
    client = corner.app.test_client()
    pages = [client.get(f"/id/themes/animals?page={page}").text for page in range(3)]
    assert [page.count('class="book"') for page in pages] == [12, 12, 6]
    assert ["?page=" in page for page in pages] == [True, True, True]
    assert "Lagi" not in pages[2]


@pytest.mark.parametrize(
    "address",
    [
        "/xx",
        "/id/themes/nothing",
        "/id/ages/nothing",
        "/id/themes/animals?page=9",
        "/id/titles/99999999999999999999",
        "/id/clips/title/99999999999999999999",
        "/id/clips/title/x",
        "/id/clips/nothing/",
        "/xx/clips/start/",
        "/covers/99999999999999999999",
    ],
)
def test_what_there_is_not_is_a_problem_in_words(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize("page", ["-1", "x", "1e9", ""])
def test_a_page_that_is_no_number_is_the_first(client: FlaskClient, page: str) -> None:
    assert client.get(f"/id/themes/animals?page={page}").status_code == 200


@pytest.mark.parametrize("address", ["/", "/id/themes/animals", "/id/titles/1", "/api/search?typed=gajah"])
def test_nobody_keeps_a_page_and_nothing_runs_inline(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "style=" not in answer.text


def test_a_title_without_a_copy_is_asked_for(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    put(corner.shelf, "Gajah", copies=0)
    assert "Tanyakan buku ini" in corner.app.test_client().get("/id/titles/1/place").text


def test_only_a_title_whose_copies_are_all_with_readers_is_being_read(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    put(corner.shelf, "Gajah", topic="Hewan", copies=0)
    client = corner.app.test_client()
    assert "Sedang dibaca" not in client.get("/id/themes/animals").text
    corner.lend(put(corner.shelf, "Kancil", topic="Hewan"))
    assert client.get("/id/themes/animals").text.count("Sedang dibaca") == 1


def test_names_are_shown_as_words_and_never_as_markup(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    put(corner.shelf, "<script>alert(1)</script> & <b>Gajah</b>", topic="Hewan")
    client = corner.app.test_client()
    for address in ("/id/themes/animals", "/id/titles/1", "/covers/1"):
        assert "<script>alert" not in client.get(address).text


def test_it_says_that_it_lives(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json()["status"] == "ok"
