"""A clock that is set back and on, as often as it likes: no wait, help or turn is told as less than 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.rules.pace import CounterCall, pace_of
from queue_core.tickets.service import asking, assistance, history, views
from queue_core.tickets.service.habits import learned_habits
from queue_core.tickets.wire.assistance import NewHelp
from tests.core.moving import id_of, key_of
from tests.core.office import MORNING, Office
from tests.examples import share

ACTS = 8
INSTANTS = st.integers(0, 240).map(lambda minutes: MORNING + timedelta(minutes=minutes))
calls = st.builds(CounterCall, st.integers(1, 3), INSTANTS, INSTANTS, st.none() | INSTANTS)


@given(st.lists(calls, max_size=12), INSTANTS)
def test_no_turn_takes_less_than_no_time(seen: Sequence[CounterCall], now: datetime) -> None:
    pace = pace_of(seen, now)
    assert pace.counter_minutes >= 0


def visit(office: Office) -> Iterator[None]:
    """A family is helped, called and served, one act at a time."""
    issued = office.issue()
    yield
    help_wanted = NewHelp(kind="come", ticket=id_of(issued))
    asked = asking.ask_at_kiosk(office.desk, office.write(), "kiosk-1", help_wanted)
    yield
    assistance.act_on_request(office.desk, office.write(), "ani", asked.id, HelpVerb.TAKE)
    yield
    office.call()
    yield
    page = views.ticket_page(office.desk, key_of(issued))
    assert page.wait is None or page.wait.half >= 0
    office.act(Verb.START)
    yield
    office.act(Verb.STEP_DONE)
    yield
    office.act(Verb.FINISH)
    yield
    assistance.act_on_request(office.desk, office.write(), "ani", asked.id, HelpVerb.FINISH)
    yield


@settings(max_examples=share(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(INSTANTS, min_size=ACTS, max_size=ACTS), min_size=1, max_size=3))
def test_a_day_of_visits_at_any_instants_teaches_and_tells_no_negative_time(
    office: Office, visits: list[list[datetime]]
) -> None:
    office.clock.now = MORNING
    office.take()
    for instants in visits:
        for _, at in zip(visit(office), instants, strict=True):
            office.clock.now = at
    told = assistance.times(office.desk, MORNING.date(), MORNING.date())
    spreads = [one for kind in told.kinds for one in (kind.until_taken, kind.until_done) if one]
    assert spreads
    assert all(one.median >= 0 for one in spreads)
    past = history.past_day(office.database, office.desk.office, MORNING.date())
    assert all(one.minutes is None or one.minutes >= 0 for one in past)
    profile, now = office.profile, office.clock.now
    found = office.database.read(lambda c: learned_habits(c, profile, MORNING.date(), (3,), now))
    assert found.turn_minutes > 0
    assert found.spread.half >= 0
