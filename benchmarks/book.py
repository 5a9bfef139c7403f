"""The use cases of an office on a book of its own, without HTTP: for measures of the book itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import WriteRequest, new_request_id
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.foundation.queueing import Counter
from queue_core.storage.database import Database
from queue_core.storage.schema import create_database
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import counters, issuing, serving
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.tickets import NewTicket

OFFICER, COUNTER = "bench", 1
DAYS_OF_HISTORY, TICKETS_A_DAY = 4_000, 250
"""Sixteen years of a busy office: one million tickets."""

TICKETS = """
INSERT INTO ticket (office, day, lane, serial, service, language, page_key, state, counter, calls,
                    issued_at, rank_at, waits_in, called_at, started_at, ended_at)
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :days * :a_day)
SELECT :office, date('2009-01-01', (i / :a_day) || ' days'), 'A', i % :a_day + 1, 'kia', 'id',
       printf('%020x', i), 'done', 1, 1,
       t || ' 01:00:00.000000', t || ' 01:00:00.000000', 'A',
       t || ' 02:00:00.000000', t || ' 02:01:00.000000', t || ' 02:20:00.000000'
FROM (SELECT i, date('2009-01-01', (i / :a_day) || ' days') AS t FROM n)
"""
LEDGER = """
INSERT INTO ledger (office, at, actor, action, body, staff_seq, hall_seq)
SELECT office, issued_at, 'device:kiosk-1', 'ticket_issued',
       json_object('ticket', json_object('number', printf('A%03d', serial), 'day', day, 'lane', lane)), id, id
FROM ticket ORDER BY id
"""


@dataclass(frozen=True)
class Book:
    """One office's use cases, and one officer who holds a counter for every lane."""

    desk: Desk

    def issue(self) -> None:
        """One ticket."""
        issuing.issue(self.desk, _write(), NewTicket(service="kia"))

    def call(self) -> None:
        """One call."""
        serving.call_next(self.desk, _write(), OFFICER, COUNTER)

    def send_away(self) -> None:
        """Makes the counter free again."""
        serving.act_on_ticket(self.desk, _write(), OFFICER, COUNTER, Verb.NO_SHOW)


def _write() -> WriteRequest:
    return WriteRequest(new_request_id(), "fingerprint", f"account:{OFFICER}")


@contextmanager
def book(path: Path, *, history: bool) -> Iterator[Book]:
    """A new book, with a million tickets of earlier days or empty."""
    create_database(path)
    profile = read_profile("kembaran")
    if history:
        _fill(path, profile.office.key)
    lanes = tuple(lane.letter for lane in profile.lanes)
    profile = profile.model_copy(update={"counters": (Counter(number=COUNTER, lanes=lanes),)})
    database = Database(path)
    desk = Desk(database, profile, system_clock, "http://bench", load_catalogues("queue_core.tickets"))
    counters.take(desk, _write(), OFFICER, COUNTER, may_take_over=False)
    try:
        yield Book(desk)
    finally:
        database.close()


def _fill(path: Path, office: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(TICKETS, {"office": office, "days": DAYS_OF_HISTORY, "a_day": TICKETS_A_DAY})
    connection.execute(LEDGER)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
