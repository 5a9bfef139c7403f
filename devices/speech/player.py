"""The loudspeaker of this machine, by miniaudio in a child process: `python -m devices.speech.player`.

A sound driver that hangs or crashes then takes the child along, not the program.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devices.errors import NoLoudspeaker
from devices.speech.child import Child, Request, serve
from devices.speech.sound import load

_SPARE_SECONDS = 10.0


class Loudspeaker:
    """A `Speaker`; `backend` names one of miniaudio's sound systems, empty means whichever works."""

    def __init__(self, backend: str = "") -> None:
        self._backend = backend
        self._child = Child("devices.speech.player", NoLoudspeaker, attempts=1)  # never heard twice

    def play(self, clip: Path) -> None:
        """Play the clip to its end."""
        timeout = load(clip).seconds + _SPARE_SECONDS
        self._child.ask({"clip": str(clip.resolve()), "backend": self._backend}, timeout)


def _play(request: Request) -> None:
    import miniaudio

    clip, rate = request["clip"], load(Path(request["clip"])).rate
    backends = [miniaudio.Backend[request["backend"]]] if request["backend"] else None
    ended = threading.Event()
    stream = miniaudio.stream_with_callbacks(
        miniaudio.stream_file(clip, nchannels=1, sample_rate=rate), end_callback=ended.set
    )
    next(stream)
    try:
        with _chatter_silenced():
            device = miniaudio.PlaybackDevice(nchannels=1, sample_rate=rate, backends=backends)
        with device:
            device.start(stream)
            ended.wait()
            time.sleep(device.buffersize_msec / 1000)  # the device still plays what it was given last
    except miniaudio.MiniaudioError as error:
        raise NoLoudspeaker("No loudspeaker was found on this machine.") from error


@contextmanager
def _chatter_silenced() -> Iterator[None]:
    """ALSA writes a page to standard error where there is no sound card."""
    kept = os.dup(sys.stderr.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    try:
        yield
    finally:
        os.dup2(kept, sys.stderr.fileno())
        os.close(kept)
        os.close(nowhere)


if __name__ == "__main__":
    serve(lambda: _play)
