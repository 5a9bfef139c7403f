"""The same child again through the doors: found, blocked, decided by a person; files found by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.indexing import index_what_is_not
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, open_office, rows
from tests.kia.filing import FILES, Filing, draft, filing_in, put

WHY = "kembar, dua akta kelahiran"


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("alike")) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def submitted(filing: Filing, text: dict[str, Any], kind: str = "kia_new") -> dict[str, Any]:
    return filing.done(filing.move(filing.written(text, kind), "submit"))


def again(said: dict[str, Any], **child: object) -> dict[str, Any]:
    """The same child, written another way."""
    return said | {"child": said["child"] | child}


def alike(filing: Filing, head: dict[str, Any]) -> list[tuple[int, str, list[str]]]:
    return [(one["head"]["id"], one["sureness"], one["traits"]) for one in filing.read(head)["alike"]]


def search(filing: Filing, **wanted: str) -> list[int]:
    found = filing.done(filing.api.send("POST", f"{FILES}/search", Role.OFFICER, json=wanted))
    return [one["id"] for one in found["files"]]


def test_the_same_nik_is_told_and_blocks_until_a_person_decides(filing: Filing) -> None:
    said = draft(name="Galih Prakoso", mother="Sulastri")
    first = submitted(filing, said)
    second = filing.written(again(said, name="Bagus Santoso", mother="Kartinah"))
    assert alike(filing, second) == [(first["id"], "certain", ["nik", "birth_date"])]
    blocked = filing.move(second, "submit")
    assert (blocked.status_code, slug(blocked)) == (409, "same-child")
    assert f"file {first['id']} (certain)" in blocked.get_json(force=True)["detail"]
    told = {"version": second["version"], "other": first["id"], "reason": WHY}
    filing.done(filing.send(second, "other-child", **told))
    assert filing.read(second)["alike"][0]["told_apart"]["reason"] == WHY
    assert filing.done(filing.move(second, "submit"))["state"] == "submitted"


def test_a_suspicion_stands_again_once_one_of_both_says_something_else(filing: Filing) -> None:
    said = draft(name="Moh. Wahyu Hidayat", nik="9901015708150801")
    first = submitted(filing, said)
    second = filing.written(again(said, name="Muhammad Wahju Hidajat", nik="9901015708150802"))
    told = {"version": second["version"], "other": first["id"], "reason": WHY}
    filing.done(filing.send(second, "other-child", **told))
    ticked = filing.done(filing.write(second, again(filing.read(second)["draft"], phone="0812000111")))
    sent = filing.done(filing.move(ticked, "submit"))
    renamed = again(filing.read(sent)["draft"], name="Moh. Wahyu Hidayat")
    changed = filing.done(filing.write(sent, renamed))
    assert slug(filing.move(changed, "verify")) == "same-child"


def test_twins_pass(filing: Filing) -> None:
    said = draft(name="Ahmad Hasan Prayitno", nik="9901015708150811")
    submitted(filing, said)
    twin = again(said, name="Ahmad Husein Prayitno", nik="9901015708150812")
    assert submitted(filing, twin)["state"] == "submitted"


def test_a_file_that_was_withdrawn_or_is_a_draft_does_not_count(filing: Filing) -> None:
    said = draft(name="Rangga Kusuma")
    filing.written(said)
    gone = submitted(filing, said)
    filing.done(filing.move(gone, "withdraw"))
    assert alike(filing, filing.written(said)) == []


def test_a_replacement_follows_a_card_that_was_handed_over_and_a_new_one_does_not(
    office: Office, filing: Filing
) -> None:
    said = draft(name="Larasati Kinanthi", nik="")
    put(office, "kia_new", FileState.HANDED_OVER, said)
    index_what_is_not(Bureau(office.desk, SEAL))
    assert alike(filing, filing.written(said, "kia_replacement")) == []
    assert len(alike(filing, filing.written(said, "kia_new"))) == 1


def test_a_document_is_compared_with_nothing(filing: Filing) -> None:
    said = draft(name="Intan Permatasari")
    submitted(filing, said)
    assert alike(filing, filing.written(said | {"papers": []}, "documents")) == []


def test_nothing_is_decided_about_files_that_are_not_alike(filing: Filing) -> None:
    first, second = filing.written(), filing.written()
    told = {"version": second["version"], "other": first["id"], "reason": WHY}
    assert slug(filing.send(second, "other-child", **told)) == "not-alike"


def test_files_are_found_by_name_however_it_is_spelled_the_likeliest_first(filing: Filing) -> None:
    one = filing.written(draft(name="Tjitra Koesoemawati"))
    other = filing.written(draft(name="Citra Maharani Zulaikha"))
    assert search(filing, name="citra kusumawati")[:2] == [one["id"], other["id"]]
    assert search(filing, name="Bambang Xylophon") == []


def test_a_name_that_was_written_over_finds_nothing_more(filing: Filing) -> None:
    head = filing.written(draft(name="Wiroguno Mangkubumi"))
    filing.done(filing.write(head, draft(name="Sasongko")))
    assert search(filing, name="Wiroguno") == []


def test_a_search_leaves_who_and_how_in_the_ledger_and_no_name(office: Office, filing: Filing) -> None:
    for wanted in ({"name": "Sekar Arum"}, {"nik": "9901015708150999"}):
        search(filing, **wanted)
    query = "SELECT actor, body FROM ledger WHERE action = 'files_searched' ORDER BY id DESC LIMIT 2"
    assert rows(office.path, query) == [
        ("account:officer", '{"by": "nik"}'),
        ("account:officer", '{"by": "name"}'),
    ]


@pytest.mark.parametrize("wanted", [{}, {"name": "Sekar", "nik": "9901015708150999"}, {"name": " "}])
def test_a_search_is_by_nik_or_by_name(filing: Filing, wanted: dict[str, str]) -> None:
    response = filing.api.send("POST", f"{FILES}/search", Role.OFFICER, json=wanted)
    assert slug(response) == "invalid-input"


def test_files_without_tokens_are_found_after_the_next_start(office: Office, filing: Filing) -> None:
    head = put(office, "kia_new", FileState.READY, draft(name="Danastri Widjajanti"))
    assert search(filing, name="Danastri") == []
    index_what_is_not(Bureau(office.desk, SEAL))
    assert search(filing, name="Danastri Wijayanti") == [head["id"]]


def test_an_erased_file_leaves_no_token_and_no_decision(office: Office, filing: Filing) -> None:
    said = draft(name="Tirtayasa")
    first = submitted(filing, said)
    second = filing.written(said)
    told = {"version": second["version"], "other": first["id"], "reason": WHY}
    filing.done(filing.send(second, "other-child", **told))
    gone = filing.done(filing.move(filing.read(second)["head"], "withdraw"))
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason=WHY))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    query = f"""SELECT (SELECT count(*) FROM file_name_token WHERE file_id = {gone["id"]}),
        (SELECT count(*) FROM file_apart WHERE {gone["id"]} IN (file_id, other_id))"""
    assert rows(office.path, query) == [(0, 0)]
