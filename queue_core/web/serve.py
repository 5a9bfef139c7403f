"""Runs a page-serving program: one gunicorn worker on gevent, stopped within seconds, notifying systemd."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from queue_core.foundation.errors import KerakError
from queue_core.foundation.garbage import settle

SECONDS_TO_FINISH = 3
CONNECTIONS = 8_000
"""Phones, boards and consoles at once; gunicorn's own limit of 1,000 would leave a crowd outside."""


AT_END = "kerak_at_end"


def at_end(app: Flask, work: Callable[[], object]) -> None:
    """Does something when the program is asked to end, after the last answer; one that is killed does not."""
    app.extensions.setdefault(AT_END, []).append(work)


class PortTaken(KerakError):
    """Another program listens on this address."""

    slug = "port-taken"
    title = "The port is taken"
    remedy = "Stop the other program, or choose another port in the settings."


class _Program(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    def __init__(self, build: Callable[[], Flask], address: str) -> None:
        self._build = build
        self._address = address
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self._address,
            "worker_class": "gevent",
            "workers": 1,
            "worker_connections": CONNECTIONS,
            "graceful_timeout": SECONDS_TO_FINISH,
            "control_socket_disable": True,
            "loglevel": "warning",
            "errorlog": None,
            "on_starting": _join_log,
            "post_worker_init": lambda _worker: settle(),
            "worker_exit": _end,
        }
        for key, value in options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        return self._build()


def _join_log(_arbiter: object) -> None:
    """gunicorn's words go the way of all others instead of past them to stderr."""
    own = logging.getLogger("gunicorn.error")
    own.addFilter(_tell_no_request)
    own.propagate = True


def _tell_no_request(record: logging.LogRecord) -> bool:
    """gunicorn repeats what a stranger sent; the address of a ticket's page is a secret of its family."""
    before, word, _ = str(record.msg).partition("request")
    if word:
        record.msg, record.args = before + word, ()
    return True


def _end(_arbiter: object, worker: Any) -> None:  # noqa: ANN401  gunicorn carries no types
    app: Flask | None = worker.wsgi
    for work in app.extensions.get(AT_END, []) if app is not None else []:
        try:
            work()
        except Exception:  # the outermost loop of the end: the next one is done all the same
            logging.getLogger(__name__).exception("something was left undone at the end")


def serve(build: Callable[[], Flask], host: str, port: int) -> None:
    """Serves until a signal ends the program. `build` runs in the worker. Raises PortTaken."""
    _require_free(host, port)
    _Program(build, f"[{host}]:{port}" if ":" in host else f"{host}:{port}").run()


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port}: {error.strerror}.") from None
