"""The core is killed at any instant under load: what it acknowledged stands, once, clocks included."""

from __future__ import annotations

import random
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from queue_core.access.rules import Role
from tests.core.core_process import CoreProcess
from tests.core.office import rows, token_of
from tests.programs import until

SERVICES = ("kia", "documents", "assisted")
"""One for each kiosk, each in a lane of its own: a lane has 999 numbers a day."""
OFFICERS = {1: Role.OFFICER, 2: Role.SIAK_OPERATOR, 3: Role.HEAD_OF_SECTION}
ROUND = ("call-next", "start", "step-done", "finish")


class OutsideLedger:
    """What clients were told, noted where no crash of the core can reach it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tickets: dict[str, str] = {}
        self.clocks: dict[tuple[int, str], tuple[str, str | None]] = {}
        self.counters: dict[int, dict[str, Any]] = {}

    def note_ticket(self, request_id: str, answer: dict[str, Any]) -> None:
        with self.lock:
            self.tickets[request_id] = answer["ticket"]["number"]

    def note_work(self, number: int, answer: dict[str, Any]) -> None:
        with self.lock:
            self.counters[number] = answer["counter"]
            for step in answer["steps"]:
                key = answer["ticket"]["id"], step["step"]
                self.clocks[key] = step["started_at"], step["finished_at"]


class Load:
    """Kiosks and officers who never stop; a request without an answer is sent again until it has one."""

    def __init__(self, core: CoreProcess, noted: OutsideLedger, pause: float) -> None:
        self._pause = pause
        self._core = core
        self._noted = noted
        self._over = threading.Event()
        self.faults: list[str] = []
        self._threads = [threading.Thread(target=self._kiosk, args=(service,)) for service in SERVICES]
        self._threads += [threading.Thread(target=self._officer, args=place) for place in OFFICERS.items()]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Waits until every request has its answer."""
        self._over.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _kiosk(self, service: str) -> None:
        while not self._over.is_set():
            request_id = str(uuid.uuid4())
            answer = self._send("/api/v1/tickets", Role.KIOSK, request_id, {"service": service})
            if answer.ok:
                self._noted.note_ticket(request_id, answer.json())
            else:
                self._blame(answer)
            self._over.wait(self._pause)

    def _officer(self, number: int, role: Role) -> None:
        self._act(number, role, "open")
        while not self._over.is_set():
            for verb in ROUND:
                if not self._act(number, role, verb):
                    self._over.wait(0.01)
                    break

    def _act(self, number: int, role: Role, verb: str) -> bool:
        answer = self._send(f"/api/v1/counters/{number}/{verb}", role, str(uuid.uuid4()), None)
        if answer.ok:
            self._noted.note_work(number, answer.json())
        elif "nobody-waiting" not in answer.text:
            self._blame(answer)
        return answer.ok

    def _blame(self, answer: requests.Response) -> None:
        if "lane-full" not in answer.text:
            self.faults.append(f"{answer.url}: {answer.text}")

    def _send(self, path: str, role: Role, request_id: str, body: object) -> requests.Response:
        headers = {"Authorization": f"Bearer {token_of(role)}", "Idempotency-Key": request_id}
        while True:
            with suppress(requests.RequestException):
                return requests.post(f"{self._core.address}{path}", json=body, headers=headers, timeout=10)
            threading.Event().wait(0.02)


def instant(text: str | None) -> str | None:
    """An instant of the wire as the database writes it."""
    return None if text is None else text.removesuffix("Z").replace("T", " ").ljust(20, ".").ljust(26, "0")


TOLD_ONCE = """SELECT ticket.id, count(ledger.id) FROM ticket LEFT JOIN ledger
    ON ledger.action = 'ticket_issued' AND ledger.body ->> '$.ticket.id' = ticket.id
    GROUP BY ticket.id HAVING count(ledger.id) <> 1"""
"""The tickets that the ledger does not tell of exactly once."""


def stand(core: CoreProcess, noted: OutsideLedger) -> None:
    """Everything acknowledged is in the file, once."""
    with noted.lock:
        tickets, clocks = dict(noted.tickets), dict(noted.clocks)
    # the first who looks may find the dying core still there, and the next recover its last commit: one look
    both = rows(
        core.database,
        "SELECT id, answer ->> '$.ticket.number', NULL FROM request WHERE answer ->> '$.page' NOT NULL "
        "UNION ALL SELECT NULL, NULL, lane || printf('%03d', serial) FROM ticket",
    )
    kept = [(request, number) for request, number, _ in both if request]
    numbers = [number for *_, number in both if number]
    assert set(tickets.items()) <= set(kept)
    assert len(set(numbers)) == len(numbers) == len(kept)
    assert rows(core.database, "SELECT 1 FROM ticket GROUP BY day, lane HAVING max(serial) <> count(*)") == []
    assert rows(core.database, TOLD_ONCE) == []
    found = {
        (ticket, step): (begun, ended)
        for ticket, step, begun, ended in rows(
            core.database, "SELECT ticket_id, step, started_at, finished_at FROM sop_clock"
        )
    }
    for key, (begun, ended) in clocks.items():
        assert found[key][0] == instant(begun)
        assert ended is None or found[key][1] == instant(ended)
    for audience in ("staff_seq", "hall_seq"):
        gaps = f"SELECT max({audience}) - count({audience}) FROM ledger"
        assert rows(core.database, gaps) in ([(0,)], [(None,)])
    assert rows(core.database, "PRAGMA integrity_check") == [("ok",)]


@contextmanager
def under_load(core: CoreProcess, noted: OutsideLedger, pause: float) -> Iterator[Load]:
    load = Load(core, noted, pause)
    core.start()
    load.start()
    try:
        yield load
    finally:
        if core.ended():
            core.start()
        load.end()
        core.kill()


def kill_again_and_again(core: CoreProcess, times: int, pause: float) -> None:
    """Kills while each kiosk issues and pauses so many seconds, and looks at the file after each kill."""
    noted, chance = OutsideLedger(), random.Random()
    with under_load(core, noted, pause) as load:
        for _ in range(times):
            known = len(noted.tickets)
            until(lambda known=known: len(noted.tickets) > known)  # type: ignore[misc]
            threading.Event().wait(chance.uniform(0, 0.4))
            core.kill()
            stand(core, noted)
            core.start()
        load.end()
        stand(core, noted)
        assert load.faults == []
        for number, counter in noted.counters.items():
            state = rows(core.database, "SELECT state, officer FROM counter WHERE number = ?", number)
            assert state == [(counter["state"], counter["officer"])]
    assert len(noted.tickets) > times
    assert len(noted.clocks) > times


@pytest.mark.real
@pytest.mark.long
def test_what_was_acknowledged_stands_after_ten_kills(staffed: Path, tmp_path: Path) -> None:
    kill_again_and_again(CoreProcess(staffed, tmp_path), 10, pause=0.01)


@pytest.mark.soak
def test_what_was_acknowledged_stands_after_two_hundred_kills(staffed: Path, tmp_path: Path) -> None:
    kill_again_and_again(CoreProcess(staffed, tmp_path), 200, pause=0.25)
