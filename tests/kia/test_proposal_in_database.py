"""What the database itself refuses of proposals, of listed children and of devices."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from queue_core.kia.rules.proposals import MOVES, ProposalState
from tests.core.office import Office, open_office

RECORD, TOKEN, AT = f"x'01{'00' * 40}'", f"'{'a' * 32}'", "'2021-02-08 01:00:00.000000'"
INSERT = (
    "INSERT INTO child_proposal (office, key, village, state, record, nik_token, proposed_at, proposed_by) "
    "VALUES ('kembaran', '{key}', '33.02.20.2001', '{state}', {record}, {token}, {at}, 'corner-1')"
)
ENDED = f"record = NULL, nik_token = NULL, decided_at = {AT}, decided_by = 'ani'"
WHY = {"struck": ", why = 'wrong'"}


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("proposals")) as opened:
        yield opened


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    """A look into the file that leaves nothing behind."""
    with closing(sqlite3.connect(office.path)) as connection:
        yield connection
        connection.rollback()


def insert(book: sqlite3.Connection, **other: str) -> None:
    said = {"key": "0" * 20, "state": "waiting", "record": RECORD, "token": TOKEN, "at": AT}
    book.execute(INSERT.format(**said | other))


@pytest.mark.parametrize(
    "other", [{"state": "confirmed"}, {"record": "NULL"}, {"token": "'9901015708150001'"}]
)
def test_a_proposal_begins_waiting_and_sealed(book: sqlite3.Connection, other: dict[str, str]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(book, **other)


@pytest.mark.parametrize(
    "change",
    [
        "record = 'Ratna'",
        f"state = 'struck', {ENDED}",
        f"state = 'confirmed', decided_at = {AT}, decided_by = 'ani'",
        "state = 'lapsed', record = NULL, nik_token = NULL",
        f"state = 'lapsed', decided_at = {AT}, decided_by = 'core', record = NULL",
        "child_id = 1",
        f"state = 'struck', why = 'because', {ENDED}",
    ],
)
def test_what_a_proposal_cannot_be_is_refused(book: sqlite3.Connection, change: str) -> None:
    insert(book)
    with pytest.raises(sqlite3.IntegrityError):
        book.execute(f"UPDATE child_proposal SET {change}")


@pytest.mark.parametrize(("before", "after"), list(permutations(ProposalState, 2)))
def test_a_state_follows_another_only_by_the_table(
    book: sqlite3.Connection, before: ProposalState, after: ProposalState
) -> None:
    insert(book)
    if before is not ProposalState.WAITING:
        book.execute(f"UPDATE child_proposal SET state = '{before}', {ENDED}{WHY.get(before, '')}")
    why = WHY.get(after, ", why = NULL")
    move = f"UPDATE child_proposal SET state = '{after}', {ENDED}{why}"
    legal = {(at, end) for (at, _), end in MOVES.items()}
    if (before, after) in legal:
        book.execute(move)
    else:
        with pytest.raises(sqlite3.IntegrityError):
            book.execute(move)


def test_a_key_names_one_proposal(book: sqlite3.Connection) -> None:
    insert(book)
    with pytest.raises(sqlite3.IntegrityError):
        insert(book)


def test_a_reading_corner_is_a_device_and_a_lodger_is_none(book: sqlite3.Connection) -> None:
    known = book.execute("SELECT role FROM device WHERE role = 'reading_corner'").fetchall()
    assert known == [("reading_corner",)]
    with pytest.raises(sqlite3.IntegrityError):
        book.execute("UPDATE device SET role = 'lodger'")
