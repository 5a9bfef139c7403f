"""'kerak up' as a process: starts in order, brings back what dies, stops in order, goes on where it was."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

from queue_core.client.api import CoreApi
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.tickets import NewTicket
from tests.programs import free_ports, until
from tests.visit.office import KERAK, Office, running_office

pytestmark = pytest.mark.real


def issue(office: Office) -> str:
    kiosk = CoreApi(office.addresses["core"], office.settings.kiosk.token_file.read_text())
    return kiosk.issue(NewTicket(service="kia"), new_request_id()).ticket.number


def test_an_office_that_is_started_again_goes_on_where_it_was(tmp_path: Path) -> None:
    with running_office(tmp_path / "office") as office:
        first = issue(office)
    with running_office(tmp_path / "office") as again:
        assert (first, issue(again)) == ("A001", "A002")


def test_ctrl_c_leaves_no_program_behind(tmp_path: Path) -> None:
    with running_office(tmp_path / "office") as office:
        core = office.core_pid()
    with pytest.raises(ProcessLookupError):
        os.kill(core, 0)
    assert office.process.returncode == 0


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with running_office(tmp_path / "office", environment={"HOME": str(home)}) as office:
        issue(office)
    assert list(home.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"home", "office"}


def test_each_program_writes_a_log_of_its_own(tmp_path: Path) -> None:
    with running_office(tmp_path / "office") as office:
        for name in ("core", "kiosk", "board"):
            port = int(office.addresses[name].rsplit(":", 1)[1])
            with socket.create_connection(("127.0.0.1", port), timeout=5) as stranger:
                stranger.sendall(b"nonsense\r\n\r\n")
            log = office.data / "log" / f"{name}.log"
            until(log.read_text)
            told = json.loads(log.read_text())
            assert (told["program"], told["message"]) == (name, "Invalid request")


def test_a_taken_port_is_told_in_one_line_and_everything_stops(tmp_path: Path) -> None:
    base = free_ports(3)
    with socket.socket() as other:
        other.bind(("127.0.0.1", base))
        other.listen()
        command = [str(KERAK), "up", "--data", str(tmp_path / "office"), "--port-base", str(base)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"127.0.0.1:{base}" in done.stderr
    assert "one-time password" in done.stdout
    assert len(done.stderr.splitlines()) == 1
