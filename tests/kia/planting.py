"""What is planted in a running office and how it would look wherever it were found; who plays its flows."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.client.calls import Download
from queue_core.foundation.identifiers import new_request_id
from queue_core.officer.saving import save
from tests.core.core_process import CoreProcess
from tests.core.office import token_of
from tests.kia.faces import PLACE, face, told_all
from tests.kia.filing import CHILD, FAMILY_CARD, FILES, NAME, NIK, draft
from tests.print_station.station_process import StationProcess
from tests.programs import until
from tests.reading_corner.corner_process import CornerProcess

WHY = f"NIK {NIK} milik {NAME} salah ketik"
PLANTED = (
    NIK,
    FAMILY_CARD,
    NAME,
    "Nur'aini",
    "Sulastri",
    str(CHILD["phone"]),
    str(CHILD["birth_certificate"]),
    PLACE.decode(),
)
NUMBERS = (NIK, FAMILY_CARD, str(CHILD["phone"]))
"""What no other program of the machine writes by chance."""
NOT_ON_DISK = frozenset(map(Path, ("/proc", "/sys", "/dev")))


@dataclass
class Stage:
    """The programs in a folder of their own; exports and papers go into the officer's alone."""

    core: CoreProcess
    station: StationProcess
    corner: CornerProcess
    folder: Path
    officers: Path
    command_lines: list[bytes] = field(default_factory=list)
    begun: float = field(default_factory=time.time)

    def client(self, role: Role) -> CoreApi:
        """The core as a program of the house calls it."""
        return CoreApi(self.core.address, token_of(role))

    def keep(self, made: Download) -> Path:
        """Saves a paper as the console does; its name tells nothing."""
        path = save(self.officers, made)
        assert not any(word in path.name for word in PLANTED)
        return path

    def send(self, method: str, path: str, role: Role, body: object = None) -> requests.Response:
        headers = {"Authorization": f"Bearer {token_of(role)}", "Idempotency-Key": new_request_id()}
        return requests.request(method, f"{self.core.address}{path}", json=body, headers=headers, timeout=10)

    def file(self, text: dict[str, Any] | None = None) -> dict[str, Any]:
        """A file with a whole draft, let go."""
        head = self.send("POST", FILES, Role.OFFICER, {"kind": "kia_new", "ticket_id": None}).json()
        written = {"version": 1, "draft": text or draft()}
        self.send("PUT", f"{FILES}/{head['id']}/draft", Role.OFFICER, written)
        self.upload(f"{FILES}/{head['id']}/photo?version=2", told_all(face()))
        return dict(self.send("POST", f"{FILES}/{head['id']}/release", Role.OFFICER).json())

    def upload(self, path: str, picture: bytes) -> requests.Response:
        headers = {"Authorization": f"Bearer {token_of(Role.OFFICER)}", "Idempotency-Key": new_request_id()}
        return requests.put(f"{self.core.address}{path}", data=picture, headers=headers, timeout=10)

    def act(
        self, head: dict[str, Any], door: str, role: Role = Role.OFFICER, **body: object
    ) -> dict[str, Any]:
        answer = self.send("POST", f"{FILES}/{head['id']}/{door}", role, body)
        return dict(answer.json())

    def move(self, head: dict[str, Any], action: str, role: Role = Role.OFFICER) -> dict[str, Any]:
        return self.act(head, "moves", role, action=action, version=head["version"], reason=WHY)

    def kerak(self, *words: str) -> str:
        """Runs a command; what others on the machine could see of it meanwhile is kept."""
        program = "from queue_core.cli.main import main; main()"
        command = [sys.executable, "-c", program, *words, "--settings", str(self.folder / "kerak.toml")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            until(lambda: words[0].encode() in seen_of(process.pid) or process.poll() is not None)
            self.command_lines.append(seen_of(process.pid))
            out, _ = process.communicate(timeout=60)
        (self.folder / f"{words[0]}-{len(self.command_lines)}.out").write_bytes(out)
        assert process.returncode == 0, out
        return out.decode()


def seen_of(process: int) -> bytes:
    """The command line and the environment of a process."""
    try:
        return b"".join(Path(f"/proc/{process}/{name}").read_bytes() for name in ("cmdline", "environ"))
    except OSError:
        return b""


def traces(word: str) -> Iterator[bytes]:
    """Every form in which a word might stand in a file."""
    plain = word.encode()
    yield from (plain, plain.hex().encode(), plain.hex().upper().encode())
    yield from (word.encode("utf-16-le"), word.encode("utf-16-be"))
    yield word.replace("'", "\\u0027").encode()
    for offset in range(3):  # base64 looks otherwise at each place in a group of three
        whole = base64.b64encode(b"\0" * offset + plain)
        yield whole[-(-offset * 4 // 3) + (offset > 0) : len(whole) - 4]


def holds(path: Path, words: Iterable[str]) -> bool:
    """Whether a file's name or content has one of the words in any form."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # gone meanwhile
        return False
    return any(word in path.name or any(trace in content for trace in traces(word)) for word in words)


def written_since(instant: float, places: Iterable[Path], but: Iterable[Path] = ()) -> list[Path]:
    """The regular files under some places that were written since, but for some folders.

    find walks a whole disk in a third of the time; it does not leave the disks of the places.
    """
    pruned = [word for folder in (*but, *NOT_ON_DISK) for word in ("-path", str(folder), "-prune", "-o")]
    wanted = ["-type", "f", "-readable", "-newermt", f"@{instant:.6f}", "-print0"]
    command = ["find", *map(str, places), "-xdev", *pruned, *wanted]
    found = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    return sorted({Path(os.fsdecode(name)) for name in found.split(b"\0") if name})
