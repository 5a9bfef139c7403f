"""The core is killed thirty times, and the print station, in the middle of visits and of cards in the making.

Whatever was acknowledged still stands, and no card is doubled or lost.
"""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from queue_core.access.wire import Login, PasswordChange
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.sop.rules.clocks import WHOLE
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import NewTicket
from tests.programs import until
from tests.visit.cards import CardDesk
from tests.visit.office import Office
from tests.visit.patience import SECONDS_TO_GET_THROUGH, acting, until_acknowledged

KILLS = 30
OF_WHICH = 10
"""At one kill in so many the print station goes, too, with a card in its printer."""
COUNTER = 3
SERVICES = ("kia", "documents", "assisted")


Clock = tuple[str, str, str, str]
"""A step, and when it started, was due and was finished, as the database has it."""


def stored(instant: datetime | None) -> str:
    """An instant as it stands in the database."""
    assert instant is not None
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


@dataclass
class OutsideLedger:
    """What the core has acknowledged, noted outside of it."""

    issued: list[str] = field(default_factory=list)
    clocks: dict[int, list[Clock]] = field(default_factory=dict)
    """The steps that were finished."""
    states: dict[int, str] = field(default_factory=dict)


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
        ledger.clocks[work.ticket.id] = [
            (one.step, stored(one.started_at), stored(one.due_at), stored(one.finished_at))
            for one in work.steps
            if one.finished_at is not None
        ]


def signed_in(office: Office) -> CoreApi:
    password = office.add_officer("sari")
    api = CoreApi(office.addresses["core"])
    api.sign_in(Login(username="sari", password=password))
    api.change_password(PasswordChange(present=password, new="anak-anak-senang"))
    api.act(COUNTER, "open")
    return api


@pytest.mark.real
@pytest.mark.long
def test_whatever_was_acknowledged_stands_after_thirty_kills(office: Office) -> None:
    ledger, chance = OutsideLedger(), random.Random(20261121)
    officer = signed_in(office)
    kiosk = CoreApi(office.addresses["core"], office.settings.kiosk.token_file.read_text())
    desk = CardDesk(office)
    with (
        acting(lambda: issue(kiosk, ledger)),
        acting(lambda: serve(officer, ledger)),
        acting(desk.make_a_card),
    ):
        for number in range(KILLS):
            threading.Event().wait(chance.uniform(0.05, 0.6))
            if number % OF_WHICH == 0:
                until(desk.a_card_is_in_the_printer, SECONDS_TO_GET_THROUGH)
                office.kill("queue_core.print_station")
            office.kill_core()
            until_acknowledged(officer.office)
    assert_nothing_is_lost(office, ledger)
    assert_nothing_is_doubled(office, ledger)
    desk.assert_every_card_came_out_once()


def assert_nothing_is_lost(office: Office, ledger: OutsideLedger) -> None:
    numbers = {f"{lane}{serial:03}" for lane, serial in office.rows("SELECT lane, serial FROM ticket")}
    assert ledger.issued
    assert set(ledger.issued) <= numbers
    assert any(ledger.clocks.values())
    states = dict(office.rows("SELECT id, state FROM ticket"))
    for ticket, state in ledger.states.items():
        assert states[ticket] == "done" or states[ticket] == state
    finished = (
        "FROM sop_clock WHERE ticket_id = ? AND step <> ? AND file_id IS NULL AND finished_at IS NOT NULL "
        "ORDER BY id"
    )
    for ticket, clocks in ledger.clocks.items():
        kept = office.rows(f"SELECT step, started_at, due_at, finished_at {finished}", ticket, WHOLE)
        assert kept[: len(clocks)] == clocks


def assert_nothing_is_doubled(office: Office, ledger: OutsideLedger) -> None:
    assert len(ledger.issued) == len(set(ledger.issued)) == len(office.rows("SELECT 1 FROM ticket"))
    calls = office.rows(
        "SELECT body ->> '$.ticket.id', count(*) FROM ledger WHERE action = 'ticket_called' GROUP BY 1"
    )
    assert {count for _, count in calls} <= {1}
    for column in ("staff_seq", "hall_seq"):
        heads = office.rows(f"SELECT count({column}), max({column}) FROM ledger")
        assert heads[0][0] == heads[0][1]
