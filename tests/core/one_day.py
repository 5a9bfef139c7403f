"""A day on which families and officers do whatever they like; Hypothesis makes it up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from queue_core.client.state import QueueState, from_snapshot
from queue_core.foundation.audiences import Audience
from queue_core.foundation.errors import KerakError
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import asking, assistance, overnight, views
from queue_core.tickets.wire.assistance import NewHelp
from tests.core.moving import Moves
from tests.core.office import MORNING, Office
from tests.core.waiting_count import assert_counted

OFFICERS = {1: "ani", 2: "budi", 3: "citra"}
PLACES = st.sampled_from(sorted(OFFICERS))
WORK = [Verb.RECALL, Verb.START, Verb.STEP_DONE, Verb.NO_SHOW, Verb.FINISH, Verb.RETURN]
"""What the counter's own keys do to its ticket."""
DAY = timedelta(days=1)


def state_now(office: Office, audience: Audience) -> QueueState:
    return from_snapshot(views.snapshot(office.desk, audience, speed=1, demonstration=False))


def as_shown(state: QueueState) -> QueueState:
    """Without the calls that are kept beyond what a screen shows."""
    return replace(state, kept_calls=state.calls)


def assert_same(carried: QueueState, fresh: QueueState) -> None:
    assert as_shown(carried) == as_shown(fresh)
    assert list(carried.help) == list(fresh.help), "in the order of asking"
    assert list(carried.tickets) == list(fresh.tickets), "in the order of issue"


class OneDay(RuleBasedStateMachine):
    """Every move of tickets, counters and help; who looks on adds what they look at."""

    template: ClassVar[Path]

    def begin(self) -> None:
        """Opens the office; who looks on begins with it."""
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office(Path(shutil.copy(self.template, Path(self.folder.name) / "office.db")))

    @invariant()
    def who_waits_is_counted(self) -> None:
        assert_counted(self.office.path)

    @rule(service=st.sampled_from(["kia", "documents", "assisted"]), priority=st.booleans())
    def issue(self, service: str, priority: bool) -> None:
        self.office.issue(service, "elderly" if priority else None)

    @rule(number=PLACES, last=st.sampled_from([Verb.NO_SHOW, Verb.FINISH]))
    def serve(self, number: int, last: Verb) -> None:
        """A whole service, or the family does not come."""
        verbs = [Verb.START, Verb.FINISH] if last is Verb.FINISH else [Verb.NO_SHOW]
        attempt(lambda: self.office.call(number, OFFICERS[number]))
        for verb in verbs:
            attempt(partial(self.office.act, verb, number, OFFICERS[number]))

    @rule(number=PLACES, verb=st.sampled_from(["take", "rest", "leave", "call", "call", "call"]))
    def mind_the_counter(self, number: int, verb: str) -> None:
        office = self.office
        acts = {"take": office.take, "rest": office.rest, "leave": office.leave, "call": office.call}
        attempt(lambda: acts[verb](number, OFFICERS[number]))

    @rule(number=PLACES, verb=st.sampled_from(WORK))
    def work(self, number: int, verb: Verb) -> None:
        attempt(lambda: self.office.act(verb, number, OFFICERS[number]))

    @rule(number=PLACES, move=st.sampled_from(["park", "transfer", "hand_on", "undo"]))
    def move_at_counter(self, number: int, move: str) -> None:
        moves = Moves(self.office, number, OFFICERS[number])
        acts = {
            "park": moves.park,
            "transfer": lambda: moves.transfer(service="documents"),
            "hand_on": lambda: moves.transfer(counter=number % 3 + 1),
            "undo": moves.undo,
        }
        attempt(acts[move])

    @rule(number=PLACES, ticket=st.integers(1, 5), move=st.sampled_from(["back", "call", "cancel", "void"]))
    def move_a_ticket(self, number: int, ticket: int, move: str) -> None:
        moves = Moves(self.office, number, OFFICERS[number])
        acts = {
            "back": moves.put_back,
            "call": moves.call_back,
            "cancel": moves.cancel,
            "void": moves.make_void,
        }
        attempt(lambda: acts[move](ticket))

    @rule(number=PLACES)
    def take_over(self, number: int) -> None:
        attempt(lambda: self.office.take(number, "head", may_take_over=True))

    @rule(kind=st.sampled_from(["come", "wheelchair"]), ticket=st.none() | st.integers(1, 3))
    def ask_for_help(self, kind: str, ticket: int | None) -> None:
        new = NewHelp(kind=kind, ticket=ticket)
        attempt(lambda: asking.ask_at_kiosk(self.office.desk, self.office.write(), "kiosk-1", new))

    @rule(request_id=st.integers(1, 4), verb=st.sampled_from(list(HelpVerb)))
    def help(self, request_id: int, verb: HelpVerb) -> None:
        desk, write = self.office.desk, self.office.write()
        attempt(lambda: assistance.act_on_request(desk, write, "ani", request_id, verb))

    @rule(minutes=st.integers(0, 30))
    def wait(self, minutes: int) -> None:
        self.office.clock.forward(minutes=minutes / 10)

    @rule(looked=st.booleans())
    def sleep(self, looked: bool) -> None:
        """It is the next morning; the core may not have looked yet what the night has ended."""
        office = self.office
        office.clock.now = MORNING + (office.clock.now - MORNING) // DAY * DAY + DAY
        if looked:
            overnight.end_earlier_days(office.desk)

    @rule()
    def restart(self) -> None:
        self.office.close()
        self.office.open()

    def teardown(self) -> None:
        self.office.close()
        self.folder.cleanup()


def attempt(act: Callable[[], object]) -> None:
    """Does it, if it can be done now."""
    try:
        act()
    except KerakError:
        return


def play(machine: type[OneDay], template: Path, days: int) -> None:
    machine.template = template
    run_state_machine_as_test(machine, settings=settings(max_examples=days, stateful_step_count=30))
