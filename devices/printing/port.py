"""What every slip printer can do, and the closed lists of what it may answer.

The spoken protocol: ask `check()` as often as you like, it moves no paper. Call `print()` for one
paper; it returns when the outcome is known, and never raises for a fault of the device.
One paper at a time: a second caller waits for the first.
"""

from enum import StrEnum
from typing import Protocol

from devices.printing.paper import Paper


class Readiness(StrEnum):
    """What a printer says of itself before anything is printed."""

    ready = "ready"
    """It would print now."""
    paper_low = "paper_low"
    """It would print now, but the roll is near its end."""
    unclear = "unclear"
    """It can be reached but does not tell its state; it may be tried."""
    out_of_paper = "out_of_paper"
    """The roll is empty."""
    cover_open = "cover_open"
    """The cover stands open."""
    offline = "offline"
    """It cannot be reached, is switched off, or reports an error."""
    refused = "refused"
    """It takes nothing: no room, or no right to write."""

    @property
    def can_print(self) -> bool:
        """Whether it is worth sending a paper."""
        return self not in OBSTACLES


class Outcome(StrEnum):
    """What became of one paper. The list is closed."""

    printed = "printed"
    """The printer confirmed the whole paper."""
    out_of_paper = "out_of_paper"
    """The roll was empty, or ended within this paper."""
    cover_open = "cover_open"
    """The cover stood open, or was opened within this paper."""
    offline = "offline"
    """The printer could not be reached; not one byte went out."""
    refused = "refused"
    """The printer had no room, or no right to write; nothing was kept."""
    unknown = "unknown"
    """Bytes went out, and no confirmation came: the paper may be whole, torn off or absent."""


OBSTACLES: dict[Readiness, Outcome] = {
    Readiness.out_of_paper: Outcome.out_of_paper,
    Readiness.cover_open: Outcome.cover_open,
    Readiness.offline: Outcome.offline,
    Readiness.refused: Outcome.refused,
}
"""What hinders printing, with the outcome that it means for a paper."""


class SlipPrinter(Protocol):
    """A printer of slips. The module's docstring tells its protocol."""

    def check(self) -> Readiness:
        """Ask for the state; moves no paper."""
        ...

    def print(self, paper: Paper) -> Outcome:
        """Print one paper and say what became of it."""
        ...
