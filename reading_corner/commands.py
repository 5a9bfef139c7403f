"""The commands 'kerak corner ...': what imports and exports do and say. Labels and cards: papering.py."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from queue_core.client.api import CoreApi
from queue_core.foundation.clock import system_clock
from queue_core.foundation.errors import KerakError
from queue_core.foundation.settings import ReadingCornerSettings, read_settings
from reading_corner.figures_command import tell_figures
from reading_corner.papering import Outlet, core_of, make_cards, stick, tell_sheets
from reading_corner.service.exporting.running import export
from reading_corner.service.importing.reading import Source, open_source
from reading_corner.service.importing.running import Preview, Refusal, Report, preview, run
from reading_corner.store.shelf import Shelf

REFUSED, INTERRUPTED = 1, 130
SHOWN = 20
"""Rows that are left out, told one by one; the rest is counted."""
MOST_CARDS = 200
"""New cards at once: twenty sheets."""
PAUSE_SECONDS = 0.12
"""Between two parts of an import: who waits for SQLite's lock looks every tenth of a second."""
Say = Callable[[str], None]


def look_at(source: Source, say: Say) -> None:
    """Tells what a file holds. Raises CatalogueUnreadable."""
    _tell_preview(source.name, preview(source), say)


def let_others_write() -> None:
    """Waits long enough for the corner's program to come in between two parts of an import."""
    time.sleep(PAUSE_SECONDS)


def bring_in(
    shelf: Shelf, source: Source, say: Say, again: bool = False, bar: Progress | None = None
) -> None:
    """Imports a file and tells what became of it. Raises CatalogueUnreadable or ShelfBusy."""
    with bar or nullcontext():
        task = None if bar is None else bar.add_task("rows", total=preview(source).rows)

        def progressed(rows: int) -> None:
            if bar is not None and task is not None:
                bar.advance(task, rows)

        report = run(shelf, source, progressed, again, let_others_write)
    _tell_report(source.name, report, say)


def take_out(shelf: Shelf, path: Path, say: Say) -> None:
    """Exports the catalogue and tells what was written. Raises ExportRefused."""
    done = export(shelf, path)
    say(f"{done.titles} titles, {done.copies} copies: {', '.join(map(str, done.files))}")
    for name in done.left_out:
        say(f"left out, too long for MARC21; export to .xml: {name}")


def _tell_preview(name: str, seen: Preview, say: Say) -> None:
    say(f"{name}: {seen.rows} rows, {seen.titles} titles, {seen.copies} copies; {seen.marked} for children.")
    if seen.doubts:
        doubts = ", ".join(f"{doubt} {number}" for doubt, number in sorted(seen.doubts.items()))
        say(f"ISBNs kept as given: {doubts}.")
    _tell_refusals(seen.refusals, say)
    if seen.members:
        say(f"{seen.members} cards of members. Of each a keyed code and its last day are kept, nothing else.")
    say("Nothing was written.")


def _tell_report(name: str, report: Report, say: Say) -> None:
    if report.earlier is not None:
        say(f"{name} was imported on {report.earlier:%Y-%m-%d}. Nothing was written; --again reads it anew.")
    say(f"{report.created} new, {report.changed} changed, {report.same} the same.")
    _tell_refusals(report.refusals, say)


def _tell_refusals(refusals: Sequence[Refusal], say: Say) -> None:
    if refusals:
        say(f"Left out: {len(refusals)} rows.")
    for refusal in refusals[:SHOWN]:
        say(f"  row {refusal.row}: {refusal.words}")
    if len(refusals) > SHOWN:
        say(f"  ... and {len(refusals) - SHOWN} more.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kerak corner", description="The catalogue of the reading corner.")
    parser.add_argument("--settings", type=Path, help="settings file of this machine (TOML)")
    commands = parser.add_subparsers(dest="command", required=True)
    coming = commands.add_parser("import", help="CSV, XLSX, MARC21 or MARCXML into the catalogue")
    coming.add_argument("--preview", action="store_true", help="only look at the file")
    coming.add_argument("--for-children", action="store_true", help="mark titles that nobody has said it of")
    coming.add_argument("--again", action="store_true", help="read a file anew that is done")
    going = commands.add_parser("export", help="the catalogue into .csv (SLiMS), .mrc or .xml (MARC)")
    labels = commands.add_parser("label", help="labels as a PDF; books without a code get one")
    labels.add_argument("--code", action="append", default=[], help="only this label, made anew")
    counted = commands.add_parser("figures", help="what was read, day by day")
    counted.add_argument("--from", dest="first", type=date.fromisoformat, required=True, help="the first day")
    counted.add_argument("--to", dest="last", type=date.fromisoformat, required=True, help="the last day")
    counted.add_argument("--csv", type=Path, help="the days as a table; the file must not exist")
    cards = commands.add_parser("cards", help="new reader's cards as a PDF")
    cards.add_argument("number", type=int, choices=range(1, MOST_CARDS + 1), metavar="NUMBER")
    sheets = commands.add_parser("sheets", help="what became of printed sheets")
    sheets.add_argument("--again", type=int, help="have this order printed once more")
    for one in (coming, going):
        one.add_argument("file", type=Path)
    for one in (labels, cards):
        one.add_argument("file", type=Path, nargs="?")
        one.add_argument("--print", action="store_true", dest="prints", help="by the print station")
    return parser


def _do(told: argparse.Namespace, say: Say, err: Console) -> None:
    corner = read_settings(told.settings).reading_corner
    match told.command:
        case "import":
            _import(corner, told, say, err)
        case "export":
            take_out(Shelf(corner.database, system_clock), told.file, say)
        case "figures":
            core, days = CoreApi(corner.core, "", insists=False), (told.first, told.last)
            tell_figures(Shelf(corner.database, system_clock), core.office, days, told.csv, say)
        case "sheets":
            tell_sheets(core_of(corner), told.again, say)
        case _:
            _make_paper(corner, told, say)


def _import(corner: ReadingCornerSettings, told: argparse.Namespace, say: Say, err: Console) -> None:
    source = open_source(told.file, told.for_children)
    if told.preview:
        look_at(source, say)
        return
    bar = Progress(console=err, transient=True, disable=not err.is_terminal)
    bring_in(Shelf(corner.database, system_clock), source, say, told.again, bar)


def _make_paper(corner: ReadingCornerSettings, told: argparse.Namespace, say: Say) -> None:
    outlet = Outlet(told.file, told.prints, partial(core_of, corner), say)
    shelf = Shelf(corner.database, system_clock)
    if told.command == "label":
        stick(shelf, outlet, told.code)
    else:
        make_cards(shelf, outlet, told.number)


def main(words: Sequence[str] | None = None) -> int:
    """Does one command; the exit code. An error that a person may mend is one clear line."""
    out, err = Console(highlight=False, soft_wrap=True), Console(highlight=False, soft_wrap=True, stderr=True)
    told = _parser().parse_args(words)
    logging.getLogger("pymarc").setLevel(logging.ERROR)  # what is odd in a record and does no harm

    def say(line: str) -> None:
        out.print(line, markup=False)

    try:
        _do(told, say, err)
    except KerakError as error:
        err.print(f"kerak corner: {error.in_full}", markup=False)
        return REFUSED
    except OSError as error:
        words_of = f"{error.strerror}: {error.filename or ''}. Check the place and its rights."
        err.print(f"kerak corner: {words_of}", markup=False)
        return REFUSED
    except KeyboardInterrupt:
        err.print("kerak corner: broken off. The same command goes on from here.", markup=False)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
