"""How far a card is at the station, and what can be said of it: by the printer, or after a crash."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from devices.cards.port import JobState
from queue_core.kia.rules.orders import Outcome, PrinterProblem


class Stage(StrEnum):
    """How far a card is."""

    TAKING = "taking"
    """The core is asked for the order; the printer knows nothing of it."""
    SENDING = "sending"
    """The printer may have got it, and may not."""
    SENT = "sent"
    """The printer has it."""
    ENDED = "ended"


OUTCOME = {
    JobState.done: Outcome.PRINTED,
    JobState.failed: Outcome.FAILED,
    JobState.unknown: Outcome.UNKNOWN,
}
"""What the end of a job means for its order; a job in another state goes on."""


class End(NamedTuple):
    """What became of a card, and what kept the printer from it where nothing did."""

    outcome: Outcome
    problem: PrinterProblem | None = None


NOTHING = End(Outcome.FAILED)
"""Surely no card came out."""


def left_behind(stage: Stage) -> End:
    """What can be said of a card that a killed station left at this stage: never more than is known."""
    return NOTHING if stage is Stage.TAKING else End(Outcome.UNKNOWN)
