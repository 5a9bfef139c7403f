"""How many examples a costly property gets: all in a thorough run, its share of them in a quick one."""

from __future__ import annotations

from hypothesis import settings

THOROUGH = 100
"""Hypothesis's own number of examples, which `scripts/test` and `make check` try."""


def share(examples: int) -> int:
    """Of so many examples, as many as the profile of this run allows; two at least."""
    return max(2, examples * min(THOROUGH, settings().max_examples) // THOROUGH)
