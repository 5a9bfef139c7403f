"""The book of the day in the core: kept for its day, heard when it is another, one corner's alone."""

from __future__ import annotations

from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.client.state import QueueState, from_snapshot, reduce
from queue_core.foundation.audiences import Audience
from queue_core.foundation.identifiers import WriteRequest, new_request_id
from queue_core.tickets.service import book_of_the_day, views
from queue_core.tickets.wire.corner import LONGEST_PICTURE, BookOfTheDay, ShownBook
from tests.core.http_office import Api, build_api
from tests.core.office import Office, rows

DOOR = "/api/v1/corner/book-of-the-day"
KANCIL = ShownBook(book=BookOfTheDay(name="Si Kancil", authors=("Rara Wulansari",)))
GAJAH = ShownBook(book=BookOfTheDay(name="Gajah Terbang"))
NONE = ShownBook(book=None)
PIXEL = "data:image/svg+xml;base64,PHN2Zy8+"


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


def tell(office: Office, told: ShownBook, corner: str = "device:corner-1") -> ShownBook:
    write = WriteRequest(new_request_id(), repr(told), corner)
    return book_of_the_day.tell(office.desk, write, told)


def state(office: Office) -> QueueState:
    return from_snapshot(views.snapshot(office.desk, Audience.HALL, speed=1, demonstration=False))


def heard(office: Office) -> list[str]:
    """What the hall was told of books since the beginning."""
    events = views.missed(office.desk, Audience.HALL, 0).events
    return [str(one.book_of_the_day) for one in events if one.action == "book_of_the_day_changed"]


def test_the_hall_sees_the_book_in_its_snapshot_and_hears_it_once(office: Office) -> None:
    for _ in range(3):
        assert tell(office, KANCIL) == KANCIL
    assert state(office).book_of_the_day == KANCIL.book
    assert heard(office) == [str(KANCIL)]


def test_whoever_follows_knows_what_a_fresh_snapshot_tells(office: Office) -> None:
    followed = state(office)
    for told in (KANCIL, GAJAH, NONE, KANCIL):
        tell(office, told)
        (event,) = views.missed(office.desk, Audience.HALL, followed.seq).events
        followed = reduce(followed, event)
        assert followed == state(office)


def test_the_next_day_begins_without_a_book_until_the_corner_tells_it(office: Office) -> None:
    tell(office, KANCIL)
    office.clock.forward(days=1)
    assert state(office).book_of_the_day is None
    tell(office, KANCIL)
    assert state(office).book_of_the_day == KANCIL.book


def test_a_core_that_was_started_anew_still_knows_the_book(office: Office) -> None:
    tell(office, KANCIL)
    office.close()
    office.open()
    assert state(office).book_of_the_day == KANCIL.book


def test_a_second_corner_takes_no_book_from_the_boards(office: Office) -> None:
    tell(office, KANCIL)
    assert tell(office, GAJAH, "device:corner-2") == KANCIL
    assert tell(office, NONE, "device:corner-2") == KANCIL
    assert rows(office.path, "SELECT count(*) FROM request") == [(1,)]
    assert state(office).book_of_the_day == KANCIL.book


def test_another_corner_may_speak_once_the_first_has_no_book(office: Office) -> None:
    tell(office, KANCIL)
    tell(office, NONE)
    assert tell(office, GAJAH, "device:corner-2") == GAJAH


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"cover": "https://example.org/cover.png"},
        {"cover": "data:text/html;base64,PHN2Zy8+"},
        {"cover": PIXEL + "A"},
        {"cover": PIXEL + "AAAA" * LONGEST_PICTURE},
        {"shelf": {"colour": "plaid", "paint": "#ffffff"}},
        {"shelf": {"colour": "red", "paint": "red;background:url(x)"}},
        {"reader": "A001"},
    ],
)
def test_what_is_no_book_is_refused(api: Api, wrong: dict[str, Any]) -> None:
    book = {"name": "Si Kancil", "cover": PIXEL} | wrong
    assert api.send("PUT", DOOR, Role.READING_CORNER, json={"book": book}).status_code == 422


def test_a_corner_tells_it_over_its_door(api: Api) -> None:
    book = {"name": "Si Kancil", "cover": PIXEL}
    assert api.send("PUT", DOOR, Role.READING_CORNER, json={"book": book}).status_code == 200
    told = api.send("GET", "/api/v1/snapshot", Role.BOARD).get_json()["book_of_the_day"]
    assert (told["name"], told["cover"]) == ("Si Kancil", PIXEL)
