"""The database itself refuses an appointment that makes no sense, and a move that the table does not have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from queue_core.tickets.rules.appointments import APPOINTMENT_MOVES
from tests.core.booking import NINE, Booking
from tests.core.office import Office, rows
from tests.core.triggers import pairs_of, written

ENDED = "ended_at = '2021-02-08 02:00:00.000000'"


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    """The file of an office with an appointment that was checked in, and one that stands."""
    booking = Booking(office)
    booked = booking.book(NINE)
    office.clock.now = NINE
    booking.check_in(booked.code)
    booking.book(NINE.replace(hour=3))
    with closing(sqlite3.connect(office.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def test_the_trigger_knows_the_same_moves_as_the_table(office: Office) -> None:
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'appointment'"
    ((statement,),) = rows(office.path, query)
    assert pairs_of(statement) == written({(at, after) for (at, _), after in APPOINTMENT_MOVES.items()})


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost', " + ENDED,
        "state = 'cancelled'",
        "state = 'checked_in', " + ENDED,
        "state = 'checked_in', ticket_id = 1, " + ENDED,
        "state = 'checked_in', ticket_id = 99, " + ENDED,
        "ticket_id = 1",
        ENDED,
        "ends_at = starts_at",
        "children = 0",
        "code = '12345'",
        "code = '12345a'",
        "key = (SELECT key FROM appointment WHERE id = 1)",
        "starts_at = NULL",
    ],
)
def test_an_appointment_that_makes_no_sense_is_refused(book: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE appointment SET {change} WHERE id = 2")


def test_what_was_checked_in_stays_so(book: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="does not move so"):
        book.execute(
            "UPDATE appointment SET state = 'booked', ticket_id = NULL, ended_at = NULL WHERE id = 1"
        )


def test_two_that_stand_never_have_the_same_code(book: sqlite3.Connection) -> None:
    copy = (
        "SELECT 3, office, day, service, starts_at, ends_at, reason, language, children, 'k', code, state, "
    )
    copy += "ticket_id, booked_at, booked_by, ended_at FROM appointment WHERE id = 2"
    with pytest.raises(sqlite3.IntegrityError, match="code"):
        book.execute(f"INSERT INTO appointment {copy}")
