"""Scanned papers of a file: kept sealed, opened with a reason, destroyed when their time is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.scans import destroy_overdue
from queue_core.tickets.service.overnight import at_once
from tests.core.http_office import slug
from tests.core.office import Office, open_office, rows
from tests.kia.faces import PLACE, face, jpeg, png, told_all
from tests.kia.filing import FILES, PAPERS, Filing, draft, filing_in, put

PDF = b"%PDF-1.7\nseen by nobody\n%%EOF\n"
CARD = PAPERS[1]
Head = dict[str, Any]


@pytest.fixture(scope="module")
def filing(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filing]:
    with open_office(staffed, tmp_path_factory.mktemp("scans")) as office:
        yield filing_in(office)


def send(filing: Filing, head: Head, data: bytes = PDF, paper: str = CARD) -> TestResponse:
    query = {"version": head["version"], "paper": paper}
    return filing.api.send("PUT", f"{FILES}/{head['id']}/scans", Role.OFFICER, data=data, query_string=query)


def remove(filing: Filing, head: Head) -> TestResponse:
    query = {"version": head["version"], "paper": CARD}
    return filing.api.send("DELETE", f"{FILES}/{head['id']}/scans", Role.OFFICER, query_string=query)


def look(filing: Filing, head: Head, paper: str = CARD, reason: str = "family_asks") -> TestResponse:
    body = {"paper": paper, "reason": reason}
    return filing.api.send("POST", f"{FILES}/{head['id']}/scans/open", Role.CAMAT, json=body)


def refusal(response: TestResponse) -> tuple[int, str]:
    return response.status_code, slug(response)


def kept(office: Office) -> object:
    return rows(office.path, "SELECT count(*) FROM scan")[0][0]


def test_a_scan_is_kept_listed_and_replaced(filing: Filing) -> None:
    head = filing.done(send(filing, filing.open()))
    again = filing.done(send(filing, head, jpeg(face())))
    (scan,) = filing.read(again)["scans"]
    assert (scan["paper"], scan["kind"], scan["scanned_by"]) == (CARD, "image/jpeg", "officer")


def test_it_is_opened_with_a_reason_that_stands_in_the_ledger(filing: Filing) -> None:
    head = filing.done(send(filing, filing.open()))
    response = look(filing, head, reason="supervision")
    assert (response.data, response.content_type) == (PDF, "application/pdf")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    query = "SELECT actor, body ->> 'paper', body ->> 'why' FROM ledger WHERE action = 'file_scan_opened'"
    assert rows(filing.api.office.path, query)[-1] == ("account:camat", CARD, "supervision")


@pytest.mark.parametrize("reason", ["", "curious", "phone_the_family"])
def test_without_a_reason_of_the_list_it_stays_shut(filing: Filing, reason: str) -> None:
    head = filing.done(send(filing, filing.open()))
    assert refusal(look(filing, head, reason=reason)) == (422, "invalid-input")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "not-a-scan"),
        (b"PK\x03\x04 family card.pdf", "not-a-scan"),
        (b"<svg/>", "not-a-scan"),
        (b"%PDF-1.7 cut off", "picture-damaged"),
        (jpeg(face())[:900], "picture-damaged"),
        (png(face((255, 255, 255), (20, 20))), "picture-too-small"),
    ],
)
def test_a_scan_is_judged_by_what_it_is(filing: Filing, data: bytes, cause: str) -> None:
    assert refusal(send(filing, filing.open(), data)) == (422, cause)


def test_eight_megabytes_are_taken_and_more_are_not(filing: Filing) -> None:
    head = filing.open()
    body = PDF[:-6] + b" " * (8 * 2**20 - len(PDF)) + PDF[-6:]
    filing.done(send(filing, head, body))
    assert refusal(send(filing, head, body + b" ")) == (413, "too-large")


def test_only_papers_of_the_service_are_scanned(filing: Filing) -> None:
    head = filing.open()
    assert refusal(send(filing, head, paper="Rapor")) == (422, "unknown-paper")
    assert refusal(look(filing, head)) == (404, "no-scan")
    assert refusal(remove(filing, head)) == (404, "no-scan")


def test_where_a_phone_took_it_is_not_kept(filing: Filing) -> None:
    head = filing.done(send(filing, filing.open(), told_all(face())))
    assert PLACE not in look(filing, head).data


def test_a_stale_version_and_an_ended_file_take_none(filing: Filing) -> None:
    head = filing.done(send(filing, filing.open()))
    assert refusal(send(filing, {**head, "version": 1})) == (409, "file-changed")
    ended = put(filing.api.office, "kia_new", FileState.REFUSED, draft())
    assert refusal(send(filing, ended)) == (409, "file-not-now")


def test_scans_are_destroyed_so_many_days_after_the_file_has_ended(office: Office) -> None:
    filing = filing_in(office)
    going_on, ended = (filing.done(send(filing, filing.open())) for _ in range(2))
    filing.done(filing.move(ended, "withdraw"))
    office.clock.forward(days=29, hours=23)
    assert destroy_overdue(office.desk, at_once) == 0
    office.clock.forward(hours=1)
    assert destroy_overdue(office.desk, at_once) == 1
    assert destroy_overdue(office.desk, at_once) == 0
    assert filing.read(going_on)["scans"] != []
    told = "actor, body ->> '$.file.id', body ->> 'scans'"
    row = f"SELECT {told} FROM ledger WHERE action = 'file_scans_destroyed'"
    assert rows(office.path, row) == [("core", ended["id"], "1")]


def test_what_is_destroyed_is_overwritten(office: Office) -> None:
    filing = filing_in(office)
    head = filing.done(send(filing, filing.open(), PDF[:-6] + b" " * 40_000 + PDF[-6:]))
    ((sealed,),) = rows(office.path, "SELECT content FROM scan")
    assert isinstance(sealed, bytes)
    middle = sealed[20_000:20_100]
    rows(office.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert middle in office.path.read_bytes()
    filing.done(remove(filing, head))
    rows(office.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert middle not in office.path.read_bytes()
    assert kept(office) == 0
