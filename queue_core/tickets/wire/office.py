"""What everybody may know of the office."""

from __future__ import annotations

from queue_core.foundation.profile import Profile
from queue_core.foundation.toml_model import Frozen


class OfficeView(Frozen):
    """What everybody may know of the office, and whether this is only a demonstration."""

    profile: Profile
    demonstration: bool
