"""Finds the loudspeaker by its address: `auto`, `none` or `virtual:FOLDER`."""

import time
from datetime import UTC, datetime
from pathlib import Path

from devices.errors import BadAddress, NoLoudspeaker
from devices.speech.player import Loudspeaker
from devices.speech.port import Speaker
from devices.speech.virtual import VirtualSpeaker


class NoSpeaker:
    """A `Speaker` for a machine that is meant to be silent: every play says so."""

    def play(self, clip: Path) -> None:
        """Play nothing."""
        raise NoLoudspeaker(f"The speaker of this machine is set to 'none'; {clip.name} was not heard.")


def open_speaker(address: str) -> Speaker:
    """The speaker at this address; opening it makes no sound."""
    kind, _, rest = address.partition(":")
    if kind == "virtual" and rest:
        return VirtualSpeaker(Path(rest), now=_utc_now, wait=time.sleep)
    if address == "auto":
        return Loudspeaker()
    if address == "none":
        return NoSpeaker()
    raise BadAddress(address, "'auto', 'none' or 'virtual:FOLDER'")


def _utc_now() -> datetime:
    return datetime.now(UTC)
