"""An officer who vanishes: held, then by the profile's rule, exactly once; and no ticket is ever lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from queue_core.access.rules import Role
from queue_core.foundation.audiences import Audience
from queue_core.foundation.errors import KerakError
from queue_core.foundation.queueing import Vanished
from queue_core.server.presence import Presence
from queue_core.tickets.rules.attendance import Attendance, Finding, Held, Sighting, look
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from queue_core.tickets.service.attendance import Lookout, look_after
from tests.core.http_office import build_live
from tests.core.office import MORNING, Office, rows, token_of
from tests.examples import share

HOLD = timedelta(seconds=30)
seconds = st.integers(0, 120).map(lambda count: MORNING + timedelta(seconds=count))
sightings = st.builds(Sighting, st.booleans(), st.none() | seconds)


@given(st.sampled_from(Attendance), seconds, seconds, sightings, seconds, seconds)
def test_a_hold_is_over_only_after_its_whole_time_and_only_for_who_is_gone(
    attendance: Attendance, taken: datetime, away: datetime, seen: Sighting, now: datetime, core: datetime
) -> None:
    if look(Held(attendance, taken, away), seen, now, HOLD, core) is Finding.HOLD_OVER:
        assert attendance is Attendance.AWAY
        assert not seen.connected
        assert now - away >= HOLD
        assert now - core >= HOLD, "consoles had the same time to come back after the core began"


@given(seconds, st.none() | seconds, seconds, seconds)
def test_who_was_never_seen_since_taking_the_counter_is_never_missed(
    taken: datetime, left: datetime | None, now: datetime, core: datetime
) -> None:
    found = look(Held(Attendance.UNWATCHED, taken), Sighting(connected=False, left_at=left), now, HOLD, core)
    assert found in (None, Finding.LEFT)
    assert (found is Finding.LEFT) == (left is not None and left >= taken)


@dataclass
class Consoles:
    """The consoles of the office as a test says, and the core that watches them."""

    office: Office
    seen: dict[str, Sighting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """The core begins anew and knows no console."""
        self.seen.clear()
        self.core_since = self.office.clock()

    def connect(self, officer: str = "ani") -> None:
        self.seen[officer] = Sighting(connected=True)
        self.look()

    def vanish(self, officer: str = "ani") -> None:
        if officer in self.seen:
            self.seen[officer] = Sighting(connected=False, left_at=self.office.clock())
        self.look()

    def look(self) -> None:
        def sighting(officer: str) -> Sighting:
            return self.seen.get(officer, Sighting(connected=False))

        look_after(self.office.desk, Lookout(sighting, self.core_since, HOLD))

    def wait(self, seconds: float) -> None:
        self.office.clock.forward(seconds=seconds)
        self.look()


@pytest.fixture
def consoles(office: Office) -> Consoles:
    return Consoles(office)


def in_service(consoles: Consoles) -> None:
    """Ani serves A001 at counter 3 with a console; A002 waits."""
    office = consoles.office
    office.take()
    consoles.connect()
    office.issue()
    office.issue()
    office.call()
    office.act(Verb.START)


def keep(office: Office) -> None:
    """The profile says that a ticket stays."""
    queue = office.profile.queue.model_copy(update={"vanished": Vanished.KEEP})
    office.profile = office.profile.model_copy(update={"queue": queue})
    office.close()
    office.open()


def told(office: Office) -> list[str]:
    """What the core did by itself, in the ledger's words."""
    return [str(action) for (action,) in rows(office.path, "SELECT action FROM ledger WHERE actor = 'core'")]


def at_three(office: Office) -> tuple[CounterState, str | None, str | None]:
    view = views.read_counter_work(office.desk, 3).counter
    return view.state, view.officer, view.ticket


def test_a_vanished_officer_is_held_for_and_then_the_ticket_goes_back(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.vanish()
    consoles.wait(29)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", "A001")
    consoles.wait(1)
    assert at_three(consoles.office) == (CounterState.CLOSED, None, None)
    consoles.office.take(1, "budi")
    assert consoles.office.called_number(1, "budi") == "A001"


def test_it_goes_back_exactly_once_and_the_ledger_says_what_happened(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.vanish()
    for _ in range(3):
        consoles.wait(40)
    assert told(consoles.office) == [
        *("officer_here", "officer_away", "officer_vanished"),
        *("counter_closing", "ticket_returned", "counter_closed"),
    ]


def test_by_the_other_rule_counter_and_ticket_are_kept_and_it_is_said_once(consoles: Consoles) -> None:
    keep(consoles.office)
    in_service(consoles)
    consoles.vanish()
    for _ in range(3):
        consoles.wait(40)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", "A001")
    assert told(consoles.office) == ["officer_here", "officer_away", "officer_vanished"]
    consoles.connect()
    assert told(consoles.office)[-1] == "officer_back"


def test_who_comes_back_in_time_finds_everything_as_it_was(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.vanish()
    consoles.wait(20)
    consoles.connect()
    consoles.wait(300)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", "A001")
    assert told(consoles.office) == ["officer_here", "officer_away", "officer_back"]


def test_an_act_over_http_is_a_sign_of_life(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.vanish()
    consoles.wait(20)
    consoles.office.act(Verb.STEP_DONE)
    consoles.wait(29)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", "A001")


def test_an_officer_without_a_console_is_never_missed(consoles: Consoles) -> None:
    consoles.office.take()
    consoles.wait(3600)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", None)
    assert told(consoles.office) == []


def test_a_counter_that_the_profile_no_longer_has_keeps_no_other_from_being_watched(
    consoles: Consoles,
) -> None:
    office = consoles.office
    office.take(1, "budi")
    office.take()
    office.close()
    left = tuple(one for one in office.profile.counters if one.number != 1)
    office.profile = office.profile.model_copy(update={"counters": left})
    office.open()
    consoles.seen["budi"] = Sighting(connected=True)
    consoles.connect()
    assert told(office) == ["officer_here"]


def test_a_break_is_not_touched(consoles: Consoles) -> None:
    consoles.office.take()
    consoles.connect()
    consoles.office.rest()
    consoles.vanish()
    consoles.wait(3600)
    assert at_three(consoles.office) == (CounterState.ON_BREAK, "ani", None)


def test_a_console_killed_between_two_looks_is_missed_all_the_same(consoles: Consoles) -> None:
    consoles.seen["ani"] = Sighting(connected=True)
    consoles.office.take()
    consoles.vanish()
    consoles.wait(30)
    assert at_three(consoles.office) == (CounterState.CLOSED, None, None)


def test_after_a_restart_of_the_core_the_consoles_have_the_same_time_to_come_back(
    consoles: Consoles,
) -> None:
    in_service(consoles)
    consoles.vanish()
    consoles.wait(25)
    consoles.office.clock.forward(hours=1)
    consoles.restart()
    consoles.wait(29)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", "A001")
    consoles.wait(2)
    assert at_three(consoles.office) == (CounterState.CLOSED, None, None)


def test_who_was_there_before_a_restart_and_does_not_come_back_is_missed(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.restart()
    consoles.wait(1)
    consoles.wait(30)
    assert at_three(consoles.office) == (CounterState.CLOSED, None, None)


def test_a_closing_counter_is_closed_when_its_officer_vanishes(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.office.leave()
    consoles.vanish()
    consoles.wait(30)
    assert at_three(consoles.office) == (CounterState.CLOSED, None, None)


def test_a_ticket_of_yesterday_stays_since_no_lane_of_today_is_its_own(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.wait(24 * 3600)
    consoles.vanish()
    consoles.wait(30)
    assert at_three(consoles.office) == (CounterState.OPEN, "ani", "A001")


def test_the_staff_see_since_when_an_officer_is_away_and_the_hall_does_not(consoles: Consoles) -> None:
    in_service(consoles)
    consoles.vanish()
    seen = {
        audience: views.snapshot(consoles.office.desk, audience, speed=1, demonstration=False)
        for audience in Audience
    }
    away = {audience: shot.counters[2].away_since for audience, shot in seen.items()}
    assert away == {Audience.STAFF: consoles.seen["ani"].left_at, Audience.HALL: None}


def test_a_connection_of_an_officer_is_a_console_and_its_end_is_noticed(office: Office) -> None:
    live = build_live(office)
    client = live.connect({"token": token_of(Role.OFFICER)})
    board = live.connect({"token": token_of(Role.BOARD)})
    assert live.presence.sighting("officer").connected
    client.disconnect()
    board.disconnect()
    seen = live.presence.sighting("officer")
    assert (seen.connected, seen.left_at is not None) == (False, True)
    assert live.presence.sighting("board").left_at is None


@pytest.mark.parametrize(("reason", "ago"), [("transport close", 0), ("ping timeout", 10)])
def test_a_console_that_fell_silent_is_gone_since_it_was_asked_in_vain(
    office: Office, reason: str, ago: int
) -> None:
    live = build_live(office)
    live.connect({"token": token_of(Role.OFFICER)})
    server = live.socketio.server
    (wire,) = server.environ
    server.handlers["/"]["disconnect"](server.manager.sid_from_eio_sid(wire, "/"), reason)
    left_at = live.presence.sighting("officer").left_at
    assert left_at is not None
    assert round((office.clock() - left_at).total_seconds()) == ago


def test_an_old_connection_that_is_given_up_dates_no_later_leaving_back(office: Office) -> None:
    presence = Presence(office.clock, silence=timedelta(seconds=10))
    presence.came("before", "ani")
    presence.came("after", "ani")
    presence.went("after")
    left_at = presence.sighting("ani").left_at
    office.clock.forward(seconds=1)
    presence.went("before", silent=True)
    assert presence.sighting("ani").left_at == left_at


def test_a_leaving_after_the_machines_clock_was_set_back_is_not_dated_ahead(office: Office) -> None:
    presence = Presence(office.clock, silence=timedelta(seconds=10))
    for _ in range(2):
        presence.came("connection", "ani")
        presence.went("connection")
        office.clock.forward(hours=-1)
    left_at = presence.sighting("ani").left_at
    assert left_at is not None
    assert round((left_at - office.clock()).total_seconds()) == 3600


OFFICERS = {1: "ani", 2: "budi", 3: "citra"}
PLACES = st.sampled_from(sorted(OFFICERS))


class Shifts(RuleBasedStateMachine):
    """Officers and their consoles do whatever they like."""

    template: ClassVar[Path]
    rule_of_profile: ClassVar[Vanished]

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office(Path(shutil.copy(self.template, Path(self.folder.name) / "office.db")))
        if self.rule_of_profile is Vanished.KEEP:
            keep(self.office)
        self.consoles = Consoles(self.office)
        self.issued = 0
        self.ended = 0

    @rule()
    def issue(self) -> None:
        self.office.issue()
        self.issued += 1

    @rule(number=PLACES, what=st.sampled_from(["take", "take", "rest", "leave", "call", "call"]))
    def mind_the_counter(self, number: int, what: str) -> None:
        office = self.office
        acts = {"take": office.take, "rest": office.rest, "leave": office.leave, "call": office.call}
        self._try(lambda: acts[what](number, OFFICERS[number]))

    @rule(number=PLACES, verb=st.sampled_from([Verb.START, Verb.RETURN]))
    def work(self, number: int, verb: Verb) -> None:
        self._try(lambda: self.office.act(verb, number, OFFICERS[number]))

    @rule(number=PLACES, verb=st.sampled_from([Verb.FINISH, Verb.NO_SHOW]))
    def end(self, number: int, verb: Verb) -> None:
        self.ended += self._try(lambda: self.office.act(verb, number, OFFICERS[number]))

    @rule(number=PLACES)
    def console_comes(self, number: int) -> None:
        self.consoles.connect(OFFICERS[number])

    @rule(number=PLACES)
    def console_goes(self, number: int) -> None:
        self.consoles.vanish(OFFICERS[number])

    @rule(seconds=st.integers(1, 40))
    def wait(self, seconds: int) -> None:
        self.consoles.wait(seconds)

    @rule()
    def restart(self) -> None:
        self.office.close()
        self.office.open()
        self.consoles.restart()

    @invariant()
    def no_ticket_is_lost_or_at_two_counters(self) -> None:
        def count(state: str) -> int:
            return len(rows(self.office.path, f"SELECT 1 FROM ticket WHERE state {state}"))

        assert count("= 'waiting'") + count("IN ('called', 'serving')") + self.ended == self.issued
        at_two = (
            "SELECT 1 FROM ticket WHERE state IN ('called', 'serving') GROUP BY counter HAVING count(*) > 1"
        )
        assert rows(self.office.path, at_two) == []
        orphaned = "SELECT 1 FROM ticket JOIN counter ON counter.number = ticket.counter WHERE"
        orphaned += " ticket.state IN ('called', 'serving') AND counter.state NOT IN ('open', 'closing')"
        assert rows(self.office.path, orphaned) == []

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except KerakError:
            return False
        return True

    def teardown(self) -> None:
        self.office.close()
        self.folder.cleanup()


@pytest.mark.parametrize("rule_of_profile", list(Vanished))
def test_whatever_officers_and_consoles_do_no_ticket_is_lost(
    staffed: Path, rule_of_profile: Vanished
) -> None:
    Shifts.template, Shifts.rule_of_profile = staffed, rule_of_profile
    run_state_machine_as_test(
        Shifts, settings=settings(max_examples=share(8), stateful_step_count=40, deadline=None)
    )
