"""The reading corner as a process of its own, beside a core and on its settings, with a few books."""

from __future__ import annotations

from pathlib import Path

import requests

from queue_core.access.rules import Role
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import new_request_id
from tests.core.office import token_of
from tests.programs import Program, free_port
from tests.reading_corner.lending_desk import fill
from tests.reading_corner.new_shelf import shelf_at


class CornerProcess(Program):
    """One corner on a free port; its database lies beside the settings."""

    def __init__(self, settings: Path, core: str) -> None:
        port, token = free_port(), settings.with_name("reading-corner.token")
        token.write_text(token_of(Role.READING_CORNER))
        table = ("", "[reading_corner]", f"port = {port}", f'core = "{core}"', f'token_file = "{token}"', "")
        with settings.open("a") as text:
            text.write("\n".join(table))
        fill(shelf_at(token.with_suffix(".db"), system_clock))
        super().__init__("reading_corner", settings, f"http://127.0.0.1:{port}")

    def get(self, path: str, **query: str) -> requests.Response:
        """As a reader or a page asks."""
        return requests.get(f"{self.address}{path}", params=query, timeout=10)

    def post(self, path: str, **body: object) -> requests.Response:
        """As a page writes."""
        headers = {"Idempotency-Key": new_request_id()}
        return requests.post(f"{self.address}{path}", json=body, headers=headers, timeout=10)
