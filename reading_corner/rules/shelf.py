"""The words of the shelf: how a copy is, who reads, and where."""

from __future__ import annotations

from enum import StrEnum


class Care(StrEnum):
    """What a copy needs; only one in use is lent."""

    IN_USE = "in_use"
    REPAIR = "repair"
    MISSING = "missing"
    REFERENCE = "reference"
    """Read here, never taken home."""
    WITHDRAWN = "withdrawn"


class ReaderKind(StrEnum):
    """What somebody borrows on."""

    TICKET = "ticket"
    """Of today's queue."""
    KIA = "kia"
    """The child's identity card, by a keyed code."""
    READER = "reader"
    """A reader's card of the corner."""


class Where(StrEnum):
    """Where a book is read."""

    HERE = "here"
    HOME = "home"
