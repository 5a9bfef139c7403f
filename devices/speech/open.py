"""Finds the loudspeaker by its address: `auto` or `virtual:FOLDER`."""

import time
from datetime import UTC, datetime
from pathlib import Path

from devices.errors import BadAddress
from devices.speech.player import Loudspeaker
from devices.speech.port import Speaker
from devices.speech.virtual import VirtualSpeaker


def open_speaker(address: str) -> Speaker:
    """The speaker at this address; opening it makes no sound."""
    kind, _, rest = address.partition(":")
    if kind == "virtual" and rest:
        return VirtualSpeaker(Path(rest), now=_utc_now, wait=time.sleep)
    if address == "auto":
        return Loudspeaker()
    raise BadAddress(address, "'auto' or 'virtual:FOLDER'")


def _utc_now() -> datetime:
    return datetime.now(UTC)
