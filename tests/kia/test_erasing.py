"""A file is erased once its time is over, or as the person asks and two people agree: nothing is left."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.kia.rules.life import ENDED, FileState
from queue_core.kia.rules.retention import kept_from
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.erasing import erase_overdue
from tests.core.http_office import SEAL, slug
from tests.core.office import MORNING, Office, open_office, rows
from tests.kia.filing import FILES, NIK, Filing, draft, filing_in, put

WHY = "keluarga minta datanya dihapus"
YEARS = timedelta(days=5 * 365 + 2)
LEFT = "SELECT subject, reason, data_key, nik_token, asked_by, held_by FROM file WHERE id = ?"


@pytest.fixture(scope="module")
def shared(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filing]:
    with open_office(staffed, tmp_path_factory.mktemp("erasing")) as office:
        yield filing_in(office)


@pytest.fixture
def filing(shared: Filing) -> Filing:
    shared.api.office.clock.now = MORNING
    return shared


def office_of(filing: Filing) -> Office:
    return filing.api.office


def night(filing: Filing) -> int:
    return erase_overdue(Bureau(office_of(filing).desk, SEAL))


def withdrawn(filing: Filing) -> dict[str, Any]:
    submitted = filing.done(filing.move(filing.written(), "submit", reason=WHY))
    return filing.done(filing.move(submitted, "withdraw", reason=WHY))


@given(today=st.dates(date(2010, 1, 1), date(2100, 1, 1)), years=st.integers(1, 100))
def test_a_file_is_kept_for_so_many_calendar_years_and_never_a_day_less(today: date, years: int) -> None:
    first = kept_from(today, years)
    assert first.year == today.year - years
    assert (first.month, first.day) == (today.month, min(today.day, 28) if first.day == 28 else today.day)


def test_what_a_file_said_is_gone_the_night_after_its_time_and_not_before(filing: Filing) -> None:
    head, clock = withdrawn(filing), office_of(filing).clock
    clock.now = MORNING + YEARS - timedelta(days=1)
    assert night(filing) == 0
    assert filing.read(head)["draft"]["child"]["name"]
    clock.now = MORNING + YEARS
    assert night(filing) == 1
    assert rows(office_of(filing).path, LEFT, head["id"]) == [(None,) * 6]
    view = filing.read(head)
    assert (view["head"]["state"], view["actions"], view["reason"]) == ("withdrawn", [], None)
    assert (view["head"]["erased_at"][:4], view["draft"]["child"]["name"]) == ("2026", "")
    assert night(filing) == 0


def test_a_file_that_has_not_ended_is_never_erased_by_itself(filing: Filing) -> None:
    going_on = [put(office_of(filing), "kia_new", s, draft()) for s in FileState if s not in ENDED]
    office_of(filing).clock.forward(days=40 * 365)
    night(filing)
    for head in going_on:
        ((subject, *_),) = rows(office_of(filing).path, LEFT, head["id"])
        assert subject is not None


def test_before_its_time_the_head_of_section_asks_and_the_camat_alone_agrees(filing: Filing) -> None:
    head = withdrawn(filing)
    refused = filing.move(head, "erase", Role.OFFICER, reason=WHY)
    assert (refused.status_code, slug(refused)) == (403, "file-not-yours")
    assert slug(filing.move(head, "erase", Role.HEAD_OF_SECTION)) == "reason-needed"
    asked = filing.done(filing.move(head, "erase", Role.HEAD_OF_SECTION, reason=WHY))
    own = filing.send(asked, "agree", Role.HEAD_OF_SECTION, version=asked["version"])
    assert (own.status_code, slug(own)) == (403, "file-not-yours")
    assert filing.read(asked)["draft"]["child"]["name"]
    erased = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert (erased["state"], erased["asked"], erased["changed_by"]) == ("withdrawn", None, "camat")
    assert rows(office_of(filing).path, LEFT, head["id"]) == [(None,) * 6]
    assert head["id"] not in [one["id"] for one in found(filing)]


def found(filing: Filing) -> list[dict[str, Any]]:
    path, body = "/api/v1/files/search", {"nik": NIK}
    listed: list[dict[str, Any]] = filing.done(filing.api.send("POST", path, Role.OFFICER, json=body))[
        "files"
    ]
    return listed


@pytest.mark.parametrize("state", ["draft", "submitted", "ready"])
def test_an_open_file_is_not_erased_for_anybody(filing: Filing, state: str) -> None:
    head = put(office_of(filing), "kia_new", FileState(state), draft())
    refused = filing.move(head, "erase", Role.HEAD_OF_SECTION, reason=WHY)
    assert (refused.status_code, slug(refused)) == (409, "file-not-now")


def test_nothing_is_done_any_more_to_a_file_that_was_erased(filing: Filing) -> None:
    head = put(office_of(filing), "kia_new", FileState.HANDED_OVER, draft())
    asked = filing.done(filing.move(head, "erase", Role.HEAD_OF_SECTION, reason=WHY))
    erased = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    for answer in (
        filing.move(erased, "correct", reason=WHY),
        filing.move(erased, "erase", Role.HEAD_OF_SECTION, reason=WHY),
        filing.write(erased, draft()),
        filing.send(erased, "hold", from_holder=None),
        filing.send(erased, "reveal", field="nik", reason="supervision"),
    ):
        assert (answer.status_code, slug(answer)) == (409, "file-erased")


def test_reasons_in_the_ledger_stay_where_they_are_and_can_be_read_by_nobody(filing: Filing) -> None:
    head, path = withdrawn(filing), office_of(filing).path
    bureau = Bureau(office_of(filing).desk, SEAL)
    query = (
        "SELECT body ->> 'sealed_reason' FROM ledger WHERE body ->> '$.file.id' = ? AND action = 'file_moved'"
    )
    sealed = [base64.b64decode(str(text)) for (text,) in rows(path, query, head["id"])]
    row = office_of(filing).database.read(lambda c: bureau.row(c, head["id"]))
    assert [bureau.opened_reason(row, one) for one in sealed] == [WHY, WHY]
    office_of(filing).clock.forward(days=6 * 365)
    night(filing)
    assert [base64.b64decode(str(text)) for (text,) in rows(path, query, head["id"])] == sealed
    keys = rows(path, "SELECT data_key FROM file WHERE data_key IS NOT NULL")
    for (key,) in keys:
        own = SEAL.own(key, "file kembaran key")  # type: ignore[arg-type]  # bytes
        assert not opens(own, sealed[0], f"file kembaran {head['id']} reason")
    assert not opens(SEAL, sealed[0], f"file kembaran {head['id']} reason")


def opens(seal: Any, sealed: bytes, place: str) -> bool:  # noqa: ANN401  a Seal
    try:
        seal.open(sealed, place)
    except Exception:  # noqa: BLE001  whatever it is, it does not open
        return False
    return True


def test_a_write_that_meets_the_writing_anew_is_told_so_and_sent_again_is_done_once(
    staffed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queue_core.storage.writer.BUSY_MILLISECONDS", 1)
    with open_office(staffed, tmp_path) as office:
        filing = filing_in(office)
        body = {"version": filing.open()["version"], "draft": draft()}

        def send() -> TestResponse:
            path, headers = f"{FILES}/1/draft", [("Idempotency-Key", "the-same-every-time")]
            return filing.api.send("PUT", path, Role.OFFICER, json=body, headers=headers)

        meanwhile = written_anew(office.path, send)
        assert [(answer.status_code, slug(answer)) for answer in meanwhile] == [(503, "storage-unavailable")]
        assert filing.read({"id": 1})["head"]["version"] == 1
        assert filing.done(send()) == filing.done(send())
        assert filing.read({"id": 1})["head"]["version"] == 2


def written_anew(path: Path, meanwhile: Callable[[], TestResponse]) -> list[TestResponse]:
    """Writes a database anew as SQLite does, and does something once amid it."""
    answers: list[TestResponse] = []

    def amid() -> None:
        if not answers:
            answers.append(meanwhile())

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # reads the schema now: reading it is no writing anew yet, and would be taken for it
        connection.execute("SELECT 1 FROM ticket").close()
        connection.set_progress_handler(amid, 1000)
        connection.execute("VACUUM")
    return answers


def test_no_byte_of_token_or_key_is_left_in_the_database_or_its_log(staffed: Path, tmp_path: Path) -> None:
    with open_office(staffed, tmp_path) as office:
        filing = filing_in(office)
        heads = [put(office, "kia_new", FileState.SUBMITTED, draft()) for _ in range(20)]
        for number, head in enumerate(heads):
            filing.write(head, draft(name="Budi " * (number % 30 + 1)))
        planted = rows(office.path, "SELECT nik_token, data_key, subject FROM file")
        office.database.write(lambda t: t.connection.exec_driver_sql("UPDATE file SET state = 'withdrawn'"))
        office.clock.forward(days=6 * 365)
        assert erase_overdue(Bureau(office.desk, SEAL)) == len(heads)
        assert office.database.scrub()
        kept = b"".join(file.read_bytes() for file in tmp_path.glob("office.db*"))
        words = {
            bytes(str(word), "ascii") if isinstance(word, str) else word for row in planted for word in row
        }
        assert [word for word in words if word in kept] == []  # type: ignore[operator]  # bytes all
