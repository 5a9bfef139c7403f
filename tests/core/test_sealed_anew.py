"""An upgrade gives every file a key of its own, and seals under it what the file and its ledger rows say."""

from __future__ import annotations

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from queue_core.sqlite.engine import for_writing, open_engine
from queue_core.storage import schema
from queue_core.storage.audit_check import open_book
from queue_core.storage.keys import give_key, key_beside, open_seal
from queue_core.storage.schema import APPLICATION_ID, upgrade_database
from queue_core.storage.seal import Seal
from tests.core.office import rows

MIGRATIONS = Path(schema.__file__).parent / "migrations"
BEFORE = "0019"
AT = "2021-02-08 01:00:00.000000"
FILE = f"""INSERT INTO file (id, office, kind, service, state, version, opened_at, opened_by, changed_at,
    changed_by, moved_at, moved_by, subject, reason) VALUES (?, 'kembaran', 'kia_new', 'kia', 'refused', 3,
    '{AT}', 'ani', '{AT}', 'ani', '{AT}', 'ani', ?, ?)"""
ROW = f"""INSERT INTO ledger (id, office, at, actor, action, body) VALUES
    (1, 'kembaran', '{AT}', 'account:ani', 'file_moved', ?)"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An office of before: one file under the office's key, one under a key that is lost."""
    path = tmp_path / "office.db"
    with closing(sqlite3.connect(path)) as book:
        book.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with for_writing(open_engine(path)).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
    give_key(path, key_beside(path))
    seal, lost = open_seal(path), Seal(b"l" * 32)
    reason = seal.seal("kurang akta", "file kembaran 1 reason")
    text = f'{{"file": {{"id": 1}}, "sealed_reason": "{base64.b64encode(reason).decode()}"}}'
    with closing(sqlite3.connect(path)) as book, book:
        book.execute(FILE, (1, seal.seal("isi", "file kembaran 1 subject"), reason))
        book.execute(FILE, (2, lost.seal("hilang", "file kembaran 2 subject"), None))
        book.execute(ROW, (text,))
    return path


def test_what_a_file_said_opens_under_its_own_key_alone(older: Path) -> None:
    upgrade_database(older)
    seal = open_seal(older)
    query = "SELECT data_key, subject, reason FROM file ORDER BY id"
    (key, subject, reason), (no_key, closed, _) = rows(older, query)
    own = seal.own(bytes(key), "file kembaran key")  # type: ignore[call-overload]  # bytes
    ((told,),) = rows(older, "SELECT body ->> 'sealed_reason' FROM ledger")
    assert own.open(subject, "file kembaran 1 subject") == "isi"  # type: ignore[arg-type]
    assert own.open(reason, "file kembaran 1 reason") == "kurang akta"  # type: ignore[arg-type]
    assert own.open(base64.b64decode(str(told)), "file kembaran 1 reason") == "kurang akta"
    assert (no_key, Seal(b"l" * 32).open(closed, "file kembaran 2 subject")) == (None, "hilang")  # type: ignore[arg-type]


def test_its_indexes_and_triggers_are_those_of_a_new_office(older: Path, empty: Path) -> None:
    upgrade_database(older)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    assert rows(older, query) == rows(empty, query)
    with open_book(older) as book:
        assert book.execute("SELECT count(*) FROM file").fetchone() == (2,)
