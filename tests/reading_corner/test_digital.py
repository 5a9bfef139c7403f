"""The office's digital shelf: what may be shown, opened in the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.errors import SettingsInvalid
from reading_corner.rules.markup import Block, blocks_of
from reading_corner.service.digital import Digital
from tests.reading_corner.corner import Corner

pytestmark = pytest.mark.database


@pytest.fixture
def client(corner: Corner) -> FlaskClient:
    corner.put_files()
    return corner.app.test_client()


def test_an_epub_is_read_in_the_page_chapter_by_chapter(client: FlaskClient) -> None:
    assert "/id/digital/hujan/0" in client.get("/id/digital/hujan").text
    first, last = (client.get(f"/id/digital/hujan/{number}").text for number in (0, 1))
    assert "Hujan turun di kebun." in first
    assert "alert" not in first
    assert '/digital/hujan/pictures/OEBPS/pictures/rain.png"' in first
    assert client.get("/digital/hujan/pictures/OEBPS/pictures/rain.png").mimetype == "image/png"
    assert "Lalu reda." in last
    assert "/digital/hujan/2" not in last


def test_a_pdf_stands_in_a_frame_of_the_page(client: FlaskClient) -> None:
    assert '<iframe src="/digital/benih/file"' in client.get("/id/digital/benih").text
    answer = client.get("/digital/benih/file")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"


def test_a_link_is_told_and_leads_nobody_away(client: FlaskClient) -> None:
    text = client.get("/id/digital/awan").text
    assert "https://buku.kembaran.example/awan" in text
    assert 'href="https:' not in text


@pytest.mark.parametrize(
    "address",
    [
        "/id/digital/adult-hujan",
        "/id/digital/adult-hujan/0",
        "/digital/adult-benih/file",
        "/digital/adult-hujan/cover.jpeg",
        "/digital/adult-hujan/pictures/OEBPS/pictures/rain.png",
        "/id/digital/hujan/2",
        "/id/digital/benih/0",
        "/id/digital/awan/0",
        "/digital/awan/file",
        "/digital/hujan/pictures/OEBPS/book.opf",
        "/digital/hujan/pictures/../titles.toml",
    ],
)
def test_what_is_not_for_children_or_not_there_is_unknown(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_without_files_there_is_no_digital_shelf(corner: Corner) -> None:
    client = corner.app.test_client()
    assert "/id/digital" not in client.get("/").text
    assert client.get("/id/digital").status_code == 404


def test_a_list_with_a_mistake_is_refused_at_the_start_and_leaves_what_was_read(corner: Corner) -> None:
    corner.put_files()
    client = corner.app.test_client()
    assert client.get("/id/digital/hujan").status_code == 200
    (corner.folder / "digital" / "titles.toml").write_text('[[titles]]\nkey = "x"\nname = "X"\nrights = "-"')
    assert client.get("/id/digital/hujan").status_code == 200
    with pytest.raises(SettingsInvalid, match="either file or link"):
        Digital(corner.folder / "digital").check()


@pytest.mark.parametrize(
    "leads",
    ['file = "../x.epub"', 'file = "x.html"', 'link = "javascript:1"', 'file = "a.pdf"\nlink = "https://a"'],
)
def test_what_the_list_may_not_name_is_a_mistake(tmp_path: Path, leads: str) -> None:
    (tmp_path / "titles.toml").write_text(f'[[titles]]\nkey = "x"\nname = "X"\nrights = "-"\n{leads}')
    with pytest.raises(SettingsInvalid):
        Digital(tmp_path).check()


def test_only_words_and_pictures_are_taken_from_a_chapter() -> None:
    markup = (
        '<body><h2>A &amp; B</h2><p onclick="x()">Satu <b>dua</b></p><img src="http://a/b.png"/><br/>Tiga'
    )
    assert blocks_of(markup, "text/a.xhtml") == (
        Block("heading", "A & B"),
        Block("text", "Satu dua"),
        Block("text", "Tiga"),
    )


@given(st.text())
def test_any_chapter_is_read(markup: str) -> None:
    assert all(block.text for block in blocks_of(markup, "a/b.xhtml"))


@pytest.mark.parametrize("content", [b"", b"PK no zip", b"%PDF"])
def test_a_file_that_is_no_epub_is_unknown(client: FlaskClient, corner: Corner, content: bytes) -> None:
    (corner.folder / "digital" / "hujan.epub").write_bytes(content)
    assert client.get("/id/digital/hujan/0").status_code == 404
