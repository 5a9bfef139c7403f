"""The outlook of everybody at once is the outlook of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from queue_core.foundation.audiences import Audience
from queue_core.tickets.service import outlook, views
from tests.core.office import Office, rows
from tests.core.test_rank import rank

POLICIES: list[dict[str, object]] = [
    {"policy": "head_start", "head_start_minutes": 15},
    {"policy": "accumulating", "lane_rates": {"A": 1.0, "B": 1.0, "C": 2.0}},
    {"policy": "ratio", "turns": (1, 2)},
    {"policy": "strict"},
]


def busy(office: Office, chance: Random) -> None:
    for number, officer in ((1, "ani"), (3, "budi")):
        office.take(number, officer)
    for _ in range(40):
        office.clock.forward(seconds=chance.randrange(240))
        issued = office.issue(
            chance.choice(["kia", "documents", "assisted"]), chance.choice([None, "elderly"])
        )
        if chance.random() < 0.2:  # an appointment that is still to come
            rank(office, issued, office.clock.now + timedelta(minutes=chance.randrange(30)))
        if chance.random() < 0.3:
            office.called_number(*chance.choice([(1, "ani"), (3, "budi")]))


@pytest.mark.parametrize("figures", POLICIES, ids=lambda figures: figures["policy"])
def test_everybody_sits_where_each_is_told_to_be(office: Office, figures: dict[str, object]) -> None:
    queue = office.profile.queue.model_copy(update={"head_start_minutes": None, **figures})
    office.desk = replace(office.desk, profile=office.profile.model_copy(update={"queue": queue}))
    office.clock.tick = timedelta()
    busy(office, Random(20261121))
    seats = office.database.read(lambda c: outlook.everybody(office.desk, c, office.clock()))
    waiting = rows(office.path, "SELECT id, page_key FROM ticket WHERE state = 'waiting'")
    assert len(waiting) > 10
    assert seats.of.keys() == {ticket for ticket, _ in waiting}
    for ticket, key in waiting:
        page = views.ticket_page(office.desk, str(key))
        ahead, wait, _ = seats.outlook(int(str(ticket)))
        assert (ahead, outlook.wire_wait(wait)) == (page.ahead, page.wait)


def test_whom_only_closed_counters_would_call_is_ahead_of_nobody(office: Office) -> None:
    for _ in range(6):
        office.issue("kia")
    office.take(2, "ani")  # lanes B and C; A has counters 1 and 3 alone
    assert office.issue("documents").ahead == 0
    assert office.issue("documents").ahead == 1
    office.take(3, "budi")
    assert office.issue("documents").ahead == 8


@pytest.mark.parametrize(("service", "lane"), [("kia", "A"), ("documents", "B"), ("assisted", "C")])
def test_what_is_told_to_newcomers_is_what_the_next_family_is_told(
    office: Office, service: str, lane: str
) -> None:
    busy(office, Random(20261125))
    told = views.heartbeats(office.desk, 1.0)[Audience.HALL].waits
    assert told.keys() == {"A", "B", "C"}
    assert told[lane] == office.issue(service).wait


def test_who_comes_at_the_same_instant_is_ahead_by_the_order_of_issue(office: Office) -> None:
    office.clock.tick = timedelta()
    assert [office.issue().ahead for _ in range(3)] == [0, 1, 2]


def test_newcomers_are_told_nothing_of_a_lane_that_nobody_serves(office: Office) -> None:
    assert views.heartbeats(office.desk, 1.0)[Audience.HALL].waits == {}
    office.take(1)
    assert views.heartbeats(office.desk, 1.0)[Audience.HALL].waits.keys() == {"A", "C"}
