"""The one writer: groups share a commit, a refused job leaves no trace, a fault is told and passes."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from queue_core.foundation.errors import NotFound, StorageUnavailable
from queue_core.storage import ledger
from queue_core.storage.database import Database
from queue_core.storage.ledger import LedgerRow
from queue_core.storage.writer import LARGEST_GROUP, Transaction
from tests.core.office import MORNING, rows

SECONDS = 10


class Commits:
    """Remembers which rows were told together."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []

    def __call__(self, told: Sequence[LedgerRow]) -> None:
        self.groups.append([row.action for row in told])


@pytest.fixture
def path(empty: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty, tmp_path / "office.db"))


@pytest.fixture
def commits() -> Commits:
    return Commits()


@pytest.fixture
def database(path: Path, commits: Commits) -> Iterator[Database]:
    opened = Database(path, committed=commits)
    yield opened
    opened.close()


def note(word: str) -> Callable[[Transaction], str]:
    """A job that leaves one row."""

    def work(transaction: Transaction) -> str:
        row = ledger.append(transaction.connection, "here", at=MORNING, actor="me", action=word, body={})
        transaction.rows.append(row)
        return word

    return work


def note_and_fail(word: str, error: Exception) -> Callable[[Transaction], str]:
    def work(transaction: Transaction) -> str:
        note(word)(transaction)
        raise error

    return work


def words(path: Path) -> list[object]:
    return [word for (word,) in rows(path, "SELECT action FROM ledger ORDER BY id")]


def together(database: Database, *jobs: Callable[[Transaction], str]) -> list[str | BaseException]:
    """What each job gives when all wait while the writer is busy with another."""
    busy, free = threading.Event(), threading.Event()

    def hold(_: Transaction) -> str:
        busy.set()
        free.wait(SECONDS)
        return "held"

    with ThreadPoolExecutor(len(jobs) + 1) as pool:
        holding = pool.submit(database.write, hold)
        busy.wait(SECONDS)
        waiting = [pool.submit(database.write, job) for job in jobs]
        while database._writer._jobs.qsize() < len(jobs):
            threading.Event().wait(0.001)
        free.set()
        holding.result(SECONDS)
        return [job.exception(SECONDS) or job.result() for job in waiting]


def test_a_full_group_goes_to_the_disk_and_the_rest_with_the_next(
    database: Database, commits: Commits
) -> None:
    words = [f"word-{number:02}" for number in range(LARGEST_GROUP + 1)]
    together(database, *(note(word) for word in words))
    assert [len(group) for group in commits.groups] == [LARGEST_GROUP, 1]
    assert sorted(word for group in commits.groups for word in group) == words


def test_who_is_about_to_ask_comes_into_the_same_commit(
    database: Database, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked: list[Future[str]] = []

        def another_asks(_seconds: float) -> None:
            if not asked:
                asked.append(pool.submit(database.write, note("second")))
                while database._writer._jobs.empty():
                    threading.Event().wait(0.001)

        monkeypatch.setattr("queue_core.storage.writer.time.sleep", another_asks)
        database.write(note("first"))
        assert asked[0].result(SECONDS) == "second"
    assert commits.groups == [["first", "second"]]


def test_a_writer_that_is_closed_while_it_gives_way_answers_first(
    path: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(path, committed=commits)
    monkeypatch.setattr("queue_core.storage.writer.time.sleep", lambda _: database._writer._jobs.put(None))
    assert database.write(note("last")) == "last"
    database._writer._thread.join(SECONDS)
    assert not database._writer._thread.is_alive()


def test_what_waits_together_is_committed_together_in_the_order_of_arrival(
    database: Database, commits: Commits, path: Path
) -> None:
    together(database, note("one"), note("two"), note("three"))
    database.close()
    assert [sorted(group) for group in commits.groups] == [["one", "three", "two"]]
    assert words(path) == commits.groups[0]


def test_a_refused_job_leaves_no_trace_while_its_neighbours_stand(database: Database, path: Path) -> None:
    refusal = NotFound("not here")
    answers = together(database, note("one"), note_and_fail("two", refusal), note("three"))
    assert answers == ["one", refusal, "three"]
    assert sorted(map(str, words(path))) == ["one", "three"]


def test_a_refused_job_is_told_to_nobody(database: Database, commits: Commits) -> None:
    together(database, note_and_fail("two", NotFound()), note("three"))
    database.close()
    assert commits.groups == [["three"]]


def test_a_fault_in_one_job_goes_to_its_caller_only(database: Database, path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        database.write(note_and_fail("one", ZeroDivisionError()))
    assert database.write(note("two")) == "two"
    assert words(path) == ["two"]


def test_a_row_that_the_database_refuses_goes_to_its_caller_only(database: Database, path: Path) -> None:
    def twice(transaction: Transaction) -> str:
        for _ in range(2):
            transaction.connection.exec_driver_sql(
                "INSERT INTO request VALUES ('same', 'here', '2021-02-08', '', '')"
            )
        return "twice"

    answers = together(database, twice, note("two"))
    assert isinstance(answers[0], IntegrityError)
    assert answers[1] == "two"
    assert rows(path, "SELECT * FROM request") == []


def fill_the_disk(transaction: Transaction) -> str:
    """SQLite's own word for a full disk, on this connection until it is closed."""
    (pages,) = transaction.connection.exec_driver_sql("PRAGMA page_count").one()
    transaction.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    for number in range(1000):
        note(f"row {number}" * 4)(transaction)
    return "never"


def test_a_full_disk_is_told_as_such_and_nothing_is_written(database: Database, path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="full"):
        database.write(fill_the_disk)
    assert words(path) == []


def test_everybody_in_the_group_of_a_failed_commit_is_told_so(
    database: Database, path: Path, commits: Commits
) -> None:
    answers = together(database, note("one"), fill_the_disk, note("three"))
    assert [type(answer) for answer in answers] == [StorageUnavailable] * 3
    assert words(path) == []
    assert commits.groups == []


def test_service_returns_by_itself_when_the_fault_clears(database: Database, path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        database.write(fill_the_disk)
    assert database.write(note("after")) == "after"
    assert words(path) == ["after"]


def test_a_database_locked_by_another_program_is_told_and_passes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queue_core.storage.writer.BUSY_MILLISECONDS", 50)
    database = Database(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked"):
        database.write(note("one"))
    other.execute("ROLLBACK")
    assert database.write(note("two")) == "two"
    database.close()
    other.close()
    assert words(path) == ["two"]


def test_only_another_program_that_writes_is_waited_for_beside_the_event_loop(path: Path) -> None:
    beside: list[str] = []

    def offload(work: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever the work gives
        beside.append(work.__name__)
        if work.__name__ == "begin":
            other.execute("ROLLBACK")
        return work()

    database = Database(path, offload=offload)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.write(note("one"))
    assert beside == ["connect", "commit"]
    other.execute("BEGIN IMMEDIATE")
    assert database.write(note("two")) == "two"
    assert beside[2:] == ["begin", "commit"]
    database.close()
    other.close()


def test_what_a_write_does_beside_the_event_loop_belongs_to_it_and_is_undone_with_it(path: Path) -> None:
    beside: list[object] = []

    def offload(work: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever the work gives
        beside.append(work)
        return work()

    def keep_much(transaction: Transaction) -> object:
        return transaction.beside(partial(note("much"), transaction))

    def keep_much_and_fail(transaction: Transaction) -> object:
        keep_much(transaction)
        raise NotFound

    with closing(Database(path, offload=offload)) as database:
        with pytest.raises(NotFound):
            database.write(keep_much_and_fail)
        assert words(path) == []
        assert database.write(keep_much) == "much"
    assert words(path) == ["much"]
    assert len([work for work in beside if isinstance(work, partial)]) == 2


def test_a_database_that_is_overwritten_while_open_is_told_and_nobody_waits_for_ever(
    path: Path, database: Database
) -> None:
    path.unlink()
    path.write_bytes(b"this is not a database" * 1000)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(database.write, note("one"))
        assert isinstance(answer.exception(SECONDS), StorageUnavailable)


def test_who_reads_sees_one_unchanging_view(database: Database) -> None:
    def count_around_a_write(connection: object) -> tuple[int, int]:
        before = ledger.heads(connection, "here")  # type: ignore[arg-type]
        database.write(note("meanwhile"))
        return sum(before.values()), sum(ledger.heads(connection, "here").values())  # type: ignore[arg-type]

    before, after = database.read(count_around_a_write)
    assert before == after


def test_a_fault_does_not_carry_the_values_that_were_written(database: Database) -> None:
    def secret_twice(transaction: Transaction) -> None:
        for _ in range(2):
            transaction.connection.exec_driver_sql(
                "INSERT INTO request VALUES (?, 'here', '2021-02-08', '', '')", ("3302200101010001",)
            )

    with pytest.raises(IntegrityError) as refused:
        database.write(secret_twice)
    assert "3302200101010001" not in str(refused.value)
