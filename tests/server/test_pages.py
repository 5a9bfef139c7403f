"""What many phones are told: their lane's news, without gaps, and their own; who reckons is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from queue_core.server.pages import Pages
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.rules.telling import Shift, shifted
from queue_core.tickets.service import views
from queue_core.tickets.service.desk import Desk
from tests.core.office import Office, open_office
from tests.core.test_rank import rank


class Wire:
    """Stands for Socket.IO: keeps what was sent to whom."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        self.server = self

    def emit(self, event: str, body: dict[str, Any], to: str) -> None:
        self.sent.append((event, to, body))

    def leave_room(self, sid: str, room: str) -> None:
        """Rooms are told apart by the page itself."""

    def enter_room(self, sid: str, room: str) -> None:
        """Rooms are told apart by the page itself."""

    def sleep(self, _seconds: float) -> None:
        """Nobody waits here."""

    def taken(self) -> list[tuple[str, str, dict[str, Any]]]:
        sent, self.sent = self.sent, []
        return sent


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


class Hall:
    """Families with their pages open."""

    def __init__(self, office: Office, families: int) -> None:
        self.office, self.wire = office, Wire()
        self.pages = Pages(self.wire, office.desk, lambda: 0.0)
        office.take()
        self.keys = [office.issue().page.rsplit("/", 1)[1] for _ in range(families)]
        for key in self.keys:
            self.pages.watch(key, f"sid of {key}")
        self.pages.changed(())
        self.pages.tell()

    def after(self, *numbers: str) -> list[tuple[str, str, dict[str, Any]]]:
        self.wire.taken()
        self.pages.changed(numbers)
        self.pages.tell()
        return self.wire.taken()


def reckoned(ahead: int, news: dict[str, Any]) -> int:
    return shifted(ahead, [Shift(**shift) for shift in news["shifts"]])


def test_an_opened_page_is_told_its_place_and_where_the_news_of_its_lane_stand(office: Office) -> None:
    hall = Hall(office, 3)
    pages = [body for event, _, body in hall.wire.taken() if event == "page"]
    assert sorted(page["ahead"] for page in pages) == [0, 1, 2]
    assert {page["place_seq"] for page in pages} == {1}


def test_one_call_is_one_message_for_the_lane_and_one_for_the_called(office: Office) -> None:
    hall = Hall(office, 5)
    office.call()
    told = hall.after("A001")
    assert sorted((event, to) for event, to, _ in told) == [
        ("page", f"page:{hall.keys[0]}"),
        ("place", "lane:A"),
    ]
    (news,) = [body for event, _, body in told if event == "place"]
    assert [reckoned(ahead, news) for ahead in (1, 2, 3, 4)] == [0, 1, 2, 3]


def test_who_reckons_by_the_news_knows_what_the_core_knows(office: Office) -> None:
    hall = Hall(office, 8)
    ahead = {key: place for place, key in enumerate(hall.keys)}
    for reason in (None, "elderly", None, "elderly"):
        office.issue(reason=reason)
        office.issue(reason=reason)
        office.called_number()
        for news in [body for event, to, body in hall.after() if (event, to) == ("place", "lane:A")]:
            ahead = {key: reckoned(place, news) for key, place in ahead.items()}
    for key in hall.keys:
        page = views.ticket_page(office.desk, key)
        assert page.state != "waiting" or page.ahead == ahead[key]


def test_who_reckons_by_the_news_is_right_when_places_by_slots_come_between(office: Office) -> None:
    hall = Hall(office, 6)
    ahead = {key: place for place, key in enumerate(hall.keys)}
    for minutes in (-5, 20, -1, 10):
        issued = office.issue()
        rank(office, issued, office.clock.now + timedelta(minutes=minutes))
        office.called_number()
        for news in [body for event, to, body in hall.after() if (event, to) == ("place", "lane:A")]:
            ahead = {key: reckoned(place, news) for key, place in ahead.items()}
    for key in hall.keys:
        page = views.ticket_page(office.desk, key)
        assert page.state != "waiting" or page.ahead == ahead[key]


def test_nothing_new_is_not_told(office: Office) -> None:
    assert Hall(office, 3).after() == []


def test_a_pulse_repeats_the_head_and_what_single_pages_were_told(office: Office) -> None:
    hall = Hall(office, 3)
    office.call()
    hall.after("A001")
    hall.pages.pulse()
    ((event, to, pulse),) = hall.wire.taken()
    assert (event, to, pulse["states"]) == ("pulse", "lane:A", {"A001": "called"})
    assert pulse["seq"] == 2


def test_a_family_that_did_not_come_is_told_so(office: Office) -> None:
    hall = Hall(office, 2)
    office.call()
    office.act(Verb.NO_SHOW)
    (own,) = [body for event, _, body in hall.after("A001") if event == "page"]
    assert own["state"] == "no_show"


def test_a_closed_page_is_told_nothing(office: Office) -> None:
    hall = Hall(office, 1)
    hall.pages.unwatch(hall.keys[0], f"sid of {hall.keys[0]}")
    office.call()
    assert hall.after("A001") == []


def test_a_page_that_closes_while_it_is_told_keeps_nobody_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall(office, 3)
    office.call()
    office.act(Verb.NO_SHOW)
    read = views.watched_page

    def close_the_first(desk: Desk, key: str) -> views.WatchedPage:
        hall.pages.unwatch(hall.keys[0], f"sid of {hall.keys[0]}")
        return read(desk, key)

    monkeypatch.setattr(views, "watched_page", close_the_first)
    told = hall.after("A001", "A002", "A003")
    assert {to for event, to, _ in told if event == "page"} == {f"page:{key}" for key in hall.keys[1:]}


def test_one_page_that_cannot_be_told_does_not_keep_the_others_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall(office, 3)
    read = views.watched_page

    def fail_for_the_first(desk: Desk, key: str) -> views.WatchedPage:
        if key == hall.keys[0]:
            raise OSError
        return read(desk, key)

    monkeypatch.setattr(views, "watched_page", fail_for_the_first)
    told = hall.after("A001", "A002", "A003")
    assert {to for event, to, _ in told if event == "page"} == {f"page:{key}" for key in hall.keys[1:]}


def test_a_ticket_of_another_day_does_not_hear_of_this_one(office: Office) -> None:
    hall = Hall(office, 3)
    office.clock.forward(days=-1)
    hall.pages.pulse()
    hall.wire.taken()
    told = hall.after("A001", "A002", "A003")
    assert {body["place_seq"] for event, _, body in told if event == "page"} == {None}
    assert all(hall.pages.rooms(key) == [f"page:{key}"] for key in hall.keys)
