"""However events are delivered, missed, doubled or out of order, a client ends where a fresh one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.client.state import QueueState, from_snapshot, heard
from queue_core.foundation.audiences import Audience
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.live import Event
from tests.core.office import Office, open_office


class Heard(NamedTuple):
    """What an audience was told of a morning: where it began, each event, where it ended."""

    begun: QueueState
    events: Sequence[Event]
    ended: QueueState


def now(office: Office, audience: Audience) -> QueueState:
    return from_snapshot(views.snapshot(office.desk, audience, speed=1, demonstration=False))


def a_morning(office: Office) -> None:
    office.take()
    for service in ("kia", "documents", "kia", "assisted"):
        office.issue(service)
    for last in (Verb.NO_SHOW, Verb.FINISH, Verb.FINISH):
        office.call()
        if last is Verb.FINISH:
            office.act(Verb.START)
        office.act(last)
    office.call()
    office.act(Verb.RECALL)


@pytest.fixture(scope="module", params=list(Audience))
def morning(
    request: pytest.FixtureRequest, staffed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Heard]:
    with open_office(staffed, tmp_path_factory.mktemp("morning")) as office:
        begun = now(office, request.param)
        a_morning(office)
        events = views.missed(office.desk, request.param, begun.seq).events
        yield Heard(begun, events, now(office, request.param))


def deliver(told: Heard, arriving: Sequence[int]) -> QueueState:
    """The client's state after these arrivals and one heartbeat; what it misses it asks for."""
    state = told.begun
    for number in (*arriving, len(told.events) - 1):
        after = heard(state, told.events[number])
        if after is None:
            for event in told.events[: number + 1]:
                after = heard(after or state, event)
        assert after is not None
        state = after
    return state


@given(arriving=st.lists(st.integers(0, 12), max_size=40))
def test_any_delivery_ends_in_the_state_of_a_fresh_snapshot(morning: Heard, arriving: list[int]) -> None:
    assert len(morning.events) > 12
    assert deliver(morning, arriving) == morning.ended


def test_an_event_after_a_gap_is_not_taken(morning: Heard) -> None:
    assert heard(morning.begun, morning.events[1]) is None


def test_a_known_event_changes_nothing(morning: Heard) -> None:
    assert heard(morning.ended, morning.events[0]) is morning.ended
