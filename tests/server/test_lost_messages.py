"""Whatever a phone loses, the next pulse lets it notice; a phone that loses nothing is left in peace."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_core.foundation.errors import KerakError
from queue_core.server.pages import REST_SECONDS_A_PAGE
from queue_core.server.push import HEARTBEAT_SECONDS
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import asking, moving
from queue_core.tickets.wire.assistance import WantedHelp
from tests.core.moving import Moves
from tests.examples import share
from tests.server.hall import FollowedHall, followed_hall
from tests.server.phone import Phone, truth

NOTICED_WITHIN_SECONDS = 5
Act = Callable[[FollowedHall], object]
Doing = tuple[Act, set[tuple[int, str]]]
"""What is done, and which phone loses which of its news."""


@pytest.fixture
def hall(staffed: Path, tmp_path: Path) -> Iterator[FollowedHall]:
    with followed_hall(staffed, tmp_path, 3) as opened:
        yield opened


def in_hand(hall: FollowedHall) -> list[Phone]:
    """The families' phones, which have heard everything."""
    phones = [Phone(hall, key) for key in hall.keys]
    hear(hall, phones)
    return phones


def hear(hall: FollowedHall, phones: list[Phone]) -> None:
    sent = hall.news()
    for phone in phones:
        phone.hear(sent)


def pulse(hall: FollowedHall, phones: list[Phone]) -> None:
    """A pulse, and what those are told who begin anew."""
    hall.pages.pulse()
    hear(hall, phones)
    hear(hall, phones)


def help_from_page(hall: FollowedHall) -> object:
    office = hall.office
    return asking.ask_from_page(office.desk, office.write(), hall.keys[0], WantedHelp(kind="wheelchair"))


ACTS: dict[str, Act] = {
    "called": lambda hall: hall.office.call(),
    "called again": lambda hall: hall.office.act(Verb.RECALL),
    "served": lambda hall: hall.office.act(Verb.START),
    "back in the queue": lambda hall: hall.office.act(Verb.RETURN),
    "called once more": lambda hall: hall.office.call(),
    "set aside": lambda hall: Moves(hall.office).park(),
    "called back": lambda hall: Moves(hall.office).call_back(1),
    "helped": help_from_page,
    "not there": lambda hall: hall.office.act(Verb.NO_SHOW),
}
"""A morning of the first family, each act after the one before it."""


@pytest.mark.parametrize("last", ACTS)
def test_a_last_message_that_is_lost_is_made_good_after_the_next_pulse(hall: FollowedHall, last: str) -> None:
    phones = in_hand(hall)
    for act in [*ACTS][: [*ACTS].index(last)]:
        ACTS[act](hall)
        hear(hall, phones)
    ACTS[last](hall)
    hall.news()
    assert phones[0].shows() != truth(hall, hall.keys[0])
    pulse(hall, phones)
    assert [phone.shows() for phone in phones] == [truth(hall, key) for key in hall.keys]


def test_a_first_message_that_is_lost_is_noticed(hall: FollowedHall) -> None:
    phone = Phone(hall, hall.keys[0])
    hall.news()
    pulse(hall, [phone])
    assert (phone.begun, phone.page["seq"]) == (2, 1)


def test_a_lost_message_to_a_ticket_of_another_day_is_noticed(hall: FollowedHall) -> None:
    hall.office.clock.forward(days=-1)
    phones = in_hand(hall)
    moving.withdraw(hall.office.desk, hall.office.write(), hall.keys[0])
    hall.news()
    pulse(hall, phones)
    assert phones[0].shows()["state"] == "cancelled"


def test_the_next_pulse_comes_in_time_for_thousands_of_phones() -> None:
    assert HEARTBEAT_SECONDS + 2 * 3_000 * REST_SECONDS_A_PAGE < NOTICED_WITHIN_SECONDS


def issue_for_an_elder(hall: FollowedHall) -> object:
    return hall.office.issue(reason="elderly")


def give_to_the_other_counter(hall: FollowedHall) -> object:
    return Moves(hall.office).transfer(counter=1)


DOINGS: list[Act] = [
    *ACTS.values(),
    lambda hall: hall.office.act(Verb.FINISH),
    lambda hall: hall.office.issue(),
    issue_for_an_elder,
    give_to_the_other_counter,
    lambda hall: hall.office.take(1, "budi"),
    lambda hall: hall.office.call(1, "budi"),
    lambda hall: hall.office.leave(1, "budi"),
    lambda hall: hall.pages.pulse(),
]


def play(hall: FollowedHall, phones: list[Phone], doings: list[Doing]) -> None:
    """One after another; what cannot be done is left out."""
    for act, losses in doings:
        try:
            act(hall)
        except KerakError:
            continue
        sent = hall.news()
        for number, phone in enumerate(phones):
            phone.hear(sent, [event for who, event in losses if who == number])


LOSSES = st.sets(st.tuples(st.integers(0, 3), st.sampled_from(["page", "place", "pulse"])))


def a_day(staffed: Path, doings: list[Doing]) -> list[Phone]:
    """Four families; what their phones have become after it and one more pulse, each as the core says."""
    with tempfile.TemporaryDirectory() as folder, followed_hall(staffed, Path(folder), 4) as hall:
        phones = in_hand(hall)
        play(hall, phones, doings)
        hear(hall, phones)
        pulse(hall, phones)
        assert [phone.shows() for phone in phones] == [truth(hall, key) for key in hall.keys]
        return phones


@settings(max_examples=share(40))
@given(doings=st.lists(st.tuples(st.sampled_from(DOINGS), LOSSES), max_size=25))
def test_phones_know_all_after_a_pulse_whatever_they_have_lost(staffed: Path, doings: list[Doing]) -> None:
    a_day(staffed, doings)


@settings(max_examples=share(40))
@given(doings=st.lists(st.sampled_from(DOINGS), max_size=25))
def test_phones_that_lose_nothing_never_begin_anew(staffed: Path, doings: list[Act]) -> None:
    assert [phone.begun for phone in a_day(staffed, [(act, set()) for act in doings])] == [1] * 4
