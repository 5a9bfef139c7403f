"""A quiet emergency call: every console hears of it until one has seen it, and the hall never does."""

from __future__ import annotations

import pytest

from queue_core.client.state import from_snapshot, reduce
from queue_core.foundation.audiences import Audience
from queue_core.tickets.errors import UnknownCounter
from queue_core.tickets.service import emergency, views
from queue_core.tickets.wire.emergency import EmergencyView
from tests.core.office import Office, rows


def call(office: Office, number: int = 3, officer: str = "ani") -> EmergencyView | None:
    work = emergency.raise_alarm(office.desk, office.write(f"account:{officer}"), officer, number)
    return work.counter.emergency


def see(office: Office, number: int = 3, officer: str = "budi") -> EmergencyView | None:
    work = emergency.acknowledge(office.desk, office.write(f"account:{officer}"), officer, number)
    return work.counter.emergency


def told(office: Office) -> list[tuple[object, ...]]:
    return rows(office.path, "SELECT action, actor FROM ledger WHERE action LIKE 'emergency%' ORDER BY id")


def test_a_call_stands_until_somebody_has_seen_it_and_the_ledger_says_who(office: Office) -> None:
    office.take()
    raised = call(office)
    assert raised is not None
    assert (raised.raised_by, raised.seen_by) == ("ani", None)
    seen = see(office)
    assert seen is not None
    assert (seen.seen_by, seen.seen_at is not None) == ("budi", True)
    assert told(office) == [("emergency_raised", "account:ani"), ("emergency_seen", "account:budi")]


def test_a_second_press_is_the_same_call_and_the_first_to_see_it_counts(office: Office) -> None:
    call(office)
    call(office)
    see(office, officer="budi")
    seen = see(office, officer="citra")
    assert seen is None or seen.seen_by == "budi"
    assert len(told(office)) == 2


def test_after_it_was_seen_another_call_can_be_made(office: Office) -> None:
    call(office)
    see(office)
    again = call(office)
    assert again is not None
    assert again.seen_at is None


def test_a_call_needs_no_open_counter_and_outlives_its_changes_until_it_is_seen(office: Office) -> None:
    call(office)
    office.take()
    office.rest()
    office.leave()
    unseen = views.read_counter_work(office.desk, 3).counter.emergency
    assert unseen is not None
    see(office)
    office.take()
    assert views.read_counter_work(office.desk, 3).counter.emergency is None


def test_a_counter_that_the_office_does_not_have_cannot_call(office: Office) -> None:
    for act in (call, see):
        with pytest.raises(UnknownCounter):
            act(office, 42)


@pytest.mark.parametrize("audience", list(Audience))
def test_only_the_staff_hear_of_it_by_snapshot_and_by_event(office: Office, audience: Audience) -> None:
    before = from_snapshot(views.snapshot(office.desk, audience, speed=1, demonstration=False))
    call(office)
    office.take()
    state = before
    for event in views.missed(office.desk, audience, before.seq).events:
        assert audience is Audience.STAFF or "emergency" not in event.action
        state = reduce(state, event)
    fresh = from_snapshot(views.snapshot(office.desk, audience, speed=1, demonstration=False))
    assert state == fresh
    assert (fresh.counters[3].emergency is not None) == (audience is Audience.STAFF)
