"""A guardian hands a child to the office from the corner; nothing of it is kept, nothing is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from queue_core.client.problems import Refused
from queue_core.kia.wire.subject import Relation
from tests.reading_corner.corner import KEY_TOLD, NOW, Corner

pytestmark = pytest.mark.database
PROBLEM = "urn:kerak-telor:problem:"
CHILD = {
    "name": "Siti Nur'aini",
    "nik": "9901015708150001",
    "birth_date": "2015-08-17",
    "mother": "Sulastri",
    "phone": "081200000001",
    "village": "33.02.20.2001",
    "by": "Sulastri",
    "relation": "mother",
    "agreed": True,
    "given_at": (NOW - timedelta(minutes=3)).isoformat(),
}


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return Corner(tmp_path)


def send(corner: Corner, body: dict[str, Any], path: str = "/api/proposals") -> TestResponse:
    headers = {"Idempotency-Key": "request-0001"}
    return corner.app.test_client().post(path, json=body, headers=headers)


def test_what_a_guardian_agrees_to_goes_to_the_office_under_the_pages_request(corner: Corner) -> None:
    answer = send(corner, CHILD)
    assert (answer.status_code, answer.get_json()["key"]) == (201, KEY_TOLD)
    new = corner.office.proposed["request-0001"]
    assert (new.name, new.village) == ("Siti Nur'aini", "33.02.20.2001")
    assert (new.consent.by, new.consent.relation) == ("Sulastri", Relation.MOTHER)
    assert new.consent.given_at == NOW - timedelta(minutes=3)


def test_what_is_sent_again_is_the_same_proposal_and_another_one_is_refused(corner: Corner) -> None:
    assert [send(corner, CHILD).status_code for _ in range(2)] == [201, 201]
    assert len(corner.office.proposed) == 1
    assert send(corner, CHILD | {"given_at": NOW.isoformat()}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreed": False},
        {"agreed": None},
        {"relation": "self"},
        {"name": " "},
        {"birth_date": "17 Agustus"},
        {"village": "Ledug"},
        {"nik": 9901015708150001},
        {"more": "x"},
        {"given_at": (NOW - timedelta(minutes=61)).isoformat()},
        {"given_at": (NOW + timedelta(seconds=61)).isoformat()},
        {"given_at": "2026-11-29T08:59:00"},
        {"given_at": None},
    ],
)
def test_without_consent_or_with_what_cannot_be_read_nothing_goes(
    wrong: dict[str, Any], corner: Corner
) -> None:
    answer = send(corner, CHILD | wrong)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert corner.office.proposed == {}


def test_it_is_taken_back_by_its_key(corner: Corner) -> None:
    send(corner, CHILD)
    assert send(corner, {"key": KEY_TOLD}, "/api/proposals/withdraw").get_json() == {"withdrawn": True}
    assert corner.office.proposed == {}


@pytest.mark.parametrize(
    ("refused", "cause"),
    [
        (Refused("child-not-fit", "seventeen", "", 422), "child-not-taken"),
        (Refused("too-many-writes", "ten a minute", "", 429), "office-busy"),
    ],
)
def test_what_the_office_refuses_is_told_by_its_cause(refused: Refused, cause: str, corner: Corner) -> None:
    corner.office.refuses = refused
    answer = send(corner, CHILD)
    assert (answer.status_code, answer.get_json()["type"]) == (refused.status_code, f"{PROBLEM}{cause}")


def test_an_office_that_does_not_hear_takes_nothing(corner: Corner) -> None:
    corner.office.hears = False
    answer = send(corner, CHILD)
    assert (answer.status_code, answer.get_json()["type"]) == (503, f"{PROBLEM}office-away")


def test_nothing_of_the_child_stays_in_the_corner(corner: Corner, tmp_path: Path) -> None:
    send(corner, CHILD)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(str(CHILD[field]).encode() in kept for field in ("name", "nik", "mother", "phone"))


def test_while_the_villages_are_not_known_the_page_says_so(corner: Corner) -> None:
    corner.office.hears = False
    page = corner.app.test_client().get("/id/kia").text
    assert "Kantor belum terhubung" in page
    assert "<form" not in page
