"""One call, told to thousands of families' phones, beside a bare broadcast of a message of the same size.

Both crowds are connected at the same time and told in turns, so that both meet the same machine.
By itself, with the sizes of the crowds: `python -m benchmarks.fanout 300`. What is compared stands in
docs/benchmarks.md.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import requests

from benchmarks.figures import Row, milliseconds, percentile, table
from benchmarks.issuing import bare_server
from benchmarks.office import RunningOffice, office
from benchmarks.phones import Heard, Phones, phones
from queue_core.client.api import CoreApi
from queue_core.foundation.clock import business_day
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import Settings

CROWDS, CALLS = (300, 1_000, 3_000), 21
COUNTER = 3
SECONDS_BETWEEN = 0.7
PLACE, PAGE = b'["place"', b'["page"'
EMPTY_NEWS = len('["place",{"at":"","text":""}]') + len(datetime.now(UTC).isoformat())


def page_key(number: int) -> str:
    """The key of the n-th family's page."""
    return f"{number:020x}"


def seed(families: int, settings: Settings) -> None:
    """So many families wait."""
    place = read_profile(settings.core.profile).office
    begun = datetime.now(UTC) - timedelta(minutes=30)
    day = business_day(begun, place.zone).isoformat()
    rows = [
        (place.key, day, "A", n + 1, "kia", "id", page_key(n), "waiting", instant, instant, "A")
        for n in range(families)
        for instant in [f"{(begun + timedelta(milliseconds=n)).replace(tzinfo=None)}"]
    ]
    with sqlite3.connect(settings.core.database) as connection:
        connection.executemany(
            "INSERT INTO ticket (office, day, lane, serial, service, language, page_key, state, issued_at, "
            "rank_at, waits_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    connection.close()


class Told(NamedTuple):
    """Seconds until the last phone had heard: since the request left, and since the server did the act."""

    whole: float
    fan_out: float


@dataclass
class Calling:
    """An officer who calls one family after another, and the families' phones."""

    officer: CoreApi
    crowd: Phones
    families: int
    told: list[Told] = field(default_factory=list)
    size: int = 0

    def call(self) -> None:
        """The called family must get its page, and everybody behind it the news of their place."""
        called = len(self.told)

        def heard(number: int, news: bytes) -> bool:
            if number <= called:
                return number == called and news.startswith(PAGE) and b'"state":"called"' in news
            self.size = max(self.size, len(news)) if news.startswith(PLACE) else self.size
            return news.startswith(PLACE)

        self.told.append(_until_heard(self.crowd, self._call, heard, self.families - called))
        self.officer.act(COUNTER, "no-show")

    def _call(self) -> datetime:
        ticket = self.officer.act(COUNTER, "call-next").ticket
        if ticket is None or ticket.called_at is None:
            raise RuntimeError("nobody was called")
        return ticket.called_at


@dataclass
class Telling:
    """A bare server that tells everybody something."""

    address: str
    crowd: Phones
    families: int
    told: list[Told] = field(default_factory=list)

    def tell(self, size: int) -> None:
        """Everybody must get a message of so many bytes."""
        body = {"text": "x" * (size - EMPTY_NEWS)}

        def act() -> datetime:
            answer = requests.post(f"{self.address}/tell", json=body, timeout=60)
            return datetime.fromisoformat(answer.json()["at"])

        def heard(_number: int, news: bytes) -> bool:
            return news.startswith(PLACE)

        self.told.append(_until_heard(self.crowd, act, heard, self.families))


def _until_heard(crowd: Phones, act: Callable[[], datetime], heard: Heard, count: int) -> Told:
    """Acts beside the reading: the answer to the act must not keep the phones from listening."""
    acted: list[datetime] = []
    acting = threading.Thread(target=lambda: acted.append(act()))
    begun = datetime.now(UTC)
    acting.start()
    crowd.hear(count, heard)
    ended = datetime.now(UTC)
    acting.join()
    return Told((ended - begun).total_seconds(), (ended - acted[0]).total_seconds())


def measure(folder: Path, crowds: Iterable[int] = CROWDS) -> list[Row]:
    """Each crowd in an office of its own."""
    rows: list[Row] = []
    for families in crowds:
        with office(folder / f"{families}", core_only=True, seed=partial(seed, families)) as running:
            rows += _measured(running, families)
    return rows


def _measured(running: RunningOffice, families: int) -> list[Row]:
    """Milliseconds until the last phone has heard; the office must have been seeded."""
    keys = [{"page": page_key(number)} for number in range(families)]
    with (
        bare_server() as address,
        phones(address, [{}] * families) as bare_crowd,
        phones(running.settings.kiosk.core, keys, meanwhile=bare_crowd) as crowd,
    ):
        officer = running.officer("fanout")
        officer.act(COUNTER, "open")
        calling, telling = Calling(officer, crowd, families), Telling(address, bare_crowd, families)
        for _ in range(CALLS):
            calling.call()
            crowd.drain(SECONDS_BETWEEN)
            bare_crowd.drain(0)
            telling.tell(calling.size)
            bare_crowd.drain(SECONDS_BETWEEN)
            crowd.drain(0)
    return _rows(calling, telling)


def _rows(calling: Calling, telling: Telling) -> list[Row]:
    bare, ours = telling.told, calling.told
    return [
        Row(
            f"bare broadcast to {telling.families} sockets, {calling.size} bytes",
            _figures([told.fan_out for told in bare]),
        ),
        Row(
            f"call told to {calling.families} phones, none missed",
            _figures([told.fan_out for told in ours]),
            _ratios([told.fan_out for told in ours], [told.fan_out for told in bare]),
        ),
        Row(
            "the same, each with its HTTP request",
            _figures([told.whole for told in ours]),
            _ratios([told.whole for told in ours], [told.whole for told in bare]),
        ),
    ]


def _figures(seconds: list[float]) -> str:
    return f"p50 {milliseconds(percentile(seconds, 0.5))}, fastest {milliseconds(min(seconds))}"


def _ratios(ours: list[float], bare: list[float]) -> str:
    half = percentile(ours, 0.5) / percentile(bare, 0.5)
    return f"{half:.2f} times the bare broadcast, the fastest {min(ours) / min(bare):.2f}"


def main() -> None:
    """Measures the crowds that the command line names and prints the table."""
    with tempfile.TemporaryDirectory(prefix="kerak-bench-") as folder:
        print(table(measure(Path(folder), map(int, sys.argv[1:] or CROWDS))))


if __name__ == "__main__":
    main()
