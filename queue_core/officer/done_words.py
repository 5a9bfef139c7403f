"""What the desk says once the core has done what was asked."""

from __future__ import annotations

from queue_core.officer.shift import Shift
from queue_core.officer.state import Action
from queue_core.tickets.wire.counters import CounterWork


def done_words(shift: Shift, done: str, before: CounterWork, now: CounterWork) -> str:
    """The sentence of the act; a family that leaves with a book of the reading corner is asked for it."""
    number, counter = now.counter.ticket or before.counter.ticket or "", now.counter
    leaving = done == Action.LEAVE and counter.officer is not None
    words = shift.say("done.closing" if leaving else f"done.{done}", number=number, counter=counter.number)
    if before.book and counter.ticket is None:
        words += " " + shift.say("done.with_book")
    return words
