"""Whether the machine's clock is believed: a wrong day ends queues, and destroys what nobody can bring back.

A clock that moved further than the time that has passed is doubted, and so is one that a start finds far past
what was written last. It is believed once it has stood by its word: time synchronisation has had its chance.
One that lands near what earlier days have written need not stand a whole day: not every machine runs for one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

JUMP = timedelta(minutes=5)
"""So much further than the time that has passed a clock may move: synchronisation mends less in one go."""
FAR = timedelta(days=30)
"""No office is closed for so long, so that a clock this far past the last entry is more likely wrong."""
STANDS = timedelta(minutes=15)
"""So long a doubted clock has to stand by its word."""
STANDS_FAR = timedelta(days=1)
"""So long one has to that is far off before anything is destroyed: people have worked a day with it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Doubt:
    """Since when a clock is doubted, in monotonic seconds, and up to which lead it would be believed."""

    since: float
    bound: timedelta
    far: bool


@dataclass(frozen=True)
class ClockTrust:
    """How far the clock led the monotonic one when it was looked at last, and whether it is doubted."""

    lead: timedelta
    doubt: Doubt | None = None


def at_start(
    now: datetime, monotonic: float, last: datetime | None, near: datetime | None = None
) -> ClockTrust:
    """What is thought of a clock at a start.

    `last` is when the last entry was written, `near` the last one near the clock; None where there is none.
    One near it makes the doubt short, but does not end it: a clock that is wrong at every start has written
    near itself before, each time until it was set.
    """
    lead = _lead(now, monotonic)
    if not far_past(now, last):
        return ClockTrust(lead)
    return ClockTrust(lead, Doubt(monotonic, lead - (now - (last or now)) + FAR, far=near is None))


def far_past(now: datetime, last: datetime | None) -> bool:
    """Whether a clock stands so far past the last entry that it is doubted."""
    return last is not None and now - last > FAR


def look(trust: ClockTrust, now: datetime, monotonic: float) -> ClockTrust:
    """What is thought of the clock at the next look; monotonic in seconds."""
    lead = _lead(now, monotonic)
    doubt = trust.doubt
    if doubt is not None and (lead <= doubt.bound or _has_stood(doubt, monotonic, _longest(doubt))):
        doubt = None
    moved = lead - trust.lead
    if doubt is not None and abs(moved) > JUMP:
        doubt = replace(doubt, since=monotonic, far=doubt.far or lead - doubt.bound > FAR)
    elif doubt is None and moved > JUMP:
        doubt = Doubt(monotonic, trust.lead + JUMP, far=moved > FAR)
    return ClockTrust(lead, doubt)


def began_far(before: ClockTrust, after: ClockTrust) -> bool:
    """Whether the latest look found a move that has to stand longest."""
    doubt = after.doubt
    return doubt is not None and doubt.far and (before.doubt is None or before.doubt.since != doubt.since)


def vouched(trust: ClockTrust, near: datetime | None) -> ClockTrust:
    """What is thought of a clock that moved far: an entry near it tells that it was as far behind before."""
    if trust.doubt is None or near is None:
        return trust
    return replace(trust, doubt=replace(trust.doubt, far=False))


def is_believed(trust: ClockTrust, monotonic: float) -> bool:
    """Whether the day is ended that the clock says is over."""
    return trust.doubt is None or _has_stood(trust.doubt, monotonic, STANDS)


def may_destroy(trust: ClockTrust, monotonic: float) -> bool:
    """Whether what the clock says is kept for too long may be destroyed."""
    return trust.doubt is None or _has_stood(trust.doubt, monotonic, _longest(trust.doubt))


def _longest(doubt: Doubt) -> timedelta:
    return STANDS_FAR if doubt.far else STANDS


def _has_stood(doubt: Doubt, monotonic: float, time: timedelta) -> bool:
    return monotonic - doubt.since >= time.total_seconds()


def _lead(now: datetime, monotonic: float) -> timedelta:
    return now - _EPOCH - timedelta(seconds=monotonic)
