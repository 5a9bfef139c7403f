"""The life of sheets of paper that a program has printed in the office: one table of moves.

A sheet is no card: what is unknown may simply be printed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

KEPT = timedelta(days=7)
"""So long an order can be printed again; then it is forgotten with its paper."""
MOST_WAITING = 10
"""Orders that wait at a time: more of them would lie in the tray of somebody else's printer."""


class SheetKind(StrEnum):
    """What stands on the sheets."""

    LABELS = "labels"
    """For the books of the reading corner."""
    CARDS = "cards"
    """Reader's cards of the reading corner, without names."""


class SheetState(StrEnum):
    """How far an order is."""

    WAITING = "waiting"
    SENDING = "sending"
    """One station has it."""
    PRINTED = "printed"
    FAILED = "failed"
    """Surely nothing came out."""
    UNKNOWN = "unknown"
    """Nobody knows whether paper came out."""


class SheetAct(StrEnum):
    """What is done to an order, or said of it."""

    TAKE = "take"
    PRINT = "print"
    FAIL = "fail"
    LOSE = "lose"
    AGAIN = "again"


class SheetOutcome(StrEnum):
    """What a station says of an order that it has."""

    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


MOVES: Mapping[tuple[SheetState, SheetAct], SheetState] = {
    (SheetState.WAITING, SheetAct.TAKE): SheetState.SENDING,
    (SheetState.SENDING, SheetAct.PRINT): SheetState.PRINTED,
    (SheetState.SENDING, SheetAct.FAIL): SheetState.FAILED,
    (SheetState.SENDING, SheetAct.LOSE): SheetState.UNKNOWN,
    (SheetState.SENDING, SheetAct.AGAIN): SheetState.WAITING,
    (SheetState.PRINTED, SheetAct.AGAIN): SheetState.WAITING,
    (SheetState.FAILED, SheetAct.AGAIN): SheetState.WAITING,
    (SheetState.UNKNOWN, SheetAct.AGAIN): SheetState.WAITING,
}
"""All that can be done. Again while it is sent: the station may be gone for good."""

SAID = {
    SheetOutcome.PRINTED: SheetAct.PRINT,
    SheetOutcome.FAILED: SheetAct.FAIL,
    SheetOutcome.UNKNOWN: SheetAct.LOSE,
}


def after(state: SheetState, act: SheetAct) -> SheetState | None:
    """The state that follows; None where that cannot be done now."""
    return MOVES.get((state, act))
