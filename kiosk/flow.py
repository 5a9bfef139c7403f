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


def sentence_key(ending: Ending) -> str:
    """Where the catalogues keep the title and the text of an ending that is no refusal."""
    return f"ending.{ending}"


def refusal_key(cause: str) -> str:
    """Where they may be for a refusal; for a cause without words of its own the page says `problem.other`."""
    return f"problem.{cause}"


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
    OVER = "over"
    """The slip is of a visit that is over."""
    AWAY = "away"
    """The core did not answer; whether an objection has reached it is not known."""


class PickUpStanding(StrEnum):
    """What came of asking how far something is that a family came to fetch: the core's words, and our own."""

    READY = "ready"
    IN_WORK = "in_work"
    HANDED_OVER = "handed_over"
    ASK = "ask"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"
    """Too many that there are not were named at this kiosk within a minute."""
    AWAY = "away"
    """The core did not answer."""


class SignStanding(StrEnum):
    """How far the page is that a receiver names to sign on; the first three as the core tells it."""

    OPEN = "open"
    SIGNED = "signed"
    OVER = "over"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"
    """Too many codes in a minute that lead nowhere."""
    AWAY = "away"
    """The core did not answer; whether a signature has reached it is not known."""


SIGN_STANDINGS = {
    "unknown-signature": SignStanding.UNKNOWN,
    "signature-over": SignStanding.OVER,
    "too-many-codes": SignStanding.TOO_MANY,
}


def sign_standing(cause: str) -> SignStanding:
    """What a receiver is told of a refusal."""
    return SIGN_STANDINGS.get(cause, SignStanding.AWAY)


@dataclass(frozen=True)
class Timing:
    """How many seconds without a touch a screen stays; a touch gives all of them again.

    A family without paper has to write its number down or to take a picture of it, so that it has longer.
    """

    idle_seconds: int
    warning_seconds: int = 20
    result_seconds: int = 45
    without_slip_seconds: int = 120
