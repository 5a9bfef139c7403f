"""The core is killed thirty times in the middle of visits; whatever it acknowledged still stands."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from queue_core.access.wire import Login, PasswordChange
from queue_core.client.api import CoreApi
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.sop.rules.clocks import WHOLE
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import NewTicket
from tests.visit.office import Office

KILLS = 30
COUNTER = 3
SERVICES = ("kia", "documents", "assisted")
SECONDS_TO_RETURN = 15.0
Answer = TypeVar("Answer")


@dataclass
class OutsideLedger:
    """What the core has acknowledged, noted outside of it."""

    issued: list[str] = field(default_factory=list)
    steps: dict[int, list[str]] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)


def until_acknowledged(write: Callable[[], Answer]) -> Answer:
    """Sends a write again, with its own id, until the core has answered."""
    deadline = time.monotonic() + SECONDS_TO_RETURN
    while True:
        try:
            return write()
        except CoreUnreachable:
            if time.monotonic() > deadline:
                raise


@contextmanager
def acting(act: Callable[[], None]) -> Iterator[threading.Event]:
    """Repeats the act in a thread until the end of the block; a failure there is a failure here."""
    stop, failures = threading.Event(), list[BaseException]()

    def loop() -> None:
        try:
            while not stop.is_set():
                act()
        except BaseException as error:  # noqa: BLE001  raised again at the end of the block
            failures.append(error)

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join()
    assert failures == []


def issue(kiosk: CoreApi, ledger: OutsideLedger) -> None:
    wish, request_id = NewTicket(service=random.choice(SERVICES)), new_request_id()
    issued = until_acknowledged(lambda: kiosk.issue(wish, request_id))
    ledger.issued.append(issued.ticket.number)
    threading.Event().wait(0.02)  # a lane has 999 numbers a day


def serve(officer: CoreApi, ledger: OutsideLedger) -> None:
    """One whole visit at the counter, each verb under an id of its own."""
    for verb in ("call-next", "start", "step-done", "step-done", "step-done", "finish"):
        request_id = new_request_id()
        try:
            work = until_acknowledged(lambda: officer.act(COUNTER, verb, request_id))  # noqa: B023  called at once
        except Refused as refusal:
            if refusal.cause != "nobody-waiting":
                raise
            return
        note(ledger, work)


def note(ledger: OutsideLedger, work: CounterWork) -> None:
    if work.ticket is not None and work.ticket.id is not None:
        ledger.states[work.ticket.id] = work.ticket.state
        ledger.steps[work.ticket.id] = [step.step for step in work.steps if step.finished_at]


def signed_in(office: Office) -> CoreApi:
    password = office.add_officer("sari")
    api = CoreApi(office.addresses["core"])
    api.sign_in(Login(username="sari", password=password))
    api.change_password(PasswordChange(present=password, new="anak-anak-senang"))
    api.act(COUNTER, "open")
    return api


@pytest.mark.real
@pytest.mark.alone
def test_whatever_was_acknowledged_stands_after_thirty_kills(office: Office) -> None:
    ledger, chance = OutsideLedger(), random.Random(20261121)
    officer = signed_in(office)
    kiosk = CoreApi(office.addresses["core"], office.settings.kiosk.token_file.read_text())
    with acting(lambda: issue(kiosk, ledger)), acting(lambda: serve(officer, ledger)):
        for _ in range(KILLS):
            threading.Event().wait(chance.uniform(0.05, 0.6))
            office.kill_core()
            until_acknowledged(officer.office)
    assert_nothing_is_lost(office, ledger)
    assert_nothing_is_doubled(office, ledger)


def assert_nothing_is_lost(office: Office, ledger: OutsideLedger) -> None:
    numbers = {f"{lane}{serial:03}" for lane, serial in office.rows("SELECT lane, serial FROM ticket")}
    assert set(ledger.issued) <= numbers
    states = dict(office.rows("SELECT id, state FROM ticket"))
    for ticket, state in ledger.states.items():
        assert states[ticket] == "done" or states[ticket] == state
    for ticket, steps in ledger.steps.items():
        query = "SELECT step FROM sop_clock WHERE ticket_id = ? AND finished_at IS NOT NULL ORDER BY id"
        kept = [step for (step,) in office.rows(query, ticket) if step != WHOLE]
        assert kept[: len(steps)] == steps


def assert_nothing_is_doubled(office: Office, ledger: OutsideLedger) -> None:
    assert len(ledger.issued) == len(set(ledger.issued)) == len(office.rows("SELECT 1 FROM ticket"))
    calls = office.rows(
        "SELECT body ->> '$.ticket.id', count(*) FROM ledger WHERE action = 'ticket_called' GROUP BY 1"
    )
    assert {count for _, count in calls} <= {1}
    for column in ("staff_seq", "hall_seq"):
        heads = office.rows(f"SELECT count({column}), max({column}) FROM ledger")
        assert heads[0][0] == heads[0][1]
