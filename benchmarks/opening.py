"""The opening of the doors: 500 families in two minutes at four kiosks, while three officers call.

One service has fewer numbers than families: exactly so many must be given.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from benchmarks.empty import beside
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import RunningOffice, office
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.errors import QuotaUsedUp
from queue_core.tickets.wire.tickets import NewTicket

TICKETS, SECONDS, KIOSKS, OFFICERS = 500, 120.0, 4, 3
SERVICES = ("kia", "kia", "documents", "assisted")
LIMITED, QUOTA = "kia", 200
"""250 of the families ask for it."""
SECONDS_OF_SERVICE = 2.0


def measure(folder: Path) -> list[Row]:
    """How long each family waited for its answer, and how many numbers the quota gave."""
    folder.mkdir()
    with office(folder / "office", profile=str(_limited_profile(folder))) as running:
        return _measure(running)


def _limited_profile(folder: Path) -> Path:
    """The profile with a quota on one service."""
    told = files("queue_core").joinpath("profiles", "kembaran.toml").read_text(encoding="utf-8")
    service = f'key = "{LIMITED}"\n'
    path = folder / "limited.toml"
    path.write_text(told.replace(service, f"{service}quota = {{ per_day = {QUOTA} }}\n"), encoding="utf-8")
    return path


def _measure(office: RunningOffice) -> list[Row]:
    signed_in = [
        office.officer(f"opening{n + 1}") for n in range(OFFICERS)
    ]  # their hashes take a processor each
    bound = beside(office, KIOSKS)
    over = threading.Event()
    officers = [threading.Thread(target=_call, args=(who, n + 1, over)) for n, who in enumerate(signed_in)]
    answers: list[tuple[float, str, bool]] = []
    kiosks = [threading.Thread(target=_issue, args=(office.kiosk, n, answers)) for n in range(KIOSKS)]
    for thread in officers + kiosks:
        thread.start()
    for thread in kiosks:
        thread.join()
    over.set()
    for thread in officers:
        thread.join()
    seconds = [each for each, _, _ in answers]
    given = sum(issued for _, service, issued in answers if service == LIMITED)
    return [
        Row(
            f"the opening: {TICKETS} families in {SECONDS / 60:.0f} minutes, {KIOSKS} kiosks, "
            f"{OFFICERS} officers calling",
            f"p50 {milliseconds(percentile(seconds, 0.5))}, p99 {milliseconds(percentile(seconds, 0.99))}",
            f"{bound}; {len(answers)} of {TICKETS} answered, {given} numbers of a quota of {QUOTA} given",
        )
    ]


def _issue(kiosk: CoreApi, which: int, answers: list[tuple[float, str, bool]]) -> None:
    begun = time.perf_counter()
    for number in range(which, TICKETS, KIOSKS):
        time.sleep(max(0.0, begun + number * SECONDS / TICKETS - time.perf_counter()))
        service = SERVICES[number % len(SERVICES)]
        asked = time.perf_counter()
        issued = _is_issued(kiosk, service)
        answers.append((time.perf_counter() - asked, service, issued))


def _is_issued(kiosk: CoreApi, service: str) -> bool:
    """Whether the service still had a number."""
    try:
        kiosk.issue(NewTicket(service=service), new_request_id())
    except Refused as refusal:
        if refusal.cause != QuotaUsedUp.slug:
            raise
        return False
    return True


def _call(officer: CoreApi, number: int, over: threading.Event) -> None:
    officer.act(number, "open")
    while not over.wait(SECONDS_OF_SERVICE):
        with suppress(Refused):  # nobody waits at this moment
            officer.act(number, "call-next")
            officer.act(number, "start")
            officer.act(number, "finish")
