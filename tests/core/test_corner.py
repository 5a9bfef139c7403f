"""The books of the reading corner at the counter: told whole each time, for the day, to the staff."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.tickets.service.corner import ToldBooks
from tests.core.http_office import KIA, Api, build_api
from tests.core.office import MORNING, Office

TODAY, YESTERDAY = MORNING.date(), MORNING.date() - timedelta(days=1)
BOOKS, COUNTER = "/api/v1/corner/books", "/api/v1/counters/3"


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


def tell(api: Api, *numbers: str) -> int:
    return api.send("PUT", BOOKS, Role.READING_CORNER, json={"numbers": numbers}).status_code


def called(api: Api) -> str:
    """The number of a family that was called to the counter."""
    number: str = api.send("POST", "/api/v1/tickets", Role.KIOSK, json=KIA).get_json()["ticket"]["number"]
    for verb in ("open", "call-next"):
        assert api.send("POST", f"{COUNTER}/{verb}", Role.OFFICER).status_code == 200
    return number


def work(api: Api) -> dict[str, Any]:
    told: dict[str, Any] = api.send("GET", COUNTER, Role.OFFICER).get_json()
    return told


def hall(api: Api) -> dict[str, Any]:
    told: dict[str, Any] = api.send("GET", "/api/v1/snapshot", Role.BOARD).get_json()
    return {name: part for name, part in told.items() if name != "at"}


def test_a_counter_is_told_that_its_family_has_a_book(api: Api) -> None:
    number = called(api)
    assert not work(api)["book"]
    assert tell(api, "A999", number) == 200
    assert work(api)["book"]
    assert api.send("POST", f"{COUNTER}/start", Role.OFFICER).get_json()["book"]


def test_the_latest_list_counts_alone(api: Api) -> None:
    number = called(api)
    tell(api, number)
    tell(api)
    assert not work(api)["book"]


def test_a_counter_without_a_ticket_has_no_book(api: Api) -> None:
    tell(api, "A001")
    assert not work(api)["book"]


def test_a_list_of_what_is_no_number_is_refused(api: Api) -> None:
    for numbers in (["A1"], ["A001 "], ["A001"] * 1001, "A001"):
        sent = api.send("PUT", BOOKS, Role.READING_CORNER, json={"numbers": numbers})
        assert sent.status_code == 422


def test_the_hall_hears_nothing_of_whose_books_they_are(api: Api) -> None:
    number = called(api)
    before = hall(api)
    tell(api, number)
    assert hall(api) == before


def test_what_was_told_yesterday_counts_no_more_and_each_corner_speaks_for_itself() -> None:
    books = ToldBooks()
    books.tell("device:corner-1", YESTERDAY, ["A001"])
    books.tell("device:corner-2", TODAY, ["A002"])
    books.tell("device:corner-3", TODAY, ["A003"])
    has = [number for number in ("A001", "A002", "A003") if books.has(TODAY, number)]
    assert has == ["A002", "A003"]
