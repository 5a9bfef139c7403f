"""What everybody may know of the office."""

from __future__ import annotations

from pydantic import Field

from queue_core.foundation.profile import Profile
from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.wire.slips import BlankLine


class OfficeView(Frozen):
    """What everybody may know of the office, and whether this is only a demonstration."""

    profile: Profile
    demonstration: bool
    pages: str = Field("", description="what stands before a ticket's key in the address of its page")
    offline_slips: dict[str, tuple[BlankLine, ...]] = Field(
        default_factory=dict, description="by language: the slip of a number that a kiosk gives by itself"
    )
