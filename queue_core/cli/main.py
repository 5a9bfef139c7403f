"""The command 'kerak': what exists, how it is started, and errors told in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from queue_core.cli import administration, audit, care, clocks, corner, foresight, play
from queue_core.cli.common import INTERRUPTED, REFUSED, SettingsOption, err, say, settings_path
from queue_core.foundation.errors import KerakError
from queue_core.foundation.settings import CORE_PORT
from queue_core.up.programs import DAEMONS, OFFICER, Program

app = typer.Typer(
    name="kerak",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Kiosk and queue display of a child-friendly sub-district office.",
)


def _example(text: str) -> str:
    return f"Example: {text}"


@app.command(epilog=_example("kerak up --data var/office --port-base 8700 --profile kembaran"))
def up(
    data: Annotated[Path, typer.Option(help="Folder that holds everything of this office.")] = Path("office"),
    port_base: Annotated[
        int | None,
        typer.Option(min=1024, max=65532, help=f"First of four ports; {CORE_PORT} in a new folder."),
    ] = None,
    profile: Annotated[str | None, typer.Option(help="Office profile; kembaran in a new folder.")] = None,
) -> None:
    """Start core, kiosk, board, print station and reading corner on this machine; Ctrl-C stops them."""
    from queue_core.up.office import up as start

    start(data, port_base, profile, say)


def _add_program(program: Program) -> None:
    @app.command(
        program.name,
        help=program.purpose,
        epilog=_example(f"kerak {program.name} --settings office/kerak.toml"),
    )
    def run(settings: SettingsOption = None) -> None:
        os.execv(sys.executable, program.command(settings_path(settings)))  # noqa: S606  no shell is wanted


for _program in (*DAEMONS, OFFICER):
    _add_program(_program)
administration.add_commands(app)
care.add_commands(app)
audit.add_commands(app)
clocks.add_commands(app)
play.add_commands(app)
foresight.add_commands(app)
corner.add_commands(app)


def main() -> None:
    """Runs the command line; an error that a person may mend is one clear line and exit code 1."""
    try:
        app()
    except KerakError as error:
        err.print(f"kerak: {error.in_full}", markup=False)
        raise SystemExit(REFUSED) from None
    except OSError as error:
        err.print(
            f"kerak: {error.strerror}: {error.filename or ''}. Check the place and its rights.", markup=False
        )
        raise SystemExit(REFUSED) from None
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
