"""A snapshot and the events after it are the same as a fresh snapshot, for every audience, at any moment."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from queue_core.client.state import QueueState, follows, from_snapshot, reduce
from queue_core.foundation.audiences import Audience
from queue_core.foundation.errors import KerakError
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import asking, assistance, views
from queue_core.tickets.wire.assistance import NewHelp
from tests.core.moving import Moves
from tests.core.office import Office, rows
from tests.examples import share

OFFICERS = {1: "ani", 2: "budi", 3: "citra"}
PLACES = st.sampled_from(sorted(OFFICERS))


def state_now(office: Office, audience: Audience) -> QueueState:
    return from_snapshot(views.snapshot(office.desk, audience, speed=1, demonstration=False))


def caught_up(office: Office, audience: Audience, state: QueueState) -> QueueState:
    """The state carried on by every event since."""
    for event in views.missed(office.desk, audience, state.seq).events:
        assert follows(state, event.seq)
        state = reduce(state, event)
    return state


def assert_same(carried: QueueState, fresh: QueueState) -> None:
    assert carried == fresh
    assert list(carried.help) == list(fresh.help), "in the order of asking"
    assert list(carried.tickets) == list(fresh.tickets), "in the order of issue"


class OneDay(RuleBasedStateMachine):
    """Families and officers do whatever they like; clients have looked at whatever moment they like."""

    template: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office(Path(shutil.copy(self.template, Path(self.folder.name) / "office.db")))
        self.clients = {audience: [state_now(self.office, audience)] for audience in Audience}

    @rule(service=st.sampled_from(["kia", "documents", "assisted"]), priority=st.booleans())
    def issue(self, service: str, priority: bool) -> None:
        self.office.issue(service, "elderly" if priority else None)

    @rule(number=PLACES, verb=st.sampled_from(["take", "rest", "leave", "call", "call", "call"]))
    def mind_the_counter(self, number: int, verb: str) -> None:
        office = self.office
        acts = {"take": office.take, "rest": office.rest, "leave": office.leave, "call": office.call}
        self._try(lambda: acts[verb](number, OFFICERS[number]))

    @rule(number=PLACES, verb=st.sampled_from(list(Verb)))
    def work(self, number: int, verb: Verb) -> None:
        self._try(lambda: self.office.act(verb, number, OFFICERS[number]))

    @rule(number=PLACES, move=st.sampled_from(["park", "transfer", "hand_on", "undo"]))
    def move_at_counter(self, number: int, move: str) -> None:
        moves = Moves(self.office, number, OFFICERS[number])
        acts = {
            "park": moves.park,
            "transfer": lambda: moves.transfer(service="documents"),
            "hand_on": lambda: moves.transfer(counter=number % 3 + 1),
            "undo": moves.undo,
        }
        self._try(acts[move])

    @rule(number=PLACES, ticket=st.integers(1, 5), move=st.sampled_from(["back", "call", "cancel", "void"]))
    def move_a_ticket(self, number: int, ticket: int, move: str) -> None:
        moves = Moves(self.office, number, OFFICERS[number])
        acts = {
            "back": moves.put_back,
            "call": moves.call_back,
            "cancel": moves.cancel,
            "void": moves.make_void,
        }
        self._try(lambda: acts[move](ticket))

    @rule(number=PLACES)
    def take_over(self, number: int) -> None:
        self._try(lambda: self.office.take(number, "head", may_take_over=True))

    @rule(kind=st.sampled_from(["come", "wheelchair"]), ticket=st.none() | st.integers(1, 3))
    def ask_for_help(self, kind: str, ticket: int | None) -> None:
        new = NewHelp(kind=kind, ticket=ticket)
        self._try(lambda: asking.ask_at_kiosk(self.office.desk, self.office.write(), "kiosk-1", new))

    @rule(request_id=st.integers(1, 4), verb=st.sampled_from(list(HelpVerb)))
    def help(self, request_id: int, verb: HelpVerb) -> None:
        desk, write = self.office.desk, self.office.write()
        self._try(lambda: assistance.act_on_request(desk, write, "ani", request_id, verb))

    @rule(minutes=st.integers(0, 30))
    def wait(self, minutes: int) -> None:
        self.office.clock.forward(minutes=minutes / 10)

    @rule()
    def look(self) -> None:
        for audience, states in self.clients.items():
            states.append(state_now(self.office, audience))

    @rule()
    def restart(self) -> None:
        self.office.close()
        self.office.open()

    @invariant()
    def every_client_knows_what_a_fresh_one_knows(self) -> None:
        for audience, states in self.clients.items():
            fresh = state_now(self.office, audience)
            for state in states:
                assert_same(caught_up(self.office, audience, state), fresh)

    @invariant()
    def nothing_is_called_twice_or_lost(self) -> None:
        path = self.office.path
        assert rows(path, "SELECT 1 FROM ticket GROUP BY day, lane, serial HAVING count(*) > 1") == []
        assert rows(path, "SELECT 1 FROM ticket GROUP BY day, lane HAVING max(serial) <> count(*)") == []

    def _try(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]  # a call without arguments
        except KerakError:
            return

    def teardown(self) -> None:
        self.office.close()
        self.folder.cleanup()


def play_days(template: Path, days: int) -> None:
    OneDay.template = template
    run_state_machine_as_test(OneDay, settings=settings(max_examples=days, stateful_step_count=30))


def test_a_snapshot_and_its_events_are_a_fresh_snapshot(staffed: Path) -> None:
    play_days(staffed, share(6))


@pytest.mark.soak
def test_a_snapshot_and_its_events_are_a_fresh_snapshot_on_many_days(staffed: Path) -> None:
    play_days(staffed, 500)


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
