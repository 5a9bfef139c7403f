"""A blank's states and legal moves. Each serial is in one state, so that what was received is what there is:

received = good + spoiled + in the printer + in the drawer.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class BlankState(StrEnum):
    """Where a blank is by the book."""

    DRAWER = "drawer"
    PRINTER = "printer"
    GOOD = "good"
    """A card was printed on it, and it was scanned back."""
    SPOILED = "spoiled"


class BlankMove(StrEnum):
    """What is done to a blank."""

    LOAD = "load"
    UNLOAD = "unload"
    FINISH = "finish"
    SPOIL = "spoil"


class SpoilReason(StrEnum):
    """Why a blank is spoiled. A closed list, so that nothing personal gets into the book."""

    MISPRINT = "misprint"
    JAM = "jam"
    DAMAGED = "damaged"
    SWAPPED = "swapped"
    """Another child's card was printed on it."""
    WITHDRAWN = "withdrawn"
    """A card that was taken back by a correction, a void or a reprint."""
    LOST = "lost"
    """Not in anybody's hand. Of a card's order its file says so, which takes two people."""
    OTHER = "other"


IN_THE_DRAWER = frozenset({SpoilReason.DAMAGED, SpoilReason.LOST, SpoilReason.OTHER})
"""Why a blank is spoiled that was never printed; the other reasons belong to the order of a card."""
BY_TWO = IN_THE_DRAWER - {SpoilReason.DAMAGED}
"""Somebody else agrees: without the blank in the hand, to be destroyed, it could have been given away."""


class Difference(StrEnum):
    """Why a count and the book differ."""

    NOT_FOUND = "not_found"
    NOT_BOOKED = "not_booked"
    """Somebody moved a blank and has not said so yet."""
    NOT_RECEIVED = "not_received"
    """There are blanks whose range was never received."""
    OTHER = "other"


MOVES: Mapping[tuple[BlankState, BlankMove], BlankState] = {
    (BlankState.DRAWER, BlankMove.LOAD): BlankState.PRINTER,
    (BlankState.PRINTER, BlankMove.UNLOAD): BlankState.DRAWER,
    (BlankState.PRINTER, BlankMove.FINISH): BlankState.GOOD,
    (BlankState.DRAWER, BlankMove.SPOIL): BlankState.SPOILED,
    (BlankState.PRINTER, BlankMove.SPOIL): BlankState.SPOILED,
    (BlankState.GOOD, BlankMove.SPOIL): BlankState.SPOILED,
}
"""Every legal move."""


def after(state: BlankState, move: BlankMove) -> BlankState | None:
    """Where a move leads from a state; None when it does not apply."""
    return MOVES.get((state, move))


class Balance(NamedTuple):
    """How many blanks there are, and where."""

    received: int
    drawer: int
    printer: int
    good: int
    spoiled: int

    @property
    def holds(self) -> bool:
        """The law: whatever was received is somewhere, once."""
        return self.received == self.good + self.spoiled + self.printer + self.drawer
