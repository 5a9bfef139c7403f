"""All that is held about a person, told once; and who did what to a file, without anything of the family."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queue_core.access.rules import Role
from tests.core.http_office import slug
from tests.core.office import Office, open_office, rows
from tests.kia.filing import CHILD, FILES, NAME, NIK, Filing, draft, filing_in

EXPORT = "/api/v1/people/export"
WHY = "ibu berkata nama salah tulis"


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("people")) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


@pytest.fixture(scope="module")
def head(filing: Filing) -> dict[str, Any]:
    """A file that was submitted with a reason, and looked at."""
    filing.written(draft(nik="9901014101150002", name="Orang lain"))
    written = filing.written(draft(**CHILD))
    filing.send(written, "reveal", Role.CAMAT, field="nik", reason="supervision")
    return filing.done(filing.move(written, "submit", reason=WHY))


def export(filing: Filing, nik: str = NIK) -> dict[str, Any]:
    body = {"nik": nik, "reason": "person_asks"}
    return filing.done(filing.api.send("POST", EXPORT, Role.HEAD_OF_SECTION, json=body))


def test_an_export_tells_drafts_reasons_and_acts_of_that_person_alone(
    filing: Filing, head: dict[str, Any]
) -> None:
    told = export(filing)
    (file,) = told["files"]
    assert (told["made_by"], told["reason"], file["head"]["id"]) == (
        "head_of_section",
        "person_asks",
        head["id"],
    )
    assert {name: file["parts"]["said"]["child"][name] for name in CHILD} == CHILD
    acts = file["parts"]["acts"]
    assert [act["action"] for act in acts][:4] == [
        "file_opened",
        "file_written",
        "file_released",
        "file_revealed",
    ]
    assert [act["reason"] for act in acts if "reason" in act] == [WHY]


def test_an_export_leaves_rows_without_the_number_and_keeps_no_answer(
    office: Office, filing: Filing, head: dict[str, Any]
) -> None:
    answers = rows(office.path, "SELECT count(*) FROM request")
    export(filing)
    assert rows(office.path, "SELECT count(*) FROM request") == answers
    query = "SELECT actor, body ->> 'why', body ->> 'files' FROM ledger WHERE action = 'person_exported'"
    assert rows(office.path, query)[-1] == ("account:head_of_section", "person_asks", f"[{head['id']}]")
    held = str(rows(office.path, "SELECT body FROM ledger"))
    assert NIK not in held
    assert NAME not in held


def test_an_export_of_somebody_unknown_is_empty_and_leaves_its_row(office: Office, filing: Filing) -> None:
    assert export(filing, "9901015708150009")["files"] == []
    query = "SELECT body ->> 'files' FROM ledger WHERE action = 'person_exported'"
    assert rows(office.path, query)[-1] == ("[]",)


@pytest.mark.parametrize(
    "body", [{"nik": NIK}, {"nik": NIK, "reason": NIK}, {"nik": "1", "reason": "supervision"}]
)
def test_an_export_needs_a_whole_number_and_a_reason_of_the_list(
    filing: Filing, body: dict[str, str]
) -> None:
    refused = filing.api.send("POST", EXPORT, Role.HEAD_OF_SECTION, json=body)
    assert (refused.status_code, slug(refused)) == (422, "invalid-input")
    assert NIK not in refused.text


def test_the_history_of_a_file_says_who_did_what_and_who_looked_at_which_number_why(
    filing: Filing, head: dict[str, Any]
) -> None:
    answer = filing.api.send("GET", f"{FILES}/{head['id']}/history", Role.HEAD_OF_SECTION)
    acts = filing.done(answer)["acts"]
    assert [(act["by"], act["action"], act["state"]) for act in acts][:5] == [
        ("account:officer", "file_opened", "draft"),
        ("account:officer", "file_written", "draft"),
        ("account:officer", "file_released", "draft"),
        ("account:camat", "file_revealed", "draft"),
        ("account:officer", "file_moved", "submitted"),
    ]
    assert (acts[3]["field"], acts[3]["why"]) == ("nik", "supervision")
    for word in (NIK, NAME, WHY, *map(str, CHILD.values())):
        assert word not in answer.text


def test_a_history_is_read_through_the_index_of_files(office: Office) -> None:
    query = """EXPLAIN QUERY PLAN SELECT * FROM ledger WHERE office = 'kembaran'
        AND json_extract(body, '$.file.id') = 7 AND coalesce(staff_seq, hall_seq) IS NULL ORDER BY id"""
    assert "ix_ledger_file" in str(rows(office.path, query))


def test_there_is_no_history_of_a_file_that_there_is_not(filing: Filing) -> None:
    answer = filing.api.send("GET", f"{FILES}/999/history", Role.CAMAT)
    assert (answer.status_code, slug(answer)) == (404, "unknown-file")
