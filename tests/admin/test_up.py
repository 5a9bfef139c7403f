"""'kerak up' as a process: starts in order, brings back what dies, stops in order, goes on where it was."""

from __future__ import annotations

import json
import socket
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from queue_core.client.api import CoreApi
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.tickets import NewTicket
from queue_core.up.programs import DAEMONS
from tests.programs import free_ports, until
from tests.visit.office import KERAK, Office, processes_of, running_office

pytestmark = pytest.mark.real


@dataclass(frozen=True)
class Over:
    """An office that has ended: what was seen of it while it ran."""

    office: Office
    number: str
    logs: dict[str, dict[str, Any]]
    running: set[str]


def issue(office: Office) -> str:
    kiosk = CoreApi(office.addresses["core"], office.settings.kiosk.token_file.read_text())
    return kiosk.issue(NewTicket(service="kia"), new_request_id()).ticket.number


def log_of_nonsense(office: Office, name: str) -> dict[str, Any]:
    """What a program writes down of a stranger who speaks no HTTP."""
    port = int(office.addresses[name].rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as stranger:
        stranger.sendall(b"nonsense\r\n\r\n")
    log = office.data / "log" / f"{name}.log"
    until(log.read_text)
    told: dict[str, Any] = json.loads(log.read_text())
    return told


def modules_of(data: Path) -> set[str]:
    return {module for module, _ in processes_of(data)}


def refused(*words: str) -> subprocess.CompletedProcess[str]:
    """A command that says in one line why it does not start what it should."""
    done = subprocess.run([str(KERAK), *words], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    return done


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Over:
    """An office that gave a number, heard nonsense at each of its doors, and was ended by Ctrl-C."""
    folder = tmp_path_factory.mktemp("over")
    (folder / "home").mkdir()
    with running_office(folder / "office", environment={"HOME": str(folder / "home")}) as office:
        number = issue(office)
        logs = {name: log_of_nonsense(office, name) for name in ("core", "kiosk", "board")}
        running = modules_of(office.data)
    return Over(office, number, logs, running)


def test_ctrl_c_ends_every_program_in_order_and_leaves_none_behind(over: Over) -> None:
    assert over.running == {program.module for program in DAEMONS}
    assert modules_of(over.office.data) == set()
    assert over.office.process.returncode == 0
    assert over.office.process.stdout is not None
    ended = [line for line in over.office.process.stdout.read().splitlines() if line.startswith("Stopping")]
    assert ended == [f"Stopping {program.name}." for program in reversed(DAEMONS)]


def test_nothing_is_written_outside_the_folder(over: Over) -> None:
    folder = over.office.data.parent
    assert {path.relative_to(folder).parts[0] for path in folder.rglob("*")} == {"home", "office"}
    assert list((folder / "home").iterdir()) == []


def test_each_program_writes_a_log_of_its_own(over: Over) -> None:
    told = {name: (log["program"], log["message"]) for name, log in over.logs.items()}
    assert told == {name: (name, "Invalid request") for name in ("core", "kiosk", "board")}


def test_an_office_that_is_started_again_goes_on_where_it_was(over: Over) -> None:
    with running_office(over.office.data) as again:
        assert (over.number, issue(again)) == ("A001", "A002")


@pytest.mark.parametrize(("first", "taken"), [("core", {"core": 0, "kiosk": 1}), ("board", {"board": 2})])
def test_a_taken_port_is_told_in_one_line_and_everything_stops(
    first: str, taken: dict[str, int], tmp_path: Path
) -> None:
    base, data = free_ports(4), tmp_path / "office"
    with ExitStack() as held:
        for offset in taken.values():
            held.enter_context(socket.create_server(("127.0.0.1", base + offset)))
        together = refused("up", "--data", str(data), "--port-base", str(base))
        alone = {program: refused(program, "--settings", str(data / "kerak.toml")) for program in taken}
    assert f"The port is taken: 127.0.0.1:{base + taken[first]}" in together.stderr
    for program, offset in taken.items():
        assert f"The port is taken: 127.0.0.1:{base + offset}" in alone[program].stderr
    assert "one-time password" in together.stdout
    assert modules_of(data) == set()
