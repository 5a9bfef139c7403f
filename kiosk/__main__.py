"""Starts the kiosk."""

from queue_core.web.starting import start_on_gevent

start_on_gevent()

# ruff: noqa: E402  gevent has to patch before anything else is imported
from kiosk.build import build, check
from queue_core.foundation.program import run_daemon
from queue_core.foundation.settings import Settings
from queue_core.web.serve import serve


def start(settings: Settings) -> None:
    """Serves the touch pages until a signal comes; what is wrong with this machine's files is told before."""
    check(settings.kiosk)
    serve(lambda: build(settings.kiosk), settings.kiosk.host, settings.kiosk.port)


if __name__ == "__main__":
    raise SystemExit(run_daemon("kiosk", "The touch pages and the slip printer of one kiosk.", start))
