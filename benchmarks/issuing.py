"""Issuing tickets over HTTP, beside an empty POST of the same server and a raw durable commit."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import requests

from benchmarks.empty import empty_posts
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.load import Load, post, together
from benchmarks.office import RunningOffice
from benchmarks.ports import free_ports
from benchmarks.processor import processor_seconds
from queue_core.up.programs import CORE

ROUNDS, POSTS = 14, 100
"""A lane has 999 numbers: one round more, and the first would be full."""
EMPTY_POSTS = 2 * POSTS
"""Takes as long as the tickets of a round: in half the time the machine's whims were half of the figure."""
COMMITS = 800
SERVICES = ("kia", "documents", "assisted")
CLIENTS = (1, 8)


class Turns(NamedTuple):
    """What the loads gave that took turns, and what one ticket cost the core: processor seconds."""

    flask: Load
    empty: Load
    issued: Load
    cost: float


def measure(office: RunningOffice, folder: Path) -> list[Row]:
    """Issuing with one and with eight clients, and what bounds it."""
    commits = raw_commits(folder / "raw.db")
    rows = [Row("raw durable SQLite commit", f"{commits:.0f}/s")]
    for clients in CLIENTS:
        flask, empty, load, cost = in_turns(office, clients)
        rows.append(Row(f"empty POST to a bare Flask, {clients} client(s)", f"{flask.rate:.0f}/s"))
        rows.append(Row(f"empty POST to the core, {clients} client(s)", f"{empty.rate:.0f}/s"))
        rows.append(
            Row(
                f"issue a ticket, {clients} client(s)",
                f"{load.rate:.0f}/s, p50 {milliseconds(percentile(load.seconds, 0.5))}, "
                f"p99 {milliseconds(percentile(load.seconds, 0.99))}",
                f"{load.rate / empty.rate:.0%} of the core's empty POST, "
                f"{load.rate / flask.rate:.0%} of the bare one, {load.rate / commits:.0%} of the commit; "
                f"{milliseconds(cost)} of processor each",
            )
        )
    return rows


def in_turns(office: RunningOffice, clients: int) -> Turns:
    """Empty posts to a bare Flask and to the core, and tickets: in turns, so that all meet one machine."""
    token = office.settings.kiosk.token_file.read_text(encoding="utf-8")
    tickets = office.settings.kiosk.core + "/api/v1/tickets"
    bare, empty, issued, used = [], [], [], 0.0
    with bare_server() as address:
        for _ in range(ROUNDS):
            bare.append(post(address, clients, POSTS, lambda _: b"{}"))
            empty.append(empty_posts(office, clients, EMPTY_POSTS))
            before = processor_seconds(CORE.module, office.layout.settings)
            issued.append(post(tickets, clients, POSTS, wish, token))
            used += processor_seconds(CORE.module, office.layout.settings) - before
    return Turns(together(bare), together(empty), together(issued), used / (ROUNDS * POSTS))


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


@contextmanager
def bare_server() -> Iterator[str]:
    """A server whose POST does nothing."""
    port = free_ports(1)
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.bare", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        while not is_there(address):
            time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


def is_there(address: str) -> bool:
    """Whether a server answers at this address."""
    try:
        return requests.get(address, timeout=1).ok
    except requests.RequestException:
        return False
