"""`virtual:FOLDER`: a printer without paper, for tests, training and offices that wait for theirs.

It misbehaves on command: `fault.txt` in its folder holds one word of out_of_paper, cover_open,
offline, paper_low, vanish:N (gone after N bytes) or silent (says OK, prints nothing).
"""

import os
import threading
from pathlib import Path

from devices.errors import BadAddress, UnknownFault
from devices.printing.escpos import encode
from devices.printing.paper import Paper
from devices.printing.port import OBSTACLES, Outcome, Readiness
from devices.printing.slip_folder import SlipFolder

_FAULT_FILE = "fault.txt"
_SILENT = "silent"
_VANISH = "vanish"
_STATES = {
    state.value: state
    for state in (Readiness.out_of_paper, Readiness.cover_open, Readiness.offline, Readiness.paper_low)
}


def open_driver(rest: str) -> "VirtualPrinter":
    """The virtual printer that prints into this folder."""
    if not rest:
        raise BadAddress("virtual:", "virtual:FOLDER")
    return VirtualPrinter(Path(rest))


class VirtualPrinter:
    """A `SlipPrinter` whose paper is a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._slips = SlipFolder(folder)
        self._lock = threading.Lock()

    def check(self) -> Readiness:
        """The fault that was ordered, or whether the folder takes slips."""
        state = _STATES.get(self._fault(), Readiness.ready)
        if state.can_print and not self._folder_takes_slips():
            return Readiness.refused
        return state

    def print(self, paper: Paper) -> Outcome:
        """Keep the slip in the folder, or do what the fault says."""
        with self._lock:
            readiness = self.check()
            if not readiness.can_print:
                return OBSTACLES[readiness]
            fault = self._fault()
            if fault == _SILENT:
                return Outcome.printed
            data = encode(paper)
            if fault.startswith(_VANISH):
                return self._keep(data[: _vanishing_point(fault)], Outcome.unknown)
            return self._keep(data, Outcome.printed)

    def _keep(self, data: bytes, outcome: Outcome) -> Outcome:
        try:
            self._slips.add(data)
        except OSError:
            return Outcome.refused
        return outcome

    def _fault(self) -> str:
        try:
            word = (self._folder / _FAULT_FILE).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        if word in ("", _SILENT, *_STATES) or _vanishing_point(word) is not None:
            return word
        raise UnknownFault(word, (*_STATES, _SILENT, f"{_VANISH}:N"))

    def _folder_takes_slips(self) -> bool:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self._folder, os.W_OK)


def _vanishing_point(word: str) -> int | None:
    verb, _, count = word.partition(":")
    return int(count) if verb == _VANISH and count.isdecimal() else None
