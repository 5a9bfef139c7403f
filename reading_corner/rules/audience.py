"""For whom titles are looked up: the child's pages know nothing of what is not for children."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who looks."""

    CHILDREN = "children"
    """Only titles that the office has marked for children exist."""
    OFFICE = "office"
    """Every title."""
