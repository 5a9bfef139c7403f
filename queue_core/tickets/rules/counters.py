"""A counter's states and legal moves. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CounterState(StrEnum):
    """Whether a counter calls people."""

    CLOSED = "closed"
    OPEN = "open"
    ON_BREAK = "on_break"
    CLOSING = "closing"
    """Calls nobody any more; the ticket that is there is brought to its end, and then it is closed."""


class CounterVerb(StrEnum):
    """What happens to a counter."""

    OPEN = "open"
    BREAK = "break"
    CLOSE = "close"
    EMPTIED = "emptied"
    """No ticket is at the counter any more."""
    UNDO = "undo"
    """The end of the ticket that emptied it is taken back."""


COUNTER_MOVES: Mapping[tuple[CounterState, CounterVerb], CounterState] = {
    (CounterState.CLOSED, CounterVerb.OPEN): CounterState.OPEN,
    (CounterState.CLOSED, CounterVerb.UNDO): CounterState.CLOSING,
    (CounterState.OPEN, CounterVerb.OPEN): CounterState.OPEN,
    (CounterState.OPEN, CounterVerb.BREAK): CounterState.ON_BREAK,
    (CounterState.OPEN, CounterVerb.CLOSE): CounterState.CLOSING,
    (CounterState.ON_BREAK, CounterVerb.OPEN): CounterState.OPEN,
    (CounterState.ON_BREAK, CounterVerb.CLOSE): CounterState.CLOSING,
    (CounterState.CLOSING, CounterVerb.OPEN): CounterState.OPEN,
    (CounterState.CLOSING, CounterVerb.EMPTIED): CounterState.CLOSED,
}
"""Every legal move. What is not in this table is refused. An open counter is opened by who takes it over."""

SERVING_STATES = frozenset({CounterState.OPEN, CounterState.CLOSING})
"""Where a ticket can be in service."""
AWAITED_STATES = frozenset({CounterState.OPEN})
"""A ticket handed to such a counter waits for it alone; otherwise whoever serves its lane may call it."""


class IllegalCounterMove(ValueError):
    """The verb does not apply to a counter in this state."""


def move_counter(state: CounterState, verb: CounterVerb) -> CounterState:
    """The state after the verb. Raises IllegalCounterMove when the table has no such move."""
    try:
        return COUNTER_MOVES[state, verb]
    except KeyError:
        raise IllegalCounterMove(f"a counter that is {state} cannot {verb}") from None


def settled(state: CounterState, *, busy: bool) -> CounterState:
    """Where a counter comes to by itself: one that is closing is closed once no ticket is there."""
    if state is CounterState.CLOSING and not busy:
        return move_counter(state, CounterVerb.EMPTIED)
    return state


def state_changes() -> frozenset[tuple[CounterState, CounterState]]:
    """Every pair of states that some verb leads from and to, at a counter with a ticket or without one."""
    ends = (
        (at, settled(after, busy=busy)) for (at, _), after in COUNTER_MOVES.items() for busy in (True, False)
    )
    return frozenset((at, after) for at, after in ends if at is not after)
