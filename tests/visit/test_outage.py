"""The core is gone for a while: the kiosk goes on, and afterwards every number is in the book once."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.access.service.administration import enrol_device
from queue_core.admin.office import open_door
from queue_core.client.api import CoreApi, direct_session
from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.tickets.wire.tickets import NewTicket
from tests.programs import until
from tests.visit.office import Office
from tests.visit.patience import acting

SECONDS_AWAY = 14.0
"""Longer than the link waits for a heartbeat."""
SERVICES = ("kia", "documents", "assisted")


@dataclass
class Families:
    """What the families at one kiosk were given, and how long each stood there."""

    numbers: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def take(self, address: str) -> None:
        began, wish = time.monotonic(), {"service": SERVICES[len(self.numbers) % 3]}
        headers = {REQUEST_ID_HEADER: new_request_id()}
        answer = direct_session().post(f"{address}/api/tickets", json=wish, headers=headers, timeout=30)
        assert answer.status_code == 201
        self.numbers.append(answer.json()["number"])
        self.seconds.append(time.monotonic() - began)
        threading.Event().wait(0.1)


def issue_elsewhere(kiosk: CoreApi, numbers: list[str]) -> None:
    """Another kiosk, which asks under one request id until the core answers."""
    request_id, known = new_request_id(), len(numbers)
    while len(numbers) == known:
        with suppress(CoreUnreachable):
            numbers.append(kiosk.issue(NewTicket(service="kia"), request_id).ticket.number)
    threading.Event().wait(0.1)


def signal_core(office: Office, number: signal.Signals) -> None:
    os.killpg(office.core_pid(), number)


def own_letter(office: Office) -> list[Any]:
    """The letter as the kiosk knows it: a core that is stopped may have written it and not yet told it."""
    with closing(sqlite3.connect(f"file:{office.settings.kiosk.book}?mode=ro", uri=True)) as book:
        return book.execute("SELECT letter FROM letter WHERE usable").fetchall()


def numbers_in_book(office: Office, where: str) -> list[str]:
    found = office.rows(f"SELECT lane, serial FROM ticket WHERE {where} ORDER BY id")
    return [f"{lane}{serial:03}" for lane, serial in found]


@pytest.mark.real
@pytest.mark.alone
@pytest.mark.parametrize("end", [signal.SIGCONT, signal.SIGKILL])
def test_no_number_is_lost_doubled_or_a_ghost_after_an_outage(office: Office, end: signal.Signals) -> None:
    families, elsewhere = Families(), list[str]()
    with open_door(office.settings.core) as door:
        other = CoreApi(office.addresses["core"], enrol_device(door, "kiosk-2", Role.KIOSK))
    until(lambda: own_letter(office) == [("K",)])
    with acting(lambda: issue_elsewhere(other, elsewhere)):
        with acting(lambda: families.take(office.addresses["kiosk"])):
            time.sleep(1)
            signal_core(office, signal.SIGSTOP)
            time.sleep(SECONDS_AWAY)
            signal_core(office, end)
            time.sleep(4)
        own = [number for number in families.numbers if number.startswith("K")]
        until(lambda: set(own) <= set(numbers_in_book(office, "lane = 'K'")))
    time.sleep(4)  # a request that still lies in the network arrives
    handed_out = families.numbers + elsewhere
    assert len(own) > SECONDS_AWAY
    assert len(set(handed_out)) == len(handed_out)
    assert sorted(numbers_in_book(office, "state <> 'void'")) == sorted(handed_out)
    assert numbers_in_book(office, "lane = 'K'") == own
    assert max(families.seconds) < SECONDS_AWAY  # nobody stood there until the core was back


@pytest.mark.real
@pytest.mark.alone
def test_numbers_of_an_outage_stand_in_the_queue_by_their_time_of_issue(office: Office) -> None:
    families = Families()
    until(lambda: own_letter(office) == [("K",)])
    signal_core(office, signal.SIGSTOP)
    for _ in range(3):
        families.take(office.addresses["kiosk"])
    office.kill_core()
    until(lambda: len(numbers_in_book(office, "lane = 'K'")) == len(families.numbers) == 3)
    waits = office.rows("SELECT rank_at = issued_at, issued_at FROM ticket ORDER BY id")
    assert [same for same, _ in waits] == [1, 1, 1]
    assert sorted(at for _, at in waits) == [at for _, at in waits]
    (told,) = office.rows("SELECT min(at) FROM ledger WHERE action = 'ticket_issued'")
    assert max(at for _, at in waits) < told[0]
