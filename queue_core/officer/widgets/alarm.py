"""The banner of a quiet emergency call: on every console but the caller's, until somebody has seen it."""

from __future__ import annotations

from textual.widgets import Static

from queue_core.officer.alarms import alarms
from queue_core.officer.shift import Shift


class AlarmBanner(Static):
    """One line a call; nothing while there is none. It makes no sound: the hall must not hear it."""

    def show(self, shift: Shift) -> None:
        """Paints the calls as they are now."""
        state = shift.link.state if shift.link else None
        calls = alarms(state, shift.me) if state else []
        self.display = bool(calls)
        lines = [
            shift.say(
                "alarm.banner",
                number=view.number,
                officer=view.emergency.raised_by,
                at=shift.clock_time(view.emergency.raised_at),
            )
            for view in calls
            if view.emergency is not None
        ]
        self.update("\n".join([*lines, shift.say("alarm.key")]))
