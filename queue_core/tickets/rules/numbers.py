"""The numbers that people read and hear."""

from __future__ import annotations

NUMBER = r"^[A-Z][0-9]{3}$"
"""How every number reads."""


def ticket_number(lane: str, serial: int) -> str:
    """The number that people read and hear: the lane's letter and three digits."""
    return f"{lane}{serial:03d}"
