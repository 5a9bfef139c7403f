"""The stock of blanks and ribbon as an office's profile sets it."""

from __future__ import annotations

from pydantic import Field

from queue_core.foundation.toml_model import Frozen


class Stock(Frozen):
    """When the office is told that blanks or ribbon run out, and for how many cards a roll of ribbon is."""

    warn_days: int = Field(10, ge=0, le=250, description="working days before they run out")
    cards_per_ribbon: int = Field(
        250, ge=1, le=5000, description="of a roll, unless it is received otherwise"
    )
