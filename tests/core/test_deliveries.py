"""Whatever is lost, doubled or late: after the next heartbeat a client knows what a fresh snapshot tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from queue_core.client.following import Following
from queue_core.client.link import as_told
from queue_core.client.state import Link, heard
from queue_core.foundation.audiences import Audience
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.live import Event, Heartbeat, MissedEvents, Snapshot
from tests.core.office import Office
from tests.core.one_day import OFFICERS, OneDay, assert_same, play, state_now
from tests.examples import share

MOST_MISSED = 3
"""So few that a client often has missed more than it can ask for, and begins afresh."""


class OutOfReachError(Exception):
    """Nobody answers."""


@dataclass
class Wire:
    """Stands for the core and the way to it: keeps all that it sent, answers only while it is there."""

    office: Office
    audience: Audience
    sent: list[Event | Heartbeat] = field(default_factory=list)
    seq: int = 0
    there: bool = True

    def snapshot(self) -> Snapshot:
        self._answer()
        return views.snapshot(self.office.desk, self.audience, speed=1, demonstration=False)

    def missed(self, since: int) -> MissedEvents:
        self._answer()
        found = views.missed(self.office.desk, self.audience, since)
        return MissedEvents(events=found.events[:MOST_MISSED], more=len(found.events) >= MOST_MISSED)

    def send(self) -> None:
        """Sends what has happened since, as the push does."""
        for event in views.missed(self.office.desk, self.audience, self.seq).events:
            self.sent.append(as_told(Event, event.model_dump(mode="json")))
            self.seq = event.seq

    def beat(self) -> Heartbeat:
        """Sends a heartbeat after all that has happened."""
        self.send()
        beat = views.heartbeats(self.office.desk, 1)[self.audience]
        self.sent.append(beat)
        return beat

    def _answer(self) -> None:
        if not self.there:
            raise OutOfReachError


class Client:
    """A board, a kiosk or a console at the end of a bad line."""

    def __init__(self, office: Office, audience: Audience) -> None:
        self.wire = Wire(office, audience)
        self.links: list[Link] = []
        self.told: list[Event] = []
        self.following = Following(self.wire, self.changed, lambda: 0.0)

    def changed(self, link: Link, events: Sequence[Event]) -> None:
        self.links.append(link)
        self.told.extend(events)

    def take(self, message: Event | Heartbeat) -> None:
        """As the link does: what cannot be caught up ends the connection."""
        try:
            self.following.take(message)
        except OutOfReachError:
            self.following.lose(None)

    def arrive(self, back: Sequence[int]) -> None:
        """Of all that was sent so far these messages arrive, each told by how far back it is."""
        self.wire.send()
        for number in back:
            if number < len(self.wire.sent):
                self.take(self.wire.sent[-1 - number])


class BadLines(OneDay):
    """Every audience has a client; what arrives of what is sent, when and how often, is anybody's guess."""

    @initialize(chance=st.randoms(use_true_random=False))
    def begin_with(self, chance: Random) -> None:
        self.begin()
        for number, officer in OFFICERS.items():
            self.office.take(number, officer)
            self.office.issue()
        self.clients = [Client(self.office, audience) for audience in Audience]
        self.chance = chance

    @invariant()
    def something_arrives_or_nothing(self) -> None:
        for client in self.clients:
            client.wire.there = self.chance.random() < 0.8
            if self.chance.random() < 0.2:
                client.wire.beat()
            client.arrive([self.chance.randrange(12) for _ in range(self.chance.randrange(4))])
            if self.chance.random() < 0.1:
                self.hear_the_next_heartbeat(client)

    def hear_the_next_heartbeat(self, client: Client) -> None:
        client.wire.there = True
        client.take(client.wire.beat())
        self.knows_what_a_fresh_one_knows(client)

    def knows_what_a_fresh_one_knows(self, client: Client) -> None:
        link = client.following.link
        assert link.connected
        assert link.state is not None
        assert_same(link.state, state_now(self.office, client.wire.audience))
        assert all(first.seq < second.seq for first, second in pairwise(client.told)), "each is told once"

    def teardown(self) -> None:
        for client in self.clients:
            self.hear_the_next_heartbeat(client)
        super().teardown()


def test_any_delivery_of_any_day_ends_in_the_state_of_a_fresh_snapshot(staffed: Path) -> None:
    play(BadLines, staffed, share(20))


@pytest.mark.soak
def test_any_delivery_of_many_days_ends_in_the_state_of_a_fresh_snapshot(staffed: Path) -> None:
    play(BadLines, staffed, 500)


def a_call(office: Office) -> tuple[Event, ...]:
    office.take()
    office.issue()
    office.call()
    office.act(Verb.NO_SHOW)
    return views.missed(office.desk, Audience.HALL, 0).events


def test_an_event_after_a_gap_is_not_taken(office: Office) -> None:
    begun = state_now(office, Audience.HALL)
    assert heard(begun, a_call(office)[1]) is None


def test_a_known_event_changes_nothing(office: Office) -> None:
    first, *_ = a_call(office)
    ended = state_now(office, Audience.HALL)
    assert heard(ended, first) is ended
