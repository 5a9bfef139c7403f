"""A CUPS with the project's own configuration, and a simulated printer behind it: real programs of Debian.

Both run as whoever runs the tests, on ports and in folders of their own, without systemd.
"""

from __future__ import annotations

import grp
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.programs import free_port, until

CONFIGURATION = Path(__file__).parents[2] / "systemd" / "cups"
FORMATS = "image/png,image/jpeg,application/pdf,image/pwg-raster"
SCRIPT = """#!/bin/sh
# Puts the card out once there is a blank: a file `empty` beside it says that there is none.
cd {folder}
while [ -e empty ]; do echo "STATE: +media-empty-error" >&2; sleep 0.1; done
echo "STATE: -media-empty-error" >&2
cp "$1" "out/$IPP_JOB_NAME.part" && mv "out/$IPP_JOB_NAME.part" "out/$IPP_JOB_NAME.$IPP_JOB_ID"
"""


class Daemon:
    """A program in the foreground with a process group of its own."""

    def __init__(
        self, log: Path, command: list[str], port: int, more: Mapping[str, str] | None = None
    ) -> None:
        self._log = log
        self._command = command
        self._port = port
        self._environment = {**os.environ, **(more or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, env=self._environment, start_new_session=True
            )
        until(self._listens)

    def kill(self) -> None:
        """Ends it and its children at once."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
        with suppress(OSError), socket.create_connection(("localhost", self._port), 1):
            return True
        return False


class Simulator(Daemon):
    """ippeveprinter: a printer that speaks IPP. Its hopper is the folder `out`."""

    def __init__(self, folder: Path, bus: str) -> None:
        self.folder, port = folder, free_port()
        self.uri = f"ipp://localhost:{port}/ipp/print"
        (folder / "out").mkdir(parents=True)
        script = folder / "print.sh"
        script.write_text(SCRIPT.format(folder=folder), encoding="utf-8")
        script.chmod(0o755)
        command = [
            _program("ippeveprinter"),
            "-n",
            "localhost",
            "-p",
            str(port),
            "-r",
            "off",
            "-2",
            "-f",
            FORMATS,
        ]
        command += ["-d", str(folder), "-c", str(script), "Kartu"]
        super().__init__(folder / "log", command, port, {"DBUS_SYSTEM_BUS_ADDRESS": bus})

    def cards(self) -> list[Path]:
        return sorted(card for card in (self.folder / "out").iterdir() if card.suffix != ".part")

    def run_out(self) -> None:
        (self.folder / "empty").touch()

    def fill(self) -> None:
        (self.folder / "empty").unlink(missing_ok=True)


class Cups(Daemon):
    """cupsd with the files of `systemd/cups`, every path in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._port_of_queue = folder, free_port()
        self.memory = folder / "run" / "kerak-cups"
        self._socket = folder / "run" / "cups.sock"
        for part in ("etc", "cache", "run"):
            (folder / part).mkdir(parents=True)
        command = [_program("cupsd"), "-f", "-c", self._write_main(), "-s", self._write_files()]
        super().__init__(folder / "out", command, self._port_of_queue)

    def start(self) -> None:
        """Starts it as systemd does: what it had in memory is gone."""
        shutil.rmtree(self.memory, ignore_errors=True)
        (self.memory / "spool" / "tmp").mkdir(parents=True)
        super().start()

    def add_queue(self, name: str, device: str, model: str = "everywhere") -> str:
        """A queue; its address. The model `everywhere` asks the printer, `raw` needs none."""
        command = ["lpadmin", "-h", str(self._socket), "-p", name, "-E", "-v", device, "-m", model]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return f"ipp://localhost:{self._port_of_queue}/printers/{name}"

    def holds(self, text: bytes) -> bool:
        """Whether this stands in any file of CUPS."""
        return any(text in path.read_bytes() for path in self.folder.rglob("*") if path.is_file())

    def _write_main(self) -> str:
        text = (CONFIGURATION / "cupsd.conf").read_text(encoding="utf-8")
        text = text.replace("localhost:631", f"localhost:{self._port_of_queue}")
        return self._write("cupsd.conf", text.replace("/run/cups/cups.sock", str(self._socket)))

    def _write_files(self) -> str:
        text = (CONFIGURATION / "cups-files.conf").read_text(encoding="utf-8")
        text = text.replace("lpadmin", grp.getgrgid(os.getgid()).gr_name).replace("syslog", "stderr")
        text = text.replace("/run/kerak-cups", str(self.memory))
        folders = {"ServerRoot": "etc", "CacheDir": "cache", "StateDir": "run"}
        more = [f"{key} {self.folder / part}\n" for key, part in folders.items()]
        return self._write("cups-files.conf", text + "".join(more))

    def _write(self, name: str, text: str) -> str:
        (self.folder / "etc" / name).write_text(text, encoding="utf-8")
        return str(self.folder / "etc" / name)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name} is missing: scripts/setup test"
    return found
