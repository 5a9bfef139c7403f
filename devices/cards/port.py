"""What every card printer can do, and the closed lists of what it may answer.

The spoken protocol: ask `status()` as often as you like, it moves nothing. `send()` hands one card over
and returns without waiting for it; `look()` says how far it is, until its state is one of ENDED. `cancel()`
asks to let it be, and what came of that is what `look()` says; `clear()` does so with all, after a crash.
A card that ended as `unknown` may lie in the hopper or not: only a person who looks can say. No driver
repeats a call, so that no second card comes by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

from PIL import Image

from devices.errors import BadJobName

JobId = NewType("JobId", str)
"""What a printer calls one job; it never means another job, not even after a restart."""


class Problem(StrEnum):
    """What keeps a card printer from printing. The list is closed."""

    no_blank = "no_blank"
    """The feeder has no blank."""
    cover_open = "cover_open"
    """A cover stands open."""
    jam = "jam"
    """A card is stuck."""
    offline = "offline"
    """It is switched off, or cannot be reached."""
    no_ribbon = "no_ribbon"
    """The ribbon has ended, or is missing."""
    other = "other"
    """Something else: the printer's own display tells."""


class JobState(StrEnum):
    """How far a card is. The list is closed."""

    pending = "pending"
    """It waits; nothing of it was printed."""
    printing = "printing"
    """The printer is at it."""
    held = "held"
    """It waits for a person to mend the problem, and goes on by itself."""
    silent = "silent"
    """The printer does not answer now: ask again."""
    done = "done"
    """The printer says that it is out."""
    failed = "failed"
    """It has ended, and surely nothing came out."""
    unknown = "unknown"
    """It has ended or is forgotten, and nobody knows whether a card came out."""


ENDED = frozenset({JobState.done, JobState.failed, JobState.unknown})
"""The states that do not change any more."""


@dataclass(frozen=True)
class JobView:
    """How far a card is; `problem` says why it is held, silent, or did not come out."""

    state: JobState
    problem: Problem | None = None


@dataclass(frozen=True)
class PrinterStatus:
    """What keeps the printer from printing, if anything does."""

    problem: Problem | None = None

    @property
    def ready(self) -> bool:
        """Whether it would print now, as far as it tells."""
        return self.problem is None


class CardPrinter(Protocol):
    """A printer of cards. The module's docstring tells its protocol."""

    def status(self) -> PrinterStatus:
        """How the printer is; one that cannot be reached is offline."""
        ...

    def send(self, job_name: str, sides: Sequence[Image.Image]) -> JobId:
        """Hand over one card, front first, under the number of its order.

        Raises BadJobName, CardNotTaken (surely nothing comes out) or CardUnclear (nobody knows).
        """
        ...

    def look(self, job: JobId) -> JobView:
        """How far the card is; raises nothing for a fault of the device."""
        ...

    def cancel(self, job: JobId) -> None:
        """Ask to let the card be; raises nothing, since only `look` can tell whether it was in time."""
        ...

    def clear(self) -> bool:
        """Ask to let be whatever this program has handed over and is not out.

        Whether surely nothing of it is left that could still come out; raises nothing.
        """
        ...


def checked_name(job_name: str) -> str:
    """The name if it can be that of an order: letters, digits and hyphens. Raises BadJobName.

    Names of jobs stand in logs and spools of other programs, so nothing personal may be one.
    """
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?", job_name):
        raise BadJobName
    return job_name
