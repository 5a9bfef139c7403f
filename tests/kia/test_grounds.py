"""Why the list keeps a child, and what goes when a consent is taken back or a file's time is over."""

from __future__ import annotations

from typing import Any

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.erasing import erase_overdue
from tests.core.http_office import SEAL
from tests.core.office import Office, rows
from tests.kia.children import CHILDREN, KEMBARAN, LEDUG, add, begin, child, nik, send
from tests.kia.filing import Filing, draft, put
from tests.kia.proposing import confirm, consent, newest, propose, take_back

STAND = (
    "SELECT state, source, village, nik_token IS NOT NULL, duty_record IS NOT NULL FROM listed_child"
    " WHERE id = ?"
)


def imported(filing: Filing, *children: dict[str, Any], digest: str = "e" * 64) -> None:
    view = filing.done(begin(filing, len(children), digest))
    filing.done(send(filing, view, len(children), *children))


def confirmed(filing: Filing, number: int, **more: object) -> tuple[str, int]:
    """A child from the reading corner that an officer has confirmed: the proposal's key, the child's id."""
    key = filing.done(propose(filing, number, Role.READING_CORNER, **more), 201)["key"]
    return key, filing.done(confirm(filing, newest(filing)["head"]["id"]))["child_id"]


def exported(filing: Filing, number: int) -> dict[str, Any]:
    wish = {"nik": nik(number), "reason": "person_asks"}
    path = "/api/v1/people/export"
    told: dict[str, Any] = filing.done(filing.api.send("POST", path, Role.HEAD_OF_SECTION, json=wish))
    return told


def put_and_hand_over(office: Office, filing: Filing, number: int) -> dict[str, Any]:
    """The card of a child's file is handed over; the file is found by the child's NIK."""
    head = filing.done(filing.hand_over(put(office, "kia_new", FileState.READY, draft(nik=nik(number)))))
    token = Bureau(office.desk, SEAL).seal.token("nik", nik(number))
    known = "UPDATE file SET nik_token = ? WHERE id = ?"
    office.database.write(lambda t: t.connection.exec_driver_sql(known, (token, head["id"])))
    return head


def seen(filing: Filing, child_id: int) -> dict[str, Any]:
    query = {"state": "without_card"}
    found = filing.done(filing.api.send("GET", CHILDREN, Role.OFFICER, query_string=query))["children"]
    view: dict[str, Any] = next(one for one in found if one["head"]["id"] == child_id)
    return view


def test_once_the_office_names_a_child_itself_a_consent_takes_off_only_what_it_added(
    office: Office, filing: Filing
) -> None:
    key, child_id = confirmed(filing, 1, phone="081234567890", village=LEDUG)
    imported(filing, child(1, phone="", village=KEMBARAN))
    assert seen(filing, child_id)["head"]["by_duty"] is True
    filing.done(take_back(filing, key))
    assert rows(office.path, STAND, child_id) == [("without_card", "import", KEMBARAN, 1, 0)]
    record = seen(filing, child_id)["record"]
    assert (record["name"], record["phone"], record["consent"]) == ("Ratna 1", "", None)
    query = "SELECT action FROM ledger WHERE body ->> '$.child.id' = ? ORDER BY id DESC LIMIT 1"
    assert rows(office.path, query, child_id) == [("child_kept_by_duty",)]


def test_at_the_counter_too_and_only_once(filing: Filing) -> None:
    child_id = filing.done(add(filing, number=2), 201)["id"]
    imported(filing, child(2))
    path, body = f"{CHILDREN}/{child_id}/close", {"why": "withdrawn"}
    head = filing.done(filing.api.send("POST", path, Role.OFFICER, json=body))
    assert (head["state"], head["source"], head["by_duty"]) == ("without_card", "import", True)
    assert filing.api.send("POST", path, Role.OFFICER, json=body).status_code == 409


def test_a_nik_that_the_family_alone_told_goes_with_its_consent(office: Office, filing: Filing) -> None:
    key, child_id = confirmed(filing, 3)
    imported(filing, child(3, nik=""))
    filing.done(take_back(filing, key))
    assert rows(office.path, STAND, child_id) == [("without_card", "import", KEMBARAN, 0, 0)]
    imported(filing, child(3, nik=""), digest="d" * 64)
    assert rows(office.path, "SELECT count(*) FROM listed_child") == [(1,)]


def test_a_nik_that_an_import_brings_makes_a_child_known_by_it_however_it_is_spelled_then(
    office: Office, filing: Filing
) -> None:
    key, child_id = confirmed(filing, 3, nik="", phone="081234567890")
    imported(filing, child(3, phone=""))
    assert rows(office.path, STAND, child_id) == [("without_card", "reading_corner", KEMBARAN, 1, 1)]
    imported(filing, child(3, name="Ratna Tiga", mother=""), digest="d" * 64)
    put_and_hand_over(office, filing, 3)
    assert rows(office.path, "SELECT count(*), min(state) FROM listed_child") == [(1, "has_card")]
    filing.done(take_back(filing, key))
    assert rows(office.path, STAND, child_id) == [("has_card", "import", KEMBARAN, 1, 0)]


def test_a_nik_that_the_office_has_brought_stays_when_a_later_file_is_without_it(
    office: Office, filing: Filing
) -> None:
    key, child_id = confirmed(filing, 3, nik="")
    imported(filing, child(3))
    imported(filing, child(3, nik=""), digest="d" * 64)
    filing.done(take_back(filing, key))
    assert rows(office.path, STAND, child_id) == [("without_card", "import", KEMBARAN, 1, 0)]


def test_rows_of_one_part_that_name_a_child_by_its_nik_and_by_another_spelling_double_nobody(
    office: Office, filing: Filing
) -> None:
    confirmed(filing, 3, nik="")
    imported(filing, child(3), child(3, name="Ratna Tiga"), child(3, nik=nik(4)))
    counted = "SELECT count(*), count(nik_token), count(duty_record) FROM listed_child"
    assert rows(office.path, counted) == [(2, 2, 1)]


def test_a_child_that_an_import_brought_without_its_nik_is_known_by_that_of_a_later_one(
    office: Office, filing: Filing
) -> None:
    imported(filing, child(3, nik=""))
    imported(filing, child(3, phone=""), digest="d" * 64)
    imported(filing, child(3, name="Ratna Tiga"), digest="c" * 64)
    assert rows(office.path, "SELECT source, nik_token IS NOT NULL FROM listed_child") == [("import", 1)]
    record = exported(filing, 3)["listed"]["record"]
    assert (record["name"], record["nik"], record["phone"]) == ("Ratna 3", nik(3), "081234567890")


def test_a_consent_is_taken_back_even_where_another_row_is_by_now_the_same_child(
    office: Office, filing: Filing
) -> None:
    first, child_id = confirmed(filing, 3)
    imported(filing, child(3, nik=""))
    second, other_id = confirmed(filing, 3, nik=nik(4))
    imported(filing, child(3, nik=""), digest="d" * 64)
    filing.done(take_back(filing, first))
    filing.done(take_back(filing, second))
    states = [rows(office.path, STAND, one)[0][:2] for one in (child_id, other_id)]
    assert states == [("without_card", "import"), ("withdrawn", "reading_corner")]


def test_a_consent_by_which_alone_a_child_is_listed_takes_it_off_as_before(
    office: Office, filing: Filing
) -> None:
    key, child_id = confirmed(filing, 4)
    filing.done(take_back(filing, key))
    assert rows(office.path, STAND, child_id)[0][0] == "withdrawn"


def test_an_export_tells_both_what_the_family_told_and_what_the_office_brought(filing: Filing) -> None:
    confirmed(filing, 5, phone="081234567890")
    imported(filing, child(5, phone=""))
    told = exported(filing, 5)
    assert (told["listed"]["record"]["phone"], told["listed"]["own"]["phone"]) == ("081234567890", "")


def test_what_was_listed_without_a_nik_is_exported_and_erased_by_the_one_that_an_import_brought(
    office: Office, filing: Filing
) -> None:
    _, child_id = confirmed(filing, 5, nik="")
    imported(filing, child(5))
    listed = exported(filing, 5)["listed"]
    assert (listed["record"]["nik"], listed["own"]["nik"]) == ("", nik(5))
    ended = filing.done(filing.move(filing.written(draft(nik=nik(5))), "withdraw"))
    asked = filing.done(filing.move(ended, "erase", Role.HEAD_OF_SECTION, reason="keluarga minta dihapus"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    forgotten = "SELECT record, duty_record, nik_token FROM listed_child WHERE id = ?"
    assert rows(office.path, forgotten, child_id) == [(None, None, None)]


def test_a_child_whom_only_a_card_had_listed_is_the_offices_own_once_an_import_names_it(
    office: Office, filing: Filing
) -> None:
    ended = put_and_hand_over(office, filing, 9)
    imported(filing, child(9, name="Ratna Sembilan", phone=""), digest="d" * 64)
    office.clock.forward(days=6 * 366)
    assert erase_overdue(Bureau(office.desk, SEAL)) == 1
    assert filing.read(ended)["head"]["erased_at"]
    imported(filing, child(9), digest="c" * 64)
    assert rows(office.path, "SELECT state, source FROM listed_child") == [("has_card", "import")]
    record = exported(filing, 9)["listed"]["record"]
    assert (record["name"], record["phone"]) == ("Ratna Sembilan", "")


def test_a_file_whose_time_is_over_leaves_the_list_what_it_keeps_for_itself(
    office: Office, filing: Filing
) -> None:
    for number in (6, 7):
        filing.done(filing.move(filing.written(draft(nik=nik(number))), "withdraw"))
    put_and_hand_over(office, filing, 8)
    office.clock.forward(days=6 * 366)
    _, asked = confirmed(filing, 6, consent=consent(office.clock.now))
    imported(filing, child(7))
    assert erase_overdue(Bureau(office.desk, SEAL)) == 3
    told = rows(office.path, "SELECT source, record IS NOT NULL FROM listed_child ORDER BY source")
    assert told == [("file", 0), ("import", 1), ("reading_corner", 1)]
    assert seen(filing, asked)["record"]["name"] == "Ratna 6"
