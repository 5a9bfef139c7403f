"""The database itself refuses an order that makes no sense, a second one, a move that the table has not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from queue_core.kia.rules.orders import OrderState, state_changes
from queue_core.storage.schema import upgrade_database
from tests.core.office import Office, rows
from tests.core.older import execute, make_older
from tests.core.triggers import pairs_of, written

NAME = "print_order_moves_by_the_table"
TRIGGER = f"SELECT sql FROM sqlite_master WHERE name = '{NAME}'"
AT = "'2021-02-08 01:00:00.000000'"
FILE = f"""INSERT INTO file (id, office, kind, service, state, version, opened_at, opened_by, changed_at,
    changed_by, moved_at, moved_by, subject) SELECT column1, 'kembaran', 'kia_new', 'kia', 'print_ordered', 1,
    {AT}, 'ani', {AT}, 'ani', {AT}, 'ani', x'01{"00" * 40}' FROM (VALUES (1), (2))"""
ORDER = f"""INSERT INTO print_order (office, file_id, way, state, version, ordered_at, ordered_by, changed_at,
    changed_by) SELECT 'kembaran', column1, 'overlay', 'waiting', 1, {AT}, 'account:ani', {AT}, 'account:ani'
    FROM (VALUES (1), (2))"""
BOUND = "state = 'loaded', blank = 'KB' || id"


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    """The database with two orders, as any program could open it."""
    with closing(sqlite3.connect(office.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(FILE)
        connection.execute(ORDER)
        yield connection


def test_the_trigger_knows_the_same_moves_as_the_table(office: Office) -> None:
    ((statement,),) = rows(office.path, TRIGGER)
    assert pairs_of(statement) == written(state_changes())


def test_every_other_move_is_refused(book: sqlite3.Connection) -> None:
    ((statement,),) = book.execute(TRIGGER)
    book.execute("PRAGMA ignore_check_constraints = ON")
    refused = set()
    for before, after in product(OrderState, OrderState):
        book.execute(f"DROP TRIGGER {NAME}")
        book.execute("UPDATE print_order SET state = ?, station = id", [before])
        book.execute(statement)
        try:
            book.execute("UPDATE print_order SET state = ?", [after])
        except sqlite3.IntegrityError:
            refused.add((before, after))
    changes = {(before, after) for before, after in product(OrderState, OrderState) if before is not after}
    assert refused == changes - state_changes()


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "way = 'post'",
        "version = 0",
        "problem = 'hungry'",
        "file_id = 99",
        "file_id = 1",
        "blank = 'KB1'",
        "state = 'loaded'",
        "state = 'loaded', blank = 'KB1'",
        "state = 'cancelled', blank = 'KB1'",
        f"flagged_at = {AT}",
        "spoiled_reason = 'jam'",
        "ordered_by = NULL",
    ],
)
def test_an_order_that_makes_no_sense_is_refused(book: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE print_order SET {change}")


@pytest.mark.parametrize(
    "change",
    ["state = 'sending'", "state = 'sending', station = 'print-1'", "state = 'spoiled'", "blank = 'KB1'"],
)
def test_two_loaded_orders_have_two_blanks_and_one_station_sends_one(
    book: sqlite3.Connection, change: str
) -> None:
    book.execute(f"UPDATE print_order SET {BOUND}")
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE print_order SET {change}")


def test_an_order_begins_waiting_and_an_ended_one_makes_room_for_the_next(book: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(ORDER.replace("'waiting'", "'done'"))
    book.execute("UPDATE print_order SET state = 'cancelled'")
    book.execute(ORDER)


@pytest.mark.real
def test_a_file_of_an_older_database_whose_print_was_ordered_gets_its_order(tmp_path: Path) -> None:
    make_older(path := tmp_path / "older.db", "0029")
    execute(path, FILE)
    upgrade_database(path)
    found = rows(path, "SELECT file_id, state, ordered_by FROM print_order")
    assert found == [(1, "waiting", "account:ani"), (2, "waiting", "account:ani")]
