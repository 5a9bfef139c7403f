"""What printers say of themselves in IPP, as problems and states: RFC 8011, 5.4.12 and 5.3.7; PWG 5100.9."""

import re
from collections.abc import Iterable

from devices.cards.port import JobState, Problem

PROBLEMS = {
    "media-empty": Problem.no_blank,
    "media-needed": Problem.no_blank,
    "input-tray-missing": Problem.no_blank,
    "input-media-supply-empty": Problem.no_blank,
    "cover-open": Problem.cover_open,
    "door-open": Problem.cover_open,
    "interlock-open": Problem.cover_open,
    "media-jam": Problem.jam,
    "media-path-jam": Problem.jam,
    "input-media-tray-jam": Problem.jam,
    "marker-supply-empty": Problem.no_ribbon,
    "marker-supply-missing": Problem.no_ribbon,
    "marker-ribbon-empty": Problem.no_ribbon,
    "toner-empty": Problem.no_ribbon,
    "offline": Problem.offline,
    "connecting-to-device": Problem.offline,
    "timed-out": Problem.offline,
    "shutdown": Problem.offline,
    "output-area-full": Problem.other,
    "paused": Problem.other,
}
"""Without their ending: CUPS tells the printer's `media-empty-error` on as `media-empty-warning`."""
_ERROR = "-error"
_ENDINGS = (_ERROR, "-warning", "-report")

_AWAY = re.compile("may not exist or is unavailable|is unreachable|is not responding|is not connected", re.I)
"""What CUPS says in words while it cannot reach a printer, and in no reason."""

HELD, STOPPED, CANCELED, ABORTED, COMPLETED = 4, 6, 7, 8, 9
PENDING, PROCESSING = 3, 5
"""The values of `job-state`."""
_PLAIN = {PENDING: JobState.pending, PROCESSING: JobState.printing, COMPLETED: JobState.done}


def problem(reasons: Iterable[str], message: str = "") -> Problem | None:
    """The problem that the reasons of a printer's state tell; the first of the list weighs most.

    The message counts only for a printer that CUPS cannot reach.
    """
    told = set(reasons)
    plain = {_without_ending(reason) for reason in told}
    for keyword, found in PROBLEMS.items():
        if keyword in plain:
            return found
    if _AWAY.search(message):
        return Problem.offline
    return Problem.other if any(reason.endswith(_ERROR) for reason in told) else None


def job_state(state: int, was_begun: bool, problem: Problem | None) -> JobState:
    """The state of a job; one that was begun and given up may have left a card."""
    if state in (CANCELED, ABORTED):
        return JobState.unknown if was_begun else JobState.failed
    if state != COMPLETED and (problem or state in (HELD, STOPPED)):
        return JobState.held
    return _PLAIN.get(state, JobState.unknown)


def _without_ending(reason: str) -> str:
    for ending in _ENDINGS:
        reason = reason.removesuffix(ending)
    return reason
