"""The lane policy at work in an office: who is called, what a family is told, what the staff alone read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from queue_core.foundation.audiences import Audience
from queue_core.foundation.queueing import Queue
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.choice import Why
from tests.core.office import Office, rows

EARLIER = Why(key="choice.head_start.priority", figures={"minutes": 15})
TWO_TO_ONE: dict[str, object] = {"policy": "ratio", "turns": (2, 1)}
BY_POINTS: dict[str, object] = {"policy": "accumulating", "lane_rates": {"A": 1, "B": 1, "C": 3}}
STRICT: dict[str, object] = {"policy": "strict"}


def under(office: Office, figures: dict[str, object]) -> Office:
    """The office with another lane policy."""
    present = office.profile.queue.model_dump()
    queue = Queue.model_validate({**present, "head_start_minutes": None, **figures})
    office.profile = office.profile.model_copy(update={"queue": queue})
    office.desk = replace(office.desk, profile=office.profile)
    return office


def arrive(office: Office, *lanes: str) -> list[str]:
    """One family after another, two minutes apart; the keys of their pages."""
    pages = []
    for lane in lanes:
        office.clock.forward(minutes=2)
        service = "documents" if lane == "B" else "kia"
        pages.append(office.issue(service, "elderly" if lane == "C" else None).page.rsplit("/", 1)[1])
    return pages


@pytest.mark.parametrize(
    ("figures", "order"),
    [
        (TWO_TO_ONE, ["C001", "C002", "A001", "C003", "C004", "A002"]),
        (BY_POINTS, ["C001", "C002", "A001", "A002", "C003", "C004"]),
        (STRICT, ["C001", "C002", "C003", "C004", "A001", "A002"]),
    ],
)
def test_the_profiles_policy_chooses(office: Office, figures: dict[str, object], order: list[str]) -> None:
    arrive(under(office, figures), *"AACCCC")
    office.take()
    assert [office.called_number() for _ in order] == order


def test_each_counter_takes_turns_of_its_own(office: Office) -> None:
    arrive(under(office, TWO_TO_ONE), *"AAACCC")
    office.take(3, "ani")
    office.take(1, "budi")
    assert [office.called_number(3, "ani") for _ in range(3)] == ["C001", "C002", "A001"]
    assert [office.called_number(1, "budi") for _ in range(2)] == ["C003", "A002"]


@pytest.mark.parametrize("figures", [TWO_TO_ONE, BY_POINTS, STRICT])
def test_what_a_family_is_told_bounds_how_many_are_called_before(
    office: Office, figures: dict[str, object]
) -> None:
    pages = arrive(under(office, figures), *"AACBACAC")
    told = {views.ticket_page(office.desk, key).number: key for key in pages}
    office.take()
    foretold = {number: views.ticket_page(office.desk, key).ahead for number, key in told.items()}
    for place in range(len(pages)):
        assert place <= foretold[office.called_number()]
        office.clock.forward(minutes=10)


def test_the_officer_reads_why_and_it_stays_with_the_ticket(office: Office) -> None:
    arrive(office, "A", "C")
    office.take()
    assert office.call().why == EARLIER
    assert office.act(Verb.START).why == EARLIER
    assert views.read_counter_work(office.desk, 3).why == EARLIER


def test_the_call_in_the_ledger_keeps_why(office: Office) -> None:
    arrive(office, "A", "C")
    office.take()
    office.call()
    [(body,)] = rows(office.path, "SELECT body FROM ledger WHERE action = 'ticket_called'")
    assert json.loads(str(body))["why"] == EARLIER.model_dump()


def test_the_staff_hear_why_and_the_hall_never_does(office: Office) -> None:
    arrive(office, "A", "C")
    office.take()
    office.call()
    staff, hall = (views.missed(office.desk, one, 0).events for one in (Audience.STAFF, Audience.HALL))
    assert staff[-1].why == EARLIER
    assert [event.why for event in hall] == [None] * len(hall)
    assert "choice." not in "".join(event.model_dump_json() for event in hall)
    assert (
        "choice."
        not in views.snapshot(office.desk, Audience.HALL, speed=1, demonstration=False).model_dump_json()
    )
