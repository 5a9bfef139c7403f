"""The clocks of a ticket and its files as evidence, in words: each with its pauses."""

from __future__ import annotations

from datetime import datetime, timedelta

from queue_core.officer.shift import Shift
from queue_core.sop.rules.clocks import late_by
from queue_core.sop.wire import PauseView, StepView


def evidence_line(shift: Shift, step: StepView, now: datetime) -> str:
    """One clock in words; one that was broken off is no evidence of work done in time."""
    late = late_by(step.clock(), now)
    ended = "interrupted" if step.interrupted else "in_time"
    of_file = "" if step.file_id is None else f" #{step.file_id}"
    return shift.say(
        f"objection.{'late' if late > timedelta() else ended}",
        step=shift.step_name(step.step) + of_file,
        officer=" → ".join([*step.earlier_officers, step.officer or "-"]),
        start=_at(shift, step.started_at),
        due=_at(shift, step.due_at),
        end=_at(shift, step.finished_at),
        late=shift.lateness(late),
    )


def pause_line(shift: Shift, pause: PauseView) -> str:
    """From when to when a clock stood still, and why."""
    span = f"{_at(shift, pause.started_at)} - {_at(shift, pause.ended_at)}"
    return shift.say("objection.pause", span=span, reason=pause.reason)


def _at(shift: Shift, instant: datetime | None) -> str:
    return shift.moment(instant) if instant else "..."
