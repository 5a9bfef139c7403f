"""Who may give a picture to the console: the page with the token, on this machine, once."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from queue_core.foundation.messages import load_catalogues
from queue_core.kia.rules.photo import Colour, Size
from queue_core.officer.camera.guards import TOKEN_HEADER
from queue_core.officer.camera.page import Look, create_page
from queue_core.officer.camera.showing import create_showing

HERE = "http://127.0.0.1:8709"
LOOK = Look({"id": {"title": "Foto", "language": "id"}}, "id", Size(20, 30), Colour.RED)


class Door:
    """The page, and what came through it."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.client = create_page(LOOK, "secret", self.came.append).test_client()

    def post(self, token: str = "secret", base: str = HERE, **headers: str) -> TestResponse:
        told = {TOKEN_HEADER: token, **headers}
        return self.client.post("/picture", base_url=base, headers=told, data=b"picture")


@pytest.fixture
def door() -> Door:
    return Door()


def test_the_page_gives_one_picture_and_no_second(door: Door) -> None:
    assert door.post(Origin=HERE).status_code == 204
    assert door.post(Origin=HERE).status_code == 410
    assert door.came == [b"picture"]


def test_without_the_token_nothing_comes_in(door: Door) -> None:
    for token in ("", "wrong", "secre", "sécret".encode().decode("latin-1")):
        assert door.post(token).status_code == 403
    assert door.came == []


def test_another_page_of_this_machine_is_refused_even_with_the_token(door: Door) -> None:
    assert door.post(Origin="http://127.0.0.1:8701").status_code == 403
    assert door.post(Origin="null").status_code == 403
    assert door.came == []


def test_a_name_that_leads_here_from_elsewhere_is_refused(door: Door) -> None:
    assert door.post(base="http://evil.example:8709").status_code == 403
    assert door.client.get("/", base_url="http://evil.example:8709").status_code == 403


def test_the_page_loads_from_this_machine_alone_and_is_kept_nowhere(door: Door) -> None:
    response = door.client.get("/", base_url=HERE)
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "secret" not in response.text


def test_every_language_has_every_sentence_of_the_page() -> None:
    keys = {
        code: {key for key in catalogue.sentences if key.startswith("camera.")}
        for code, catalogue in load_catalogues("queue_core.officer").items()
    }
    assert keys["id"] == keys["en"]
    assert len(keys["id"]) > 20


def test_a_scanned_paper_is_shown_once_to_who_knows_its_address() -> None:
    client = create_showing(b"%PDF-1.7", "secret").test_client()
    assert client.get("/wrong").status_code == 404
    shown = client.get("/secret")
    assert (shown.data, shown.content_type) == (b"%PDF-1.7", "application/pdf")
    assert shown.headers["Cache-Control"] == "no-store"
    assert client.get("/secret").status_code == 410
