"""The photo of a file over HTTP: kept, doubted, accepted, taken away, and what the file can do without it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.photos import photo_of
from tests.core.http_office import SEAL, slug
from tests.core.office import open_office, rows
from tests.kia.faces import BLUE, face, jpeg
from tests.kia.filing import FILES, JPEG, Filing, draft, every_way, filing_in, give_photo, put

RED_FACE, BLUE_FACE, GREEN_FACE = jpeg(face()), jpeg(face(BLUE)), jpeg(face((40, 150, 60)))
Head = dict[str, Any]


@pytest.fixture(scope="module")
def filing(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filing]:
    with open_office(staffed, tmp_path_factory.mktemp("photos")) as office:
        yield filing_in(office)


def send(
    filing: Filing, head: Head, data: bytes = RED_FACE, role: Role = Role.OFFICER, **more: int
) -> TestResponse:
    query = {"version": head["version"], **more}
    path = f"{FILES}/{head['id']}/photo"
    return filing.api.send("PUT", path, role, data=data, query_string=query, content_type="image/jpeg")


def opened(filing: Filing) -> Head:
    """A file that says all but has no photo."""
    return filing.done(filing.write(filing.open(), draft()))


def read(filing: Filing, head: Head, role: Role = Role.OFFICER) -> TestResponse:
    return filing.api.send("GET", f"{FILES}/{head['id']}/photo", role)


def change(filing: Filing, query: str) -> None:
    """What somebody does to the database past the program."""
    with closing(sqlite3.connect(filing.api.office.path)) as book, book:
        book.execute(query)


def refusal(response: TestResponse) -> tuple[int, str]:
    return response.status_code, slug(response)


def test_a_photo_is_kept_and_nobody_on_the_way_keeps_the_answer(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing)))
    response = read(filing, head, Role.CAMAT)
    assert (response.content_type, response.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert response.data.startswith(b"\xff\xd8\xff")
    told = filing.read(head)["photo"]
    assert (told["needed"], told["there"], told["background"], told["doubts"]) == (True, True, "red", [])
    assert told["taken_by"] == "officer"


def test_the_frame_says_which_part_of_the_picture_it_is(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing)))
    whole = read(filing, head).data
    closer = filing.done(send(filing, head, zoom=1500, x=0, y=1000))
    assert read(filing, closer).data != whole
    for wrong in (
        send(filing, closer, zoom=999),
        send(filing, closer, zoom=4001),
        send(filing, closer, x=-1),
    ):
        assert refusal(wrong) == (422, "invalid-input")


def test_a_doubtful_photo_is_kept_and_is_accepted_with_a_reason(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing), BLUE_FACE))
    assert filing.read(head)["photo"]["doubts"] == ["background"]
    path = f"{FILES}/{head['id']}/photo/accept"
    said = {"version": head["version"], "reason": "latar milik sekolah"}
    accepted = filing.done(filing.api.send("POST", path, Role.OFFICER, json=said))
    told = filing.read(accepted)["photo"]
    assert (told["doubts"], told["accepted"]) == ([], "latar milik sekolah")


def test_another_birth_year_makes_the_same_photo_doubtful(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing)))
    text = draft(birth_date="2014-08-17")
    changed = filing.done(filing.write(head, text))
    assert filing.read(changed)["photo"]["doubts"] == ["background"]


def test_a_background_that_was_accepted_is_judged_anew_once_another_is_asked_for(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing), GREEN_FACE))
    said = {"version": head["version"], "reason": "latar milik sekolah"}
    path = f"{FILES}/{head['id']}/photo/accept"
    accepted = filing.done(filing.api.send("POST", path, Role.OFFICER, json=said))
    changed = filing.done(filing.write(accepted, draft(birth_date="2014-08-17")))
    assert filing.read(changed)["photo"]["doubts"] == ["background"]


def test_a_stale_version_a_colleagues_file_and_another_role_are_refused(filing: Filing) -> None:
    head = opened(filing)
    assert refusal(send(filing, {**head, "version": 1})) == (409, "file-changed")
    assert refusal(send(filing, head, role=Role.SIAK_OPERATOR)) == (409, "file-held")
    assert refusal(send(filing, head, role=Role.CAMAT)) == (403, "not-allowed")
    assert refusal(read(filing, head)) == (404, "no-photo")
    assert refusal(read(filing, {"id": 999})) == (404, "unknown-file")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg/>", RED_FACE[:900]])
def test_what_is_no_picture_is_refused_and_leaves_the_photo_as_it_was(filing: Filing, data: bytes) -> None:
    head = filing.done(send(filing, opened(filing)))
    before = read(filing, head).data
    assert send(filing, head, data).status_code == 422
    assert read(filing, head).data == before


def test_twelve_megabytes_are_taken_and_more_are_not(filing: Filing) -> None:
    head = opened(filing)
    filing.done(send(filing, head, RED_FACE + b"\0" * (12 * 2**20 - len(RED_FACE))))
    assert refusal(send(filing, head, b"\0" * (12 * 2**20 + 1))) == (413, "too-large")


def test_the_same_request_with_another_frame_is_another_request(filing: Filing) -> None:
    head, same = opened(filing), [("Idempotency-Key", "photo-once")]
    path, role = f"{FILES}/{head['id']}/photo", Role.OFFICER

    def again(x: int) -> TestResponse:
        query = {"version": head["version"], "x": x}
        return filing.api.send("PUT", path, role, data=RED_FACE, query_string=query, headers=same)

    first = filing.done(again(500))
    assert filing.done(again(500)) == first
    assert refusal(again(600)) == (409, "request-id-reused")


def test_a_photo_is_taken_away_once(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing)))

    def remove(version: int) -> TestResponse:
        query = {"version": version}
        return filing.api.send("DELETE", f"{FILES}/{head['id']}/photo", Role.OFFICER, query_string=query)

    gone = filing.done(remove(head["version"]))
    assert refusal(read(filing, head)) == (404, "no-photo")
    assert refusal(remove(gone["version"])) == (404, "no-photo")


@pytest.mark.parametrize("state", [FileState.VERIFIED, FileState.RECORDED, FileState.HANDED_OVER])
def test_after_approval_the_photo_changes_by_a_correction_alone(filing: Filing, state: FileState) -> None:
    head = put(filing.api.office, "kia_new", state, draft())
    assert refusal(send(filing, head)) == (409, "file-not-now")


def test_without_its_photo_a_childs_file_is_not_verified_but_found_incomplete(filing: Filing) -> None:
    submitted = filing.done(filing.move(opened(filing), "submit"))
    assert refusal(filing.move(submitted, "verify")) == (409, "photo-missing")
    assert filing.done(filing.move(submitted, "find_incomplete"))["state"] == "incomplete"


def test_with_a_doubtful_photo_it_is_not_verified(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing), BLUE_FACE))
    submitted = filing.done(filing.move(head, "submit"))
    assert refusal(filing.move(submitted, "verify")) == (409, "photo-doubtful")


def test_no_print_is_ordered_without_a_photo(filing: Filing) -> None:
    office = filing.api.office
    head = put(office, "kia_new", FileState.RECORDED, draft())
    change(filing, f"DELETE FROM photo WHERE file_id = {head['id']}")
    assert refusal(filing.move(head, "order_print", Role.SIAK_OPERATOR)) == (409, "photo-missing")
    give_photo(office, head["id"])
    assert filing.done(filing.move(head, "order_print", Role.SIAK_OPERATOR))["state"] == "print_ordered"


def test_a_child_under_five_needs_no_photo_and_none_is_printed(filing: Filing) -> None:
    office = filing.api.office
    young, grown = (
        put(office, "kia_new", FileState.RECORDED, draft(birth_date=born, nik=nik))
        for born, nik in (("2018-08-17", "9901015708180001"), ("2015-08-17", "9901015708150001"))
    )
    bureau = Bureau(office.desk, SEAL)
    for head, printed in ((young, None), (grown, JPEG)):
        assert office.database.read(partial(photo_of, bureau, file_id=head["id"])) == printed
    assert filing.read(young)["photo"]["needed"] is False


def test_a_document_has_no_photo_and_neither_has_a_card_where_the_profile_wants_none(
    filing: Filing, staffed: Path, tmp_path: Path
) -> None:
    document = filing.open("documents")
    assert refusal(send(filing, document)) == (409, "photo-not-asked")
    assert filing.read(document)["photo"] is None
    with open_office(staffed, tmp_path, profile=every_way()) as office:
        plain = filing_in(office)
        assert refusal(send(plain, plain.open("card"))) == (409, "photo-not-asked")


def test_a_photo_moved_into_another_file_does_not_open(filing: Filing) -> None:
    first, second = (filing.done(send(filing, opened(filing))) for _ in range(2))
    moved = f"SELECT picture FROM photo WHERE file_id = {first['id']}"
    change(filing, f"UPDATE photo SET picture = ({moved}) WHERE file_id = {second['id']}")
    assert refusal(read(filing, second)) == (500, "seal-broken")


def test_every_act_on_a_photo_leaves_its_row(filing: Filing) -> None:
    head = filing.done(send(filing, opened(filing), BLUE_FACE))
    path = f"{FILES}/{head['id']}/photo"
    said = {"version": head["version"], "reason": "latar milik sekolah"}
    head = filing.done(filing.api.send("POST", f"{path}/accept", Role.OFFICER, json=said))
    filing.api.send("DELETE", path, Role.OFFICER, query_string={"version": head["version"]})
    query = "SELECT action FROM ledger WHERE body ->> '$.file.id' = ? ORDER BY id"
    acts = [action for (action,) in rows(filing.api.office.path, query, head["id"])]
    assert acts[-3:] == ["file_photographed", "file_photo_accepted", "file_photo_removed"]
