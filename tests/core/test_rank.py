"""The instant that ranks a ticket orders its lane; the instant of issue stays what it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from queue_core.client.state import from_snapshot
from queue_core.foundation.audiences import Audience
from queue_core.storage.schema import upgrade_database
from queue_core.tickets.service import views
from queue_core.tickets.store.tables import ticket
from queue_core.tickets.wire.tickets import IssuedTicket, TicketView
from tests.core.office import Office, rows
from tests.core.older import make_older


def rank(office: Office, issued: IssuedTicket, at: datetime) -> None:
    """Ranks a ticket by another instant than its issue."""
    change = update(ticket).where(ticket.c.id == issued.ticket.id).values(rank_at=at)
    office.database.write(lambda transaction: transaction.connection.execute(change).rowcount)


@pytest.fixture
def line(office: Office) -> list[IssuedTicket]:
    """Three families, of whom the last counts as having come before the first."""
    issued = [office.issue() for _ in range(3)]
    rank(office, issued[2], issued[0].ticket.issued_at - timedelta(minutes=5))
    return issued


def test_families_are_called_by_rank(office: Office, line: list[IssuedTicket]) -> None:
    assert len(line) == 3
    office.take()
    assert [office.called_number() for _ in range(3)] == ["A003", "A001", "A002"]


def test_who_is_ahead_is_counted_by_rank(office: Office, line: list[IssuedTicket]) -> None:
    keys = [issued.page.rsplit("/", 1)[1] for issued in line]
    assert [views.ticket_page(office.desk, key).ahead for key in keys] == [1, 2, 0]


def test_clients_order_a_lane_by_rank(office: Office, line: list[IssuedTicket]) -> None:
    snapshot = views.snapshot(office.desk, Audience.HALL, speed=1, demonstration=False)
    waiting = from_snapshot(snapshot).waiting("A")
    assert [one.number for one in waiting] == ["A003", "A001", "A002"]
    assert waiting[0].issued_at == line[2].ticket.issued_at


def test_a_row_of_the_ledger_from_before_ranks_is_read_as_ranked_by_its_issue(office: Office) -> None:
    view = office.issue().ticket
    before = view.model_dump(mode="json", exclude={"rank_at"})
    assert TicketView.model_validate(before).rank_at == view.issued_at


def test_an_older_database_ranks_its_tickets_by_their_issue(tmp_path: Path) -> None:
    make_older(path := tmp_path / "older.db")
    names = "office, day, lane, serial, service, language, page_key, state, issued_at"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            f"INSERT INTO ticket ({names}) VALUES ('kembaran', '2021-02-08', 'A', 1, 'kia', 'id', 'k', "
            "'waiting', '2021-02-08 01:00:00.000000')"
        )
    assert upgrade_database(path)
    assert rows(path, "SELECT count(*) FROM ticket WHERE rank_at = issued_at") == [(1,)]


def test_the_database_refuses_a_ticket_that_nobody_ranked(office: Office) -> None:
    office.issue()
    with closing(sqlite3.connect(office.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE ticket SET rank_at = NULL")
