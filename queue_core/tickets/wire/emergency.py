"""What travels of a quiet emergency call. It is for the staff only."""

from __future__ import annotations

from datetime import datetime

from queue_core.foundation.toml_model import Frozen


class EmergencyView(Frozen):
    """A counter's quiet call for help: who called, and who has seen it."""

    raised_at: datetime
    raised_by: str
    seen_at: datetime | None = None
    seen_by: str | None = None
