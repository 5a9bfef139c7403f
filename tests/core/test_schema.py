"""Which database file the core opens, and the one clear refusal of every other."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from queue_core.foundation.errors import KerakError
from queue_core.sqlite.engine import open_engine
from queue_core.storage.columns import metadata
from queue_core.storage.database import Database
from queue_core.storage.errors import (
    DatabaseExists,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseOlder,
    NotAnOfficeDatabase,
)
from queue_core.storage.keys import key_beside
from queue_core.storage.schema import APPLICATION_ID, check_schema, create_database, upgrade_database
from queue_core.tickets.store import ticket_book
from tests.core.office import rows, tables
from tests.core.older import execute, make_older

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
CORE = Path(__file__).parents[2] / "queue_core"
TABLES = [
    file for file in CORE.rglob("*.py") if "\nfrom queue_core.storage.columns import" in file.read_text()
]
for file in TABLES:
    importlib.import_module(".".join(file.relative_to(CORE.parent).with_suffix("").parts))


@pytest.fixture
def path(empty: Path, tmp_path: Path) -> Path:
    for file in (empty, key_beside(empty)):
        shutil.copy(file, tmp_path)
    return tmp_path / empty.name


def make_foreign(path: Path) -> None:
    execute(path, "CREATE TABLE recipe (id INTEGER)")


def make_garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def make_empty(path: Path) -> None:
    path.touch()


def make_unfinished(path: Path) -> None:
    execute(path, f"PRAGMA application_id = {APPLICATION_ID}")


def make_newer(path: Path) -> None:
    create_database(path)
    execute(path, "UPDATE alembic_version SET version_num = '9999'")


def make_nothing(_: Path) -> None:
    pass


def make_folder(path: Path) -> None:
    path.mkdir()


WRONG = [
    (make_nothing, DatabaseMissing),
    (make_folder, DatabaseMissing),
    (make_foreign, NotAnOfficeDatabase),
    (make_garbage, NotAnOfficeDatabase),
    (make_empty, NotAnOfficeDatabase),
    (make_unfinished, NotAnOfficeDatabase),
    (make_newer, DatabaseNewer),
]


@pytest.mark.parametrize(("make", "refusal"), WRONG)
def test_a_wrong_file_is_refused_in_one_line_and_left_as_it_is(
    make: object, refusal: type[KerakError], tmp_path: Path
) -> None:
    path = tmp_path / "office.db"
    make(path)  # type: ignore[operator]  # every maker takes the path
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(refusal) as refused:
        Database(path)
    assert len(str(refused.value).splitlines()) == 1
    assert str(path) in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An office as the first version of the program left it, with a ticket in service and its clock."""
    path = tmp_path / "older.db"
    make_older(path)
    at = "'2021-02-08 01:00:00.000000'"
    execute(
        path,
        "INSERT INTO ticket (id, office, day, lane, serial, service, language, page_key, state, counter, "
        f"issued_at) VALUES (7, 'o', '2021-02-08', 'C', 12, 'kia', 'id', 'k', 'serving', 3, {at})",
    )
    later = at.replace("01:00", "01:05")
    values = f"(1, 'o', 7, 'verify', {at}, {later})"
    execute(path, f"INSERT INTO sop_clock (id, office, ticket_id, step, started_at, due_at) VALUES {values}")
    return path


def test_an_older_database_is_refused_until_it_is_brought_up_to_date(older: Path) -> None:
    with pytest.raises(DatabaseOlder, match="0001"):
        check_schema(older)
    assert upgrade_database(older) is True
    check_schema(older)


def test_an_older_database_keeps_its_tickets_and_what_hangs_on_them(older: Path, path: Path) -> None:
    upgrade_database(older)
    assert rows(older, "SELECT id, lane, waits_in, state, counter FROM ticket") == [
        (7, "C", "C", "serving", 3)
    ]
    assert rows(older, "SELECT ticket_id FROM sop_clock") == [(7,)]
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    assert rows(older, query) == rows(path, query)


TICKET = """INSERT INTO ticket (id, office, day, lane, serial, service, language, page_key, state, issued_at)
    VALUES (7, 'kembaran', '2021-02-08', 'A', 12, 'kia', 'id', 'key', 'waiting',
    '2021-02-08 01:00:00.000000')"""
CLOCK = """INSERT INTO sop_clock (office, ticket_id, step, started_at, due_at) VALUES
    ('kembaran', 7, 'verify', '2021-02-08 01:00:00.000000', '2021-02-08 01:05:00.000000')"""


def test_the_clocks_of_an_older_database_go_on(tmp_path: Path) -> None:
    make_older(path := tmp_path / "older.db")
    execute(path, TICKET)
    execute(path, CLOCK)
    upgrade_database(path)
    found = rows(path, "SELECT subject, service, allowed_seconds, near_at, due_at FROM sop_clock")
    times = ("2021-02-08 01:04:00.000000", "2021-02-08 01:05:00.000000")
    assert found == [("A012", "kia", 300.0, *times)]


def test_an_up_to_date_database_is_not_upgraded(path: Path) -> None:
    assert upgrade_database(path) is False


def test_a_new_database_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(DatabaseExists):
        create_database(path)
    assert path.read_bytes() == before


@pytest.mark.real
def test_a_database_whose_making_was_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    path, program = tmp_path / "office.db", "import sys, pathlib; from queue_core.storage.schema import *; "
    program += "print(flush=True); create_database(pathlib.Path(sys.argv[1]))"
    for moment in range(6):
        path.unlink(missing_ok=True)
        command = [sys.executable, "-c", program, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            threading.Event().wait(moment / 100)
            process.kill()
        if path.exists():
            check_schema(path)
    path.unlink(missing_ok=True)
    create_database(path)
    check_schema(path)


def test_only_its_owner_can_read_a_new_database(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_acknowledged_is_on_the_disk(path: Path) -> None:
    with open_engine(path).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_names_of_the_migrations_begin_with_their_versions_and_lead_to_the_last() -> None:
    scripts = ScriptDirectory(str(CORE / "storage" / "migrations"))
    steps = list(scripts.walk_revisions())
    assert all(Path(step.path).name.startswith(f"{step.revision}_") for step in steps)
    assert scripts.get_heads() == [max(step.revision for step in steps)]


def test_the_migrations_make_what_the_tables_say(path: Path) -> None:
    with create_engine(f"sqlite:///{path}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_every_index_and_check_that_the_tables_name(path: Path, tmp_path: Path) -> None:
    metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'plain.db'}"))
    query = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    assert rows(path, query) == rows(tmp_path / "plain.db", query)
    for table in metadata.sorted_tables:
        ((made,),) = rows(path, "SELECT sql FROM sqlite_master WHERE name = ?", table.name)
        ((named,),) = rows(tmp_path / "plain.db", "SELECT sql FROM sqlite_master WHERE name = ?", table.name)
        assert tokens(made) == tokens(named)


def tokens(statement: object) -> list[str]:
    """A statement without the order of its parts; SQLite quotes the name of a table that was made anew."""
    return sorted(str(statement).replace(",", "").replace('"', "").split())


OF_THE_FILE = {"alembic_version", "key_check", "audit_link"}


def test_who_waits_is_found_and_counted_without_a_look_at_the_tickets(path: Path) -> None:
    asked: list[str] = []
    with open_engine(path).connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        ticket_book.waiting_tickets(connection, "x", NOW.date())
        last = SimpleNamespace(office="x", day=NOW.date(), rank_at=NOW, id=9)
        for instant in (NOW, NOW - timedelta(minutes=15)):
            ticket_book.waiting_before(connection, last, {"A": instant}, {"A": ["kia"]}, (1, 3))
    plans = [str(rows(path, f"EXPLAIN QUERY PLAN {one}")) for one in asked]
    assert [plan.count("INDEX ix_ticket_waiting") for plan in plans] == [1, 2, 2]
    assert [plan.count("COVERING INDEX ix_ticket_waiting") for plan in plans] == [1, 2, 2]
    assert "SEARCH waiting_count USING PRIMARY KEY (office=? AND day=? AND waits_in=?" in plans[1]


def test_every_row_carries_its_office(path: Path) -> None:
    for table in set(tables(path)) - OF_THE_FILE:
        columns = {name for _, name, *_ in rows(path, f"PRAGMA table_info({table})")}
        assert "office" in columns
