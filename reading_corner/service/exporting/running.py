"""Writes the catalogue into files that are not there yet, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from reading_corner.service.catalogue import every_title
from reading_corner.service.exporting import marc, slims
from reading_corner.service.exporting.errors import ExportRefused
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import Catalogued

KINDS = (".csv", ".mrc", ".xml")


@dataclass
class Exported:
    """What was written. `left_out` names titles that are too long for MARC21."""

    titles: int = 0
    copies: int = 0
    files: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def export(shelf: Shelf, path: Path) -> Exported:
    """The whole catalogue, in the kind that the file's ending names; of SLiMS's CSV, the copies beside it.

    Raises ExportRefused.
    """
    if path.suffix not in KINDS:
        raise ExportRefused(f"{path}: the ending tells the kind, and this is none of {', '.join(KINDS)}.")
    beside = path.with_suffix(".items.csv")
    wanted = [path, beside] if path.suffix == ".csv" else [path]
    for one in wanted:
        if one.exists():
            raise ExportRefused(f"{one} is there already.")
    exported = Exported(files=wanted)
    shelf.read(lambda connection: _write(connection, wanted, exported))
    return exported


def _write(connection: Connection, files: list[Path], exported: Exported) -> None:
    every = _counted(every_title(connection), exported)
    match files[0].suffix:
        case ".csv":
            _put(files[0], (line.encode() for line in slims.titles(every)))
            _put(files[1], (line.encode() for line in slims.copies(every_title(connection))))
        case ".mrc":
            _put(files[0], _records(every, exported))
        case _:
            _put(files[0], marc.as_marcxml(every))


def _counted(every: Iterable[Catalogued], exported: Exported) -> Iterator[Catalogued]:
    for kept in every:
        exported.titles += 1
        exported.copies += len(kept.record.copies)
        yield kept


def _records(every: Iterable[Catalogued], exported: Exported) -> Iterator[bytes]:
    for kept, record in marc.as_marc(every):
        if record is None:
            exported.left_out.append(kept.record.name)
        else:
            yield record


def _put(path: Path, parts: Iterable[bytes]) -> None:
    """Writes beside the place and then moves there: a power cut leaves no half of a file."""
    half = path.with_name(f"{path.name}.half")
    with half.open("wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
