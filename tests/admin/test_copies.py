"""Backup and restore: a whole copy while the office works, and nothing deleted on the way back."""

from __future__ import annotations

import sqlite3
import stat

import pytest

from queue_core.admin.copies import CopyDamaged, CopyExists, CopyFailed, CoreIsRunning
from queue_core.storage.engine import open_engine
from queue_core.storage.errors import NotAnOfficeDatabase
from queue_core.up.layout import Layout
from tests.admin.conftest import Kerak


def test_a_backup_taken_while_somebody_writes_is_whole(office: Layout, kerak: Kerak) -> None:
    target = office.data / "monday.kerak"
    with open_engine(office.data / "office.db", "BEGIN").connect() as reader, reader.begin():
        assert kerak("backup", str(target)).exit_code == 0
    with sqlite3.connect(target) as copy:
        assert copy.execute("SELECT username FROM account").fetchall() == [("admin",)]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_backup_never_replaces_a_file(office: Layout, kerak: Kerak) -> None:
    target = office.data / "monday.kerak"
    target.write_text("something else")
    assert isinstance(kerak("backup", str(target)).exception, CopyExists)
    assert target.read_text() == "something else"


def test_a_restore_brings_the_office_back_and_keeps_the_present_one(office: Layout, kerak: Kerak) -> None:
    kerak("backup", str(office.data / "monday.kerak"))
    kerak("account", "add", "budi", "--role", "officer")
    assert kerak("restore", str(office.data / "monday.kerak")).exit_code == 0
    assert "budi" not in kerak("account", "list").stdout
    (aside,) = office.data.glob("office.db.before-*")
    with sqlite3.connect(aside) as connection:
        assert connection.execute("SELECT count(*) FROM account").fetchone() == (2,)


def test_a_leftover_log_of_the_lost_book_is_not_applied_to_the_restored_one(
    office: Layout, kerak: Kerak
) -> None:
    database = office.data / "office.db"
    kerak("backup", str(office.data / "monday.kerak"))
    with open_engine(database, "BEGIN").connect() as killed, killed.begin():
        killed.exec_driver_sql("UPDATE account SET username = 'x' || username")
        log = database.with_name("office.db-wal").read_bytes() or b"not a log"
    database.unlink()
    database.with_name("office.db-wal").write_bytes(log)
    assert kerak("restore", str(office.data / "monday.kerak")).exit_code == 0
    assert "admin" in kerak("account", "list").stdout
    (aside,) = office.data.glob("office.db-wal.before-*")
    assert aside.read_bytes() == log


def test_backup_and_restore_leave_their_rows_in_the_ledger(office: Layout, kerak: Kerak) -> None:
    kerak("backup", str(office.data / "monday.kerak"))
    kerak("restore", str(office.data / "monday.kerak"))
    with sqlite3.connect(office.data / "office.db") as connection:
        rows = connection.execute("SELECT action, actor FROM ledger ORDER BY id").fetchall()
    assert [action for action, _ in rows] == ["account_added", "backup_restored"]
    assert all(actor.startswith("server:") for _, actor in rows)


def test_a_backup_to_a_place_that_cannot_be_written_is_told_in_words(office: Layout, kerak: Kerak) -> None:
    (office.data / "a file").write_text("")
    assert isinstance(kerak("backup", str(office.data / "a file" / "x.kerak")).exception, CopyFailed)


def test_a_restore_on_a_new_machine_needs_nothing_but_the_copy(office: Layout, kerak: Kerak) -> None:
    kerak("backup", str(office.data / "monday.kerak"))
    for file in office.data.glob("office.db*"):
        file.unlink()
    assert kerak("restore", str(office.data / "monday.kerak")).exit_code == 0
    assert "admin" in kerak("account", "list").stdout


def test_a_restore_under_a_running_core_is_refused(office: Layout, kerak: Kerak) -> None:
    kerak("backup", str(office.data / "monday.kerak"))
    with open_engine(office.data / "office.db", "BEGIN").connect() as core, core.begin():
        core.exec_driver_sql("SELECT 1 FROM account")
        assert isinstance(kerak("restore", str(office.data / "monday.kerak")).exception, CoreIsRunning)


def test_a_damaged_copy_is_refused_and_the_office_stays(office: Layout, kerak: Kerak) -> None:
    target = office.data / "monday.kerak"
    kerak("backup", str(target))
    whole = target.read_bytes()
    target.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    assert isinstance(kerak("restore", str(target)).exception, CopyDamaged | NotAnOfficeDatabase)
    assert kerak("account", "list").exit_code == 0


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0"])
def test_a_file_that_is_no_office_is_refused(content: bytes, office: Layout, kerak: Kerak) -> None:
    (office.data / "x.kerak").write_bytes(content)
    assert isinstance(kerak("restore", str(office.data / "x.kerak")).exception, NotAnOfficeDatabase)
