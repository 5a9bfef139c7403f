"""The states of a kiosk and of a visit, the sentence that belongs to each, and how long a screen stays.

Pure: a visit ends in one of five ways, and only one of them says that a slip was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.printing.port import Outcome
from queue_core.tickets.rules.assistance import HelpState


class Standing(StrEnum):
    """What the start screen can offer right now."""

    CONNECTING = "connecting"
    READY = "ready"
    ALONE = "alone"
    """The core is away, and numbers come under the kiosk's own letter."""
    CORE_AWAY = "core_away"
    NOT_ENROLLED = "not_enrolled"


class Ending(StrEnum):
    """How taking a ticket ended."""

    PRINTED = "printed"
    """The number counts and is on paper."""
    SLIP_FAILED = "slip_failed"
    """The number counts, but there is no paper: the screen has to carry it."""
    SLIP_UNSURE = "slip_unsure"
    """The number counts; the paper may be whole, torn off or absent."""
    CORE_AWAY = "core_away"
    """Nobody knows whether there is a number; the same request may be sent again, and gives the same one."""
    REFUSED = "refused"
    """The core has said no, and why."""


NOT_ENROLLED_CAUSES = frozenset({"not-signed-in", "not-allowed"})
"""The refusals that tell of this device, not of what it asked."""
CAUSES_WITH_WORDS = NOT_ENROLLED_CAUSES | {
    "lane-full",
    "outside-hours",
    "quota-used-up",
    "unknown-service",
    "storage-unavailable",
    "unknown-appointment",
    "too-many-codes",
    "appointment-too-early",
    "appointment-not-today",
    "appointment-cancelled",
    "appointment-over",
}
"""The refusals that a family can meet; the catalogues have a sentence for each."""


def standing(*, seen: bool, connected: bool, refused: str | None, alone: bool = False) -> Standing:
    """What can be offered; `seen`: the office is known, `alone`: there is a letter for now."""
    if refused in NOT_ENROLLED_CAUSES:
        return Standing.NOT_ENROLLED
    if connected and seen:
        return Standing.READY
    return Standing.ALONE if seen and alone else Standing.CORE_AWAY


def ending_of(outcome: Outcome) -> Ending:
    """How a visit ends whose slip had this outcome: success is only what the printer confirmed."""
    match outcome:
        case Outcome.printed:
            return Ending.PRINTED
        case Outcome.unknown:
            return Ending.SLIP_UNSURE
        case _:
            return Ending.SLIP_FAILED


def sentence_key(ending: Ending, cause: str | None = None) -> str:
    """Where the catalogues keep the title and the text of an ending."""
    if ending is not Ending.REFUSED:
        return f"ending.{ending}"
    return f"problem.{cause if cause in CAUSES_WITH_WORDS else 'other'}"


class HelpStanding(StrEnum):
    """How far help is for whoever stands at the kiosk."""

    ASKED = "asked"
    COMING = "coming"
    OVER = "over"
    """It is done, or was taken back."""
    NOT_SENT = "not_sent"
    """Nobody knows whether the officers have the request: the family has to call one."""


def help_standing(state: HelpState | None) -> HelpStanding:
    """What the family is told of a request in this state; None when the core did not answer, or refused."""
    match state:
        case HelpState.OPEN:
            return HelpStanding.ASKED
        case HelpState.TAKEN:
            return HelpStanding.COMING
        case None:
            return HelpStanding.NOT_SENT
        case _:
            return HelpStanding.OVER


class LookStanding(StrEnum):
    """What came of looking for a ticket that a family named."""

    FOUND = "found"
    UNKNOWN = "unknown"
    """Nobody has this number today, or the slip is of another office."""
    AWAY = "away"
    """The core did not answer; whether an objection has reached it is not known."""


@dataclass(frozen=True)
class Timing:
    """How many seconds without a touch a screen stays; a touch gives all of them again.

    A family without paper has to write its number down or to take a picture of it, so that it has longer.
    """

    idle_seconds: int
    warning_seconds: int = 20
    result_seconds: int = 45
    without_slip_seconds: int = 120
