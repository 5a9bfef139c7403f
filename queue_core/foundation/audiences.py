"""Who hears of an event. Each audience counts its own events without gaps."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """A group of clients that see the same view of the same events."""

    STAFF = "staff"
    """Officers' consoles: every event of the queue, with ticket and service."""
    HALL = "hall"
    """Boards and kiosks: numbers, lanes, counters and what is ready by its number, nothing else."""
