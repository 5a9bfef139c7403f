"""A counter's move that is stale or not in the table writes nothing: the store and the database refuse it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product

import pytest

from queue_core.storage.writer import Transaction
from queue_core.tickets.errors import CounterChanged
from queue_core.tickets.rules.counters import CounterState, state_changes
from queue_core.tickets.service import counters, views
from queue_core.tickets.service.desk import Act
from queue_core.tickets.wire.counters import CounterView
from tests.core.office import Office, contents, rows
from tests.core.triggers import pairs_of, written

TRIGGER = "SELECT sql FROM sqlite_master WHERE name = 'counter_moves_by_the_table'"
HOLDERS = {CounterState.CLOSED: None}


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    """The file of an office whose counter 3 is open, as any program could open it."""
    office.take()
    with closing(sqlite3.connect(office.path)) as connection:
        yield connection


def seen(office: Office) -> CounterView:
    return views.read_counter_work(office.desk, 3).counter


def close_as_seen(office: Office, view: CounterView) -> None:
    """Closes the counter by what was seen of it some time ago."""

    def close(transaction: Transaction) -> None:
        now = office.clock()
        counters.begin_closing(Act(office.desk, transaction, now, office.desk.day(now), "account:ani"), view)

    office.database.write(close)


@pytest.mark.parametrize("meanwhile", ["rest", "leave", "head"])
def test_a_move_on_what_is_no_longer_so_is_a_conflict_and_writes_nothing(
    office: Office, meanwhile: str
) -> None:
    office.take()
    view = seen(office)
    if meanwhile == "head":
        office.take(officer="head", may_take_over=True)
    else:
        getattr(office, meanwhile)()
    before = contents(office.path)
    with pytest.raises(CounterChanged):
        close_as_seen(office, view)
    assert contents(office.path) == before


def test_a_move_on_what_is_still_so_is_made(office: Office) -> None:
    office.take()
    close_as_seen(office, seen(office))
    assert seen(office).state is CounterState.CLOSED


def test_the_trigger_knows_the_same_moves_as_the_table(office: Office) -> None:
    ((statement,),) = rows(office.path, TRIGGER)
    assert pairs_of(statement) == written(state_changes())


def test_every_other_move_is_refused(book: sqlite3.Connection) -> None:
    ((statement,),) = book.execute(TRIGGER)
    refused = set()
    for before, after in product(CounterState, CounterState):
        book.execute("DROP TRIGGER counter_moves_by_the_table")
        book.execute("UPDATE counter SET state = ?, officer = ?", [before, HOLDERS.get(before, "ani")])
        book.execute(statement)
        try:
            book.execute("UPDATE counter SET state = ?, officer = ?", [after, HOLDERS.get(after, "ani")])
        except sqlite3.IntegrityError:
            refused.add((before, after))
    changes = {(before, after) for before, after in product(CounterState, CounterState) if before != after}
    assert refused == changes - state_changes() != set()


@pytest.mark.parametrize("end", ["state = 'closed', officer = NULL", "state = 'on_break'"])
def test_no_counter_ends_or_rests_while_a_ticket_is_at_it(
    office: Office, book: sqlite3.Connection, end: str
) -> None:
    office.issue()
    office.call()
    with pytest.raises(sqlite3.IntegrityError, match="a ticket is at the counter"):
        book.execute(f"UPDATE counter SET {end}")
    book.execute("UPDATE counter SET state = 'closing'")


@pytest.mark.parametrize(
    "change",
    ["state = 'resting'", "officer = NULL", "state = 'closed'", "state = 'on_break', attendance = 'here'"],
)
def test_a_counter_that_makes_no_sense_is_refused(book: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE counter SET {change}")
