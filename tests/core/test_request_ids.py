"""One request id, one write: sent again it gives the same answer and changes nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from queue_core.foundation.errors import RequestIdReused
from queue_core.foundation.identifiers import WriteRequest
from queue_core.storage import requests
from queue_core.storage.writer import Transaction
from queue_core.tickets.errors import NobodyWaiting
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import issuing, serving
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket
from tests.core.office import Office, contents, rows

KIA = NewTicket(service="kia")


def issue(office: Office, write: WriteRequest, new: NewTicket = KIA) -> IssuedTicket:
    return issuing.issue(office.desk, write, new)


def call(office: Office, write: WriteRequest) -> CounterWork:
    return serving.call_next(office.desk, write, "ani", 3)


def test_the_same_request_sent_again_gives_the_same_ticket_and_writes_nothing(office: Office) -> None:
    write = office.write()
    first = issue(office, write)
    before = contents(office.path)
    assert issue(office, write) == first
    assert contents(office.path) == before


def test_the_same_request_gives_the_same_ticket_after_a_restart(office: Office) -> None:
    write = office.write()
    first = issue(office, write)
    office.close()
    office.open()
    assert issue(office, write) == first
    assert len(rows(office.path, "SELECT * FROM ticket")) == 1


def test_the_same_id_with_another_content_is_a_conflict(office: Office) -> None:
    write = office.write()
    issue(office, write)
    before = contents(office.path)
    with pytest.raises(RequestIdReused):
        issue(office, replace(write, fingerprint="another"), NewTicket(service="documents"))
    assert contents(office.path) == before


def test_the_same_request_from_ten_threads_at_once_gives_one_ticket(office: Office) -> None:
    write, start = office.write(), threading.Barrier(10)

    def press(_: int) -> IssuedTicket:
        start.wait(10)
        return issue(office, write)

    with ThreadPoolExecutor(10) as pool:
        numbers = {issued.ticket.number for issued in pool.map(press, range(10))}
    assert numbers == {"A001"}
    assert len(rows(office.path, "SELECT * FROM ticket")) == 1


def test_a_call_sent_again_calls_nobody_else_even_after_the_service_is_over(office: Office) -> None:
    office.take()
    office.issue()
    office.issue()
    write = office.write()
    first = call(office, write)
    office.act(Verb.NO_SHOW)
    assert call(office, write) == first
    assert rows(office.path, "SELECT state FROM ticket ORDER BY id") == [("no_show",), ("waiting",)]


def test_a_refused_request_may_be_sent_again_when_it_can_be_done(office: Office) -> None:
    office.take()
    write = office.write()
    with pytest.raises(NobodyWaiting):
        call(office, write)
    office.issue()
    work = call(office, write)
    assert work.ticket is not None
    assert work.ticket.number == "A001"


def test_answers_are_forgotten_oldest_first_and_at_most_as_many_as_asked(office: Office) -> None:
    for _ in range(5):
        issue(office, office.write())

    def forget(transaction: Transaction) -> int:
        return requests.forget(transaction.connection, office.desk.office, office.clock.now, 2)

    assert office.database.write(forget) == 2
    kept = [str(key) for (key,) in rows(office.path, "SELECT id FROM request ORDER BY rowid")]
    assert kept == [f"request-{number:08d}" for number in (3, 4, 5)]
    assert [office.database.write(forget) for _ in range(3)] == [2, 1, 0]
