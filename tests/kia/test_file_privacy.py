"""A planted NIK is found nowhere but sealed: in no file of the database, no row, no kept answer, no log."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, open_office, rows
from tests.kia.filing import CHILD, FAMILY_CARD, FILES, NIK, Filing, draft, filing_in

WHY = f"NIK {NIK} salah ketik"
PLANTED = (NIK, FAMILY_CARD, CHILD["phone"], CHILD["birth_certificate"], "Nur'aini", "Sulastri", "Dusun II")


@dataclass
class Played:
    """An office after a file went through every door, and what was logged meanwhile."""

    office: Office
    filing: Filing
    log: str


@pytest.fixture(scope="module")
def played(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    written = StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    with open_office(staffed, tmp_path_factory.mktemp("privacy")) as office:
        filing, level = filing_in(office), root.level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        play(filing)
        root.removeHandler(handler)
        root.setLevel(level)
        yield Played(office, filing, written.getvalue())


def play(filing: Filing) -> None:
    """A file through every door, refused ones too."""
    head = filing.written(draft(**CHILD))
    filing.send(head, "reveal", field="nik", reason="enter_in_siak")
    filing.api.send("POST", f"{FILES}/search", Role.OFFICER, json={"nik": NIK})
    submitted = filing.done(filing.move(head, "submit", reason=WHY))
    asked = filing.done(filing.move(submitted, "void", reason=WHY))
    filing.send(asked, "decline", Role.CAMAT, version=asked["version"], reason=WHY)
    filing.write(head, draft(**CHILD))
    filing.write(head, {"child": {"nik": NIK, NIK: NIK}})
    filing.write(head, {"child": {"birth_date": NIK, "sex": NIK, "village": NIK}, "consent": NIK})


def test_a_planted_child_is_found_nowhere_outside_a_seal(played: Played) -> None:
    files = list(played.office.path.parent.glob("office.db*"))
    assert len(files) > 1  # what was written last stands in the log beside it
    held = b"".join(file.read_bytes() for file in files)
    assert [word for word in PLANTED if word.encode() in held] == []
    assert [word for word in PLANTED if word in played.log] == []


def test_what_is_kept_of_a_request_cannot_be_found_again_without_the_key(played: Played) -> None:
    body = json.dumps({"version": 1, "draft": draft(**CHILD)})
    path, sent = f"{FILES}/{played.filing.open()['id']}/draft", [("Idempotency-Key", "guessed-body")]
    played.filing.api.send(
        "PUT", path, Role.OFFICER, data=body, content_type="application/json", headers=sent
    )
    query = "SELECT fingerprint FROM request WHERE id = 'guessed-body'"
    ((kept,),) = rows(played.office.path, query)
    guessed = sha256(f"account:officer PUT {path}\n{body}".encode()).hexdigest()
    assert str(kept) not in guessed
    assert kept == SEAL.token("request", guessed)


def test_a_number_that_was_revealed_is_in_no_kept_answer_and_its_row_says_who_why_and_when(
    played: Played,
) -> None:
    filing, office = played.filing, played.office
    head = filing.written(draft(**CHILD))
    answers = rows(office.path, "SELECT count(*) FROM request")
    told = filing.done(filing.send(head, "reveal", Role.CAMAT, field="nik", reason="supervision"))
    assert told["value"] == NIK
    assert rows(office.path, "SELECT count(*) FROM request") == answers
    query = "SELECT actor, body ->> 'field', body ->> 'why' FROM ledger WHERE action = 'file_revealed'"
    assert rows(office.path, query)[-1] == ("account:camat", "nik", "supervision")


def test_every_act_on_a_file_leaves_its_row_for_the_ledger_alone(played: Played) -> None:
    query = "SELECT action FROM ledger WHERE body ->> '$.file.id' = 1 ORDER BY id"
    assert [action for (action,) in rows(played.office.path, query)] == [
        "file_opened",
        "file_written",
        "file_released",
        "file_revealed",
        "file_moved",
        "file_asked",
        "file_declined",
    ]
    assert rows(played.office.path, "SELECT count(*) FROM ledger WHERE staff_seq IS NOT NULL") == [(0,)]


def test_no_refusal_repeats_what_was_sent(played: Played) -> None:
    filing = played.filing
    head = filing.open()
    for body in (
        {"child": {"nik": NIK, NIK: NIK}},
        {"child": {"birth_date": NIK, "sex": NIK, "village": NIK}},
        {"papers": [NIK]},
        {"doubts": [{"about": "nik", "doubt": NIK, "reason": NIK}]},
    ):
        response = filing.write(head, body)
        assert response.status_code == 422
        assert NIK not in response.text


def test_what_is_sealed_for_one_file_does_not_open_in_another(played: Played) -> None:
    filing, office = played.filing, played.office
    first, second = filing.written(), filing.written(draft(name="Budi"))
    with closing(sqlite3.connect(office.path)) as book, book:
        book.execute(
            "UPDATE file SET subject = (SELECT subject FROM file WHERE id = ?) WHERE id = ?",
            [second["id"], first["id"]],
        )
    response = filing.api.send("GET", f"{FILES}/{first['id']}", Role.OFFICER)
    assert (response.status_code, slug(response)) == (500, "seal-broken")
    assert filing.read(second)["draft"]["child"]["name"] == "Budi"
