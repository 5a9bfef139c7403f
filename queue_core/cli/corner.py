"""Commands of the reading corner. They run in the corner's own program, started by its module."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from queue_core.cli.common import SettingsOption, settings_path
from queue_core.up.programs import Program

corner = typer.Typer(no_args_is_help=True, help="The reading corner's catalogue and figures.")
DAY = ["%Y-%m-%d"]
NewPdf = Annotated[Path | None, typer.Argument(help="The PDF to be written; it must not exist.")]
Prints = Annotated[bool, typer.Option("--print", help="Let the print station print it on paper.")]
CATALOGUE = Program("corner", "reading_corner.commands", "The catalogue of the reading corner.")


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.add_typer(corner, name="corner")


@corner.command("import", epilog="Example: kerak corner import biblio.csv --preview")
def bring_in(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX, MARC21 or MARCXML; of SLiMS, titles before copies.")
    ],
    preview: Annotated[bool, typer.Option("--preview", help="Only look at the file.")] = False,
    for_children: Annotated[
        bool,
        typer.Option("--for-children", help="Mark the titles of which nobody has said for whom they are."),
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Read a file anew that is done.")] = False,
    settings: SettingsOption = None,
) -> None:
    """Bring titles and copies into the catalogue; broken off, it goes on there."""
    told = {"--preview": preview, "--for-children": for_children, "--again": again}
    _start("import", [*(word for word, wanted in told.items() if wanted), str(file.absolute())], settings)


@corner.command("export", epilog="Example: kerak corner export /media/usb/books.mrc")
def take_out(
    file: Annotated[Path, typer.Argument(help="Ends in .csv (SLiMS), .mrc or .xml; it must not exist.")],
    settings: SettingsOption = None,
) -> None:
    """Write the whole catalogue into a file."""
    _start("export", [str(file.absolute())], settings)


@corner.command("label", epilog="Example: kerak corner label labels.pdf")
def stick(
    file: NewPdf = None,
    code: Annotated[list[str] | None, typer.Option(help="Only this label, made anew.")] = None,
    prints: Prints = False,
    settings: SettingsOption = None,
) -> None:
    """Make the labels of the books, 24 a sheet; a book without a code gets one."""
    wanted = [word for one in code or () for word in ("--code", one)]
    options, named = _outlet(file, prints)
    _start("label", [*wanted, *options, *named], settings)


@corner.command("cards", epilog="Example: kerak corner cards 20 cards.pdf")
def make_cards(
    number: Annotated[int, typer.Argument(min=1, max=200, help="So many new cards, ten a sheet.")],
    file: NewPdf = None,
    prints: Prints = False,
    settings: SettingsOption = None,
) -> None:
    """Make new reader's cards, with numbers that no card had before."""
    options, named = _outlet(file, prints)
    _start("cards", [*options, str(number), *named], settings)


@corner.command("sheets", epilog="Example: kerak corner sheets --again 7")
def tell_sheets(
    again: Annotated[int | None, typer.Option(min=1, help="Have this order printed once more.")] = None,
    settings: SettingsOption = None,
) -> None:
    """Tell what became of the labels and cards that the print station was to print."""
    _start("sheets", [] if again is None else ["--again", str(again)], settings)


def _outlet(file: Path | None, prints: bool) -> tuple[list[str], list[str]]:
    """The option to print, and the file: argparse takes no file after an option in between."""
    return ["--print"] if prints else [], [] if file is None else [str(file.absolute())]


@corner.command("figures", epilog="Example: kerak corner figures --from 2026-11-01 --to 2026-11-30")
def count(
    first: Annotated[datetime, typer.Option("--from", formats=DAY, help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", formats=DAY, help="The last day.")],
    csv: Annotated[
        Path | None, typer.Option(help="Write the days into this file; it must not exist.")
    ] = None,
    settings: SettingsOption = None,
) -> None:
    """Print what was read, day by day, and what most; nothing of a reader."""
    table = ["--csv", str(csv.absolute())] if csv else []
    _start("figures", ["--from", f"{first:%Y-%m-%d}", "--to", f"{last:%Y-%m-%d}", *table], settings)


def _start(command: str, words: list[str], settings: Path | None) -> None:
    program = CATALOGUE.command(settings_path(settings))
    os.execv(sys.executable, [*program, command, *words])  # noqa: S606  no shell is wanted
