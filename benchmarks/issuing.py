"""Issuing tickets over HTTP, beside an empty POST of the same server and a raw durable commit."""

from __future__ import annotations

import http.client
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import requests

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import RunningOffice, free_ports
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.problem import REQUEST_ID_HEADER

ROUNDS, POSTS = 8, 100
COMMITS = 800
SERVICES = ("kia", "documents", "assisted")
CREATED, REFUSED = 201, 422
CLIENTS = (1, 8)


class Load(NamedTuple):
    """What a load gave: posts a second and each post's seconds."""

    rate: float
    seconds: list[float]


def measure(office: RunningOffice, folder: Path) -> list[Row]:
    """Issuing with one and with eight clients, and what bounds it."""
    commits = raw_commits(folder / "raw.db")
    rows = [Row("raw durable SQLite commit", f"{commits:.0f}/s")]
    for clients in CLIENTS:
        flask, empty, load = in_turns(office, clients)
        rows.append(Row(f"empty POST to a bare Flask, {clients} client(s)", f"{flask.rate:.0f}/s"))
        rows.append(Row(f"empty POST to the core, {clients} client(s)", f"{empty.rate:.0f}/s"))
        rows.append(
            Row(
                f"issue a ticket, {clients} client(s)",
                f"{load.rate:.0f}/s, p50 {milliseconds(percentile(load.seconds, 0.5))}, "
                f"p99 {milliseconds(percentile(load.seconds, 0.99))}",
                f"{load.rate / empty.rate:.0%} of the core's empty POST, "
                f"{load.rate / flask.rate:.0%} of the bare one, {load.rate / commits:.0%} of the commit",
            )
        )
    return rows


def in_turns(office: RunningOffice, clients: int) -> tuple[Load, Load, Load]:
    """Empty posts to a bare Flask and to the core, and tickets: in turns, so that all meet one machine."""
    token = office.settings.kiosk.token_file.read_text(encoding="utf-8")
    tickets = office.settings.kiosk.core + "/api/v1/tickets"
    bare, empty, issued = [], [], []
    with bare_server() as address:
        for _ in range(ROUNDS):
            bare.append(post(address, clients, POSTS, lambda _: b"{}"))
            empty.append(post(tickets, clients, POSTS, lambda _: b"{}", token, REFUSED))
            issued.append(post(tickets, clients, POSTS, wish, token))
    return together(bare), together(empty), together(issued)


def together(loads: Sequence[Load]) -> Load:
    """Several equal loads as one: the rate over their whole time."""
    seconds = [each for load in loads for each in load.seconds]
    return Load(len(loads) / sum(1 / load.rate for load in loads), seconds)


def wish(number: int) -> bytes:
    """What a family asks for; the lanes in turn, since a lane has 999 numbers a day."""
    return json.dumps({"service": SERVICES[number % len(SERVICES)]}).encode()


def raw_commits(path: Path) -> float:
    """Durable commits a second: one counter and one row each."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE counter (n INTEGER)",
        "INSERT INTO counter VALUES (0)",
        "CREATE TABLE row (n INTEGER)",
    ):
        connection.execute(statement)
    begun = time.perf_counter()
    for number in range(COMMITS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE counter SET n = n + 1")
        connection.execute("INSERT INTO row VALUES (?)", (number,))
        connection.execute("COMMIT")
    return COMMITS / (time.perf_counter() - begun)


def post(
    address: str,
    clients: int,
    count: int,
    body: Callable[[int], bytes],
    token: str = "",
    expected: int = CREATED,
) -> Load:
    """Posts from so many clients at once, each on one kept-alive connection."""
    seconds: list[float] = []
    threads = [
        threading.Thread(
            target=_client, args=(address, range(first, count, clients), body, token, expected, seconds)
        )
        for first in range(clients)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(seconds) != count:
        raise RuntimeError(f"{count - len(seconds)} posts failed")
    return Load(count / (time.perf_counter() - begun), seconds)


def _client(
    address: str,
    numbers: range,
    body: Callable[[int], bytes],
    token: str,
    expected: int,
    seconds: list[float],
) -> None:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc)
    for number in numbers:
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
            REQUEST_ID_HEADER: new_request_id(),
        }
        begun = time.perf_counter()
        connection.request("POST", place.path or "/", body(number), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != expected:
            raise RuntimeError(f"HTTP {answer.status}")
        seconds.append(time.perf_counter() - begun)


@contextmanager
def bare_server() -> Iterator[str]:
    """A server whose POST does nothing."""
    port = free_ports(1)
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.bare", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address):
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=1).ok
    except requests.RequestException:
        return False
