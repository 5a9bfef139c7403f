"""Notes every write that was done, with its line of the matrix, so that it can be sent again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.server.app import matrix_line
from queue_core.storage import ledger
from tests.core.http_office import Api, build_api
from tests.core.office import Office


class Written(NamedTuple):
    """A write that was done: what was sent, what was answered, and how many rows the ledger has of it."""

    line: str
    agency: bool
    sent: dict[str, Any]
    status: int
    answer: bytes
    ledger_rows: int


@dataclass
class Recording(Api):
    """Sends requests as an Api does; keeps those that wrote."""

    log: list[Written] = field(default_factory=list)
    agency: bool = False

    def send(self, method: str, path: str, role: Role | None = None, **rest: Any) -> TestResponse:  # noqa: ANN401
        asked = [("Idempotency-Key", f"of-the-day-{len(self.log):05}"), *rest.pop("headers", ())]
        sent = {"method": method, "path": path, "role": role, "headers": asked, **rest}
        before = self._last_row()
        response = super().send(**sent)
        if method != "GET" and response.status_code < 300:
            line = self._line(method, path)
            told = self._last_row() - before
            self.log.append(Written(line, self.agency, sent, response.status_code, response.data, told))
        return response

    def _last_row(self) -> int:
        return self.office.database.read(ledger.last_row)

    def _line(self, method: str, path: str) -> str:
        rule, _ = self.app.url_map.bind("core.test").match(path, method, return_rule=True)
        return matrix_line(method, rule.rule)


def recording_in(office: Office, log: list[Written], *, agency: bool = False) -> Recording:
    api = build_api(office)
    return Recording(api.office, api.app, api.watch, api.meters, log, agency)
