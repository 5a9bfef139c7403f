"""Starts the reading corner."""

from queue_core.web.starting import start_on_gevent

start_on_gevent()

# ruff: noqa: E402  gevent has to patch before anything else is imported
from queue_core.foundation.program import run_daemon
from queue_core.foundation.settings import Settings
from queue_core.web.serve import serve
from reading_corner.build import build, check


def start(settings: Settings) -> None:
    """Serves the corner's pages until a signal comes; what is wrong with its files is told before."""
    corner = settings.reading_corner
    check(corner)
    serve(lambda: build(corner), corner.host, corner.port)


if __name__ == "__main__":
    raise SystemExit(
        run_daemon("reading-corner", "The pages, catalogue and loans of the reading corner.", start)
    )
