"""The print station as a process of its own, beside a core and on its settings."""

from __future__ import annotations

from pathlib import Path

from queue_core.access.rules import Role
from tests.core.office import token_of
from tests.programs import Program


class StationProcess(Program):
    """One station with a virtual printer: its hopper is the folder `cards` beside the settings."""

    def __init__(self, settings: Path, core: str) -> None:
        folder = settings.parent
        self.hopper, token = folder / "cards", folder / "print-station.token"
        token.write_text(token_of(Role.PRINT_STATION))
        table = ("", "[print_station]", f'core = "{core}"', f'token_file = "{token}"')
        with settings.open("a") as text:
            text.write("\n".join((*table, f'printer = "virtual:{self.hopper}"')))
        self.spool = token.with_suffix(".spool")
        super().__init__("queue_core.print_station", settings, "")

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.printed.read_text(encoding="utf-8")
        return self.spool.exists()
