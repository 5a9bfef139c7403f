"""The database itself refuses a move that the table does not have, and a ticket that makes no sense."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product

import pytest

from queue_core.tickets.rules.life import TicketState, state_changes
from tests.core.office import Office, rows
from tests.core.triggers import pairs_of, written

TRIGGER = "SELECT sql FROM sqlite_master WHERE name = 'ticket_moves_by_the_table'"


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    """The file of an office with one waiting ticket, as any program could open it."""
    office.issue()
    with closing(sqlite3.connect(office.path)) as connection:
        yield connection


def test_the_trigger_knows_the_same_moves_as_the_table(office: Office) -> None:
    ((statement,),) = rows(office.path, TRIGGER)
    assert pairs_of(statement) == written(state_changes())


def test_every_other_move_is_refused(book: sqlite3.Connection) -> None:
    book.execute("PRAGMA ignore_check_constraints = ON")  # so that only the trigger can refuse
    ((statement,),) = book.execute(TRIGGER)
    refused = set()
    for before, after in product(TicketState, TicketState):
        book.execute("DROP TRIGGER ticket_moves_by_the_table")
        book.execute("UPDATE ticket SET state = ?", [before])
        book.execute(statement)
        try:
            book.execute("UPDATE ticket SET state = ?", [after])
        except sqlite3.IntegrityError:
            refused.add((before, after))
    changes = {(before, after) for before, after in product(TicketState, TicketState) if before is not after}
    assert refused == changes - state_changes()


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "counter = 3",
        "state = 'called'",
        "state = 'parked', counter = 3",
        "parked_for = 'take_photo'",
        "state = 'cancelled'",
        "ended_at = '2021-02-08 01:00:00.000000'",
        "waits_in = NULL",
    ],
)
def test_a_ticket_that_makes_no_sense_is_refused(book: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE ticket SET {change}")
