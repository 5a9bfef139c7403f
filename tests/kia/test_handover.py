"""The end of a file's way: register, shelf, telling the family, signing, handing over once, the slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.foundation.files import HandingOver
from queue_core.foundation.profile import Profile
from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.handover import HEIGHT, WIDTH
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, open_office, rows
from tests.kia.filing import CHILD, NAME, NIK, Filing, draft, every_way, filing_in, put

STROKES = [[[0, HEIGHT], [WIDTH, 0]], [[500, 200]]]


def with_shelf() -> Profile:
    """Every way, in an office that keeps what is ready in places and reminds after a week."""
    profile = every_way()
    handover = HandingOver(shelf=True, remind_after_days=(7,))
    return profile.model_copy(update={"files": profile.files.model_copy(update={"handover": handover})})


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("end"), profile=with_shelf()) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def refused(response: TestResponse) -> tuple[int, str]:
    return response.status_code, slug(response)


def test_nothing_is_ready_without_its_place_where_the_profile_wants_one(
    office: Office, filing: Filing
) -> None:
    head = put(office, "letter", FileState.RECORDED, draft())
    assert refused(filing.move(head, "make_ready")) == (422, "shelf-needed")
    assert filing.move(head, "make_ready", shelf=NIK).status_code == 422
    assert filing.move(head, "withdraw", shelf="A-12").status_code == 422
    assert filing.done(filing.move(head, "make_ready", shelf="A-12"))["shelf"] == "A-12"


def test_what_is_ready_has_the_next_number_of_the_year_and_keeps_it(filing: Filing) -> None:
    first, second = filing.ready(shelf="A-1"), filing.ready(shelf="A-2")
    number, year = map(int, first["register_number"].split("/"))
    assert (second["register_number"], year) == (f"{number + 1}/2021", 2021)
    asked = filing.done(filing.move(first, "correct", reason="nama keliru"))
    head = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    for action in ("submit", "verify"):
        head = filing.done(filing.move(head, action))
    recorded = filing.done(filing.move(head, "record", Role.SIAK_OPERATOR))
    again = filing.done(filing.move(recorded, "make_ready", shelf="B-9"))
    assert (again["register_number"], again["shelf"]) == (first["register_number"], "B-9")


def test_a_file_is_handed_over_once_to_a_named_receiver(office: Office, filing: Filing) -> None:
    head = filing.ready(shelf="A-1")
    gone = filing.done(filing.hand_over(head))
    assert (gone["state"], gone["last_action"]) == ("handed_over", "hand_over")
    assert refused(filing.hand_over(gone)) == (409, "file-not-now")
    assert rows(office.path, "SELECT count(*) FROM handover WHERE file_id = ?", head["id"]) == [(1,)]


def test_what_is_in_the_familys_hand_is_not_withdrawn_by_one_person(filing: Filing) -> None:
    gone = filing.done(filing.hand_over(filing.ready(shelf="A-1")))
    asked = filing.done(filing.move(gone, "correct", reason="nama keliru"))
    head = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert refused(filing.move(head, "withdraw")) == (409, "file-not-now")
    assert refused(filing.move(head, "refuse", reason="keliru")) == (409, "file-not-now")


@pytest.mark.parametrize(
    "receipt",
    [
        {"receiver": " "},
        {"relation": "other"},
        {"relation": "mother", "relation_word": "bibi"},
        {"relation": "neighbour"},
        {"last_four": None},
        {"last_four": NIK},
        {"proof": "pick_up_slip"},
        {"receiver": "Sulas\ttri"},
    ],
)
def test_a_receipt_that_is_not_whole_is_refused(filing: Filing, receipt: dict[str, object]) -> None:
    response = filing.hand_over({"id": 1, "version": 1}, receipt=receipt)
    assert refused(response) == (422, "invalid-input")
    assert NIK not in response.text


def test_a_drawn_signature_comes_from_the_receivers_phone_once(filing: Filing) -> None:
    head = filing.ready(shelf="A-1")
    assert refused(filing.hand_over(head, signed="drawn")) == (409, "signature-missing")
    address = filing.done(filing.send(head, "signature"))["address"]
    page = f"/api/v1/signatures/{address.rsplit('/', 1)[1]}"
    assert filing.api.send("GET", page).get_json() == {"state": "open"}
    assert refused(filing.hand_over(head, signed="drawn")) == (409, "signature-missing")
    assert filing.api.send("POST", page, json={"strokes": STROKES}).get_json() == {"state": "signed"}
    assert refused(filing.api.send("POST", page, json={"strokes": STROKES})) == (409, "signature-over")
    assert filing.api.send("GET", f"/api/v1/files/{head['id']}/signature", Role.OFFICER).get_json()["came"]
    assert filing.done(filing.hand_over(head, signed="drawn"))["state"] == "handed_over"


def test_a_page_to_sign_on_closes_after_a_quarter_of_an_hour_or_with_the_next_one(
    office: Office, filing: Filing
) -> None:
    head = filing.ready(shelf="A-1")
    first, second = (
        filing.done(filing.send(head, "signature"))["address"].rsplit("/", 1)[1] for _ in range(2)
    )
    assert refused(filing.api.send("GET", f"/api/v1/signatures/{first}")) == (404, "unknown-signature")
    office.clock.forward(minutes=16)
    page = f"/api/v1/signatures/{second}"
    assert filing.api.send("GET", page).get_json() == {"state": "over"}
    assert refused(filing.api.send("POST", page, json={"strokes": STROKES})) == (409, "signature-over")


def asked_and_declined(filing: Filing, head: dict[str, Any]) -> dict[str, Any]:
    """The file as before, but for its version: somebody asked for a correction, and it was left."""
    asked = filing.done(filing.move(head, "correct", reason="nama keliru"))
    return filing.done(filing.send(asked, "decline", version=asked["version"], reason="sudah benar"))


def test_a_page_to_sign_on_is_over_once_its_file_has_changed(filing: Filing) -> None:
    head = filing.ready(shelf="A-1")
    page = f"/api/v1/signatures/{filing.done(filing.send(head, 'signature'))['address'].rsplit('/', 1)[1]}"
    asked_and_declined(filing, head)
    assert filing.api.send("GET", page).get_json() == {"state": "over"}
    assert refused(filing.api.send("POST", page, json={"strokes": STROKES})) == (409, "signature-over")


def test_what_was_signed_for_before_the_file_changed_counts_for_nothing(filing: Filing) -> None:
    head = filing.ready(shelf="A-1")
    sign(filing, head)
    changed = asked_and_declined(filing, head)
    came = filing.api.send("GET", f"/api/v1/files/{head['id']}/signature", Role.OFFICER)
    assert came.get_json() == {"came": False}
    assert refused(filing.hand_over(changed, signed="drawn")) == (409, "signature-missing")
    page = sign(filing, changed)
    assert filing.done(filing.hand_over(changed, signed="drawn"))["state"] == "handed_over"
    assert filing.api.send("GET", page).get_json() == {"state": "signed"}


def sign(filing: Filing, head: dict[str, Any]) -> str:
    """Asks for a signature and gives it; the page's address."""
    page = f"/api/v1/signatures/{filing.done(filing.send(head, 'signature'))['address'].rsplit('/', 1)[1]}"
    assert filing.api.send("POST", page, json={"strokes": STROKES}).status_code == 200
    return page


@pytest.mark.parametrize(
    "strokes", [[], [[]], [[[0, HEIGHT + 1]]], [[[-1, 0]]], [[[0, 0]] * 401], [[[0, 0]]] * 101, [["x"]]]
)
def test_what_is_no_signature_is_refused(filing: Filing, strokes: list[object]) -> None:
    address = filing.done(filing.send(filing.ready(shelf="A-1"), "signature"))["address"]
    page = f"/api/v1/signatures/{address.rsplit('/', 1)[1]}"
    assert filing.api.send("POST", page, json={"strokes": strokes}).status_code == 422


def slip(head: dict[str, object]) -> str:
    year, number = reversed(str(head["register_number"]).split("/"))
    said = f"kembaran/{head['id']}/{year}/{number}"
    return f"KERAK/{said}/{SEAL.token('pick-up slip', said)}".upper()


def read_slip(filing: Filing, code: str) -> TestResponse:
    return filing.api.send("POST", "/api/v1/slips/read", Role.OFFICER, json={"code": code})


def test_a_slip_finds_its_file_and_proves_its_receiver(filing: Filing) -> None:
    head, other = filing.ready(shelf="A-1"), filing.ready(shelf="A-2")
    assert filing.done(read_slip(filing, slip(head)))["id"] == head["id"]
    proof: dict[str, object] = {"proof": "pick_up_slip", "last_four": None}
    wrong = filing.hand_over(head, slip=slip(other), receipt=proof)
    assert refused(wrong) == (409, "other-slip")
    assert refused(filing.hand_over(head, receipt=proof)) == (422, "slip-not-ours")
    assert filing.done(filing.hand_over(head, slip=slip(head), receipt=proof))["state"] == "handed_over"


def test_a_slip_that_was_changed_or_forged_is_refused(filing: Filing) -> None:
    good = slip(filing.ready(shelf="A-1"))
    for place, letter in enumerate(good):
        forged = f"{good[:place]}{'1' if letter != '1' else '2'}{good[place + 1 :]}"
        if place % 5 == 0 or letter.isdigit():
            assert refused(read_slip(filing, forged)) == (422, "slip-not-ours")


def on_shelf(filing: Filing, head: dict[str, object]) -> dict[str, object]:
    files = filing.done(filing.api.send("GET", "/api/v1/shelf", Role.OFFICER))["files"]
    return next(one for one in files if one["head"]["id"] == head["id"])


def test_a_family_is_told_and_again_after_a_week_until_it_has_come(office: Office, filing: Filing) -> None:
    head = filing.ready(shelf="C-3")
    assert on_shelf(filing, head)["due"] == "first"
    filing.done(filing.send(head, "told", channel="whatsapp"))
    told = on_shelf(filing, head)
    assert (told["due"], told["days"]) == (None, 0)
    office.clock.forward(days=7)
    assert (on_shelf(filing, head)["due"], on_shelf(filing, head)["days"]) == ("reminder", 7)
    filing.done(filing.hand_over(head))
    with pytest.raises(StopIteration):
        on_shelf(filing, head)
    assert refused(filing.send(head, "told", channel="phone")) == (409, "file-not-now")


def test_a_phone_is_seen_one_by_one_with_a_message_that_names_nobody(office: Office, filing: Filing) -> None:
    head = filing.ready(shelf="C-3")
    told = filing.done(filing.send(head, "phone"))
    assert told["phone"] == "081234567890"
    message = unquote(told["link"])
    assert message.startswith("https://wa.me/6281234567890?text=")
    assert head["register_number"] in message
    assert not any(word in message for word in (*NAME.split(), NIK, "Sulastri"))
    query = "SELECT body ->> 'field', body ->> 'why' FROM ledger WHERE action = 'file_revealed'"
    assert rows(office.path, query)[-1] == ("phone", "phone_the_family")


def test_without_a_phone_the_family_is_told_otherwise(office: Office, filing: Filing) -> None:
    head = put(office, "letter", FileState.READY, draft(phone=""))
    assert refused(filing.send(head, "phone")) == (409, "no-phone")


def test_what_is_missing_is_read_aloud_without_a_name(office: Office, filing: Filing) -> None:
    head = put(office, "letter", FileState.INCOMPLETE, draft([], family_card=""))
    path = f"/api/v1/files/{head['id']}/missing-words"
    told = filing.done(filing.api.send("GET", path, Role.OFFICER))["text"]
    assert re.search(r"Yang masih kurang: .*Kartu keluarga.*nomor kartu keluarga", told)
    assert not any(word in told for word in NAME.split())
    whole = put(office, "letter", FileState.INCOMPLETE, draft())
    answer = filing.api.send("GET", f"/api/v1/files/{whole['id']}/missing-words", Role.OFFICER)
    assert refused(answer) == (409, "nothing-missing")


def test_whom_it_went_to_is_exported_to_the_person_and_erased_with_the_file(
    office: Office, filing: Filing
) -> None:
    head = filing.ready(text=draft(**CHILD), shelf="A-1")
    key = filing.done(filing.send(head, "signature"))["address"].rsplit("/", 1)[1]
    filing.api.send("POST", f"/api/v1/signatures/{key}", json={"strokes": STROKES})
    gone = filing.done(filing.hand_over(head, signed="drawn"))
    wish = {"nik": NIK, "reason": "person_asks"}
    told = filing.done(filing.api.send("POST", "/api/v1/people/export", Role.HEAD_OF_SECTION, json=wish))
    (mine,) = (one for one in told["files"] if one["head"]["id"] == head["id"])
    (over,) = mine["parts"]["handed_over"]
    assert (over["receipt"]["receiver"], over["signature"]["strokes"]) == ("Sulastri", STROKES)
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason="keluarga meminta"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    query = "SELECT receipt, signature_id FROM handover WHERE file_id = ?"
    assert rows(office.path, query, head["id"]) == [(None, None)]
    assert rows(office.path, "SELECT count(*) FROM signature WHERE file_id = ?", head["id"]) == [(0,)]
