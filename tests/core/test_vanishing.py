"""A console that is killed in mid-service, before the real core: its ticket goes back to the queue, once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.foundation.identifiers import new_request_id
from queue_core.server.build import PING_SECONDS
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.wire.tickets import NewTicket
from tests.core.core_process import CoreProcess
from tests.core.office import rows, token_of
from tests.programs import until

pytestmark = pytest.mark.real
CONSOLE = """
import sys, threading
from queue_core.client.api import CoreApi
from queue_core.client.link import LiveLink
LiveLink(CoreApi(sys.argv[1], sys.argv[2]), lambda link, events: print(link.connected, flush=True)).start()
threading.Event().wait()
"""


class Console:
    """An officer's live link, in a process that can be killed."""

    def __init__(self, address: str) -> None:
        command = [sys.executable, "-c", CONSOLE, address, token_of(Role.OFFICER)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "True\n"

    def freeze(self) -> None:
        """It neither answers nor closes its connection, as behind a cable that was pulled."""
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


@pytest.fixture
def core(staffed: Path, tmp_path: Path) -> Iterator[CoreProcess]:
    profile = files("queue_core").joinpath("profiles", "kembaran.toml").read_text(encoding="utf-8")
    quick = tmp_path / "quick.toml"
    quick.write_text(profile.replace("hold_seconds = 30 ", "hold_seconds = 1 "), encoding="utf-8")
    running = CoreProcess(staffed, tmp_path, str(quick))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def console(core: CoreProcess) -> Iterator[Console]:
    running = Console(core.address)
    yield running
    running.kill()


def told(core: CoreProcess) -> list[str]:
    """What the core did by itself."""
    found = rows(core.database, "SELECT action FROM ledger WHERE actor = 'core' ORDER BY id")
    return [str(action) for (action,) in found]


def serve(core: CoreProcess) -> CoreApi:
    """An officer with a console serves A001 at counter 3."""
    officer = CoreApi(core.address, token_of(Role.OFFICER))
    officer.act(3, "open")
    CoreApi(core.address, token_of(Role.KIOSK)).issue(NewTicket(service="kia"), new_request_id())
    officer.act(3, "call-next")
    officer.act(3, "start")
    until(lambda: "officer_here" in told(core))
    return officer


SILENT = """SELECT unixepoch(at) - unixepoch(body ->> '$.counter.away_since') FROM ledger
    WHERE action = 'officer_away'"""
MISSED_WITHIN = 4 * PING_SECONDS + 5
"""A ping after one interval, its silence after another, seen in a round over all that takes a third."""
GIVEN_UP = ["officer_vanished", "counter_closing", "ticket_returned", "counter_closed"]


def test_a_killed_console_gives_its_ticket_back_after_the_hold(core: CoreProcess, console: Console) -> None:
    officer = serve(core)
    console.kill()
    until(lambda: officer.counter(3).counter.state is CounterState.CLOSED)
    assert told(core) == ["officer_here", "officer_away", *GIVEN_UP]
    work = CoreApi(core.address, token_of(Role.SIAK_OPERATOR))
    work.act(1, "open")
    called = work.act(1, "call-next").ticket
    assert called is not None
    assert called.number == "A001"


def test_a_frozen_console_is_missed_since_it_fell_silent_and_gives_its_ticket_back(
    core: CoreProcess, console: Console
) -> None:
    officer = serve(core)
    console.freeze()
    until(lambda: officer.counter(3).counter.state is CounterState.CLOSED, seconds=MISSED_WITHIN, look=0.5)
    assert told(core) == ["officer_here", "officer_away", *GIVEN_UP]
    ((seconds,),) = rows(core.database, SILENT)
    assert int(str(seconds)) >= PING_SECONDS


def test_a_core_killed_during_the_hold_gives_the_ticket_back_once_when_it_is_back(
    core: CoreProcess, console: Console
) -> None:
    officer = serve(core)
    console.kill()
    until(lambda: "officer_away" in told(core))
    core.kill()
    core.start()
    until(lambda: officer.counter(3).counter.state is CounterState.CLOSED)
    assert told(core).count("ticket_returned") == 1
