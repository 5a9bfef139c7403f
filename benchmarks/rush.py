"""Six officers press "next" at the same instant, round after round, while four families wait.

Every family must be called by one of them: who comes too late is told that nobody waits, and takes nothing.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from benchmarks.empty import beside
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import RunningOffice, office
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.errors import NobodyWaiting
from queue_core.tickets.wire.tickets import NewTicket

OFFICERS, FAMILIES, ROUNDS = 6, 4, 10_000
SECONDS_TO_MEET = 60.0
COUNTERS_BEFORE = 3
"""Those of the profile; each has lane A or C among its own, the added ones both."""


@dataclass
class Rush:
    """The hall, and what came of every press."""

    seconds: list[float] = field(default_factory=list)
    twice: int = 0
    by_nobody: int = 0

    def __post_init__(self) -> None:
        self._called: list[str] = []
        self._start = threading.Barrier(OFFICERS, timeout=SECONDS_TO_MEET)
        self._end = threading.Barrier(OFFICERS, action=self._count, timeout=SECONDS_TO_MEET)

    def _count(self) -> None:
        self.twice += len(self._called) - len(set(self._called))
        self.by_nobody += FAMILIES - len(set(self._called))
        self._called = []

    def press(self, officer: CoreApi, number: int) -> None:
        """All the rounds of one officer; whoever was called is put back for the next round."""
        officer.act(number, "open")
        for _ in range(ROUNDS):
            self._start.wait()
            asked = time.perf_counter()
            name = _called(officer, number)
            self.seconds.append(time.perf_counter() - asked)
            if name is not None:
                self._called.append(name)
            self._end.wait()
            if name is not None:
                officer.act(number, "undo")


def _called(officer: CoreApi, number: int) -> str | None:
    try:
        ticket = officer.act(number, "call-next").ticket
    except Refused as refusal:
        if refusal.cause != NobodyWaiting.slug:
            raise
        return None
    return ticket.number if ticket else None


def measure(folder: Path) -> list[Row]:
    """How long a press took, how many tickets were called twice, and how many by nobody."""
    folder.mkdir()
    with office(folder / "office", core_only=True, profile=str(_profile(folder))) as running:
        return _measure(running)


def _profile(folder: Path) -> Path:
    """The profile with a counter for each officer."""
    told = files("queue_core").joinpath("profiles", "kembaran.toml").read_text(encoding="utf-8")
    more = "".join(
        f'[[counters]]\nnumber = {number}\nlanes = ["A", "B", "C"]\n\n'
        for number in range(COUNTERS_BEFORE + 1, OFFICERS + 1)
    )
    path = folder / "six.toml"
    path.write_text(told.replace("[[counters]]\n", f"{more}[[counters]]\n", 1), encoding="utf-8")
    return path


def _measure(running: RunningOffice) -> list[Row]:
    rush = Rush()
    for _ in range(FAMILIES):
        running.kiosk.issue(NewTicket(service="assisted"), new_request_id())
    signed_in = [running.officer(f"rush{number}") for number in range(1, OFFICERS + 1)]
    bound = beside(running, OFFICERS)
    with ThreadPoolExecutor(OFFICERS) as pool:
        list(pool.map(rush.press, signed_in, range(1, OFFICERS + 1)))  # raises what one of them met
    half, most = (milliseconds(percentile(rush.seconds, share)) for share in (0.5, 0.99))
    return [
        Row(
            f"call next, {ROUNDS} rounds of {OFFICERS} officers at once",
            f"p50 {half}, p99 {most}",
            f"{bound}; {FAMILIES * ROUNDS} calls: {rush.twice} of who was called already, "
            f"{rush.by_nobody} missing",
        )
    ]
