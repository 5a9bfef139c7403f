"""Lending and taking back over HTTP, each durable; beside a raw commit in the same run.

The shelf has 10,000 titles and 200,000 loans behind it, and last week's tickets are still to be forgotten.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, insert

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.issuing import is_there, raw_commits
from benchmarks.load import Load, post, together
from benchmarks.ports import free_ports
from queue_core.foundation.clock import system_clock
from reading_corner.rules.item_codes import item_code
from reading_corner.rules.shelf import Care, ReaderKind, Where
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import copy, loan, reader
from tests.programs import until
from tests.reading_corner.made_titles import fill

TITLES, ROUNDS, BOOKS = 10_000, 10, 200
LOANS, TICKETS = 200_000, 500
CLIENTS = (1, 3)
OK = 200
NUMBERS = 26 * 999


def measure(folder: Path) -> list[Row]:
    """Loans and returns in turns, with one tablet and with three."""
    path = folder / "corner.db"
    shelf = Shelf(path, system_clock)
    fill(shelf, TITLES)
    shelf.write(_copies)
    shelf.write(_past)
    rows = [Row("raw durable SQLite commit", f"{raw_commits(folder / 'raw.db'):.0f}/s")]
    with _served(path) as address:
        for clients in CLIENTS:
            lent, back = _in_turns(address, clients)
            rows.append(_row(f"lend a book, {clients} tablet(s)", lent))
            rows.append(_row(f"take a book back, {clients} tablet(s)", back))
    return rows


def _copies(connection: Connection, _now: object) -> None:
    copies = [{"title_id": one, "code": item_code(one), "care": Care.IN_USE} for one in range(1, TITLES + 1)]
    connection.execute(insert(copy), copies)


def _past(connection: Connection, now: datetime) -> None:
    """Ended loans, and the readers of a week ago: the first write of a day forgets them."""
    before = now - timedelta(days=7)
    read = {"child": True, "where": Where.HERE, "lent_at": before, "ended_at": before}
    connection.execute(insert(loan), [read | {"copy_id": one % TITLES + 1} for one in range(LOANS)])
    ticket = {"kind": ReaderKind.TICKET, "child": True, "made_at": before}
    connection.execute(insert(reader), [ticket | {"token": f"past {one}"} for one in range(TICKETS)])


@contextmanager
def _served(path: Path) -> Iterator[str]:
    port = free_ports(1)
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.lending_server", str(port), str(path)])
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: is_there(address))
        yield address
    finally:
        process.terminate()
        process.wait()


def _in_turns(address: str, clients: int) -> tuple[Load, Load]:
    """Each round lends other books, to tickets of which none has had one before, and takes them back."""
    lent, back = [], []
    which = count()
    for _ in range(ROUNDS):
        some = [next(which) for _ in range(BOOKS)]
        lent.append(post(f"{address}/api/loans", clients, BOOKS, partial(_loan, some)))
        back.append(post(f"{address}/api/returns", clients, BOOKS, partial(_return, some), expected=OK))
    return together(lent), together(back)


def _code(which: int) -> str:
    return item_code(which % TITLES + 1)


def _loan(some: list[int], which: int) -> bytes:
    lane, serial = divmod(some[which] % NUMBERS, 999)
    return json.dumps(
        {"copy_code": _code(some[which]), "reader": f"{chr(65 + lane)}{serial + 1:03d}"}
    ).encode()


def _return(some: list[int], which: int) -> bytes:
    return json.dumps({"copy_code": _code(some[which])}).encode()


def _row(what: str, load: Load) -> Row:
    p50, p99 = (milliseconds(percentile(load.seconds, share)) for share in (0.5, 0.99))
    return Row(what, f"{load.rate:.0f}/s, p50 {p50}, p99 {p99}")


if __name__ == "__main__":
    import tempfile

    from benchmarks.figures import table

    with tempfile.TemporaryDirectory(prefix="kerak-bench-") as where:
        print(table(measure(Path(where))))
