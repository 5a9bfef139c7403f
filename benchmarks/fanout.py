"""One call, told to 3,000 families' phones, beside a bare broadcast of a message of that size.

Takes minutes to connect them all, so it runs by itself: `python -m benchmarks.fanout`.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from benchmarks.figures import Row, milliseconds, percentile, table
from benchmarks.issuing import bare_server
from benchmarks.office import RunningOffice, office
from benchmarks.phones import HEARD, Phones, phones
from queue_core.foundation.clock import business_day
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import Settings

PHONES, CALLS = 3_000, 10
COUNTER = 3
SECONDS_BETWEEN = 1.0
SIZE_OF_A_MESSAGE = 200


def page_key(number: int) -> str:
    """The key of the n-th family's page."""
    return f"{number:020x}"


def seed(settings: Settings) -> None:
    """So many families wait."""
    place = read_profile(settings.core.profile).office
    begun = datetime.now(UTC) - timedelta(minutes=30)
    day = business_day(begun, place.zone).isoformat()
    rows = [
        (place.key, day, "A", n + 1, "kia", "id", page_key(n), "waiting", instant, instant, "A")
        for n in range(PHONES)
        for instant in [f"{(begun + timedelta(milliseconds=n)).replace(tzinfo=None)}"]
    ]
    with sqlite3.connect(settings.core.database) as connection:
        connection.executemany(
            "INSERT INTO ticket (office, day, lane, serial, service, language, page_key, state, issued_at, "
            "rank_at, waits_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    connection.close()


def measure(running: RunningOffice) -> list[Row]:
    """Milliseconds until the last phone has heard; the office must have been seeded."""
    bare, ours = _bare(), _ours(running)
    return [
        Row(f"a bare broadcast to {PHONES} sockets", milliseconds(bare)),
        Row(
            f"one call told to {PHONES} phones, none missed",
            milliseconds(ours),
            f"{ours / bare:.2f} times the bare broadcast",
        ),
    ]


def _bare() -> float:
    with bare_server() as address, phones(address, [{}] * PHONES) as all_of_them:
        body = {"text": "x" * SIZE_OF_A_MESSAGE}

        def tell() -> None:
            requests.post(f"{address}/tell", json=body, timeout=30)

        return _last(all_of_them, tell, lambda _number, name, _body: name == "place", PHONES)


def _ours(running: RunningOffice) -> float:
    officer = running.officer("fanout")
    officer.act(COUNTER, "open")
    auths = [{"page": page_key(number)} for number in range(PHONES)]
    with phones(running.settings.kiosk.core, auths) as families:
        called = [0]

        def call() -> None:
            officer.act(COUNTER, "call-next")
            called[0] += 1

        def told(_number: int, name: str, _body: object) -> bool:
            return name in ("place", "page")

        return _last(families, call, told, PHONES - CALLS, lambda: officer.act(COUNTER, "no-show"))


def _last(
    all_of_them: Phones,
    tell: Callable[[], None],
    heard: HEARD,
    count: int,
    after: Callable[[], object] = lambda: None,
) -> float:
    """The median time from telling until so many have heard."""
    seconds = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        tell()
        seconds.append(all_of_them.hear(count, heard) - begun)
        after()
        all_of_them.drain(SECONDS_BETWEEN)
    return percentile(seconds, 0.5)


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(prefix="kerak-bench-") as folder,
        office(Path(folder, "phones"), core_only=True, seed=seed) as measured,
    ):
        print(table(measure(measured)))
