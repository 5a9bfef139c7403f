"""Serves a page of the console on this machine alone, beside the screen, and shows it in the browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

LOOPBACK = "127.0.0.1"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


class LocalPage:
    """One page, from its start to its close."""

    def __init__(self, app: Flask, port: int) -> None:
        from werkzeug.serving import make_server  # slow to load: only who opens a page waits for it

        self._socket = _listening(port)
        self.port: int = self._socket.getsockname()[1]
        self._server = make_server(LOOPBACK, self.port, app, threaded=True, fd=self._socket.fileno())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    def address(self, rest: str) -> str:
        """The address of something on this page."""
        return f"http://{LOOPBACK}:{self.port}/{rest}"

    def close(self) -> None:
        """Serves no longer."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._socket.close()


def show_in_browser(address: str, start: Callable[..., object] = subprocess.Popen) -> bool:
    """Asks the desktop to open the page; False where there is none, as over ssh.

    Not by the module webbrowser: that may start a browser in this very terminal.
    """
    program = shutil.which("xdg-open")
    if program is None or not any(os.environ.get(name) for name in DISPLAYS):
        return False
    quiet = subprocess.DEVNULL
    start([program, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return True


def _listening(port: int) -> socket.socket:
    """The port of the settings, so that the browser knows the page again; any free one where it is taken."""
    for wanted in (port, 0):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, wanted))
            listening.listen()
        except OSError:
            listening.close()
            continue
        return listening
    raise OSError("no port is free")
