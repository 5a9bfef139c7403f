"""Quiet emergency calls on the console: which are shown, and when the keys mean one.

Pure: the queue's state and monotonic times come in.
"""

from __future__ import annotations

from queue_core.client.state import QueueState
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.emergency import EmergencyView

TWICE_SECONDS = 2.0
"""Within so long the keys have to be pressed twice."""


def alarms(state: QueueState, me: str) -> list[CounterView]:
    """The counters whose call nobody has seen yet, one's own excepted."""
    views = (state.counters[number] for number in sorted(state.counters))
    return [one for one in views if (call := one.emergency) and call.seen_at is None and call.raised_by != me]


def my_call(state: QueueState, me: str) -> EmergencyView | None:
    """One's own latest call, as long as a counter tells of it."""
    calls = (view.emergency for view in state.counters.values())
    mine = [call for call in calls if call is not None and call.raised_by == me]
    return max(mine, key=lambda call: call.raised_at, default=None)


def pressed_twice(before: float | None, now: float) -> bool:
    """Whether this press and the one before are meant as one call."""
    return before is not None and now - before <= TWICE_SECONDS
