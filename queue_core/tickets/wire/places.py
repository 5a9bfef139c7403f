"""What travels to many families' phones at once: how places have changed."""

from __future__ import annotations

from pydantic import Field

from queue_core.foundation.toml_model import Frozen


class PlaceShift(Frozen):
    """From so many ahead on, up to the next shift, `by` more are ahead."""

    ahead: int
    by: int


class WaitRule(Frozen):
    """What a page reckons its wait from, as `tickets/rules/waiting.py` does: short however long the line is.

    Nobody waits for a counter while fewer than `free` are ahead; else minutes are expected that are
    (ahead - free + beside) x turn_minutes / counters. Told are `half` and `nine_in_ten` times that, each to
    the nearest `step`, the first at least one step, the second at least one step more.
    """

    counters: int
    free: int
    beside: float
    turn_minutes: float
    half: float
    nine_in_ten: float
    step: int


class PlaceNews(Frozen):
    """What changed for everybody who waits in a lane for the same counters; `seq` has no gaps among them."""

    seq: int
    shifts: tuple[PlaceShift, ...]
    wait: WaitRule | None = Field(description="null while no counter is open")


class PagePulse(Frozen):
    """The heads of the two sequences that a page hears, so that a lost last message is noticed.

    `seq` counts its own messages, `place_seq` the PlaceNews of its group; None for a page that hears none.
    """

    seq: int
    place_seq: int | None
