"""The corner's database: made once, brought up, never somebody else's; a write is done once."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from pydantic import BaseModel
from sqlalchemy import Connection, create_engine, text

from queue_core.foundation.errors import RequestIdReused
from queue_core.foundation.identifiers import WriteRequest
from reading_corner.errors import ShelfUnusable
from reading_corner.store.schema import APPLICATION_ID
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import metadata

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.database


class Count(BaseModel):
    number: int


def shelf_in(folder: Path) -> Shelf:
    return Shelf(folder / "corner.db", lambda: NOW)


def one_more(connection: Connection, now: datetime) -> Count:
    values = {"name": "Si Kancil", "now": now.isoformat(" ")[:19]}
    connection.execute(
        text(
            "INSERT INTO title (key, name, added_at, changed_at) "
            "SELECT count(*), :name, :now, :now FROM title"
        ),
        values,
    )
    return Count(number=connection.scalar(text("SELECT count(*) FROM title")) or 0)


def test_the_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    shelf_in(tmp_path)
    with create_engine(f"sqlite:///{tmp_path / 'corner.db'}").connect() as connection:
        own = {
            "include_object": lambda _o, name, *_: (
                not str(name).startswith(("title_text", "ix_copy_code_any"))
            )
        }
        found = compare_metadata(MigrationContext.configure(connection, opts=own), metadata)
    assert [one for one in found if "title_words" not in str(one)] == []


def test_what_no_child_saw_before_there_were_three_answers_stays_hidden(tmp_path: Path) -> None:
    with as_file(files("reading_corner").joinpath("store", "migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        with create_engine(f"sqlite:///{tmp_path / 'corner.db'}").begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0003")
            one_more(connection, NOW)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    query = text("SELECT for_children FROM title")
    assert shelf_in(tmp_path).read(lambda connection: connection.scalars(query).all()) == [0]


def test_what_is_written_is_there_after_a_restart(tmp_path: Path) -> None:
    shelf_in(tmp_path).write(one_more)
    assert shelf_in(tmp_path).write(one_more) == Count(number=2)


def test_a_database_that_stands_where_its_migrations_end_is_opened_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf_in(tmp_path)
    monkeypatch.delattr(command, "upgrade")
    assert shelf_in(tmp_path).write(one_more) == Count(number=1)


def test_a_write_that_is_sent_again_is_done_once(tmp_path: Path) -> None:
    wish = WriteRequest("request-1", "print", "desk")
    answers = [shelf_in(tmp_path).once(wish, Count, one_more) for _ in range(3)]
    assert answers == [Count(number=1)] * 3


def test_the_same_id_with_another_wish_is_refused(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.once(WriteRequest("request-1", "print", "desk"), Count, one_more)
    with pytest.raises(RequestIdReused):
        shelf.once(WriteRequest("request-1", "other", "desk"), Count, one_more)


def test_a_work_that_fails_leaves_nothing(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)

    def fail(connection: Connection, now: datetime) -> None:
        one_more(connection, now)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        shelf.write(fail)
    assert shelf.write(one_more) == Count(number=1)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "corner.db").execute("CREATE TABLE theirs (a)").connection.close()
    with pytest.raises(ShelfUnusable, match="another program"):
        shelf_in(tmp_path)


def test_a_start_that_was_cut_off_before_anything_was_written_is_made_up_for(tmp_path: Path) -> None:
    (tmp_path / "corner.db").touch()
    assert shelf_in(tmp_path).write(one_more) == Count(number=1)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "corner.db").write_bytes(b"not a database, but long enough to be looked at" * 9)
    with pytest.raises(ShelfUnusable):
        shelf_in(tmp_path)


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    shelf_in(tmp_path)
    with sqlite3.connect(tmp_path / "corner.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ShelfUnusable, match="newer"):
        shelf_in(tmp_path)
