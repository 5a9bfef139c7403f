"""Moves the frame of a photo by keys. Pure."""

from __future__ import annotations

from queue_core.kia.rules.photo import CLOSEST, WHOLE, Frame

STEP = WHOLE // 20
CLOSER = 1.1


def moved(frame: Frame, right: int, down: int) -> Frame:
    """The frame so many steps further."""
    x, y = frame.x + right * STEP, frame.y + down * STEP
    return frame._replace(x=min(max(x, 0), WHOLE), y=min(max(y, 0), WHOLE))


def zoomed(frame: Frame, steps: int) -> Frame:
    """The frame so many steps closer."""
    return frame._replace(zoom=min(max(round(frame.zoom * CLOSER**steps), WHOLE), CLOSEST))
