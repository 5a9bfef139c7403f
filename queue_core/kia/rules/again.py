"""Which other files of a child count when the child comes again."""

from __future__ import annotations

from datetime import date

from queue_core.kia.rules.age import PHOTO_FROM_AGE, LeapBirthday, birthday
from queue_core.kia.rules.life import FileState

NEVER_COUNTED = frozenset({FileState.DRAFT, FileState.REFUSED, FileState.WITHDRAWN, FileState.VOID})
"""A draft is stopped when it is submitted itself; of the others no card came."""
COUNTED = tuple(state for state in FileState if state not in NEVER_COUNTED)


def is_expected(other: FileState, *, replaces: bool, next_card: bool) -> bool:
    """Whether the other file is no reason to look twice: its card was handed over, and another is due.

    That is so for a file that `replaces` a card, and where the child has grown into the `next_card`.
    """
    return other is FileState.HANDED_OVER and (replaces or next_card)


def is_next_card_due(born: date, handed_over: date, today: date, leap: LeapBirthday) -> bool:
    """Whether the child turned five since: the first kind of card ends, the second begins."""
    return handed_over < birthday(born, PHOTO_FROM_AGE, leap) <= today
