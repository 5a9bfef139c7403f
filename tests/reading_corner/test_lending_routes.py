"""Loans over HTTP, as the tablet's page and a scanner send them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from queue_core.sqlite.engine import be_patient
from queue_core.web.problems import answer_with_problems
from queue_core.web.requests import require_readable
from reading_corner.routes.lending import LendingDesk, add_lending
from reading_corner.rules.calling import NOTHING_KNOWN, NumberNow, Standing
from tests.reading_corner.lending_desk import FIRST, MORNING, NIK, SECOND, SPARE, Corner, corner_in

pytestmark = pytest.mark.database
NEAR = NumberNow(Standing.NEAR, before=1, half=4, nine_in_ten=9)
serial = count(10_000_000)


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return corner_in(tmp_path)


@pytest.fixture
def page(corner: Corner) -> FlaskClient:
    app = Flask("corner")
    answer_with_problems(app)
    app.before_request(require_readable)
    standing = {"A001": NEAR}
    desk = LendingDesk(
        corner.lending,
        corner.wishing,
        corner.stocktaking,
        lambda number: standing.get(number, NOTHING_KNOWN),
    )
    add_lending(app, desk)
    return app.test_client()


def send(page: FlaskClient, path: str, key: str = "", **body: Any) -> tuple[int, Any]:  # noqa: ANN401  JSON
    headers = {"Idempotency-Key": key or str(next(serial))}
    response = page.post(path, json=body, headers=headers)
    return response.status_code, response.get_json()


def test_while_another_program_writes_the_page_is_told_to_try_again(
    corner: Corner, page: FlaskClient
) -> None:
    corner.shelf.write(lambda connection, _: be_patient(connection, 1))
    wish = {"copy_code": FIRST, "reader": "A001"}
    with closing(sqlite3.connect(corner.path, isolation_level=None)) as importing:
        importing.execute("BEGIN IMMEDIATE")
        status, told = send(page, "/api/loans", "request-1", **wish)
    assert (status, told["type"].split("/")[-1].split(":")[-1]) == (503, "shelf-busy")
    assert told["remedy"] == "Try again in a moment."
    assert send(page, "/api/loans", "request-1", **wish)[0] == 201


def test_a_book_is_lent_once_however_often_the_page_sends_it(page: FlaskClient) -> None:
    loans = [send(page, "/api/loans", "request-1", copy_code=FIRST, reader="A001") for _ in range(2)]
    assert (
        loans
        == [
            (201, {"outcome": "lent", "copy_code": FIRST, "title": "Si Kancil", "due_on": None}),
        ]
        * 2
    )


def test_a_refusal_is_a_conflict_that_names_its_reason(page: FlaskClient) -> None:
    send(page, "/api/loans", copy_code=FIRST, reader="A001")
    status, taken = send(page, "/api/loans", copy_code=FIRST, reader="A002")
    assert (status, taken["outcome"]) == (409, "taken")
    status, home = send(page, "/api/loans", copy_code=SECOND, reader="A002", where="home")
    assert (status, home["outcome"]) == (409, "ticket_stays_here")


def test_a_child_takes_a_book_home_on_its_card(page: FlaskClient) -> None:
    status, loan = send(page, "/api/loans", copy_code=FIRST, reader=NIK, where="home")
    assert (status, loan["due_on"]) == (201, "2026-12-07")


def test_a_book_comes_back_and_again(page: FlaskClient) -> None:
    send(page, "/api/loans", copy_code=FIRST, reader="A001")
    returns = [send(page, "/api/returns", copy_code=FIRST) for _ in range(2)]
    assert [(status, one["outcome"]) for status, one in returns] == [
        (200, "returned"),
        (200, "already_returned"),
    ]


def test_a_ticket_sees_its_books_its_wishes_and_its_number(page: FlaskClient) -> None:
    for code, reader in ((SPARE, "A001"), (FIRST, "A002"), (SECOND, "A003")):
        send(page, "/api/loans", copy_code=code, reader=reader)
    assert send(page, "/api/reservations", title=1, reader="A001") == (
        201,
        {"outcome": "reserved", "place": 1},
    )
    told = page.get("/api/loans/by-ticket/a001").get_json()
    assert [book["title"] for book in told["books"]] == ["Hukum Acara"]
    assert told["wishes"] == [{"title": "Si Kancil", "ready": False}]
    assert (told["number"]["message"], told["number"]["before"]) == ("number.near", 1)


def test_while_the_core_is_away_the_shelf_says_nothing_of_numbers(page: FlaskClient) -> None:
    assert page.get("/api/loans/by-ticket/A002").get_json()["number"]["message"] is None


def test_a_book_that_was_not_brought_back_is_found_the_next_day(page: FlaskClient, corner: Corner) -> None:
    send(page, "/api/loans", copy_code=FIRST, reader="A001")
    corner.later(days=1)
    assert page.get("/api/loans/by-ticket/A001").get_json()["books"] == []
    found = page.get("/api/loans/by-ticket/A001?day=2026-11-30").get_json()
    assert [book["title"] for book in found["books"]] == ["Si Kancil"]
    assert found["number"]["message"] is None


def test_a_wish_is_withdrawn(page: FlaskClient) -> None:
    assert send(page, "/api/reservations", title=1, reader="A001")[0] == 409
    status, gone = send(page, "/api/reservations/withdraw", title=1, reader="A001")
    assert (status, gone["outcome"]) == (200, "none")


def test_a_book_that_lies_read_on_a_table_is_counted(page: FlaskClient) -> None:
    assert send(page, "/api/reads", copy_code=FIRST)[1]["outcome"] == "counted"


def test_a_stock_take_is_sent_late_and_its_result_read(page: FlaskClient, corner: Corner) -> None:
    corner.later(hours=1)
    seen = [{"code": code, "at": MORNING.isoformat()} for code in (FIRST, "X-1")]
    assert send(page, "/api/stocktake", seen=seen) == (200, {"known": 1, "unknown": ["X-1"]})
    result = page.get("/api/stocktake", query_string={"since": MORNING.isoformat()}).get_json()
    assert (result["seen"], [odd["code"] for odd in result["missing"]]) == (1, [SECOND, SPARE])


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-30"])
def test_an_instant_at_the_ends_of_the_calendar_is_refused_in_words(page: FlaskClient, at: str) -> None:
    assert page.get("/api/stocktake", query_string={"since": at}).status_code == 422
    assert send(page, "/api/stocktake", seen=[{"code": FIRST, "at": at}])[0] == 422


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/loans", {"copy_code": FIRST}, 422),
        ("/api/loans", {"copy_code": FIRST, "reader": "A001", "who": "x"}, 422),
        ("/api/loans", {"copy_code": FIRST, "reader": "9786020000000"}, 422),
        ("/api/loans", {"copy_code": "B99999999", "reader": "A001"}, 404),
        ("/api/returns", {"copy_code": ""}, 422),
        ("/api/reservations", {"title": 2, "reader": "A001"}, 404),
        ("/api/stocktake", {"seen": [{"code": FIRST, "at": "2026-11-30T09:00:00"}]}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_and_repeats_nothing(
    page: FlaskClient, path: str, body: dict[str, Any], status: int
) -> None:
    assert send(page, path, **body)[0] == status


def test_a_write_without_a_request_id_and_a_question_without_a_time_are_refused(page: FlaskClient) -> None:
    assert page.post("/api/returns", json={"copy_code": FIRST}).status_code == 400
    assert page.get("/api/stocktake").status_code == 422
    assert page.get("/api/loans/by-ticket/12").status_code == 422
