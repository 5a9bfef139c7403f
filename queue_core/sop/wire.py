"""A step's clock as it travels."""

from __future__ import annotations

from datetime import datetime

from queue_core.foundation.toml_model import Frozen
from queue_core.sop.rules import StepClock


class StepView(Frozen):
    """One step of the standard; instants are missing until it begins or ends."""

    step: str
    started_at: datetime
    due_at: datetime
    finished_at: datetime | None = None

    def clock(self) -> StepClock:
        """The clock to ask for a verdict."""
        return StepClock(self.step, self.started_at, self.due_at, self.finished_at)
