"""10,000 titles with 20,000 copies imported as 'kerak corner import' does it, and exported."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.figures import Row
from queue_core.foundation.clock import system_clock
from reading_corner.commands import let_others_write
from reading_corner.service.exporting.running import export
from reading_corner.service.importing.columns import SLIMS_TITLES
from reading_corner.service.importing.reading import Source, open_source
from reading_corner.service.importing.running import Report, preview, run
from reading_corner.store.shelf import Shelf
from tests.reading_corner.made_titles import Made, made_titles

TITLES = 10_000
BAR_SECONDS = 60
Done = TypeVar("Done")


def measure(folder: Path, number: int = TITLES) -> list[Row]:
    """Each import into a shelf of its own; beside it, what reading the file alone takes."""
    folder.mkdir(parents=True, exist_ok=True)
    slims = Source("biblio.csv", _slims(number))
    shelf = Shelf(folder / "slims.db", system_clock)
    rows = [
        _row(
            f"{number:,} titles of SLiMS imported", partial(run, shelf, slims, pause=let_others_write), slims
        )
    ]
    rows.append(
        _row("the same file read anew", partial(run, shelf, slims, again=True, pause=let_others_write), slims)
    )
    seconds, exported = _timed(partial(export, shelf, folder / "books.mrc"))
    copies = f"{exported.copies:,} copies"
    rows.append(Row(f"{number:,} titles exported as MARC21", f"{seconds:.1f} s", copies))
    marc = open_source(folder / "books.mrc")
    other = Shelf(folder / "marc.db", system_clock)
    rows.append(
        _row(f"{number:,} titles of MARC21 imported", partial(run, other, marc, pause=let_others_write), marc)
    )
    return rows


def _row(what: str, act: Callable[[], Report], source: Source) -> Row:
    reading, _ = _timed(partial(preview, source))
    seconds, report = _timed(act)
    done = report.created + report.changed + report.same
    figure = f"{seconds:.1f} s, {done / seconds:,.0f}/s"
    return Row(what, figure, f"reading alone {reading:.1f} s; bar {BAR_SECONDS} s")


def _timed(act: Callable[[], Done]) -> tuple[float, Done]:
    begun = time.perf_counter()
    done = act()
    return time.perf_counter() - begun, done


def _slims(number: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(SLIMS_TITLES)
    writer.writerows(map(_cells, made_titles(number)))
    return text.getvalue().encode()


def _cells(one: Made) -> list[str]:
    told = {
        "title": one.name,
        "gmd_name": "Text",
        "publisher_name": "Pustaka Ceria",
        "publish_year": str(1990 + one.id % 36),
        "collation": f"{16 + one.id % 200} hlm : ilus. ; 21 cm",
        "language_name": "Indonesia",
        "authors": f"<Rahmat, Tini {one.id % 500}><Wulan {one.id % 77}>",
        "topics": "<Dongeng><Hewan>",
        "item_code": f"<{one.id:05d}.1><{one.id:05d}.2>",
    }
    return [told.get(name, "") for name in SLIMS_TITLES]
