"""How many wait is kept by the database itself, whoever changes a ticket."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from queue_core.storage.schema import upgrade_database
from tests.core.office import Office, rows
from tests.core.older import execute, make_older
from tests.core.waiting_count import assert_counted

TICKET = """
INSERT INTO ticket
    (id, office, day, lane, serial, service, language, page_key, waits_in, waits_for, state, ended_at,
     issued_at, rank_at)
VALUES
    ({0}, 'kembaran', '2021-02-08', 'A', {0}, 'kia', 'id', 'key-{0}', 'A', {1}, '{2}', {3},
     '2021-02-08 01:00:00.000000', '2021-02-08 01:00:00.000000')
"""
ENDED = "ended_at = '2021-02-08 01:00:00.000000'"


@pytest.fixture
def book(office: Office) -> Path:
    """The file of an office where five wait for three things, as any program could open it."""
    for service in ("kia", "kia", "kia", "documents", "assisted"):
        office.issue(service)
    return office.path


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ticket SET waits_in = 'B' WHERE id = 1",
        "UPDATE ticket SET waits_for = 3 WHERE service = 'kia'",
        "UPDATE ticket SET service = 'documents' WHERE id < 3",
        "UPDATE ticket SET day = '2021-02-09'",
        "UPDATE ticket SET office = 'tempeh' WHERE id = 3",
        f"UPDATE ticket SET state = 'cancelled', {ENDED} WHERE id IN (2, 4)",
        "UPDATE ticket SET rank_at = issued_at, serial = serial + 10",
        "DELETE FROM ticket WHERE id > 3",
        "DELETE FROM ticket",
    ],
)
def test_any_change_of_who_waits_is_counted(book: Path, change: str) -> None:
    before = rows(book, "SELECT sum(tickets) FROM waiting_count")
    assert before == [(5,)]
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute(change)
    assert_counted(book)


def test_a_change_that_is_taken_back_is_not_counted(book: Path) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        connection.execute("SAVEPOINT job")
        connection.execute("DELETE FROM ticket WHERE service = 'kia'")
        connection.execute("ROLLBACK TO job")
        connection.execute("DELETE FROM ticket WHERE service = 'assisted'")
        connection.execute("RELEASE job")
    assert rows(book, "SELECT sum(tickets) FROM waiting_count") == [(4,)]
    assert_counted(book)


def test_who_waits_in_an_older_database_is_counted(tmp_path: Path) -> None:
    make_older(path := tmp_path / "older.db", "0041")
    for number, waits_for, state in ((1, "NULL", "waiting"), (2, "NULL", "waiting"), (3, 3, "waiting")):
        execute(path, TICKET.format(number, waits_for, state, "NULL"))
    execute(path, TICKET.format(4, "NULL", "cancelled", "'2021-02-08 02:00:00.000000'"))
    upgrade_database(path)
    assert rows(path, "SELECT service, waits_for, tickets FROM waiting_count") == [
        ("kia", 0, 2),
        ("kia", 3, 1),
    ]
    assert_counted(path)
