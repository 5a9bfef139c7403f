"""What a family that comes to fetch something is told of it: how far it is, and nothing of whose it is."""

from __future__ import annotations

from enum import StrEnum

from queue_core.kia.rules.life import FileState


class PickUp(StrEnum):
    """How far something is, for whoever names it."""

    READY = "ready"
    IN_WORK = "in_work"
    HANDED_OVER = "handed_over"
    ASK = "ask"
    """The office waits for the family, or makes nothing of it: an officer says why."""
    UNKNOWN = "unknown"
    """There is none, or it is of another office: which of the two is not told."""


ENDS_IN_WORDS = frozenset({FileState.INCOMPLETE, FileState.REFUSED, FileState.WITHDRAWN, FileState.VOID})


def pick_up_of(state: FileState | None) -> PickUp:
    """What is told of a file in this state; None for no file."""
    match state:
        case None:
            return PickUp.UNKNOWN
        case FileState.READY:
            return PickUp.READY
        case FileState.HANDED_OVER:
            return PickUp.HANDED_OVER
        case _:
            return PickUp.ASK if state in ENDS_IN_WORDS else PickUp.IN_WORK
