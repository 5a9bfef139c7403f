"""The chain over the ledger: whatever somebody does to a covered row or link without the key is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from queue_core.foundation.audiences import Audience
from queue_core.storage import audit, ledger
from queue_core.storage.audit import audit_link, cover
from queue_core.storage.audit_check import Break, Verdict, Wrong, as_it_is, open_book, verify
from queue_core.storage.database import Database
from queue_core.storage.seal import KEY_BYTES, Seal
from tests.core.http_office import SEAL
from tests.core.office import MORNING, Office, open_office, rows

ROWS_A_LINK, LINKS = 3, 4
COVERED = ROWS_A_LINK * LINKS
COLUMNS = ("office", "at", "actor", "action", "body", "staff_seq", "hall_seq")
OPENED = "".join(
    f"DROP TRIGGER {table}_refuses_{verb};"
    for table in ("ledger", "audit_link")
    for verb in ("update", "delete")
)
OPENED += "DROP INDEX ix_ledger_file;"
"""What somebody does first who has the database and means to change it."""


def append(database: Database, number: int) -> None:
    """Rows of one act each, heard by staff or by nobody."""
    for one in range(number):
        database.write(
            lambda t, one=one: ledger.append(  # type: ignore[misc]  # what the lambda gives is not used
                t.connection,
                "kembaran",
                at=MORNING,
                actor="account:ani",
                action="ticket_issued",
                body={"number": f"A{one:03d}"},
                audiences=frozenset({Audience.STAFF}) if one % 2 else frozenset(),
            )
        )


@dataclass
class Book:
    """A ledger under links of three rows, as it is and as somebody has changed it."""

    path: Path

    def changed(self, *statements: str, known: str = "", begin: int = 1) -> Verdict:
        """The verdict after some statements, which are undone again."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as book:
            book.text_factory = as_it_is
            book.execute("PRAGMA ignore_check_constraints = ON")
            book.execute("BEGIN")
            for statement in statements:
                book.execute(statement)
            return verify(book, SEAL, known=known, begin=begin)


def judged(path: Path, seal: Seal = SEAL) -> Verdict:
    with open_book(path) as book:
        return verify(book, seal)


@pytest.fixture(scope="module")
def book(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("audit")
    with open_office(staffed, folder) as office, pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "_NEXT", audit._NEXT.replace(str(audit.LINK_ROWS), str(ROWS_A_LINK)))
        append(office.database, COVERED)
        assert [cover(office.database, SEAL) for _ in range(LINKS + 1)] == [ROWS_A_LINK] * LINKS + [0]
        append(office.database, 2)
    with closing(sqlite3.connect(office.path)) as opened:
        opened.executescript(OPENED)
    return Book(office.path)


def test_a_ledger_that_nobody_touched_is_whole_and_its_youngest_rows_are_told(book: Book) -> None:
    verdict = judged(book.path)
    assert (verdict.whole, verdict.links, verdict.rows, verdict.younger) == (True, LINKS, COVERED, 2)


@given(
    row=st.integers(1, COVERED),
    column=st.sampled_from(COLUMNS),
    value=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=9),
)
def test_any_column_of_a_covered_row_that_changes_is_found_and_named(
    book: Book, row: int, column: str, value: str
) -> None:
    ((before,),) = rows(book.path, f"SELECT {column} FROM ledger WHERE id = ?", row)
    told = value.replace("'", "''")
    verdict = book.changed(f"UPDATE ledger SET {column} = 'x{told}' WHERE id = {row}")
    assert f"x{value}" != before
    assert verdict.breaks == (Break(Wrong.ROWS, (row - 1) // ROWS_A_LINK + 1, row),)


@given(row=st.integers(1, COVERED))
def test_a_covered_row_that_is_deleted_is_found(book: Book, row: int) -> None:
    verdict = book.changed(f"DELETE FROM ledger WHERE id = {row}")
    (broken,) = verdict.breaks
    assert (broken.wrong, broken.link) == (Wrong.ROWS, (row - 1) // ROWS_A_LINK + 1)
    assert broken.row in (row, row + 1)


@given(pair=st.tuples(st.integers(1, COVERED), st.integers(1, COVERED)).filter(lambda p: p[0] < p[1]))
def test_two_covered_rows_that_change_places_are_found(book: Book, pair: tuple[int, int]) -> None:
    first, second = pair
    steps = ((first, -99), (second, first), (-99, second))
    verdict = book.changed(*(f"UPDATE ledger SET id = {to} WHERE id = {at}" for at, to in steps))
    assert verdict.breaks[0] == Break(Wrong.ROWS, (first - 1) // ROWS_A_LINK + 1, first)


@pytest.mark.parametrize("number", [0, -1, -(2**63)])
def test_a_row_that_is_slipped_in_before_the_first_is_found(book: Book, number: int) -> None:
    added = (
        f"INSERT INTO ledger SELECT {number}, office, at, actor, action, body, NULL, NULL FROM ledger LIMIT 1"
    )
    assert book.changed(added).breaks == (Break(Wrong.ROWS, 1, number),)


def test_a_row_that_takes_the_place_of_a_deleted_one_is_found(book: Book) -> None:
    copied = (
        "REPLACE INTO ledger SELECT 5, office, at, actor, action, body, NULL, NULL FROM ledger WHERE id = 1"
    )
    assert book.changed(copied).breaks == (Break(Wrong.ROWS, 2, 5),)


def test_the_same_bytes_as_another_type_are_found(book: Book) -> None:
    assert book.changed("UPDATE ledger SET body = CAST(body AS BLOB) WHERE id = 5").breaks[0].row == 5
    assert book.changed("UPDATE ledger SET body = CAST(x'ff' AS TEXT) WHERE id = 5").breaks[0].row == 5


@given(link=st.integers(1, LINKS), column=st.sampled_from(("hash", "first_row", "last_row", "prints")))
def test_a_link_that_was_changed_is_found(book: Book, link: int, column: str) -> None:
    value = {"hash": f"'{'0' * 64}'", "prints": "x'00000000'"}.get(column, f"{column} - 1")
    assert not book.changed(f"UPDATE audit_link SET {column} = {value} WHERE id = {link}").whole


@pytest.mark.parametrize("link", range(1, LINKS))
def test_a_link_that_is_gone_is_found(book: Book, link: int) -> None:
    verdict = book.changed(f"DELETE FROM audit_link WHERE id = {link}")
    assert verdict.breaks[0] == Break(Wrong.GONE, link)


def test_an_end_that_was_cut_off_is_found_by_a_hash_that_was_written_down(book: Book) -> None:
    head = judged(book.path).head
    assert head is not None
    cut = ("DELETE FROM audit_link WHERE id = 4", "DELETE FROM ledger WHERE id > 9")
    assert book.changed(*cut).whole
    assert book.changed(known=head.hash[:12]).whole
    assert not book.changed(*cut, known=head.hash[:12]).whole


def test_another_key_agrees_with_nothing(book: Book) -> None:
    verdict = judged(book.path, Seal(b"x" * KEY_BYTES))
    assert {broken.wrong for broken in verdict.breaks} == {Wrong.LINK}
    assert len(verdict.breaks) == LINKS


def test_from_a_link_on_what_lies_before_it_is_not_judged(book: Book) -> None:
    change = "UPDATE ledger SET actor = 'x' WHERE id = 1"
    assert [book.changed(change, begin=begin).whole for begin in (1, 2)] == [False, True]


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("table", ["ledger", "audit_link"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 100", "DELETE FROM {}"])
def test_the_database_refuses_to_change_ledger_and_chain(office: Office, table: str, statement: str) -> None:
    append(office.database, 1)
    cover(office.database, SEAL)
    with pytest.raises(DBAPIError, match="stays as it is"):
        office.database.write(lambda t: t.connection.exec_driver_sql(statement.format(table)))


def test_a_crash_between_two_links_leaves_rows_that_the_next_link_covers(office: Office) -> None:
    append(office.database, 2)
    cover(office.database, SEAL)
    append(office.database, 3)
    office.close()
    office.open()
    assert (judged(office.path).whole, judged(office.path).younger) == (True, 3)
    cover(office.database, SEAL)
    assert (judged(office.path).whole, judged(office.path).rows) == (True, 5)


def test_a_link_that_somebody_else_has_laid_meanwhile_stands_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(office.database, 2)
    make: Callable[..., audit.Link | None] = audit.next_link

    def overtaken(*of: object) -> audit.Link | None:
        link = make(*of)
        assert link is not None
        office.database.write(lambda t: t.connection.execute(audit_link.insert().values(vars(link))))
        return link

    monkeypatch.setattr(audit, "next_link", overtaken)
    cover(office.database, SEAL)
    assert rows(office.path, "SELECT count(*) FROM audit_link") == [(1,)]
    assert judged(office.path).whole


def test_a_ledger_is_verified_while_it_is_written(office: Office) -> None:
    append(office.database, 4)
    cover(office.database, SEAL)
    with open_book(office.path) as book:
        append(office.database, 4)
        cover(office.database, SEAL)
        verdict = verify(book, SEAL)
    assert (verdict.whole, verdict.rows, verdict.younger) == (True, 4, 0)
    assert judged(office.path).rows == 8
