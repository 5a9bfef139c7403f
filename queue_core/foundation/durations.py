"""The words in which a service standard is written: units of time, and the event that starts a clock."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What a standard counts in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    """Days of 24 hours, holidays among them."""
    WORKING_DAYS = "working_days"
    """Days on which the office is open, after the day of the event; the last ends when the office closes."""


class StartEvent(StrEnum):
    """What starts the clock of a whole service."""

    RECEIVED = "received"
    """The family sits down and hands its papers over."""
    DECLARED_COMPLETE = "declared_complete"
    """The step that declares the papers complete has ended."""
