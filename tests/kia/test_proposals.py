"""Children whom the reading corner proposes: taken with a consent, checked by an officer, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.erasing import erase_overdue
from queue_core.kia.service.proposing import OF_A_CORNER
from tests.core.http_office import SEAL, slug
from tests.core.office import MORNING, Office, contents, rows
from tests.kia.children import CHILDREN, KEMBARAN, add, begin, child, coverage, listed, nik, send
from tests.kia.filing import Filing, draft, put
from tests.kia.proposing import (
    PROPOSALS,
    confirm,
    consent,
    newest,
    propose,
    proposed,
    strike,
    take_back,
    waiting,
)

STATE = "SELECT state, record, nik_token FROM child_proposal WHERE id = ?"
ON_THE_LIST = "SELECT state, source, listed_by FROM listed_child WHERE id = ?"


def test_a_proposed_child_counts_nowhere_before_an_officer_has_confirmed_it(
    office: Office, filing: Filing
) -> None:
    before = coverage(filing), listed(filing)["villages"]
    taken = filing.done(propose(filing, 1), 201)
    assert set(taken) == {"key", "taken_at", "kept_until"}
    assert (coverage(filing), listed(filing)["villages"]) == before
    head = filing.done(confirm(filing, newest(filing)["head"]["id"]))
    assert rows(office.path, ON_THE_LIST, head["child_id"]) == [("without_card", "reading_corner", "officer")]
    assert coverage(filing)["total"]["due"] == before[0]["total"]["due"] + 1


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {"by": "Sulastri", "relation": "mother"},
        consent(by=""),
        consent(relation="self"),
        consent(purpose="anything"),
        consent(given_at="2021-02-08T08:00:00"),
    ],
)
def test_without_a_guardian_who_agrees_to_the_list_nothing_is_taken(
    office: Office, filing: Filing, wrong: object
) -> None:
    before = contents(office.path)
    refused = propose(filing, 2, consent=wrong)
    assert (refused.status_code, slug(refused)) == (422, "invalid-input")
    assert contents(office.path) == before


def test_a_consent_of_another_time_is_refused(filing: Filing) -> None:
    for at in (MORNING + timedelta(hours=1), MORNING - timedelta(days=31)):
        refused = propose(filing, 2, consent=consent(at))
        assert (refused.status_code, slug(refused)) == (422, "consent-out-of-time")


def test_the_corner_is_told_the_same_of_a_child_that_is_new_listed_or_has_a_card(
    office: Office, filing: Filing
) -> None:
    filing.done(add(filing, number=11), 201)
    filing.done(add(filing, number=12), 201)
    filing.done(filing.hand_over(put(office, "kia_new", FileState.READY, draft(nik=nik(12)))))
    answers = [filing.done(propose(filing, number), 201) for number in (10, 11, 12)]
    assert {frozenset(one) for one in answers} == {frozenset(("key", "taken_at", "kept_until"))}
    assert [one["known"] for one in waiting(filing)["proposals"][-3:]] == [None, "without_card", "has_card"]


def test_the_corner_reads_nothing_of_the_list_and_decides_nothing(office: Office, filing: Filing) -> None:
    filing.done(propose(filing, 13), 201)
    before = contents(office.path)
    for method, path in (
        ("GET", CHILDREN),
        ("GET", PROPOSALS),
        ("GET", "/api/v1/coverage"),
        ("POST", CHILDREN),
        ("POST", f"{PROPOSALS}/1/confirm"),
        ("POST", f"{PROPOSALS}/1/strike"),
        ("POST", "/api/v1/files/search"),
    ):
        assert filing.api.send(method, path, Role.READING_CORNER, json={}).status_code == 403
    assert contents(office.path) == before


def test_nobody_else_proposes(filing: Filing) -> None:
    for role in (Role.OFFICER, Role.KIOSK, Role.BOARD, Role.PRINT_STATION):
        assert propose(filing, 14, role).status_code == 403


def test_the_officer_sees_where_it_came_from_who_agreed_and_until_when_it_waits(filing: Filing) -> None:
    filing.done(propose(filing, 15), 201)
    view = newest(filing)
    assert (view["head"]["proposed_by"], view["head"]["state"]) == ("reading_corner", "waiting")
    agreed = view["record"]["consent"]
    assert (agreed["by"], agreed["relation"], agreed["purpose"]) == ("Sulastri", "mother", "children_list")
    assert (view["record"]["nik"], view["record"]["phone"]) == ("••••••••••••0015", "••••••••7890")
    assert view["kept_until"].startswith("2021-03-10")


def test_the_list_tells_how_many_wait(filing: Filing) -> None:
    before = listed(filing)["proposed"]
    filing.done(propose(filing, 16), 201)
    assert listed(filing)["proposed"] == waiting(filing)["waiting"] == before + 1


def test_a_confirmed_child_that_the_list_knew_leaves_it_as_it_is(office: Office, filing: Filing) -> None:
    head = filing.done(add(filing, number=17), 201)
    filing.done(propose(filing, 17, phone="089999999999"), 201)
    before = rows(office.path, "SELECT * FROM listed_child WHERE id = ?", head["id"])
    decided = filing.done(confirm(filing, newest(filing)["head"]["id"]))
    assert (decided["state"], decided["child_id"]) == ("confirmed", None)
    assert rows(office.path, "SELECT * FROM listed_child WHERE id = ?", head["id"]) == before


def test_the_same_child_proposed_twice_comes_onto_the_list_once(filing: Filing) -> None:
    filing.done(propose(filing, 18, nik=""), 201)
    filing.done(propose(filing, 18, name="RATNA  18"), 201)
    first, second = (one["head"]["id"] for one in waiting(filing)["proposals"][-2:])
    ids = [filing.done(confirm(filing, one))["child_id"] for one in (first, second)]
    assert ids[0] is not None
    assert ids[1] is None


def test_the_same_request_sent_again_is_one_proposal_with_one_key(office: Office, filing: Filing) -> None:
    sent = [("Idempotency-Key", "proposal-of-child-19")]
    body = proposed(19)
    first, again = (
        filing.done(filing.api.send("POST", PROPOSALS, Role.READING_CORNER, json=body, headers=sent), 201)
        for _ in range(2)
    )
    assert first == again
    assert rows(office.path, "SELECT count(*) FROM child_proposal WHERE key = ?", first["key"]) == [(1,)]


@pytest.mark.parametrize("why", ["wrong", "not_of_here", "has_card", "consent_withdrawn"])
def test_what_is_struck_off_is_forgotten_and_the_reason_stands_in_the_ledger(
    office: Office, filing: Filing, why: str
) -> None:
    filing.done(propose(filing, 20), 201)
    proposal_id = newest(filing)["head"]["id"]
    filing.done(strike(filing, proposal_id, why))
    assert rows(office.path, STATE, proposal_id) == [("struck", None, None)]
    query = "SELECT body ->> '$.proposal.why' FROM ledger WHERE action = 'proposal_struck' ORDER BY id DESC"
    assert rows(office.path, query)[0] == (why,)


def test_who_decides_second_is_told_so(filing: Filing) -> None:
    filing.done(propose(filing, 21), 201)
    proposal_id = newest(filing)["head"]["id"]
    filing.done(strike(filing, proposal_id))
    for late in (confirm(filing, proposal_id), strike(filing, proposal_id)):
        assert (late.status_code, slug(late)) == (409, "proposal-decided")
    assert slug(confirm(filing, 10**6)) == "unknown-proposal"


def test_a_consent_that_is_taken_back_takes_the_proposal_away(office: Office, filing: Filing) -> None:
    taken = filing.done(propose(filing, 22), 201)
    proposal_id = newest(filing)["head"]["id"]
    assert filing.done(take_back(filing, taken["key"])) == {"withdrawn": True}
    assert rows(office.path, STATE, proposal_id) == [("withdrawn", None, None)]
    assert slug(confirm(filing, proposal_id)) == "proposal-decided"
    assert slug(take_back(filing, "0" * 20)) == "unknown-proposal"


def test_a_consent_that_is_taken_back_takes_the_child_off_the_list_and_forgets_it(
    office: Office, filing: Filing
) -> None:
    before = listed(filing, village=KEMBARAN)["children"]
    taken = filing.done(propose(filing, 23), 201)
    child_id = filing.done(confirm(filing, newest(filing)["head"]["id"]))["child_id"]
    filing.done(take_back(filing, taken["key"]))
    query = "SELECT state, record, nik_token, closed_at IS NOT NULL FROM listed_child WHERE id = ?"
    assert rows(office.path, query, child_id) == [("withdrawn", None, None, 1)]
    assert listed(filing, village=KEMBARAN)["children"] == before


def test_taking_back_answers_alike_whatever_had_become_of_it(filing: Filing) -> None:
    keys = [filing.done(propose(filing, number), 201)["key"] for number in (24, 25, 26)]
    confirmed, struck, _ = (one["head"]["id"] for one in waiting(filing)["proposals"][-3:])
    filing.done(confirm(filing, confirmed))
    filing.done(strike(filing, struck))
    answers = [filing.done(take_back(filing, key)) for key in (*keys, *keys)]
    assert answers == [{"withdrawn": True}] * 6


def test_a_child_kept_by_duty_or_with_a_card_stays_whoever_takes_what_back(
    office: Office, filing: Filing
) -> None:
    view = filing.done(begin(filing, 1, "f" * 64))
    filing.done(send(filing, view, 1, child(27)))
    keys = [filing.done(propose(filing, number), 201)["key"] for number in (27, 28)]
    for one in waiting(filing)["proposals"][-2:]:
        filing.done(confirm(filing, one["head"]["id"]))
    filing.done(filing.hand_over(put(office, "kia_new", FileState.READY, draft(nik=nik(28)))))
    for key in keys:
        filing.done(take_back(filing, key))
    found = rows(office.path, "SELECT state, source FROM listed_child ORDER BY id DESC LIMIT 2")
    assert found == [("has_card", "reading_corner"), ("without_card", "import")]


def test_a_guardian_takes_the_consent_back_at_the_counter_too(office: Office, filing: Filing) -> None:
    filing.done(propose(filing, 29), 201)
    child_id = filing.done(confirm(filing, newest(filing)["head"]["id"]))["child_id"]
    path, body = f"{CHILDREN}/{child_id}/close", {"why": "withdrawn"}
    assert filing.done(filing.api.send("POST", path, Role.OFFICER, json=body))["state"] == "withdrawn"
    assert rows(office.path, "SELECT record FROM listed_child WHERE id = ?", child_id) == [(None,)]


def test_no_consent_is_taken_back_where_the_list_is_kept_by_duty(office: Office, filing: Filing) -> None:
    view = filing.done(begin(filing, 1, "f" * 64))
    filing.done(send(filing, view, 1, child(29)))
    ((duty,),) = rows(office.path, "SELECT id FROM listed_child")
    body = {"why": "withdrawn"}
    refused = filing.api.send("POST", f"{CHILDREN}/{duty}/close", Role.OFFICER, json=body)
    assert (refused.status_code, slug(refused)) == (409, "child-kept-by-duty")


def test_who_agreed_to_the_list_alone_is_asked_anew_for_an_application(filing: Filing) -> None:
    filing.done(propose(filing, 30), 201)
    child_id = filing.done(confirm(filing, newest(filing)["head"]["id"]))["child_id"]
    path = f"{CHILDREN}/{child_id}/file"
    opened = filing.done(filing.api.send("POST", path, Role.OFFICER, json={"kind": "kia_new"}), 201)
    said = filing.read(opened)["draft"]
    assert (said["child"]["name"], said["consent"]) == ("Ratna 30", None)


def test_what_nobody_confirms_is_forgotten_after_the_profiles_days(office: Office, filing: Filing) -> None:
    filing.done(propose(filing, 31), 201)
    proposal_id = newest(filing)["head"]["id"]
    kept = office.clock.now
    for days, state in ((29, "waiting"), (2, "lapsed")):
        office.clock.forward(days=days)
        erase_overdue(Bureau(office.desk, SEAL))
        assert rows(office.path, "SELECT state FROM child_proposal WHERE id = ?", proposal_id) == [(state,)]
    office.clock.now = kept
    assert rows(office.path, STATE, proposal_id) == [("lapsed", None, None)]
    query = "SELECT actor FROM ledger WHERE action = 'proposal_lapsed' AND body ->> '$.proposal.id' = ?"
    assert rows(office.path, query, proposal_id) == [("core",)]


def test_a_corner_that_sends_faster_than_families_come_is_told_to_wait(filing: Filing) -> None:
    for _ in range(OF_A_CORNER.at_once):
        assert slug(take_back(filing, "0" * 20)) == "unknown-proposal"
    refused = propose(filing, 32)
    assert (refused.status_code, slug(refused)) == (429, "too-many-writes")
    assert 1 <= int(refused.headers["Retry-After"]) <= OF_A_CORNER.seconds_each


def test_what_speaks_against_a_child_is_named_without_repeating_it(filing: Filing) -> None:
    refused = propose(filing, 33, nik="9901015713150001", birth_date="2003-01-01")
    assert (refused.status_code, slug(refused)) == (422, "child-not-fit")
    assert refused.get_json(force=True)["detail"] == "nik: no_such_day; birth_date: seventeen_or_over."


def test_nothing_that_a_proposal_says_stands_outside_a_seal(office: Office, filing: Filing) -> None:
    agreed = consent(by="Retnaningsih Puspaningrum")
    taken = filing.done(propose(filing, 34, name="Kinanthi Wulandari", consent=agreed), 201)
    filing.done(confirm(filing, newest(filing)["head"]["id"]))
    filing.done(take_back(filing, taken["key"]))
    held = b"".join(file.read_bytes() for file in office.path.parent.glob("office.db*"))
    said = (nik(34), "Kinanthi", "Wulandari", "Retnaningsih", "081234567890")
    assert [word for word in said if word.encode() in held] == []


def test_an_export_tells_what_waits_and_an_erasure_takes_it_away(filing: Filing) -> None:
    filing.done(propose(filing, 35), 201)
    wish = {"nik": nik(35), "reason": "person_asks"}
    told = filing.done(filing.api.send("POST", "/api/v1/people/export", Role.HEAD_OF_SECTION, json=wish))
    assert [one["record"]["nik"] for one in told["proposed"]] == [nik(35)]
    before = waiting(filing)["waiting"]
    gone = filing.done(filing.move(filing.written(draft(nik=nik(35))), "withdraw"))
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason="keluarga meminta"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert waiting(filing)["waiting"] == before - 1
