"""How this board is: whether its calls can be heard."""

from __future__ import annotations

from importlib.metadata import version

from display_board.state import Sound
from queue_core.access.wire import DeviceHealth

HEARD = "on"


def health_of(sound: Sound) -> DeviceHealth:
    """What the core is told: that it sounds, or the cause of the silence."""
    return DeviceHealth(version=version("kerak-telor"), sound=sound.trouble or HEARD)
