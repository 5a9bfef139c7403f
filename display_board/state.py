"""What the board shows and says, worked out from the queue as the core tells it.

Pure: the link, the profile and the state of the sound come in; one value to paint goes out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from textwrap import shorten
from zlib import crc32

from queue_core.client.order import callable_now, calling_order, may_call, open_counters
from queue_core.client.state import Link, QueueState
from queue_core.foundation.clock import business_day
from queue_core.foundation.profile import Profile
from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.hours import after_closing, spans_on
from queue_core.tickets.rules.life import WITHDRAWN_STATES, TicketState
from queue_core.tickets.wire.corner import BookOfTheDay, ColouredShelf
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.tickets import TicketView, Wait

FRESH = timedelta(seconds=60)
"""A call that was missed is spoken only while it is younger than this."""
NEXT_SHOWN = 4
NAME_SHOWN, AUTHORS_SHOWN = 54, 40
"""Signs of the book of the day: two lines and one beside what is ready."""
RENDERED_AHEAD = 2
"""For each open counter, the sentences of so many families are rendered before they are called."""


class Call(Frozen):
    """One call. The same ticket called again is another call."""

    number: str
    counter: int
    times: int
    called_at: datetime
    still: bool
    """The family has not come to the counter yet."""


class CounterLine(Frozen):
    """A counter, and whom it serves."""

    number: int
    state: CounterState
    ticket: str | None


class LaneLine(Frozen):
    """A lane by its letter and public name, and how many wait in it."""

    letter: str
    name: str
    waiting: int
    wait: Wait | None
    """Of a family that would come now; None while no counter serves the lane."""


class Sound(Frozen):
    """What the loudspeaker does: the number being spoken, or the cause why nothing is heard."""

    speaking: str | None = None
    trouble: str | None = None


class BookLine(Frozen):
    """The book of the day, in words that fit. `cover` is the address of its picture, another for another."""

    name: str
    authors: str
    shelf: ColouredShelf | None
    cover: str | None


class BoardView(Frozen):
    """Everything that the page paints."""

    connected: bool
    refused: bool
    age: float
    """Seconds since the core was last heard."""
    sound: Sound
    office: str = ""
    zone: str = ""
    at: datetime | None = None
    """The core's clock; None as long as the core has never been heard."""
    speed: float = 1.0
    demonstration: bool = False
    calls: tuple[Call, ...] = ()
    counters: tuple[CounterLine, ...] = ()
    next: tuple[str, ...] = ()
    lanes: tuple[LaneLine, ...] = ()
    after_hours: bool = False
    """Closed for the day with people still waiting: they are served."""
    ready: tuple[str, ...] = ()
    """Register numbers of what can be fetched, newest first."""
    book: BookLine | None = None


def paint(link: Link, profile: Profile | None, language: str, sound: Sound, monotonic: float) -> BoardView:
    """What the page shows now."""
    view = BoardView(
        connected=link.connected,
        refused=link.refused is not None,
        age=round(link.age(monotonic), 1),
        sound=sound,
    )
    state = link.state
    if profile is None or state is None:
        return view
    now = link.now(monotonic)
    order = calling_order(state, profile, now) if now else []
    shown = {
        "office": profile.office.name,
        "zone": profile.office.timezone,
        "at": now,
        "speed": state.speed,
        "demonstration": state.demonstration,
        "calls": tuple(call for ticket in state.calls if (call := call_of(ticket))),
        "counters": tuple(_counter(state.counters[number]) for number in sorted(state.counters)),
        "next": tuple(ticket.number for ticket in callable_now(order, state)[:NEXT_SHOWN]),
        "lanes": tuple(
            LaneLine(
                letter=lane.letter,
                name=lane.name.get(language) or next(iter(lane.name.values())),
                waiting=len(state.waiting(lane.letter)),
                wait=link.waits.get(lane.letter),
            )
            for lane in profile.lanes
        ),
        "after_hours": bool(order) and _closed_for_the_day(profile, link.now(monotonic)),
        "ready": state.ready,
        "book": state.book_of_the_day and _book(state.book_of_the_day),
    }
    return view.model_copy(update=shown)


def _closed_for_the_day(profile: Profile, now: datetime | None) -> bool:
    """Whether every service has closed for the day; where hours are only told, none has."""
    if now is None or profile.queue.issue_outside_hours:
        return False
    day, zone = business_day(now, profile.office.zone), profile.office.zone
    every = ((service.hours or profile.hours) for service in profile.services)
    return all(after_closing(now, spans_on(day, hours, zone, timedelta())) for hours in every)


def call_of(ticket: TicketView | None) -> Call | None:
    """The latest call of a ticket; None when it was never called, or goes home without a service."""
    if ticket is None or ticket.counter is None or ticket.called_at is None:
        return None
    if ticket.state in WITHDRAWN_STATES:
        return None
    return Call(
        number=ticket.number,
        counter=ticket.counter,
        times=ticket.calls,
        called_at=ticket.called_at,
        still=ticket.state is TicketState.CALLED,
    )


def calls_to_speak(before: QueueState | None, after: QueueState, now: datetime) -> list[Call]:
    """The calls that came between two states and still hold, oldest first.

    One that is heard live is always fresh; of those that were missed, the stale ones stay unspoken. Nothing
    is spoken when there is no state before: what was called before this program started may have been heard.
    """
    if before is None:
        return []
    oldest = now - FRESH * after.speed
    calls = [
        call
        for number, ticket in after.tickets.items()
        if (call := call_of(ticket)) and call.still and not _same(call, call_of(before.tickets.get(number)))
    ]
    return sorted((call for call in calls if call.called_at >= oldest), key=lambda call: call.called_at)


def _same(call: Call, other: Call | None) -> bool:
    """Whether it is the same call, however it went on: a no-show that was undone is not called again."""
    return other is not None and other.model_copy(update={"still": call.still}) == call


def likely_calls(state: QueueState, profile: Profile, now: datetime) -> list[tuple[str, int]]:
    """The numbers that each open counter may call next, with that counter; the nearest first."""
    order = calling_order(state, profile, now)
    lines = [
        [(ticket.number, counter.number) for ticket in order if may_call(state, counter, ticket)]
        for counter in open_counters(state)
    ]
    return [line[place] for place in range(RENDERED_AHEAD) for line in lines if place < len(line)]


def _counter(counter: CounterView) -> CounterLine:
    return CounterLine(number=counter.number, state=counter.state, ticket=counter.ticket)


def _book(book: BookOfTheDay) -> BookLine:
    cover = f"/cover/{crc32(book.cover.encode())}" if book.cover else None
    name, authors = (
        shorten(words, most, placeholder=" …")
        for words, most in ((book.name, NAME_SHOWN), (", ".join(book.authors), AUTHORS_SHOWN))
    )
    return BookLine(name=name, authors=authors, shelf=book.shelf, cover=cover)
