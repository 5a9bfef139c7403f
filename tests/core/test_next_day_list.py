"""A ticket of the next day's list: nothing of today is told of it, and it changes nothing told to others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from queue_core.foundation.profile import Profile
from queue_core.foundation.queueing import Quota
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import issuing
from queue_core.tickets.service.habits import KEPT_FOR
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, TicketPage
from tests.core.moving import Moves, page
from tests.core.office import Office, open_office, rows
from tests.core.test_told_waits import busy_from_the_first_minute, serve


@pytest.fixture
def listing(staffed: Path, tmp_path: Path, kembaran: Profile) -> Iterator[Office]:
    """An office that keeps its hours, with a list for the next day."""
    quota = Quota(next_day=3)
    services = tuple(one.model_copy(update={"quota": quota}) for one in kembaran.services)
    queue = kembaran.queue.model_copy(update={"issue_outside_hours": False})
    profile = kembaran.model_copy(update={"queue": queue, "services": services})
    with open_office(staffed, tmp_path, profile=profile) as office:
        yield office


def for_tomorrow(office: Office) -> IssuedTicket:
    wish = NewTicket(service="kia", children=1, next_day=True)
    return issuing.issue(office.desk, office.write("device:kiosk"), wish)


def told_after(office: Office, wait: timedelta, look: IssuedTicket, also: IssuedTicket) -> TicketPage:
    """What a page says after a while, when another family has looked at its own first."""
    office.clock.now += wait
    page(office, also)
    return page(office, look)


def test_who_comes_tomorrow_is_not_told_of_todays_closing(listing: Office) -> None:
    tomorrow, today = for_tomorrow(listing), listing.issue()
    listing.clock.forward(hours=9)
    assert page(listing, today).after_hours
    assert not page(listing, tomorrow).after_hours


def test_a_look_at_tomorrows_ticket_leaves_todays_waits_as_they_are(listing: Office) -> None:
    tomorrow = for_tomorrow(listing)
    last = busy_from_the_first_minute(listing, waiting=20)[-1]
    listing.act(Verb.NO_SHOW)
    for _ in range(9):
        serve(listing, minutes=2)
    expected = told_after(listing, KEPT_FOR, look=last, also=last).wait
    assert expected is not None
    assert told_after(listing, KEPT_FOR, look=last, also=tomorrow).wait == expected


def test_a_place_on_tomorrows_list_is_counted_among_those_of_tomorrow(listing: Office) -> None:
    busy_from_the_first_minute(listing, waiting=2)
    issued = [for_tomorrow(listing) for _ in range(3)]
    assert [one.ahead for one in issued] == [0, 1, 2]
    assert [page(listing, one).ahead for one in issued] == [0, 1, 2]


def test_no_wait_is_expected_of_who_comes_tomorrow(listing: Office) -> None:
    busy_from_the_first_minute(listing, waiting=0)
    for_tomorrow(listing)
    assert rows(listing.path, "SELECT expected_minutes FROM ticket WHERE day > '2021-02-08'") == [(None,)]


def test_a_family_withdraws_from_tomorrows_list(listing: Office) -> None:
    assert Moves(listing).withdraw(for_tomorrow(listing)).state is TicketState.CANCELLED
