"""'kerak up' as a process: starts in order, brings back what dies, stops in order, goes on where it was."""

from __future__ import annotations

import json
import socket
import subprocess
from pathlib import Path

import pytest

from queue_core.client.api import CoreApi
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.tickets import NewTicket
from queue_core.up.programs import DAEMONS
from tests.programs import free_ports, until
from tests.visit.office import KERAK, Office, processes_of, running_office

pytestmark = pytest.mark.real


def issue(office: Office) -> str:
    kiosk = CoreApi(office.addresses["core"], office.settings.kiosk.token_file.read_text())
    return kiosk.issue(NewTicket(service="kia"), new_request_id()).ticket.number


def modules_of(data: Path) -> set[str]:
    return {module for module, _ in processes_of(data)}


def refused(*words: str) -> subprocess.CompletedProcess[str]:
    """A command that says in one line why it does not start what it should."""
    done = subprocess.run([str(KERAK), *words], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    return done


def test_an_office_that_is_started_again_goes_on_where_it_was(tmp_path: Path) -> None:
    with running_office(tmp_path / "office") as office:
        first = issue(office)
    with running_office(tmp_path / "office") as again:
        assert (first, issue(again)) == ("A001", "A002")


def test_ctrl_c_ends_every_program_in_order_and_leaves_none_behind(tmp_path: Path) -> None:
    with running_office(tmp_path / "office") as office:
        assert modules_of(office.data) == {program.module for program in DAEMONS}
    assert modules_of(office.data) == set()
    assert office.process.returncode == 0
    assert office.process.stdout is not None
    ended = [line for line in office.process.stdout.read().splitlines() if line.startswith("Stopping")]
    assert ended == [f"Stopping {program.name}." for program in reversed(DAEMONS)]


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


@pytest.mark.parametrize(("program", "offset"), [("core", 0), ("kiosk", 1), ("board", 2)])
def test_a_taken_port_is_told_in_one_line_and_everything_stops(
    program: str, offset: int, tmp_path: Path
) -> None:
    base, data = free_ports(4), tmp_path / "office"
    with socket.create_server(("127.0.0.1", base + offset)):
        together = refused("up", "--data", str(data), "--port-base", str(base))
        alone = refused(program, "--settings", str(data / "kerak.toml"))
    assert f"The port is taken: 127.0.0.1:{base + offset}" in together.stderr
    assert f"The port is taken: 127.0.0.1:{base + offset}" in alone.stderr
    assert "one-time password" in together.stdout
    assert modules_of(data) == set()
