"""A file from the counter on: opened, written by two officers, checked, handed back, verified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queue_core.access.rules import Role
from tests.core.http_office import slug
from tests.core.office import Office, contents, open_office
from tests.kia.filing import CHILD, FAMILY_CARD, FILES, NAME, NIK, PAPERS, Filing, draft, filing_in


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: each test opens a file of its own."""
    with open_office(staffed, tmp_path_factory.mktemp("files")) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def detail(response: Any) -> str:  # noqa: ANN401  what Flask's client gives
    return str(response.get_json(force=True)["detail"])


def child(filing: Filing, head: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = filing.read(head)["draft"]["child"]
    return found


def test_a_file_is_opened_from_a_ticket_and_lies_in_its_officers_hands(filing: Filing) -> None:
    ticket = filing.ticket()
    head = filing.open(ticket_id=ticket)
    assert (head["state"], head["service"], head["held"]["by"]) == ("draft", "kia", "officer")
    assert head["ticket"].startswith("A")
    found = filing.api.send("GET", f"{FILES}?ticket_id={ticket}", Role.CAMAT).get_json()["files"]
    assert [one["id"] for one in found] == [head["id"]]


def test_one_ticket_may_have_several_files(filing: Filing) -> None:
    ticket = filing.ticket()
    assert filing.open(ticket_id=ticket)["id"] != filing.open(ticket_id=ticket)["id"]


def test_the_papers_are_those_of_the_tickets_service_where_it_leads_to_the_kind(filing: Filing) -> None:
    assert filing.open("kia_new", filing.ticket("assisted"))["service"] == "assisted"
    assert filing.open("kia_new", filing.ticket("documents"))["service"] == "kia"


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"kind": "passport"}, (422, "unknown-file-kind")),
        ({"kind": "kia_new", "ticket_id": 99}, (404, "unknown-ticket")),
    ],
)
def test_a_file_of_nothing_that_there_is_is_not_opened(
    filing: Filing, body: dict[str, Any], refusal: tuple[int, str]
) -> None:
    response = filing.api.send("POST", FILES, Role.OFFICER, json=body)
    assert (response.status_code, slug(response)) == refusal


def test_a_whole_file_goes_on_to_be_recorded(filing: Filing) -> None:
    head = filing.written()
    submitted = filing.done(filing.move(head, "submit"))
    verified = filing.done(filing.move(submitted, "verify"))
    recorded = filing.done(filing.move(verified, "record", Role.SIAK_OPERATOR))
    assert (recorded["state"], recorded["last_action"]) == ("recorded", "record")
    assert (recorded["moved_by"], recorded["held"]) == ("siak_operator", None)
    assert filing.read(recorded, Role.SIAK_OPERATOR)["actions"] == [
        "order_print",
        "withdraw",
        "correct",
        "void",
    ]


def test_a_draft_keeps_the_whole_child_and_shows_its_numbers_masked(filing: Filing) -> None:
    said = child(filing, filing.written(draft(**CHILD)))
    hidden = ("nik", "family_card", "birth_certificate", "phone")
    assert {key: said[key] for key in CHILD if key not in hidden} == {
        key: value for key, value in CHILD.items() if key not in hidden
    }
    assert said["nik"] == "•" * 12 + NIK[-4:]
    assert all(said[key].startswith("•") for key in hidden)


def test_a_number_that_comes_back_as_it_was_shown_stays_as_it_is(filing: Filing) -> None:
    head = filing.written(draft(**CHILD))
    said = filing.read(head)["draft"]
    said["child"]["family_card"] = "3302200101150009"
    written = filing.done(filing.write(head, said))
    for field, value in (("nik", NIK), ("family_card", "3302200101150009")):
        revealed = filing.send(written, "reveal", field=field, reason="compare_with_papers")
        assert filing.done(revealed) == {"field": field, "value": value}


def test_a_second_officer_writes_on_what_the_first_has_written(filing: Filing) -> None:
    head = filing.written()
    written = filing.done(filing.write(head, draft(name="Siti Aminah"), Role.SIAK_OPERATOR))
    assert (written["changed_by"], written["version"]) == ("siak_operator", head["version"] + 1)
    assert child(filing, written)["name"] == "Siti Aminah"


def test_a_stale_version_is_refused_and_nothing_is_lost(filing: Filing, office: Office) -> None:
    head = filing.written()
    filing.done(filing.write(head, draft(name="Siti Aminah"), Role.SIAK_OPERATOR))
    before = contents(office.path)
    for response in (filing.write(head, draft(name="Siti Aisyah")), filing.move(head, "submit")):
        assert (response.status_code, slug(response)) == (409, "file-changed")
        assert "Version 3 was written by siak_operator at 2021-02-08 08:00" in detail(response)
    assert contents(office.path) == before
    assert child(filing, head)["name"] == "Siti Aminah"


def test_the_second_officer_is_told_who_has_the_file_and_since_when(filing: Filing) -> None:
    head = filing.open()
    for response in (
        filing.write(head, draft(), Role.SIAK_OPERATOR),
        filing.move(head, "submit", Role.SIAK_OPERATOR),
        filing.send(head, "hold", Role.SIAK_OPERATOR, from_holder=None),
        filing.send(head, "release", Role.SIAK_OPERATOR),
    ):
        assert (response.status_code, slug(response)) == (409, "file-held")
        assert detail(response) == "officer has it since 2021-02-08 08:00."


def test_a_file_is_taken_from_who_has_it_by_name_alone(filing: Filing) -> None:
    head = filing.open()
    wrong = filing.send(head, "hold", Role.SIAK_OPERATOR, from_holder="budi")
    assert slug(wrong) == "file-held"
    taken = filing.done(filing.send(head, "hold", Role.SIAK_OPERATOR, from_holder="officer"))
    assert (taken["held"]["by"], taken["version"]) == ("siak_operator", head["version"])
    filing.done(filing.write(taken, draft(), Role.SIAK_OPERATOR))


def test_a_draft_outlives_a_restart(staffed: Path, tmp_path: Path) -> None:
    with open_office(staffed, tmp_path) as before:
        head = filing_in(before).written()
    again = Office(tmp_path / "office.db")
    assert child(filing_in(again), head)["name"] == NAME
    again.close()


def test_the_same_write_sent_twice_is_done_once(filing: Filing) -> None:
    head = filing.open()
    body = {"version": 1, "draft": draft()}
    sent = [("Idempotency-Key", "the-same-write")]
    path = f"{FILES}/{head['id']}/draft"
    first, again = (
        filing.api.send("PUT", path, Role.OFFICER, json=body, headers=sent).get_json() for _ in range(2)
    )
    assert first == again
    other = filing.api.send("PUT", path, Role.OFFICER, json=body | {"version": 2}, headers=sent)
    assert slug(other) == "request-id-reused"


@pytest.mark.parametrize(
    ("change", "refusal", "told"),
    [
        ({"name": ""}, "file-incomplete", "Missing: name."),
        ({"mother": ""}, "file-incomplete", "Missing: parent_or_guardian."),
        ({"birth_certificate": "", "village": ""}, "file-incomplete", "birth_certificate, village"),
        ({"birth_date": "2004-02-08"}, "not-eligible", "seventeen_or_over"),
        ({"birth_date": "2021-02-09"}, "not-eligible", "not_yet_born"),
        ({"married": True}, "not-eligible", "married"),
        ({"nik": "330220"}, "number-impossible", "nik: not_sixteen_digits"),
        ({"family_card": "3302203102150001"}, "number-impossible", "family_card: no_such_day"),
        ({"sex": "male"}, "number-doubtful", "nik: sex"),
        ({"family_card": "3302200101150000"}, "number-doubtful", "family_card: serial"),
    ],
)
def test_what_speaks_against_a_file_keeps_it_from_being_submitted(
    filing: Filing, change: dict[str, Any], refusal: str, told: str
) -> None:
    response = filing.move(filing.written(draft(**change)), "submit")
    assert (response.status_code, slug(response)) == (409, refusal)
    assert told in detail(response)
    assert NIK not in response.text


def test_a_doubt_needs_a_reason_of_its_own(filing: Filing) -> None:
    said = draft()
    said["doubts"] = []
    head = filing.written(said)
    assert filing.read(head)["doubts"] == [{"about": "nik", "doubt": "region"}]
    assert slug(filing.move(head, "submit")) == "number-doubtful"


def test_without_consent_nothing_is_submitted(filing: Filing) -> None:
    said = draft()
    said["consent"] = None
    assert "Missing: consent." in detail(filing.move(filing.written(said), "submit"))


def test_a_first_registration_has_neither_nik_nor_birth_certificate_yet(filing: Filing) -> None:
    said = draft(["Surat keterangan lahir", "Kartu keluarga"], nik="", birth_certificate="")
    head = filing.written(said, "registration")
    assert filing.done(filing.move(head, "submit"))["state"] == "submitted"


def test_the_numbers_that_a_registration_gives_are_written_once_it_is_recorded(filing: Filing) -> None:
    said = draft(["Surat keterangan lahir", *PAPERS[1:3]], nik="", birth_certificate="")
    head = filing.written(said, "registration")
    for action, role in (("submit", Role.OFFICER), ("verify", Role.OFFICER), ("record", Role.SIAK_OPERATOR)):
        head = filing.done(filing.move(head, action, role))
    early = filing.move(head, "order_print", Role.SIAK_OPERATOR)
    assert detail(early) == "Missing: nik, birth_certificate."
    numbers = {"nik": NIK, "birth_certificate": CHILD["birth_certificate"]}
    given, other = (
        said | {"child": said["child"] | numbers | {"name": name}} for name in (NAME, "Siti Aminah")
    )
    assert slug(filing.write(head, other, Role.SIAK_OPERATOR)) == "file-not-now"
    written = filing.done(filing.write(head, given, Role.SIAK_OPERATOR))
    ordered = filing.done(filing.move(written, "order_print", Role.SIAK_OPERATOR))
    assert ordered["state"] == "print_ordered"


def test_a_list_is_of_a_state_or_of_a_ticket(filing: Filing) -> None:
    head = filing.written()
    drafts = filing.done(filing.api.send("GET", f"{FILES}?state=draft", Role.OFFICER))["files"]
    assert drafts[0]["id"] == head["id"]
    assert slug(filing.api.send("GET", FILES, Role.OFFICER)) == "invalid-input"


def test_a_missing_paper_leads_back_to_the_family_and_no_further(filing: Filing) -> None:
    head = filing.done(filing.move(filing.written(draft(PAPERS[:2])), "submit"))
    refused = filing.move(head, "verify")
    assert (refused.status_code, slug(refused)) == (409, "file-incomplete")
    assert detail(refused) == f"Missing papers: {PAPERS[2]} / {PAPERS[3]}."
    back = filing.done(filing.move(head, "find_incomplete"))
    shown = filing.read(back)["papers"]
    assert [paper["name"]["id"] for paper in shown if not paper["there"]] == PAPERS[2:]
    brought = filing.done(filing.write(back, draft()))
    again = filing.done(filing.move(brought, "submit"))
    assert filing.done(filing.move(again, "verify"))["state"] == "verified"


def test_a_whole_file_is_not_found_incomplete(filing: Filing) -> None:
    head = filing.done(filing.move(filing.written(), "submit"))
    assert slug(filing.move(head, "find_incomplete")) == "nothing-missing"


def test_the_papers_go_by_the_childs_age_on_the_offices_day(filing: Filing) -> None:
    for born, number in (("2016-02-08", 4), ("2016-02-09", 3)):
        view = filing.read(filing.written(draft(birth_date=born)))
        assert (len(view["papers"]), view["card"]) == (
            number,
            "with_photo" if number == 4 else "without_photo",
        )
    assert view["valid_until"] == "2021-02-09"


def test_a_paper_that_the_service_does_not_ask_for_is_refused(filing: Filing) -> None:
    response = filing.write(filing.open(), draft(["Surat nikah"]))
    assert (response.status_code, slug(response)) == (422, "unknown-paper")


def test_what_is_approved_is_written_by_a_correction_alone(filing: Filing) -> None:
    head = filing.done(filing.move(filing.written(), "submit"))
    verified = filing.done(filing.move(head, "verify"))
    assert slug(filing.write(verified, draft())) == "file-not-now"
    asked = filing.done(filing.move(verified, "correct", reason="salah ejaan nama"))
    open_again = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert filing.done(filing.write(open_again, draft(name="Siti Nuraini")))["state"] == "correction"


def test_files_are_found_by_nik(filing: Filing) -> None:
    head = filing.written(draft(nik=NIK))
    for number, is_found in ((NIK, True), (FAMILY_CARD, False)):
        found = filing.api.send("POST", f"{FILES}/search", Role.OFFICER, json={"nik": number})
        assert (head["id"] in [one["id"] for one in filing.done(found)["files"]]) == is_found


def test_only_what_is_hidden_is_revealed_and_only_with_a_reason(filing: Filing) -> None:
    head = filing.written()
    assert slug(filing.send(head, "reveal", field="name", reason="family_asks")) == "not-masked"
    assert slug(filing.send(head, "reveal", field="nik")) == "invalid-input"
    assert slug(filing.send(head, "reveal", field="nik", reason="curious")) == "invalid-input"


@pytest.mark.parametrize("door", ["hold", "release", "moves", "agree", "decline", "reveal"])
def test_a_file_that_is_not_there_is_told_so_at_every_door(filing: Filing, door: str) -> None:
    body = {
        "hold": {"from_holder": None},
        "moves": {"action": "submit", "version": 1},
        "reveal": {"field": "nik", "reason": "family_asks"},
    }.get(door, {"version": 1})
    response = filing.api.send("POST", f"{FILES}/99/{door}", Role.HEAD_OF_SECTION, json=body)
    assert (response.status_code, slug(response)) == (404, "unknown-file")
