"""Who may show a frame to the console: the page with the token, on this machine, and frames alone."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from devices.scanner.codes import read_codes
from queue_core.foundation.messages import load_catalogues
from queue_core.officer.camera.codes import LARGEST_FRAME, CodesLook, create_codes_page
from queue_core.officer.camera.guards import TOKEN_HEADER
from queue_core.officer.camera.reading import Reading
from tests.devices.code_pictures import frame, printed, seen

HERE = "http://127.0.0.1:8709"
LOOK = CodesLook({"id": {"title": "Kode", "language": "id"}}, "id")
SERIAL, OTHER = "AB0012345", "AB0012346"


class Door:
    """The page, and the serials that came through it."""

    def __init__(self, *, many: bool = False) -> None:
        self.came: list[str] = []
        self.reading = Reading(read_codes, self.came.append, lambda: 0.0, many=many)
        self.client = create_codes_page(LOOK, "secret", self.reading).test_client()

    def post(self, data: bytes, token: str = "secret", base: str = HERE, **headers: str) -> TestResponse:
        told = {TOKEN_HEADER: token, **headers}
        return self.client.post("/frame", base_url=base, headers=told, data=data)

    def saw(self, data: bytes) -> str:
        return str(self.post(data).json["saw"])  # type: ignore[index]  # an answer with a body


@pytest.fixture(scope="module")
def code() -> bytes:
    return frame(seen(printed(SERIAL)))


@pytest.fixture
def door() -> Door:
    return Door()


def test_one_serial_comes_through_and_then_nothing_is_looked_at(door: Door, code: bytes) -> None:
    assert [door.saw(code), door.saw(code)] == ["once", "taken"]
    assert door.post(code).status_code == 410
    assert door.came == [SERIAL]


def test_one_card_after_another_comes_through_each_once(code: bytes) -> None:
    door, next_code = Door(many=True), frame(seen(printed(OTHER)))
    assert [door.saw(code) for _ in range(3)] == ["once", "taken", "again"]
    assert [door.saw(next_code) for _ in range(2)] == ["once", "taken"]
    assert door.came == [SERIAL, OTHER]


def test_the_page_is_told_what_came_of_a_card(code: bytes) -> None:
    door = Door(many=True)
    door.reading.tell(SERIAL, "Salah", right=False)
    told = {"number": 1, "serial": SERIAL, "words": "Salah", "right": False}
    assert door.post(code).json == {"saw": "once", "serial": "", "more": True, "outcome": told}


def test_two_codes_in_one_picture_give_none(door: Door) -> None:
    both = frame(seen(printed(SERIAL), printed(OTHER)))
    assert [door.saw(both) for _ in range(3)] == ["several"] * 3
    assert door.came == []


def test_without_the_token_or_from_another_page_nothing_is_looked_at(door: Door, code: bytes) -> None:
    for token in ("", "wrong", "secre", "sécret".encode().decode("latin-1")):
        assert door.post(code, token).status_code == 403
    for origin in ("http://127.0.0.1:8701", "null"):
        assert door.post(code, Origin=origin).status_code == 403
    assert door.post(code, base="http://evil.example:8709").status_code == 403
    assert door.saw(code) == "once"


def test_a_damaged_frame_and_a_huge_one_are_refused(door: Door, code: bytes) -> None:
    assert door.post(code[:5000]).status_code == 422
    assert door.post(b"<svg/>").status_code == 422
    assert door.post(bytes(LARGEST_FRAME + 1)).status_code == 413
    assert door.came == []


def test_the_page_loads_from_this_machine_alone_and_is_kept_nowhere(door: Door, code: bytes) -> None:
    page = door.client.get("/", base_url=HERE)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "secret" not in page.text
    assert {one.headers["Cache-Control"] for one in (page, door.post(code))} == {"no-store"}


def test_every_language_has_every_sentence_of_the_page() -> None:
    keys = {
        code: {key for key in catalogue.sentences if key.startswith("codes.")}
        for code, catalogue in load_catalogues("queue_core.officer").items()
    }
    assert keys["id"] == keys["en"]
    assert len(keys["id"]) > 10
