"""The database itself refuses a file that makes no sense, a plain text, and a move that the table has not."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from queue_core.kia.rules.life import MOVES, FileState, state_changes
from queue_core.storage.schema import upgrade_database
from tests.core.office import Office, rows
from tests.core.older import execute, make_older
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


CLOCK = f"""INSERT INTO sop_clock (office, ticket_id, file_id, subject, service, step, started_at,
    allowed_seconds, office_time) VALUES ('kembaran', NULL, 1, '#1', 'kia', '*document', {AT}, 60, 0)"""


@pytest.mark.parametrize(
    "clock", [CLOCK, CLOCK.replace("NULL, 1,", "NULL, NULL,"), CLOCK.replace("1,", "99,")]
)
def test_a_file_has_one_running_clock_and_no_clock_is_of_nothing(
    book: sqlite3.Connection, clock: str
) -> None:
    book.execute(CLOCK)
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(clock)


OLDER_FILE = FILE.replace("subject)", "subject, clock_started_at, clock_due_at, clock_ended_at)")
DUE = "'2021-02-08 01:50:00.000000'"
OLDER_TICKET = f"""INSERT INTO ticket (id, office, day, lane, serial, service, language, page_key, state,
    issued_at, rank_at, waits_in) VALUES (7, 'kembaran', '2021-02-08', 'A', 12, 'kia', 'id', 'key', 'waiting',
    {AT}, {AT}, 'A')"""


@pytest.mark.real
def test_the_clocks_of_files_of_an_older_database_are_due_as_they_were(tmp_path: Path) -> None:
    make_older(path := tmp_path / "older.db", "0042")
    execute(path, OLDER_TICKET)
    for state, ended in (("recorded", "NULL"), ("ready", AT)):
        older = OLDER_FILE.replace("'draft'", f"'{state}'")
        execute(path, older.replace(f"{SEALED})", f"{SEALED}, {AT}, {DUE}, {ended})"))
    execute(path, "UPDATE file SET ticket_id = 7 WHERE id = 1")
    upgrade_database(path)
    columns = "file_id, ticket_id, subject, officer, step, allowed_seconds, office_time, near_at, due_at"
    times = tuple(f"2021-02-08 01:{minute}:00.000000" for minute in ("40", "50"))
    running, over = rows(path, f"SELECT {columns}, finished_at FROM sop_clock ORDER BY file_id")
    assert running == (1, 7, "A012", None, "*document", 3000.0, 0, *times, None)
    assert over == (2, None, "#2", "ani", "*document", 3000.0, 0, *times, AT.strip("'"))
