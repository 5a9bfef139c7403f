"""Blanks move by the table alone, and none of them is ever lost or in two places."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from queue_core.stock.errors import BlankElsewhere, UnknownBlank
from queue_core.stock.rules.blanks import MOVES, BlankMove, BlankState, SpoilReason
from queue_core.stock.service.blanks import StockAct, finish, load, spoil, unload
from queue_core.stock.store import blanks as store
from queue_core.storage.database import Database
from tests.core.office import MORNING, Office, open_office, rows
from tests.examples import share

SERIALS = ("AB0012345", "AB0012346", "AB0012347")
TRIGGER = "SELECT sql FROM sqlite_master WHERE name = 'blank_moves_by_the_table'"
AT = "'2021-02-08 01:00:00.000000'"
SAID = "office, serial, batch_id, state, changed_at, changed_by"
Do = Callable[[StockAct, str], None]


def jammed(act: StockAct, serial: str) -> None:
    spoil(act, serial, SpoilReason.JAM)


DOING: dict[BlankMove, Do] = {
    BlankMove.LOAD: load,
    BlankMove.UNLOAD: unload,
    BlankMove.FINISH: finish,
    BlankMove.SPOIL: jammed,
}


def receive(database: Database, serials: Sequence[str] = SERIALS) -> None:
    database.write(lambda t: store.receive(t.connection, "kembaran", serials, at=MORNING, by="account:ani"))


def do(database: Database, serial: str, *moves: BlankMove) -> None:
    def all_of_them(connection: Connection) -> None:
        for move in moves:
            DOING[move](StockAct(connection, "kembaran", MORNING, "account:ani"), serial)

    database.write(lambda transaction: all_of_them(transaction.connection))


def states(path: Path) -> dict[str, str]:
    return {str(serial): str(state) for serial, state in rows(path, "SELECT serial, state FROM blank")}


@pytest.fixture
def stocked(office: Office) -> Office:
    receive(office.database)
    return office


@pytest.fixture(scope="module")
def shared(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("blanks")) as opened:
        receive(opened.database)
        yield opened


@pytest.fixture
def book(shared: Office) -> Iterator[sqlite3.Connection]:
    """The database with three blanks, as any program could open it; nothing is kept."""
    with closing(sqlite3.connect(shared.path)) as connection:
        connection.execute("BEGIN")
        yield connection


def test_a_good_card_goes_from_the_drawer_through_the_printer(stocked: Office) -> None:
    do(stocked.database, SERIALS[0], BlankMove.LOAD, BlankMove.FINISH)
    assert states(stocked.path) == {SERIALS[0]: "good", SERIALS[1]: "drawer", SERIALS[2]: "drawer"}


def test_each_move_leaves_a_row_in_the_ledger(stocked: Office) -> None:
    do(stocked.database, SERIALS[0], BlankMove.LOAD, BlankMove.SPOIL)
    told = rows(stocked.path, "SELECT action, actor, body FROM ledger ORDER BY id")
    assert [action for action, _, _ in told] == ["blank_load", "blank_spoil"]
    assert all(word in str(told[1]) for word in ("jam", SERIALS[0], "account:ani"))


def test_a_blank_elsewhere_is_refused_with_the_place_where_it_is(stocked: Office) -> None:
    do(stocked.database, SERIALS[0], BlankMove.LOAD)
    with pytest.raises(BlankElsewhere, match=f"{SERIALS[0]} is in the printer"):
        do(stocked.database, SERIALS[0], BlankMove.LOAD)
    with pytest.raises(UnknownBlank, match="XY1"):
        do(stocked.database, "XY1", BlankMove.LOAD)


def test_a_card_that_is_spoiled_later_keeps_when_it_was_printed(stocked: Office) -> None:
    do(stocked.database, SERIALS[0], BlankMove.LOAD, BlankMove.FINISH)
    stocked.database.write(
        lambda t: spoil(
            StockAct(t.connection, "kembaran", stocked.clock(), "account:ani"),
            SERIALS[0],
            SpoilReason.WITHDRAWN,
        )
    )
    query = "SELECT used_at, changed_at > used_at FROM blank WHERE state = 'spoiled'"
    assert rows(stocked.path, query) == [("2021-02-08 01:00:00.000000", 1)]


def test_a_failing_transaction_leaves_every_blank_where_it_was(stocked: Office) -> None:
    with pytest.raises(BlankElsewhere):
        do(stocked.database, SERIALS[0], BlankMove.LOAD, BlankMove.FINISH, BlankMove.UNLOAD)
    assert set(states(stocked.path).values()) == {"drawer"}
    assert rows(stocked.path, "SELECT count(*) FROM ledger") == [(0,)]


STEP = st.tuples(st.integers(0, 2), st.lists(st.sampled_from(BlankMove), min_size=1, max_size=3))
BATCH = itertools.count(10)


@settings(max_examples=share(20))
@given(steps=st.lists(STEP, max_size=5))
def test_whatever_is_done_each_serial_is_in_the_one_state_of_the_table(
    shared: Office, steps: list[tuple[int, list[BlankMove]]]
) -> None:
    batch = next(BATCH)
    serials = [f"H{batch:04}{number}" for number in range(3)]
    receive(shared.database, serials)
    expected = {**states(shared.path)}
    for chosen, moves in steps:
        after: BlankState | None = BlankState(expected[serials[chosen]])
        for move in moves:
            after = MOVES.get((after, move)) if after else None
        with nullcontext() if after else pytest.raises(BlankElsewhere):
            do(shared.database, serials[chosen], *moves)
        expected[serials[chosen]] = after or expected[serials[chosen]]
    assert states(shared.path) == expected


def test_the_trigger_refuses_every_move_that_the_table_has_not(book: sqlite3.Connection) -> None:
    ((statement,),) = book.execute(TRIGGER)
    pairs = re.findall(r"\('(\w+)', '(\w+)'\)", statement)
    assert set(pairs) == {(str(at), str(after)) for (at, _), after in MOVES.items()}
    for before, after in itertools.product(BlankState, BlankState):
        if before is not after and (before, after) not in pairs:
            book.execute("DROP TRIGGER blank_moves_by_the_table")
            book.execute(f"UPDATE blank SET {as_if(before)}")
            book.execute(statement)
            with pytest.raises(sqlite3.IntegrityError, match="does not move so"):
                book.execute(f"UPDATE blank SET {as_if(after)}")


def as_if(state: BlankState) -> str:
    """What a blank in this state says."""
    loaded = "NULL" if state is BlankState.DRAWER else AT
    used = AT if state in {BlankState.GOOD, BlankState.SPOILED} else "NULL"
    reason = "'jam'" if state is BlankState.SPOILED else "NULL"
    return f"state = '{state}', loaded_at = {loaded}, used_at = {used}, spoiled_reason = {reason}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blank SET state = 'gone'",
        "UPDATE blank SET state = 'printer'",
        f"UPDATE blank SET loaded_at = {AT}",
        "UPDATE blank SET state = 'spoiled'",
        f"UPDATE blank SET state = 'spoiled', used_at = {AT}, spoiled_reason = 'Budi did it'",
        "UPDATE blank SET spoiled_reason = 'jam'",
        "UPDATE blank SET serial = 'AB0012346' WHERE serial = 'AB0012345'",
        "UPDATE blank SET office = 'tempeh'",
        "DELETE FROM blank",
        f"INSERT INTO blank ({SAID}) SELECT {SAID} FROM blank",
        f"INSERT INTO blank ({SAID}, loaded_at, used_at) SELECT office, 'AB9', batch_id, 'good', changed_at,"
        " changed_by, changed_at, changed_at FROM blank",
        f"UPDATE blank SET asked_by = 'account:ani', asked_at = {AT}, asked_reason = 'damaged'",
        "UPDATE blank SET asked_by = 'account:ani'",
    ],
)
def test_the_database_refuses_what_would_break_the_law(book: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(statement)
