"""The administrator proves that the ledger is whole: the office's, a backup's, after restore and upgrade."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from queue_core.admin.doctor import chain_finding
from queue_core.admin.office import open_door
from queue_core.foundation.settings import CoreSettings
from queue_core.kia.errors.files import UnknownFile
from queue_core.storage.audit import cover
from queue_core.storage.database import Database
from queue_core.storage.errors import KeyWrong
from queue_core.storage.keys import open_seal
from queue_core.storage.schema import create_database
from queue_core.up.layout import Layout
from tests.admin.conftest import Kerak


@pytest.fixture
def covered(office: Layout, kerak: Kerak) -> Layout:
    """An office with an officer, whose ledger is under a link."""
    kerak("account", "add", "budi", "--role", "officer")
    lay(office)
    return office


def lay(office: Layout) -> None:
    path = office.data / "office.db"
    database = Database(path)
    cover(database, open_seal(path))
    database.close()


@contextmanager
def tampered(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as book, book:
        book.executescript("DROP TRIGGER ledger_refuses_update; DROP TRIGGER ledger_refuses_delete;")
        yield book


@pytest.mark.usefixtures("covered")
def test_a_whole_ledger_is_told_with_its_head_and_what_is_not_covered_yet(kerak: Kerak) -> None:
    kerak("account", "add", "ani", "--role", "officer")
    told = kerak("audit", "verify")
    assert told.exit_code == 0
    assert "1 links over 2 rows were read; not yet covered: 1." in told.stdout
    assert "Every covered row is as it was" in told.stdout


def test_a_changed_row_ends_in_exit_code_one_and_is_named(covered: Layout, kerak: Kerak) -> None:
    with tampered(covered.data / "office.db") as book:
        book.execute("UPDATE ledger SET actor = 'somebody' WHERE id = 2")
    told = kerak("audit", "verify")
    assert told.exit_code == 1
    assert "BROKEN  Link 1 does not agree: a row was changed, deleted or added at row 2." in told.stdout
    finding = chain_finding(covered.data / "office.db")
    assert (finding.well, "row 2" in finding.words) == (False, True)


def test_the_head_that_backup_and_doctor_tell_is_looked_for_later(covered: Layout, kerak: Kerak) -> None:
    copy = covered.data / "monday.kerak"
    backed_up = kerak("backup", str(copy)).stdout
    head = backed_up.split("hash ")[1][:12]
    assert head in chain_finding(covered.data / "office.db").words
    assert kerak("audit", "verify", "--head", head).exit_code == 0
    assert kerak("audit", "verify", str(copy), "--head", head.upper()).exit_code == 0
    gone = kerak("audit", "verify", "--head", "0" * 12)
    assert (gone.exit_code, "the end was cut off" in gone.stdout) == (1, True)


def test_a_backup_is_verified_under_the_key_that_fits_it(
    covered: Layout, kerak: Kerak, tmp_path: Path
) -> None:
    copy, phrase = covered.data / "monday.kerak", tmp_path / "phrase"
    phrase.write_text("empat kata yang panjang\n")
    kerak("backup", str(copy), f"--passphrase-file={phrase}")
    create_database(tmp_path / "other" / "office.db")
    (tmp_path / "other" / "office.key").replace(covered.data / "office.key")
    assert kerak("audit", "verify", str(copy), f"--passphrase-file={phrase}").exit_code == 0
    (covered.data / "monday.kerak.key").unlink()
    assert isinstance(kerak("audit", "verify", str(copy)).exception, KeyWrong)
    assert isinstance(kerak("audit", "verify").exception, KeyWrong)


def test_a_restored_office_goes_on_with_its_chain(covered: Layout, kerak: Kerak) -> None:
    copy = covered.data / "monday.kerak"
    kerak("backup", str(copy))
    kerak("account", "add", "ani", "--role", "officer")
    assert kerak("restore", str(copy)).exit_code == 0
    lay(covered)
    told = kerak("audit", "verify")
    assert (told.exit_code, "2 links over 3 rows" in told.stdout) == (0, True)


def test_after_a_new_key_the_chain_is_verified_from_the_link_that_is_told(
    covered: Layout, kerak: Kerak
) -> None:
    (covered.data / "office.key").unlink()
    assert "--from 2" in kerak("init", "--new-key").stdout
    lay(covered)
    assert kerak("audit", "verify").exit_code == 1
    assert kerak("audit", "verify", "--from", "2").exit_code == 0


def test_who_moved_a_file_is_shown_and_an_unknown_one_is_told(covered: Layout, kerak: Kerak) -> None:
    database = Database(covered.data / "office.db")
    body = '{"file": {"id": 7, "state": "submitted", "version": 2}, "field": "nik", "why": "supervision"}'
    insert = "INSERT INTO ledger (office, at, actor, action, body) VALUES ('kembaran', ?, ?, ?, ?)"
    values = ("2021-02-08 01:00:00.000000", "account:ani", "file_revealed", body)
    database.write(lambda t: t.connection.exec_driver_sql(insert, values))
    database.close()
    told = kerak("audit", "show", "--file", "7").stdout
    assert all(word in told for word in ("account:ani", "file_revealed", "nik", "supervision"))
    assert isinstance(kerak("audit", "show", "--file", "8").exception, UnknownFile)


def test_an_upgrade_leaves_the_ledger_as_it_is(covered: Layout, kerak: Kerak) -> None:
    kerak("init", "--upgrade")
    with open_door(CoreSettings(database=covered.data / "office.db")):
        assert kerak("audit", "verify").exit_code == 0
