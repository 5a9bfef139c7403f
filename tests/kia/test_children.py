"""The list of children without a card: who comes onto it and leaves it, and what a handed-over card does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.erasing import erase_overdue
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, open_office, rows
from tests.kia.children import CHILDREN, KEMBARAN, LEDUG, add, begin, child, coverage, listed, nik, send
from tests.kia.filing import Filing, draft, filing_in, put

HELD = "SELECT state, source FROM listed_child WHERE village = ? ORDER BY id DESC LIMIT 1"


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("children")) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def test_a_family_puts_its_child_onto_the_list_with_its_consent(filing: Filing) -> None:
    head = filing.done(add(filing, number=1), 201)
    assert (head["state"], head["source"], head["listed_by"]) == ("without_card", "counter", "officer")
    without = filing.api.send("POST", CHILDREN, Role.OFFICER, json=child(2))
    assert (without.status_code, slug(without)) == (422, "invalid-input")


def test_the_list_shows_numbers_by_their_last_digits_and_counts_by_village(filing: Filing) -> None:
    filing.done(add(filing, number=3, village=LEDUG), 201)
    found = listed(filing, village=LEDUG)
    assert [one["record"]["nik"] for one in found["children"]] == ["••••••••••••0003"]
    assert {"village": LEDUG, "children": 1} in found["villages"]


def test_a_child_comes_onto_the_list_once(filing: Filing) -> None:
    filing.done(add(filing, number=4), 201)
    again = add(filing, number=4, name="Ratna yang lain")
    assert (again.status_code, slug(again)) == (409, "child-listed")
    filing.done(add(filing, number=5, nik="", name="Tanpa NIK"), 201)
    assert slug(add(filing, number=5, nik="", name="TANPA  nik")) == "child-listed"
    assert slug(add(filing, number=6, name="Tanpa NIK")) == "child-listed"


def test_what_speaks_against_a_child_is_named_without_repeating_it(filing: Filing) -> None:
    refused = add(filing, number=7, nik="9901015713150001", village="33.02.21.2001")
    assert (refused.status_code, slug(refused)) == (422, "child-not-fit")
    assert refused.get_json(force=True)["detail"] == "nik: no_such_day; village: unknown_village."


def test_a_child_that_moved_away_leaves_the_list_once(filing: Filing) -> None:
    head = filing.done(add(filing, number=8), 201)
    path = f"{CHILDREN}/{head['id']}/close"
    assert filing.done(filing.api.send("POST", path, Role.OFFICER, json={"why": "moved_away"}))["closed_at"]
    again = filing.api.send("POST", path, Role.OFFICER, json={"why": "died"})
    assert (again.status_code, slug(again)) == (409, "child-closed")


def test_a_file_is_opened_with_what_the_list_knows_and_no_number_leaves_the_core(filing: Filing) -> None:
    head = filing.done(add(filing, number=9), 201)
    path, body = f"{CHILDREN}/{head['id']}/file", {"kind": "kia_new"}
    sent = [("Idempotency-Key", "file-for-child-9")]
    opened = filing.api.send("POST", path, Role.OFFICER, json=body, headers=sent)
    again = filing.api.send("POST", path, Role.OFFICER, json=body, headers=sent)
    view = filing.read(filing.done(opened, 201))
    assert (view["draft"]["child"]["name"], view["draft"]["consent"]["by"]) == ("Ratna 9", "Sulastri")
    assert nik(9) not in opened.text
    assert opened.get_json() == again.get_json()


def hand_over(office: Office, filing: Filing, kind: str = "kia_new", **of: object) -> None:
    filing.done(filing.hand_over(put(office, kind, FileState.READY, draft(**of))))  # type: ignore[arg-type]


def test_a_child_has_a_card_from_the_moment_that_it_is_handed_over(office: Office, filing: Filing) -> None:
    head = filing.done(add(filing, number=10, village="33.02.20.2003"), 201)
    hand_over(office, filing, nik=nik(10))
    assert rows(office.path, "SELECT state FROM listed_child WHERE id = ?", head["id"]) == [("has_card",)]
    query = "SELECT body ->> '$.child.id' FROM ledger WHERE action = 'child_has_card'"
    assert rows(office.path, query)[-1] == (head["id"],)


def test_a_child_without_a_nik_is_found_by_name_birth_date_and_mother(office: Office, filing: Filing) -> None:
    filing.done(add(filing, number=11, nik="", name="Wahyu", village="33.02.20.2004"), 201)
    hand_over(office, filing, nik=nik(11), name="wahyu", mother="SULASTRI")
    assert rows(office.path, HELD, "33.02.20.2004") == [("has_card", "counter")]


def test_a_card_of_a_child_that_nobody_had_listed_counts_too(office: Office, filing: Filing) -> None:
    hand_over(office, filing, nik=nik(12), name="Sari", village="33.02.20.2005")
    hand_over(office, filing, nik=nik(12), name="Sari", village="33.02.20.2005")
    assert rows(office.path, HELD, "33.02.20.2005") == [("has_card", "file")]
    hand_over(office, filing, nik=nik(13), name="Dewi", village="33.02.21.2001")
    assert rows(office.path, HELD, "33.02.21.2001") == []


def test_a_document_gives_nobody_a_card(office: Office, filing: Filing) -> None:
    filing.done(add(filing, number=14, village="33.02.20.2006"), 201)
    hand_over(office, filing, "documents", nik=nik(14))
    assert rows(office.path, HELD, "33.02.20.2006") == [("without_card", "counter")]


def test_an_import_goes_on_where_it_stopped_and_doubles_nothing(filing: Filing) -> None:
    view = filing.done(begin(filing, 3, "a" * 64))
    filing.done(send(filing, view, 2, child(20), child(21)))
    late = send(filing, view, 2, child(20), child(21))
    assert (late.status_code, slug(late)) == (409, "import-elsewhere")
    resumed = filing.done(begin(filing, 3, "a" * 64))
    assert (resumed["id"], resumed["done"], resumed["finished_at"]) == (view["id"], 2, None)
    done = filing.done(send(filing, resumed, 3, child(20, name="Ratna 20")))
    assert (done["added"], done["known"]) == (2, 1)
    assert done["finished_at"]


def test_the_same_child_twice_in_one_part_is_listed_once(filing: Filing) -> None:
    view = filing.done(begin(filing, 3, "b" * 64))
    rows_of_one = (child(22), child(22, name="Ratna dua"), child(22, nik=""))
    done = filing.done(send(filing, view, 3, *rows_of_one))
    assert (done["added"], done["known"]) == (1, 2)


def test_a_row_that_does_not_fit_is_left_out_and_a_later_list_gives_cards(filing: Filing) -> None:
    first = filing.done(begin(filing, 2, "c" * 64))
    done = filing.done(send(filing, first, 2, child(23), child(24, birth_date="2003-01-01")))
    assert (done["added"], done["refused"]) == (1, 1)
    later = filing.done(begin(filing, 1, "d" * 64))
    assert filing.done(send(filing, later, 1, child(23, has_card=True)))["given"] == 1


def test_no_part_reaches_beyond_its_file(filing: Filing) -> None:
    view = filing.done(begin(filing, 2, "e" * 64))
    assert slug(send(filing, view, 3)) == "import-elsewhere"
    assert slug(send(filing, view, 0)) == "import-elsewhere"


def test_nothing_of_a_child_stands_outside_a_seal(office: Office, filing: Filing) -> None:
    filing.done(add(filing, number=30, name="Kinanthi Puspaningrum"), 201)
    held = b"".join(file.read_bytes() for file in office.path.parent.glob("office.db*"))
    assert [word for word in (nik(30), "Kinanthi", "081234567890") if word.encode() in held] == []


def test_what_is_published_hides_small_figures(filing: Filing) -> None:
    found = coverage(filing, public="true")
    assert found["smallest_told"] == 5
    told = [one for one in found["villages"] if one["due"]]
    assert all(one["due"] - one["has"] in (0, *range(5, 999)) for one in told)
    refused = filing.api.send("GET", f"/api/v1/coverage?public=true&village={LEDUG}", Role.CAMAT)
    assert slug(refused) == "invalid-input"


def test_a_village_is_told_month_by_month(filing: Filing) -> None:
    filing.done(add(filing, number=36), 201)
    found = coverage(filing, village=KEMBARAN)
    assert [one["month"] for one in found["months"]][-2:] == ["2021-01", "2021-02"]
    assert found["months"][-1]["due"] > found["months"][-2]["due"] == 0


def test_an_export_tells_what_the_list_holds_and_an_erasure_forgets_it(
    office: Office, filing: Filing
) -> None:
    filing.done(add(filing, number=31, village="33.02.20.2008"), 201)
    before = coverage(filing, village="33.02.20.2008")["months"][-1]
    wish = {"nik": nik(31), "reason": "person_asks"}
    path = "/api/v1/people/export"
    told = filing.done(filing.api.send("POST", path, Role.HEAD_OF_SECTION, json=wish))
    assert told["listed"]["record"]["nik"] == nik(31)
    head = filing.written(draft(nik=nik(31)))
    gone = filing.done(filing.move(filing.done(filing.move(head, "submit")), "withdraw"))
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason="keluarga meminta"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    query = "SELECT record, nik_token FROM listed_child WHERE village = '33.02.20.2008'"
    assert rows(office.path, query) == [(None, None)]
    assert listed(filing, village="33.02.20.2008")["children"] == []
    assert coverage(filing, village="33.02.20.2008")["months"][-1] == before


def test_a_card_that_is_taken_back_leaves_the_child_without_one(office: Office, filing: Filing) -> None:
    head = filing.done(add(filing, number=35), 201)
    ready = put(office, "kia_new", FileState.READY, draft(nik=nik(35)))
    gone = filing.done(filing.hand_over(ready))
    asked = filing.done(filing.move(gone, "correct", reason="nama keliru"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    state = "SELECT state, card_at FROM listed_child WHERE id = ?"
    assert rows(office.path, state, head["id"]) == [("without_card", None)]


def test_a_child_of_whom_another_file_is_kept_stays_on_the_list(filing: Filing) -> None:
    filing.done(add(filing, number=34, village="33.02.20.2006"), 201)
    before = listed(filing, village="33.02.20.2006")["children"]
    gone = filing.done(filing.move(filing.written(draft(nik=nik(34))), "withdraw"))
    filing.written(draft(nik=nik(34)))
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason="keluarga meminta"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert listed(filing, village="33.02.20.2006")["children"] == before


def test_a_file_without_a_nik_that_is_erased_forgets_no_child_without_one(filing: Filing) -> None:
    filing.done(add(filing, number=33, nik="", village="33.02.20.2007"), 201)
    before = listed(filing, village="33.02.20.2007")["children"]
    gone = filing.done(filing.move(filing.written(draft(nik="")), "withdraw"))
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason="keluarga meminta"))
    filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert listed(filing, village="33.02.20.2007")["children"] == before


def test_who_left_the_list_longer_ago_than_files_are_kept_is_forgotten_at_night(
    office: Office, filing: Filing
) -> None:
    head = filing.done(add(filing, number=32), 201)
    died = {"why": "died"}
    filing.done(filing.api.send("POST", f"{CHILDREN}/{head['id']}/close", Role.OFFICER, json=died))
    kept, office.clock.now = office.clock.now, office.clock.now + timedelta(days=5 * 366)
    erase_overdue(Bureau(office.desk, SEAL))
    office.clock.now = kept
    assert rows(office.path, "SELECT record FROM listed_child WHERE id = ?", head["id"]) == [(None,)]
    assert rows(office.path, "SELECT count(*) > 0 FROM listed_child WHERE record IS NOT NULL") == [(1,)]
