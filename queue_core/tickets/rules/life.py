"""A ticket's states and legal moves. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket is in its life."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    """Set aside with a reason, until papers are fetched or a photo is taken."""
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    VOID = "void"
    """Should never have been issued."""


class Verb(StrEnum):
    """What is done to a ticket: WITHDRAW by the family, LAPSE by the core, all others by an officer."""

    CALL = "call"
    CALL_BACK = "call_back"
    RECALL = "recall"
    START = "start"
    STEP_DONE = "step_done"
    PARK = "park"
    TRANSFER = "transfer"
    RETURN = "return"
    """Back to waiting, at the place that it had by its rank."""
    NO_SHOW = "no_show"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    VOID = "void"
    UNDO = "undo"
    PARK_AGAIN = "park_again"
    """Takes back that a parked ticket was called back."""
    NO_SHOW_AGAIN = "no_show_again"
    """Takes back that a no-show was called back."""
    LAPSE = "lapse"
    """The office's day has ended. The core does it."""


MOVES: Mapping[tuple[TicketState, Verb], TicketState] = {
    (TicketState.WAITING, Verb.CALL): TicketState.CALLED,
    (TicketState.WAITING, Verb.WITHDRAW): TicketState.CANCELLED,
    (TicketState.WAITING, Verb.CANCEL): TicketState.CANCELLED,
    (TicketState.WAITING, Verb.VOID): TicketState.VOID,
    (TicketState.WAITING, Verb.LAPSE): TicketState.CANCELLED,
    (TicketState.CALLED, Verb.RECALL): TicketState.CALLED,
    (TicketState.CALLED, Verb.START): TicketState.SERVING,
    (TicketState.CALLED, Verb.NO_SHOW): TicketState.NO_SHOW,
    (TicketState.CALLED, Verb.PARK): TicketState.PARKED,
    (TicketState.CALLED, Verb.TRANSFER): TicketState.WAITING,
    (TicketState.CALLED, Verb.RETURN): TicketState.WAITING,
    (TicketState.CALLED, Verb.WITHDRAW): TicketState.CANCELLED,
    (TicketState.CALLED, Verb.CANCEL): TicketState.CANCELLED,
    (TicketState.CALLED, Verb.VOID): TicketState.VOID,
    (TicketState.CALLED, Verb.UNDO): TicketState.WAITING,
    (TicketState.CALLED, Verb.PARK_AGAIN): TicketState.PARKED,
    (TicketState.CALLED, Verb.NO_SHOW_AGAIN): TicketState.NO_SHOW,
    (TicketState.CALLED, Verb.LAPSE): TicketState.NO_SHOW,
    (TicketState.SERVING, Verb.STEP_DONE): TicketState.SERVING,
    (TicketState.SERVING, Verb.FINISH): TicketState.DONE,
    (TicketState.SERVING, Verb.PARK): TicketState.PARKED,
    (TicketState.SERVING, Verb.TRANSFER): TicketState.WAITING,
    (TicketState.SERVING, Verb.RETURN): TicketState.WAITING,
    (TicketState.SERVING, Verb.CANCEL): TicketState.CANCELLED,
    (TicketState.SERVING, Verb.VOID): TicketState.VOID,
    (TicketState.PARKED, Verb.CALL_BACK): TicketState.CALLED,
    (TicketState.PARKED, Verb.RETURN): TicketState.WAITING,
    (TicketState.PARKED, Verb.WITHDRAW): TicketState.CANCELLED,
    (TicketState.PARKED, Verb.CANCEL): TicketState.CANCELLED,
    (TicketState.PARKED, Verb.VOID): TicketState.VOID,
    (TicketState.PARKED, Verb.LAPSE): TicketState.CANCELLED,
    (TicketState.NO_SHOW, Verb.CALL_BACK): TicketState.CALLED,
    (TicketState.NO_SHOW, Verb.RETURN): TicketState.WAITING,
    (TicketState.NO_SHOW, Verb.WITHDRAW): TicketState.CANCELLED,
    (TicketState.NO_SHOW, Verb.CANCEL): TicketState.CANCELLED,
    (TicketState.NO_SHOW, Verb.VOID): TicketState.VOID,
    (TicketState.NO_SHOW, Verb.UNDO): TicketState.CALLED,
    (TicketState.DONE, Verb.UNDO): TicketState.SERVING,
}
"""Every legal move. What is not in this table is refused. A trigger of the database knows its pairs too."""

AT_COUNTER_STATES = frozenset({TicketState.CALLED, TicketState.SERVING})
SET_ASIDE_STATES = frozenset({TicketState.PARKED, TicketState.NO_SHOW})
"""Not in the queue, but may come back to it on the same day."""
LIVE_STATES = AT_COUNTER_STATES | SET_ASIDE_STATES | {TicketState.WAITING}
"""What a client has to know of."""
LAPSING_STATES = frozenset(at for at, verb in MOVES if verb is Verb.LAPSE)
"""What the end of the day ends; a ticket in service is finished first."""
WITHDRAWN_STATES = frozenset({TicketState.CANCELLED, TicketState.VOID})
ENDED_STATES = WITHDRAWN_STATES | {TicketState.DONE, TicketState.NO_SHOW}
UNDONE_FROM: Mapping[TicketState, frozenset[Verb]] = {
    TicketState.CALLED: frozenset({Verb.CALL, Verb.CALL_BACK}),
    TicketState.NO_SHOW: frozenset({Verb.NO_SHOW}),
    TicketState.DONE: frozenset({Verb.FINISH}),
}
"""What can be taken back in each state: the ticket's latest verb has to be one of these."""


class IllegalMove(ValueError):
    """The verb does not apply to a ticket in this state."""


def move(state: TicketState, verb: Verb) -> TicketState:
    """The state after the verb. Raises IllegalMove when the table has no such move."""
    try:
        return MOVES[state, verb]
    except KeyError:
        raise IllegalMove(f"a ticket that is {state} cannot {verb}") from None


def state_changes() -> frozenset[tuple[TicketState, TicketState]]:
    """Every pair of states that some verb leads from and to."""
    return frozenset((at, after) for (at, _), after in MOVES.items() if after is not at)


def verbs_for(state: TicketState) -> frozenset[Verb]:
    """What can be done to a ticket in this state."""
    return frozenset(verb for at, verb in MOVES if at is state)
