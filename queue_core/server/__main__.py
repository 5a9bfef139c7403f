"""Starts the core."""

from queue_core.web.starting import start_on_gevent

start_on_gevent()

# ruff: noqa: E402  gevent has to patch before anything else is imported
from queue_core.foundation.profile import read_profile
from queue_core.foundation.program import run_daemon
from queue_core.foundation.settings import Settings
from queue_core.server.build import build
from queue_core.storage.keys import open_seal
from queue_core.storage.schema import check_schema
from queue_core.web.serve import serve


def start(settings: Settings) -> None:
    """Serves the core until a signal comes; what is wrong with its files is told before."""
    core = settings.core
    read_profile(core.profile)
    check_schema(core.database)
    open_seal(core.database)
    serve(lambda: build(core), core.host, core.port)


if __name__ == "__main__":
    raise SystemExit(run_daemon("core", "The office's single source of truth.", start))
