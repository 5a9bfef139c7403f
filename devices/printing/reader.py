"""Reads ESC/POS bytes back, as the printer does: what the bytes say, not what was meant.

It knows the commands that slips use and refuses every other. Bytes that break off within a command
or a row end the paper there: a printer, too, waits for the rest and prints nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from devices.errors import UnknownCommand
from devices.printing.marks import Align, Cut, Feed, Letters, Mark, Picture, QrSymbol, Row

ROW_DOTS = 30
"""The line spacing after switching on: one sixth of an inch."""

_CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}
_CUT_AFTER_FEED = (65, 66)


class _PaperEnds(Exception):
    """The bytes are at their end."""


@dataclass
class _Tape:
    data: bytes
    position: int = 0

    def take(self, count: int) -> bytes:
        taken = self.data[self.position : self.position + count]
        if len(taken) < count:
            raise _PaperEnds
        self.position += count
        return taken

    def byte(self) -> int:
        return self.take(1)[0]

    def short(self) -> int:
        return int.from_bytes(self.take(2), "little")


@dataclass
class _Head:
    marks: list[Mark] = field(default_factory=list)
    row: list[Letters] = field(default_factory=list)
    look: Letters = field(default_factory=lambda: Letters(""))
    align: Align = Align.left
    code_page: str = "cp437"
    qr_text: str = ""
    qr_module: int = 3
    qr_correction: str = "L"


def read(data: bytes) -> tuple[Mark, ...]:
    """What a printer makes of these bytes."""
    tape, head = _Tape(data), _Head()
    try:
        while True:
            _step(tape, head)
    except _PaperEnds:
        return tuple(head.marks)


def _step(tape: _Tape, head: _Head) -> None:
    start = tape.position
    first = tape.byte()
    if first == 0x0A:
        head.marks.append(Row(head.align, tuple(head.row)))
        head.row.clear()
    elif first >= 0x20:
        text = bytes([first]).decode(head.code_page, errors="replace")
        head.row.append(replace(head.look, text=text))
    else:
        command = bytes([first, tape.byte()])
        if command not in _COMMANDS:
            raise UnknownCommand(command, start)
        _COMMANDS[command](tape, head)


def _reset(_: _Tape, head: _Head) -> None:
    fresh = _Head(marks=head.marks)
    vars(head).update(vars(fresh))


def _set_align(tape: _Tape, head: _Head) -> None:
    head.align = Align(tape.byte() % 48)  # 0, 1, 2 or the digits 0, 1, 2


def _set_bold(tape: _Tape, head: _Head) -> None:
    head.look = replace(head.look, bold=bool(tape.byte() & 1))


def _set_size(tape: _Tape, head: _Head) -> None:
    size = tape.byte()
    head.look = replace(head.look, width=(size >> 4) + 1, height=(size & 0x0F) + 1)


def _set_code_page(tape: _Tape, head: _Head) -> None:
    start, page = tape.position - 2, tape.byte()
    if page not in _CODE_PAGES:
        raise UnknownCommand(b"\x1bt" + bytes([page]), start)
    head.code_page = _CODE_PAGES[page]


def _feed_rows(tape: _Tape, head: _Head) -> None:
    head.marks.append(Feed(tape.byte() * ROW_DOTS))


def _cut(tape: _Tape, head: _Head) -> None:
    if tape.byte() in _CUT_AFTER_FEED:
        head.marks.append(Feed(tape.byte()))
    head.marks.append(Cut())


def _raster(tape: _Tape, head: _Head) -> None:
    tape.take(2)  # the digit 0 of "GS v 0" and the density: slips use the full one
    width, height = tape.short(), tape.short()
    head.marks.append(Picture(head.align, width * 8, height, tape.take(width * height)))


def _two_dimensional_code(tape: _Tape, head: _Head) -> None:
    start = tape.position - 2
    kind, body = tape.take(1), _Tape(tape.take(tape.short()))
    symbol, function = body.byte(), body.byte()
    if kind != b"k" or symbol != 49 or function not in _QR_FUNCTIONS:
        raise UnknownCommand(b"\x1d(" + kind + bytes([symbol, function]), start)
    _QR_FUNCTIONS[function](body.data[2:], head)


def _qr_model(_: bytes, __: _Head) -> None:
    """Model 2 is the only one in use."""


def _qr_module(value: bytes, head: _Head) -> None:
    head.qr_module = value[0]


def _qr_correction(value: bytes, head: _Head) -> None:
    head.qr_correction = "LMQH"[value[0] - 48]


def _qr_store(value: bytes, head: _Head) -> None:
    head.qr_text = value[1:].decode()


def _qr_print(_: bytes, head: _Head) -> None:
    head.marks.append(QrSymbol(head.align, head.qr_text, head.qr_module, head.qr_correction))


_QR_FUNCTIONS: dict[int, Callable[[bytes, _Head], None]] = {
    65: _qr_model,
    67: _qr_module,
    69: _qr_correction,
    80: _qr_store,
    81: _qr_print,
}
_COMMANDS: dict[bytes, Callable[[_Tape, _Head], None]] = {
    b"\x1b@": _reset,
    b"\x1ba": _set_align,
    b"\x1bE": _set_bold,
    b"\x1bt": _set_code_page,
    b"\x1bd": _feed_rows,
    b"\x1d!": _set_size,
    b"\x1dV": _cut,
    b"\x1dv": _raster,
    b"\x1d(": _two_dimensional_code,
}
