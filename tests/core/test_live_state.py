"""A snapshot and the events after it are the same as a fresh snapshot, for every audience, at any moment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis.stateful import initialize, invariant, rule

from queue_core.client.link import as_told
from queue_core.client.state import QueueState, follows, reduce
from queue_core.foundation.audiences import Audience
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.live import CALLS_SHOWN, Event
from tests.core.moving import Moves
from tests.core.office import Office, rows
from tests.core.one_day import OFFICERS, OneDay, assert_same, play, state_now
from tests.examples import share


def caught_up(office: Office, audience: Audience, state: QueueState) -> QueueState:
    """The state carried on by every event since."""
    for event in views.missed(office.desk, audience, state.seq).events:
        assert follows(state, event.seq)
        state = reduce(state, event)
    return state


class Watched(OneDay):
    """Clients have looked at whatever moment they like."""

    @initialize()
    def begin(self) -> None:
        super().begin()
        self.clients = {audience: [state_now(self.office, audience)] for audience in Audience}

    @rule()
    def look(self) -> None:
        for audience, states in self.clients.items():
            states.append(state_now(self.office, audience))

    @invariant()
    def every_client_knows_what_a_fresh_one_knows(self) -> None:
        for audience, states in self.clients.items():
            fresh = state_now(self.office, audience)
            for state in (one for one in states if one.day == fresh.day):
                assert_same(caught_up(self.office, audience, state), fresh)

    @invariant()
    def nothing_is_called_twice_or_lost(self) -> None:
        path = self.office.path
        assert rows(path, "SELECT 1 FROM ticket GROUP BY day, lane, serial HAVING count(*) > 1") == []
        assert rows(path, "SELECT 1 FROM ticket GROUP BY day, lane HAVING max(serial) <> count(*)") == []


def test_a_snapshot_and_its_events_are_a_fresh_snapshot(staffed: Path) -> None:
    play(Watched, staffed, share(6))


@pytest.mark.soak
def test_a_snapshot_and_its_events_are_a_fresh_snapshot_on_many_days(staffed: Path) -> None:
    play(Watched, staffed, 500)


def night_before(office: Office) -> None:
    """A ticket stays at the counter when everybody goes home."""
    office.clock.now = datetime(2021, 2, 8, 8, 30, tzinfo=UTC)
    office.take()
    office.issue()
    office.call()
    office.clock.now = datetime(2021, 2, 9, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("verbs", [[Verb.RECALL], [Verb.NO_SHOW], [Verb.START, Verb.FINISH]])
@pytest.mark.parametrize("audience", list(Audience))
def test_a_ticket_left_at_the_counter_overnight_is_not_taken_for_todays_of_the_same_number(
    office: Office, audience: Audience, verbs: list[Verb]
) -> None:
    night_before(office)
    office.issue()
    state = state_now(office, audience)
    assert [ticket.number for ticket in state.tickets.values()] == ["A001"]
    for verb in verbs:
        office.act(verb)
    assert_same(caught_up(office, audience, state), state_now(office, audience))


def test_more_calls_than_are_shown_push_the_oldest_out(office: Office) -> None:
    office.take()
    state = state_now(office, Audience.HALL)
    for _ in range(8):
        office.issue()
        office.called_number()
    state = caught_up(office, Audience.HALL, state)
    assert [call.number for call in state.calls] == ["A008", "A007", "A006", "A005", "A004", "A003"]
    assert_same(state, state_now(office, Audience.HALL))


@pytest.mark.parametrize("together", [1, len(OFFICERS)])
def test_a_call_that_a_call_back_pushed_out_is_there_again_when_every_counter_undoes_its_own(
    office: Office, together: int
) -> None:
    at = [Moves(office, number, officer) for number, officer in list(OFFICERS.items())[:together]]
    for _ in range(2 * CALLS_SHOWN):
        at[0].bring_to(TicketState.NO_SHOW)
    state = state_now(office, Audience.HALL)
    for _ in range(3):
        for ticket_id, moves in enumerate(at, 1):
            office.take(moves.number, moves.officer)
            moves.call_back(ticket_id)
        for moves in at:
            moves.undo()
        assert_same(caught_up(office, Audience.HALL, state), state_now(office, Audience.HALL))


def test_what_a_newer_core_tells_more_is_left_out(office: Office) -> None:
    office.issue()
    (event,) = views.missed(office.desk, Audience.HALL, 0).events
    told = event.model_dump(mode="json")
    newer = {**told, "mood": "good", "ticket": {**told["ticket"], "colour": "green"}}
    assert as_told(Event, newer) == event
