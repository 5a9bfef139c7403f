"""A statement compiled once gives what SQLAlchemy gives, and refuses what SQLAlchemy refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
)
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import IntegrityError, OperationalError

from queue_core.sqlite.columns import Instant
from queue_core.sqlite.engine import for_writing, open_engine
from queue_core.storage.statement import Statement

METADATA = MetaData()
THING = Table(
    "thing",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(20), nullable=False, unique=True),
    Column("at", Instant),
    Column("day", Date),
    Column("body", JSON),
)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = Path(tmp_path_factory.mktemp("statement"), "book.db")
    path.touch()
    with for_writing(open_engine(path)).connect() as connection:
        METADATA.create_all(connection)
        connection.commit()
        yield connection


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """A transaction that leaves nothing behind."""
    with connection.begin() as transaction:
        yield
        transaction.rollback()


instants = st.integers(-1_000_000, 1_000_000).map(lambda minutes: NOON + timedelta(minutes=minutes))


@given(name=st.text(max_size=20), at=instants, body=st.dictionaries(st.text(), st.integers() | st.none()))
def test_a_row_comes_back_as_sqlalchemy_would_give_it(
    connection: Connection, name: str, at: datetime, body: dict[str, int | None]
) -> None:
    add = Statement(insert(THING).returning(THING))
    with undone(connection):
        row = add.first(connection, name=name, at=at, day=at.date(), body=body)
        whole = connection.execute(select(THING).where(THING.c.id == row.id)).one()
    assert tuple(row) == tuple(whole)
    assert (row.name, row.at, row.body) == (name, at, body)


def test_no_row_is_none(connection: Connection) -> None:
    by_name = Statement(select(THING).where(THING.c.name == bindparam("wanted")))
    with undone(connection):
        assert by_name.first(connection, wanted="nobody") is None


def test_a_broken_constraint_is_sqlalchemys_own_error_without_the_values(connection: Connection) -> None:
    add = Statement(insert(THING))
    with undone(connection):
        add.run(connection, name="rahasia", at=NOON)
        with pytest.raises(IntegrityError) as raised:
            add.run(connection, name="rahasia", at=NOON)
    assert "rahasia" not in str(raised.value)


def test_a_missing_table_is_sqlalchemys_own_error(connection: Connection) -> None:
    absent = Statement(select(Table("absent", MetaData(), Column("id", Integer))))
    with undone(connection), pytest.raises(OperationalError):
        absent.all(connection)


def test_the_two_instants_of_an_hour_that_is_repeated_are_kept_apart() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    keep = Instant().bind_processor(SQLiteDialect_pysqlite())
    assert keep(first) == "2026-10-25 00:30:00.000000"
    assert keep(first.replace(fold=1)) == "2026-10-25 01:30:00.000000"


def test_an_instant_without_a_zone_is_refused(connection: Connection) -> None:
    with undone(connection), pytest.raises(TypeError, match="time zone"):
        Statement(insert(THING)).run(connection, name="naive", at=NOON.replace(tzinfo=None))


@given(at=instants, zone=st.sampled_from(["Asia/Jakarta", "Asia/Jayapura", "UTC"]))
def test_an_instant_is_kept_as_sqlalchemys_own_text_of_it(
    connection: Connection, at: datetime, zone: str
) -> None:
    theirs = DateTime().dialect_impl(connection.dialect).bind_processor(connection.dialect)
    assert theirs is not None
    with undone(connection):
        Statement(insert(THING)).run(connection, name="a", at=at.astimezone(ZoneInfo(zone)))
        kept = connection.exec_driver_sql("SELECT at FROM thing").scalar_one()
    assert kept == theirs(at.replace(tzinfo=None))
