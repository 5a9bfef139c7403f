"""Runs every benchmark and writes the table into docs/benchmarks.md: 'make bench'."""

from __future__ import annotations

import platform
import tempfile
from pathlib import Path

from benchmarks import (
    cards,
    catalogue,
    console,
    crowd,
    fanout,
    finding,
    history,
    issuing,
    lending,
    opening,
    painting,
    printing,
    rush,
    searching,
    slowdisk,
    starting,
)
from benchmarks.figures import table
from benchmarks.office import office

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
MARK = "<!-- measured: everything below is written by 'make bench' -->"


def main() -> None:
    """Measures, prints and keeps."""
    with tempfile.TemporaryDirectory(prefix="kerak-bench-") as folder:
        with office(Path(folder, "office")) as running:
            rows = painting.measure(running)
            rows += console.measure(running)
        rows += opening.measure(Path(folder, "opening"))
        rows += crowd.measure(Path(folder, "crowd"))
        rows += rush.measure(Path(folder, "rush"))
        rows += fanout.measure(Path(folder, "phones"))
        with office(Path(folder, "issuing"), core_only=True) as running:
            rows += issuing.measure(running, Path(folder))
        rows += starting.measure(running)
        rows += slowdisk.measure(Path(folder, "slow"))
        rows += history.measure(Path(folder))
        rows += searching.measure(Path(folder))
        rows += printing.measure(Path(folder, "printing"))
        rows += catalogue.measure(Path(folder, "catalogue"))
        rows += finding.measure(Path(folder, "finding"))
        rows += lending.measure(Path(folder, "lending"))
    rows += cards.measure()
    measured = f"Python {platform.python_version()}, {platform.machine()}.\n\n{table(rows)}\n"
    print(measured)
    kept = PAGE.read_text(encoding="utf-8").split(MARK)[0]
    PAGE.write_text(f"{kept}{MARK}\n\n{measured}", encoding="utf-8")


main()
