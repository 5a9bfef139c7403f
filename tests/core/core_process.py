"""The core as a process of its own, started and killed as a machine would."""

from __future__ import annotations

import json
from pathlib import Path

from tests.core.office import copied
from tests.programs import Program, free_port


class CoreProcess(Program):
    """One core on a free port, with a database of its own."""

    def __init__(
        self, template: Path, folder: Path, profile: str = "kembaran", host: str = "127.0.0.1"
    ) -> None:
        self.database = copied(template, folder / "office.db")
        self.port = free_port()
        settings, self._logs = folder / "kerak.toml", folder / "log"
        core = ("[core]", f'host = "{host}"', f"port = {self.port}", f'database = "{self.database}"')
        rest = (f'profile = "{profile}"', "[log]", f'folder = "{self._logs}"')
        settings.write_text("\n".join((*core, *rest)))
        place = f"[{host}]" if ":" in host else host
        super().__init__("queue_core.server", settings, f"http://{place}:{self.port}")

    def log(self) -> str:
        """What it printed, and its log."""
        log = self._logs / "core.log"
        return self.printed.read_text(encoding="utf-8") + (log.read_text() if log.exists() else "")

    def logged(self) -> list[dict[str, str]]:
        """The lines of its log."""
        return [json.loads(line) for line in (self._logs / "core.log").read_text().splitlines()]
