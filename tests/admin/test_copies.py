"""Backup and restore: a whole copy while the office works, and nothing deleted on the way back."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
import typer

from queue_core.admin.copies import CopyDamaged, CopyExists, CopyFailed, CoreIsRunning
from queue_core.admin.doctor import key_finding
from queue_core.cli import passphrases
from queue_core.foundation.settings import read_settings
from queue_core.sqlite.engine import open_engine
from queue_core.storage.errors import (
    KeyExists,
    KeyMissing,
    NotAnOfficeDatabase,
    PassphraseTooShort,
    PassphraseWrong,
)
from queue_core.storage.keys import open_seal
from queue_core.storage.schema import create_database
from queue_core.up.layout import Layout
from tests.admin.conftest import Kerak


def test_a_backup_taken_while_somebody_writes_is_whole(office: Layout, kerak: Kerak) -> None:
    target = office.data / "monday.kerak"
    with open_engine(office.data / "office.db").connect() as reader, reader.begin():
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
    with open_engine(database).connect() as killed, killed.begin():
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
    with open_engine(office.data / "office.db").connect() as core, core.begin():
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


PASSPHRASE = "empat kata yang panjang"


@pytest.fixture
def phrase(tmp_path: Path) -> str:
    """The file of a passphrase, as an option."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    return f"--passphrase-file={file}"


def new_machine(office: Layout) -> Path:
    """Loses database and key; where the key was."""
    for file in office.data.glob("office.*"):
        file.unlink()
    return office.data / "office.key"


def test_a_backup_without_a_passphrase_says_that_the_key_is_not_in_it(office: Layout, kerak: Kerak) -> None:
    told = kerak("backup", str(office.data / "monday.kerak")).stdout
    assert "Without a passphrase the key is not in it" in told
    assert not (office.data / "monday.kerak.key").exists()


def test_the_key_comes_back_with_its_passphrase_on_a_new_machine(
    office: Layout, kerak: Kerak, phrase: str
) -> None:
    target, before = office.data / "monday.kerak", (office.data / "office.key").read_bytes()
    assert kerak("backup", str(target), phrase).exit_code == 0
    wrapped = office.data / "monday.kerak.key"
    assert stat.S_IMODE(wrapped.stat().st_mode) == 0o600
    assert before.strip() not in wrapped.read_bytes()
    key = new_machine(office)
    assert kerak("restore", str(target), phrase).exit_code == 0
    assert key.read_bytes() == before
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    open_seal(office.data / "office.db")


def test_a_wrong_passphrase_leaves_the_office_as_it_is(office: Layout, kerak: Kerak, phrase: str) -> None:
    target = office.data / "monday.kerak"
    kerak("backup", str(target), phrase)
    new_machine(office)
    (office.data / "passphrase").write_text("something quite different")
    wrong = f"--passphrase-file={office.data / 'passphrase'}"
    assert isinstance(kerak("restore", str(target), wrong).exception, PassphraseWrong)
    assert not list(office.data.glob("office.*"))


def test_without_its_key_a_restored_office_is_told_what_it_lacks(office: Layout, kerak: Kerak) -> None:
    kerak("backup", str(office.data / "monday.kerak"))
    new_machine(office)
    told = kerak("restore", str(office.data / "monday.kerak")).stdout
    assert "the core does not start" in told
    with pytest.raises(KeyMissing):
        open_seal(office.data / "office.db")
    assert "new key" in kerak("init", "--new-key").stdout
    open_seal(office.data / "office.db")


def test_a_key_that_is_right_is_never_replaced(office: Layout, kerak: Kerak) -> None:
    before = (office.data / "office.key").read_bytes()
    assert isinstance(kerak("init", "--new-key").exception, KeyExists)
    assert (office.data / "office.key").read_bytes() == before


def test_the_key_of_another_office_is_moved_aside(
    office: Layout, kerak: Kerak, phrase: str, tmp_path: Path
) -> None:
    kerak("backup", str(office.data / "monday.kerak"), phrase)
    other = tmp_path / "other" / "office.db"
    create_database(other)
    other.with_suffix(".key").replace(office.data / "office.key")
    assert kerak("restore", str(office.data / "monday.kerak"), phrase).exit_code == 0
    assert len(list(office.data.glob("office.key.before-*"))) == 1
    open_seal(office.data / "office.db")


def test_at_a_terminal_the_passphrase_is_typed_hidden_and_twice(
    office: Layout, kerak: Kerak, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    def prompt(_: str, **how: object) -> str:
        asked.update(how)
        return PASSPHRASE

    monkeypatch.setattr(passphrases, "is_at_terminal", lambda: True)
    monkeypatch.setattr(typer, "prompt", prompt)
    assert kerak("backup", str(office.data / "monday.kerak")).exit_code == 0
    assert (office.data / "monday.kerak.key").exists()
    assert asked["hide_input"]
    assert asked["confirmation_prompt"]


def test_a_short_passphrase_is_refused_before_anything_is_written(
    office: Layout, kerak: Kerak, tmp_path: Path
) -> None:
    (tmp_path / "short").write_text("pendek")
    refused = kerak("backup", str(office.data / "monday.kerak"), f"--passphrase-file={tmp_path / 'short'}")
    assert isinstance(refused.exception, PassphraseTooShort)
    assert not list(office.data.glob("monday*"))


def test_the_doctor_tells_a_key_that_is_well_open_to_others_or_wrong(office: Layout) -> None:
    settings, key = read_settings(office.settings), office.data / "office.key"
    assert key_finding(settings.core.database).well
    key.chmod(0o644)
    assert "chmod 600" in key_finding(settings.core.database).words
    key.unlink()
    assert "kerak restore" in key_finding(settings.core.database).words
