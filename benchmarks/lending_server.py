"""The lending routes of the reading corner alone, behind its own server, on a shelf of its own."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402  gevent has to patch before anything else is imported
import sys
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from queue_core.foundation.clock import system_clock
from queue_core.web.problems import answer_with_problems
from queue_core.web.requests import require_readable
from queue_core.web.serve import serve
from reading_corner.routes.lending import LendingDesk, add_lending
from reading_corner.rules.calling import NOTHING_KNOWN
from reading_corner.rules.lending import LendingRules
from reading_corner.service.lending import Lending
from reading_corner.service.readers import Office, Readers
from reading_corner.service.stocktaking import StockTaking
from reading_corner.service.wishing import Wishing
from reading_corner.store.shelf import Shelf

ZONE = ZoneInfo("Asia/Jakarta")
KEY = bytes(32)


def build(path: Path) -> Flask:
    """An application that lends what is on the shelf in this file, beside a core that is away."""
    app = Flask("lending")
    answer_with_problems(app)
    app.before_request(require_readable)
    shelf = Shelf(path, system_clock)
    office = Office(lambda: ZONE, lambda _day: False, lambda _key: None, lambda _number: True)
    lending = Lending(shelf, Readers(KEY, office, shelf), LendingRules())
    desk = LendingDesk(lending, Wishing(lending), StockTaking(shelf), lambda _number: NOTHING_KNOWN)
    add_lending(app, desk)

    @app.get("/")
    def here() -> str:
        return "here"

    return app


if __name__ == "__main__":
    serve(partial(build, Path(sys.argv[2])), "127.0.0.1", int(sys.argv[1]))
