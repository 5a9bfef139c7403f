"""The ledger: each audience counts its own events without gaps, whatever the order of the writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_core.foundation.audiences import Audience
from queue_core.storage import ledger
from queue_core.storage.database import Database
from queue_core.storage.writer import Transaction
from tests.core.office import MORNING
from tests.examples import share

listeners = st.frozensets(st.sampled_from(list(Audience)))


@pytest.fixture(scope="module")
def database(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(Path(shutil.copy(empty, tmp_path_factory.mktemp("ledger"))))
    yield opened
    opened.close()


offices = iter(range(10**9))


def append(database: Database, office: str, told: frozenset[Audience], *, kept: bool = True) -> None:
    def work(transaction: Transaction) -> None:
        ledger.append(
            transaction.connection, office, at=MORNING, actor="me", action="x", body={}, audiences=told
        )
        if not kept:
            raise LookupError

    try:
        database.write(work)
    except LookupError:
        assert not kept


@settings(max_examples=share(40))
@given(writes=st.lists(st.tuples(st.sampled_from("ab"), listeners, st.booleans()), max_size=25))
def test_every_audience_counts_from_one_without_gaps_in_every_office(
    database: Database, writes: list[tuple[str, frozenset[Audience], bool]]
) -> None:
    run = next(offices)
    for office, told, kept in writes:
        append(database, f"{office}{run}", told, kept=kept)
    for office in "ab":
        for audience in Audience:
            heard = [1 for where, told, kept in writes if where == office and audience in told and kept]
            found = database.read(
                lambda c, a=audience, o=office: ledger.since(c, f"{o}{run}", a, 0, 100)  # type: ignore[misc]
            )
            assert [row.sequence[audience] for row in found] == list(range(1, len(heard) + 1))


def test_the_head_is_the_number_of_the_last_event_and_zero_before_the_first(database: Database) -> None:
    assert set(database.read(lambda c: ledger.heads(c, "nowhere")).values()) == {0}
    append(database, "head", frozenset({Audience.STAFF}))
    append(database, "head", frozenset())
    heads = database.read(lambda c: ledger.heads(c, "head"))
    assert heads == {Audience.STAFF: 1, Audience.HALL: 0}


def test_what_was_missed_comes_oldest_first_and_at_most_so_many(database: Database) -> None:
    for _ in range(5):
        append(database, "missed", frozenset(Audience))
    found = database.read(lambda c: ledger.since(c, "missed", Audience.HALL, 1, 3))
    assert [row.sequence[Audience.HALL] for row in found] == [2, 3, 4]


def test_the_latest_instant_is_that_of_the_last_row(database: Database) -> None:
    assert database.read(lambda c: ledger.latest_instant(c, "later")) is None
    append(database, "later", frozenset())
    assert database.read(lambda c: ledger.latest_instant(c, "later")) == MORNING
