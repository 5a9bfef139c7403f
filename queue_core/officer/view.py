"""What the desk shows, as values: the steps against their standard, the lanes that wait, what went wrong.

Pure: instants come in as arguments; the widgets only lay it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_core.client.state import QueueState
from queue_core.foundation.profile import Profile, Step
from queue_core.foundation.queueing import Lane
from queue_core.sop.rules.clocks import Verdict, late_by, used, verdict
from queue_core.sop.wire import StepView
from queue_core.tickets.rules.choice import choose_next
from queue_core.tickets.rules.policy import Candidate
from queue_core.tickets.wire.choice import lane_policy
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import TicketView

SLIP_REPORTED, PRINTED = "slip_reported", "printed"
NOTICES_KEPT = 3
HOUR = 3600


@dataclass(frozen=True)
class StepRow:
    """One step of the standard; `used` is None while it lies ahead, `paused` says why it stands still."""

    step: Step
    used: timedelta | None = None
    done: bool = False
    share: float = 0.0
    verdict: Verdict = Verdict.ON_TIME
    over: timedelta | None = None
    paused: str | None = None


def step_rows(standard: Iterable[Step], steps: Sequence[StepView], now: datetime) -> list[StepRow]:
    """The whole standard with what has been used of it."""
    begun = {view.step: view for view in steps}
    return [_row(step, begun[step.key], now) if step.key in begun else StepRow(step) for step in standard]


def _row(step: Step, view: StepView, now: datetime) -> StepRow:
    clock = view.clock()
    taken = used(clock, now)
    return StepRow(
        step,
        used=taken,
        done=view.finished_at is not None,
        share=taken / clock.allowed,
        verdict=verdict(clock, now),
        over=late_by(clock, now) or None,
        paused=view.paused.reason if view.paused else None,
    )


@dataclass(frozen=True)
class LaneRow:
    """One lane that waits: its numbers in order, and how long the first has waited."""

    lane: Lane
    served_here: bool
    numbers: tuple[str, ...]
    oldest: timedelta | None


def lane_rows(profile: Profile, state: QueueState, counter: int, now: datetime) -> list[LaneRow]:
    """Every lane of the office, those of this counter first."""
    place = profile.counter(counter)
    here = place.lanes if place else ()
    lanes = sorted(profile.lanes, key=lambda lane: lane.letter not in here)
    return [_lane_row(lane, lane.letter in here, state.waiting(lane.letter), now) for lane in lanes]


def _lane_row(lane: Lane, served_here: bool, waiting: Sequence[TicketView], now: datetime) -> LaneRow:
    since = min((ticket.issued_at for ticket in waiting), default=None)
    oldest = max(now - since, timedelta()) if since else None
    return LaneRow(lane, served_here, tuple(ticket.number for ticket in waiting), oldest)


def next_number(profile: Profile, state: QueueState, counter: int, now: datetime) -> str | None:
    """Who would be called next at this counter, by the queue's own rule.

    Under the ratio policy as far as the latest calls that the console knows tell whose turn it is.
    """
    place = profile.counter(counter)
    heads = [_head(state, counter, letter) for letter in place.lanes] if place else []
    by_id = {head.id or 0: head for some in heads for head in some}
    candidates = (
        Candidate(key, profile.lane(head.waits_in).priority, head.rank_at, head.waits_in)
        for key, head in by_id.items()
    )
    latest = [profile.lane(call.waits_in).priority for call in state.calls if call.counter == counter]
    chosen = choose_next(candidates, lane_policy(profile.queue), now, latest)
    return by_id[chosen.ticket.ticket_id].number if chosen else None


def _head(state: QueueState, counter: int, letter: str) -> list[TicketView]:
    return [one for one in state.waiting(letter) if state.may_call(counter, one)][:1]


def left_behind(state: QueueState, me: str) -> list[CounterView]:
    """The counters whose officer's console is gone, one's own excepted."""
    views = (state.counters[number] for number in sorted(state.counters))
    return [view for view in views if view.away_since is not None and view.officer != me]


@dataclass(frozen=True)
class Notice:
    """A slip that did not come out of a kiosk's printer."""

    number: str
    device: str
    outcome: str
    at: datetime


def notices_after(notices: tuple[Notice, ...], events: Iterable[Event]) -> tuple[Notice, ...]:
    """The latest slips that failed, newest first; one that was printed after all is taken away."""
    for event in events:
        if event.action != SLIP_REPORTED or event.ticket is None or event.slip is None:
            continue
        number = event.ticket.number
        notices = tuple(notice for notice in notices if notice.number != number)
        if event.slip.outcome != PRINTED:
            fresh = Notice(number, event.slip.device, event.slip.outcome, event.at)
            notices = (fresh, *notices)[:NOTICES_KEPT]
    return notices


def mm_ss(span: timedelta) -> str:
    """A span as 4:12, and as 1:04:12 from an hour on."""
    seconds = max(int(span.total_seconds()), 0)
    rest = f"{seconds % HOUR // 60:02d}:{seconds % 60:02d}"
    return f"{seconds // HOUR}:{rest}" if seconds >= HOUR else rest.removeprefix("0")


def whole_minutes(span: timedelta) -> int:
    """The whole minutes of a span."""
    return max(int(span.total_seconds() // 60), 0)
