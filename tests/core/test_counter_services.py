"""Counters that serve only some services: who is called there, and who is ahead of whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from display_board.state import likely_calls
from queue_core.foundation.audiences import Audience
from queue_core.foundation.profile import Profile, read_profile
from queue_core.foundation.queueing import Counter
from queue_core.tickets.errors import NobodyWaiting, NotNow
from queue_core.tickets.service import moving, outlook, views
from queue_core.tickets.wire.moving import TransferTicket
from tests.core.office import Office, open_office, rows
from tests.core.one_day import assert_same, state_now
from tests.core.test_live_state import caught_up

GROUPS = Counter(number=1, lanes=("A", "C"), services=("kia_group",))
CARDS = Counter(number=2, lanes=("A", "B", "C"), services=("kia", "registration", "documents", "assisted"))
BOTH = Counter(number=3, lanes=("A", "B", "C"))


def with_counters(*counters: Counter) -> Profile:
    profile = read_profile("kembaran")
    return Profile.model_validate({**dict(profile), "counters": counters})


@pytest.fixture
def split(office: Office) -> Office:
    """Counter 1 serves schools only, counter 2 everything else."""
    office.profile = with_counters(GROUPS, CARDS)
    office.close()
    office.open()
    return office


def test_a_counter_calls_only_its_own_services_and_keeps_their_order(split: Office) -> None:
    for service in ("kia", "kia_group", "kia", "kia_group"):
        split.issue(service)
    split.take(1, "ani")
    assert [split.called_number(1, "ani") for _ in range(2)] == ["A002", "A004"]
    with pytest.raises(NobodyWaiting):
        split.call(1, "ani")


def test_a_priority_ticket_too_is_called_only_where_its_service_is_served(split: Office) -> None:
    split.issue("kia", "elderly")
    split.issue("kia_group")
    split.take(1, "ani")
    assert split.called_number(1, "ani") == "A001"


def test_a_board_names_at_each_counter_whom_the_core_calls_there(split: Office) -> None:
    before = state_now(split, Audience.HALL)
    for service in ("kia", "kia_group", "kia", "kia_group"):
        split.issue(service)
    officers = {1: "ani", 2: "budi"}
    for number, officer in officers.items():
        split.take(number, officer)
    heard = caught_up(split, Audience.HALL, before)
    assert_same(heard, state_now(split, Audience.HALL))
    assert {ticket.service for ticket in heard.tickets.values()} == {None}
    likely = likely_calls(heard, split.profile, split.clock.now)
    assert likely == [("A002", 1), ("A001", 2), ("A004", 1), ("A003", 2)]
    assert [split.called_number(*who) for who in officers.items()] == ["A002", "A001"]


def test_where_every_counter_serves_all_of_its_lanes_nothing_more_is_told(office: Office) -> None:
    office.issue()
    (event,) = views.missed(office.desk, Audience.HALL, 0).events
    assert event.ticket is not None
    assert event.ticket.served_at is None


def test_only_those_are_ahead_whom_the_same_counters_call(split: Office) -> None:
    for _ in range(3):
        split.issue("kia")
    assert split.issue("kia_group").ahead == 0
    assert split.issue("kia").ahead == 3


def test_everybody_sits_where_each_is_told_to_be(split: Office) -> None:
    split.clock.tick = timedelta()
    split.take(1, "ani")
    for service in ("kia", "kia_group", "documents", "kia", "kia_group"):
        split.issue(service)
        split.issue(service, "elderly")
    seats = split.database.read(lambda c: outlook.everybody(split.desk, c, split.clock()))
    for ticket, key in rows(split.path, "SELECT id, page_key FROM ticket"):
        page = views.ticket_page(split.desk, str(key))
        ahead, wait, _expected = seats.outlook(int(str(ticket)))
        assert (ahead, outlook.wire_wait(wait)) == (page.ahead, page.wait)


def test_the_wait_counts_only_open_counters_that_serve_the_service(split: Office) -> None:
    split.take(1, "ani")
    assert split.issue("kia").wait is None
    assert split.issue("kia_group").wait is not None


def test_with_one_counter_for_all_everybody_is_ahead_again(staffed: Path, tmp_path: Path) -> None:
    with open_office(staffed, tmp_path) as office:
        office.profile = with_counters(GROUPS, CARDS, BOTH)
        office.close()
        office.open()
        office.issue("kia")
        assert office.issue("kia_group").ahead == 1


def test_a_ticket_is_not_handed_to_a_counter_that_does_not_take_its_service(split: Office) -> None:
    split.issue("kia")
    split.take(2, "ani")
    split.call(2, "ani")
    with pytest.raises(NotNow, match="does not take this service"):
        moving.transfer(split.desk, split.write(), "ani", 2, TransferTicket(counter=1))


@pytest.mark.parametrize(
    ("counters", "mistake"),
    [
        ([GROUPS, Counter(number=2, lanes=("A", "B", "C"), services=("magic",))], "unknown services"),
        ([GROUPS, Counter(number=2, lanes=("B", "C"))], "no counter serves kia in lane A"),
        ([Counter(number=2, lanes=("A", "B")), GROUPS], "no counter serves kia in lane C"),
    ],
)
def test_a_profile_that_leaves_a_service_out_is_refused(counters: list[Counter], mistake: str) -> None:
    with pytest.raises(ValidationError, match=mistake):
        with_counters(*counters)
