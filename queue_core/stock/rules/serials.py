"""Serials of blanks: letters that stay, digits that count on. A range is a packet as it is received."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SERIAL = re.compile(r"([A-Z]{0,6})([0-9]{3,12})")
"""At most 12 digits, so that no NIK and no family card (16) can be taken for one."""
MOST_AT_ONCE = 10_000


class NotARange(ValueError):
    """The two serials do not bound a range that can be received; the message says why."""


class Run(NamedTuple):
    """Serials that follow each other without a gap."""

    first: str
    last: str
    number: int


def read_serial(line: str) -> str | None:
    """The serial that was scanned or typed, if it is one."""
    serial = "".join(line.split()).upper()
    return serial if SERIAL.fullmatch(serial) else None


def serials(first: str, last: str) -> list[str]:
    """Every serial from the first to the last. Raises NotARange."""
    (before, start), (also_before, end) = _parts(first), _parts(last)
    if before != also_before or len(start) != len(end):
        raise NotARange(f"{first} and {last} are not of one series")
    number = int(end) - int(start) + 1
    if number < 1:
        raise NotARange(f"{last} comes before {first}")
    if number > MOST_AT_ONCE:
        raise NotARange(f"{number} blanks are more than {MOST_AT_ONCE} at once")
    return [f"{before}{count:0{len(start)}}" for count in range(int(start), int(end) + 1)]


def following(first: str, number: int) -> list[str]:
    """So many serials from the first on. Raises NotARange where the digits do not suffice."""
    before, start = _parts(first)
    last = f"{before}{int(start) + number - 1:0{len(start)}}"
    return serials(first, last)


def size(first: str, last: str) -> int:
    """How many serials a range has that was received once."""
    return int(_parts(last)[1]) - int(_parts(first)[1]) + 1


def runs(found: Iterable[str]) -> Iterator[Run]:
    """Serials in order as runs without gaps."""
    run: Run | None = None
    for serial in found:
        if run is not None and _next(run.last) == serial:
            run = Run(run.first, serial, run.number + 1)
            continue
        if run is not None:
            yield run
        run = Run(serial, serial, 1)
    if run is not None:
        yield run


def _next(serial: str) -> str:
    before, digits = _parts(serial)
    return f"{before}{int(digits) + 1:0{len(digits)}}"


def _parts(serial: str) -> tuple[str, str]:
    found = SERIAL.fullmatch(serial)
    if found is None:
        raise NotARange(f"{serial} is no serial")
    return found[1], found[2]
