"""The opening of the doors: 500 tickets in two minutes from four kiosks, while three officers call."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import RunningOffice
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.tickets import NewTicket

TICKETS, SECONDS, KIOSKS, OFFICERS = 500, 120.0, 4, 3
SERVICES = ("kia", "kia", "documents", "assisted")
SECONDS_OF_SERVICE = 2.0


def measure(office: RunningOffice) -> list[Row]:
    """How long each family waited for its number, with the whole office at work."""
    over = threading.Event()
    officers = [threading.Thread(target=_call, args=(office, n + 1, over)) for n in range(OFFICERS)]
    seconds: list[list[float]] = [[] for _ in range(KIOSKS)]
    kiosks = [threading.Thread(target=_issue, args=(office.kiosk, n, seconds[n])) for n in range(KIOSKS)]
    for thread in officers + kiosks:
        thread.start()
    for thread in kiosks:
        thread.join()
    over.set()
    for thread in officers:
        thread.join()
    together = [each for kiosk in seconds for each in kiosk]
    return [
        Row(
            f"the opening: {len(together)} tickets in {SECONDS / 60:.0f} minutes, {KIOSKS} kiosks, "
            f"{OFFICERS} officers calling",
            f"p50 {milliseconds(percentile(together, 0.5))}, p99 {milliseconds(percentile(together, 0.99))}",
            f"{len(together)} of {TICKETS} issued",
        )
    ]


def _issue(kiosk: CoreApi, which: int, seconds: list[float]) -> None:
    begun = time.perf_counter()
    for number in range(which, TICKETS, KIOSKS):
        time.sleep(max(0.0, begun + number * SECONDS / TICKETS - time.perf_counter()))
        asked = time.perf_counter()
        kiosk.issue(NewTicket(service=SERVICES[number % len(SERVICES)]), new_request_id())
        seconds.append(time.perf_counter() - asked)


def _call(office: RunningOffice, number: int, over: threading.Event) -> None:
    officer = office.officer(f"opening{number}")
    officer.act(number, "open")
    while not over.wait(SECONDS_OF_SERVICE):
        with suppress(Refused):  # nobody waits at this moment
            officer.act(number, "call-next")
            officer.act(number, "start")
            officer.act(number, "finish")
