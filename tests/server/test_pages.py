"""What many phones are told: their lane's news, without gaps, and their own; who reckons is right."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from sqlalchemy import Connection

from queue_core.server.pages import PHONES_AT_ONCE, PULSES_FOR_ALL
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import views, watching
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.store import tables
from tests.core.moving import Moves, key_of
from tests.core.office import Office, open_office
from tests.core.test_rank import rank
from tests.server.hall import Hall, reckoned

LONGEST_NEWS = 250
NUMBERS = tuple(f"A{serial:03}" for serial in range(1, 9))


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


def told_that_the_counter_rests(hall: Hall) -> list[tuple[str, ...]]:
    """Who hears the same news of counter 3."""
    hall.office.rest()
    told = [to for event, to, _ in hall.after() if event == "place"]
    hall.office.take()
    hall.after()
    return told


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
        ("page", (hall.keys[0],)),
        ("place", tuple(hall.keys[1:])),
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
        for news in [body for event, _, body in hall.after() if event == "place"]:
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
        for news in [body for event, _, body in hall.after() if event == "place"]:
            ahead = {key: reckoned(place, news) for key, place in ahead.items()}
    for key in hall.keys:
        page = views.ticket_page(office.desk, key)
        assert page.state != "waiting" or page.ahead == ahead[key]


@pytest.mark.parametrize("state", sorted(set(TicketState) - {TicketState.WAITING}))
def test_only_who_waits_hears_of_places(office: Office, state: TicketState) -> None:
    key = key_of(Moves(office).bring_to(state))
    hall = Hall(office, 3)
    hall.pages.watch(key, key)
    hall.after()
    office.take(1, "budi")
    office.call(1, "budi")
    assert [to for event, to, _ in hall.after(*NUMBERS) if event == "place"] == [tuple(hall.keys[1:])]


def test_who_comes_back_to_the_queue_hears_of_places_again_and_knows_where_they_stand(office: Office) -> None:
    hall = Hall(office, 3)
    office.call()
    hall.after("A001")
    office.take(1, "budi")
    office.call(1, "budi")
    hall.after("A002")
    office.act(Verb.RETURN)
    (back,) = [body for event, _, body in hall.after("A001") if event == "page"]
    office.rest()
    ((to, news),) = [(to, body) for event, to, body in hall.after() if event == "place"]
    assert (to, news["seq"]) == ((hall.keys[0], hall.keys[2]), back["place_seq"] + 1)


def test_nothing_new_is_not_told(office: Office) -> None:
    assert Hall(office, 3).after() == []


def test_a_pulse_tells_each_page_the_heads_of_its_own_news_and_nothing_of_others(office: Office) -> None:
    hall = Hall(office, 3)
    office.call()
    hall.after("A001")
    hall.pages.pulse()
    assert hall.after() == [
        ("pulse", (hall.keys[0],), {"seq": 2, "place_seq": None}),
        ("pulse", tuple(hall.keys[1:]), {"seq": 1, "place_seq": 2}),
    ]


def test_a_page_that_is_just_being_opened_hears_no_pulse_before_it_is_told(office: Office) -> None:
    hall = Hall(office, 2)
    hall.pages.watch(hall.keys[0], "a second phone")
    hall.pages.pulse()
    told = [(event, to) for event, to, _ in hall.after()]
    assert told[0] == ("pulse", (hall.keys[1],))
    assert [event for event, to in told if "a second phone" in to] == ["page"]


def test_a_family_that_did_not_come_is_told_so(office: Office) -> None:
    hall = Hall(office, 2)
    office.call()
    office.act(Verb.NO_SHOW)
    (own,) = [body for event, _, body in hall.after("A001") if event == "page"]
    assert own["state"] == "no_show"


def test_a_closed_page_is_told_nothing(office: Office) -> None:
    hall = Hall(office, 1)
    hall.pages.unwatch(hall.keys[0], hall.keys[0])
    office.call()
    assert hall.after("A001") == []


def test_a_page_that_closes_while_it_is_read_keeps_nobody_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall(office, 3)
    look = watching.look

    def close_the_first(desk: Desk, keys: Collection[str]) -> watching.Look:
        hall.pages.unwatch(hall.keys[0], hall.keys[0])
        return look(desk, keys)

    monkeypatch.setattr(watching, "look", close_the_first)
    told = hall.after("A001", "A002", "A003")
    assert {to for event, to, _ in told if event == "page"} == {(key,) for key in hall.keys[1:]}


def test_one_page_that_cannot_be_read_does_not_keep_the_others_waiting_and_is_told_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall(office, 3)
    read = views.ticket_with

    def fail_for_the_first(desk: Desk, connection: Connection, key: str) -> tables.TicketRow:
        if key == hall.keys[0]:
            raise OSError
        return read(desk, connection, key)

    with monkeypatch.context() as broken:
        broken.setattr(watching, "ticket_with", fail_for_the_first)
        told = hall.after("A001", "A002", "A003")
    assert {to for event, to, _ in told if event == "page"} == {(key,) for key in hall.keys[1:]}
    assert [to for _, to, _ in hall.after()] == [(hall.keys[0],)]


def test_a_page_that_is_opened_while_nothing_happens_is_told_once(office: Office) -> None:
    hall = Hall(office, 3)
    assert len([event for event, _, _ in hall.wire.taken() if event == "page"]) == len(hall.keys)
    assert hall.after() == []


def test_a_crowd_that_opens_its_pages_costs_one_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall(office, 100, opened=False)
    for key in hall.keys:
        hall.pages.watch(key, key)
    with monkeypatch.context() as counted:
        read = MagicMock(side_effect=office.database.read)
        counted.setattr(office.database, "read", read)
        told = hall.after()
    assert len([event for event, _, _ in told if event == "page"]) == len(hall.keys)
    assert read.call_count == 1


def test_pulses_look_at_every_page_and_tell_only_what_has_changed_with_the_hour(office: Office) -> None:
    hall = Hall(office, 3)
    office.call()
    office.act(Verb.START)
    hall.after("A001")
    office.clock.forward(hours=3)
    told = []
    for _ in range(2 * PULSES_FOR_ALL):
        hall.pages.pulse()
        told += [(to, body["late"]) for event, to, body in hall.after() if event == "page"]
    assert told == [((hall.keys[0],), True)]


def test_the_news_of_a_long_line_are_short(office: Office) -> None:
    hall = Hall(office, 100, opened=False)
    hall.pages.watch(hall.keys[-1], hall.keys[-1])
    hall.pages.tell()
    office.call()
    (news,) = [body for event, _, body in hall.after("A001") if event == "place"]
    assert len(json.dumps(news)) < LONGEST_NEWS


def test_who_waits_for_a_counter_that_closes_hears_the_news_of_all(office: Office) -> None:
    hall = Hall(office, 2)
    office.take(1, "budi")
    office.call()
    Moves(office).transfer(counter=1)
    hall.after("A001")
    assert told_that_the_counter_rests(hall) == [(hall.keys[1],)]
    office.leave(1, "budi")
    hall.after()
    assert told_that_the_counter_rests(hall) == [tuple(hall.keys)]


def test_a_ticket_of_another_day_does_not_hear_of_this_one(office: Office) -> None:
    hall = Hall(office, 3)
    office.clock.forward(days=-1)
    told = hall.after("A001", "A002", "A003")
    assert {body["place_seq"] for event, _, body in told if event == "page"} == {None}
    hall.pages.pulse()
    ((event, _, pulse),) = hall.after()
    assert (event, pulse["place_seq"]) == ("pulse", None)


def test_thousands_are_told_in_turn_with_others_and_each_once(office: Office) -> None:
    hall = Hall(office, 1)
    crowd = [f"phone {number}" for number in range(2 * PHONES_AT_ONCE)]
    for sid in crowd:
        hall.pages.watch(hall.keys[0], sid)
    office.issue()
    pages = [to for event, to, _ in hall.after() if event == "page"]
    assert [len(to) for to in pages] == [PHONES_AT_ONCE, PHONES_AT_ONCE, 1]
    assert {sid for to in pages for sid in to} == {hall.keys[0], *crowd}
