"""The database itself refuses a file that makes no sense, a plain text, and a move that the table has not."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product

import pytest

from queue_core.kia.rules.life import MOVES, FileState, state_changes
from tests.core.office import Office, rows
from tests.core.triggers import pairs_of, written

TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'file'"
AT = "'2021-02-08 01:00:00.000000'"
SEALED, OTHERWISE = "x'01" + "00" * 40 + "'", "x'02" + "00" * 40 + "'"
FILE = f"""INSERT INTO file (office, kind, service, state, version, opened_at, opened_by,
    changed_at, changed_by, moved_at, moved_by, subject)
    VALUES ('kembaran', 'kia_new', 'kia', 'draft', 1, {AT}, 'ani', {AT}, 'ani', {AT}, 'ani', {SEALED})"""


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    """The database with one draft, as any program could open it."""
    with closing(sqlite3.connect(office.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(FILE)
        yield connection


def test_the_trigger_knows_the_same_moves_as_the_table(office: Office) -> None:
    ((statement,),) = rows(office.path, TRIGGER)
    assert pairs_of(statement) == written(state_changes())


def test_every_other_move_is_refused(book: sqlite3.Connection) -> None:
    ((statement,),) = book.execute(TRIGGER)
    refused = set()
    for before, after in product(FileState, FileState):
        book.execute("DROP TRIGGER file_moves_by_the_table")
        book.execute("UPDATE file SET state = ?", [before])
        book.execute(statement)
        try:
            book.execute("UPDATE file SET state = ?", [after])
        except sqlite3.IntegrityError:
            refused.add((before, after))
    changes = {(before, after) for before, after in product(FileState, FileState) if before is not after}
    assert refused == changes - state_changes()


def test_the_check_knows_every_action_that_needs_two(office: Office) -> None:
    ((statement,),) = rows(office.path, "SELECT sql FROM sqlite_master WHERE name = 'file'")
    ((listed),) = re.findall(r"asked_action IN \(([^)]*)\)", str(statement))
    asked = {str(action) for (_, action), move in MOVES.items() if move.needs_two}
    assert set(re.findall(r"\w+", listed)) == asked


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "version = 0",
        "state = 'submitted', subject = NULL",
        "subject = 'Budi Santoso, NIK 9901014107150001, lahir di Banyumas'",
        f"reason = {OTHERWISE}",
        "subject = x'01'",
        "nik_token = '9901014107150001'",
        "asked_action = 'correct'",
        f"asked_action = 'verify', asked_by = 'ani', asked_at = {AT}",
        f"asked_by = 'ani', asked_at = {AT}",
        "held_by = 'ani'",
        "ticket_id = 99",
        "moved_by = NULL",
    ],
)
def test_a_file_that_makes_no_sense_is_refused(book: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE file SET {change}")
