"""A ticket's states and legal moves. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket is in its life."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"


class Verb(StrEnum):
    """What an officer does to a ticket."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    STEP_DONE = "step_done"
    NO_SHOW = "no_show"
    FINISH = "finish"
    RETURN = "return"
    """Back to waiting, at the place that it had: the head of its lane."""


MOVES: Mapping[tuple[TicketState, Verb], TicketState] = {
    (TicketState.WAITING, Verb.CALL): TicketState.CALLED,
    (TicketState.CALLED, Verb.RECALL): TicketState.CALLED,
    (TicketState.CALLED, Verb.START): TicketState.SERVING,
    (TicketState.CALLED, Verb.NO_SHOW): TicketState.NO_SHOW,
    (TicketState.CALLED, Verb.RETURN): TicketState.WAITING,
    (TicketState.SERVING, Verb.STEP_DONE): TicketState.SERVING,
    (TicketState.SERVING, Verb.FINISH): TicketState.DONE,
    (TicketState.SERVING, Verb.RETURN): TicketState.WAITING,
}
"""Every legal move. What is not in this table is refused."""

AT_COUNTER_STATES = frozenset({TicketState.CALLED, TicketState.SERVING})
LIVE_STATES = AT_COUNTER_STATES | {TicketState.WAITING}


class IllegalMove(ValueError):
    """The verb does not apply to a ticket in this state."""


def move(state: TicketState, verb: Verb) -> TicketState:
    """The state after the verb. Raises IllegalMove when the table has no such move."""
    try:
        return MOVES[state, verb]
    except KeyError:
        raise IllegalMove(f"a ticket that is {state} cannot {verb}") from None


def verbs_for(state: TicketState) -> frozenset[Verb]:
    """What can be done to a ticket in this state."""
    return frozenset(verb for at, verb in MOVES if at is state)
