"""The form of a file: a draft in rows, what is told beside them, and a conflict that loses nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input, Label, Select

from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.needs import Field
from queue_core.kia.rules.nik import Fault, Sex
from queue_core.kia.wire.files import NumberFault
from queue_core.kia.wire.subject import Child, Consent, Draft, Relation
from queue_core.officer.file_form import (
    ROWS,
    BadRow,
    choices,
    draft_of,
    hints,
    longest,
    merged,
    storable,
    texts_of,
)
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.file_form import FormScreen
from queue_core.officer.shift import Shift
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, go_on, picture, press, screen_of, settled, words
from tests.officer.fake_files import CHILD, PAPERS, file_head, file_view, in_hands_of
from tests.officer.fakes import FakeCore, FakeLink, console, refusal, shift_with, work

WHOLE = Draft(child=CHILD, papers=PAPERS, consent=Consent(by="Sulastri", relation=Relation.MOTHER))
ROWS_OF_WHOLE = texts_of(WHOLE)
TYPED = sorted(set(ROWS) - {"sex", "married", "village", "consent_relation"})
"""The rest is chosen from a list."""


@pytest.fixture
def shift() -> Shift:
    shift = shift_with(FakeCore())
    shift.office = FakeCore().office()
    return shift


@pytest.mark.parametrize("draft", [WHOLE, Draft(), Draft(child=Child(married=True))])
def test_a_draft_comes_back_from_its_rows_as_it_was(draft: Draft) -> None:
    assert draft_of(texts_of(draft), draft) == draft


@pytest.mark.parametrize("typed", ["17-08-2015", "17/8/2015", "17 08 2015", "17082015", "17.8.2015"])
def test_a_birth_date_is_read_as_people_write_it(typed: str) -> None:
    assert draft_of(ROWS_OF_WHOLE | {"birth_date": typed}, WHOLE).child.birth_date == date(2015, 8, 17)


@pytest.mark.parametrize(
    ("typed", "row", "key"),
    [
        ({"birth_date": "31-02-2015"}, "birth_date", "form.not_a_day"),
        ({"birth_date": "kemarin"}, "birth_date", "form.not_a_day"),
        ({"consent_relation": ""}, "consent_relation", "form.half_consent"),
        ({"consent_by": ""}, "consent_by", "form.half_consent"),
        ({"nik": "••••••••••••0002"}, "nik", "form.half_number"),
        ({"name": "Siti\tN."}, "name", "form.unreadable"),
        ({"consent_by": "Sulastri\x1b"}, "consent_by", "form.unreadable"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_what_to_do(
    typed: dict[str, str], row: str, key: str, shift: Shift
) -> None:
    with pytest.raises(BadRow) as bad:
        draft_of(ROWS_OF_WHOLE | typed, WHOLE)
    assert (bad.value.row, bad.value.key) == (row, key)
    assert shift.say(key)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ({"birth_date": "17-0"}, ("birth_date",)),
        ({"consent_by": "Sulas", "consent_relation": ""}, ("consent_by", "consent_relation")),
        ({"nik": "••••••••••••", "name": "Siti\tN."}, ("name", "nik")),
    ],
)
def test_a_row_that_cannot_be_read_yet_keeps_no_other_from_being_saved(
    typed: dict[str, str], left: tuple[str, ...]
) -> None:
    draft, unread = storable(ROWS_OF_WHOLE | {"religion": "Islam"} | typed, WHOLE)
    child = CHILD.model_copy(update={"religion": "Islam"})
    assert (draft, unread) == (WHOLE.model_copy(update={"child": child}), left)


@given(st.dictionaries(st.sampled_from(TYPED), st.text(max_size=12)))
def test_whatever_is_typed_is_saved_but_for_the_rows_that_are_named(typed: dict[str, str]) -> None:
    draft, left = storable(ROWS_OF_WHOLE | typed, WHOLE)
    assert draft == draft_of(ROWS_OF_WHOLE | {row: typed[row] for row in typed if row not in left}, WHOLE)
    for row in set(left) - {"consent_by", "consent_relation"}:
        with pytest.raises(BadRow):
            draft_of(ROWS_OF_WHOLE | {row: typed[row]}, WHOLE)


def test_papers_and_reasons_are_not_the_forms_to_change() -> None:
    assert draft_of(texts_of(Draft()), WHOLE) == WHOLE.model_copy(update={"child": Child(), "consent": None})


def test_after_a_conflict_what_was_typed_stays_and_the_rest_is_theirs() -> None:
    mine = ROWS_OF_WHOLE | {"name": "Siti N.", "father": "Amat"}
    theirs = ROWS_OF_WHOLE | {"name": "Siti", "religion": "Islam"}
    rows, both = merged(ROWS_OF_WHOLE, mine, theirs)
    assert (rows["name"], rows["father"], rows["religion"]) == ("Siti N.", "Amat", "Islam")
    assert both == {"name": "Siti"}


def test_what_is_missing_and_doubtful_stands_beside_its_row(shift: Shift) -> None:
    fault = NumberFault(about="family_card", fault=Fault.NO_SUCH_DAY)
    view = file_view(missing=(Field.RELIGION, Field.PARENT_OR_GUARDIAN, Field.CONSENT), faults=(fault,))
    told = hints(shift, view)
    assert {row for row, said in told.items() if said == "belum diisi"} == {
        "religion",
        "mother",
        "consent_by",
    }
    assert told["nik"].startswith("meragukan")
    assert told["family_card"].startswith("tidak mungkin")
    assert set(told) <= set(ROWS)


def test_a_village_of_another_sub_district_stays_on_offer(shift: Shift) -> None:
    assert choices(shift, "village", "33.02.99.2001")[-1] == ("33.02.99.2001", "33.02.99.2001")
    assert choices(shift, "village", "")[0] == ("Ledug", "33.02.20.2001")


def test_a_row_takes_as_much_as_the_core_does() -> None:
    assert (longest("name"), longest("nik"), longest("consent_by")) == (200, 60, 200)


def at_work(state: FileState = FileState.DRAFT) -> FakeCore:
    core = FakeCore(here=work(TicketState.SERVING))
    core.kept[1] = file_view(file_head(state=state))
    return core


async def open_form(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o", "enter", "f")
    assert isinstance(screen_of(pilot), FormScreen)


def row(pilot: Driver, name: str) -> Input:
    return screen_of(pilot).query_one(f"#row-{name}", Input)


def hint(pilot: Driver, name: str) -> str:
    return str(screen_of(pilot).query_one(f"#hint-{name}", Label).content)


@pytest.mark.real
async def test_the_form_takes_the_file_in_hand_and_saves_what_is_typed() -> None:
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_form(pilot, link)
        row(pilot, "religion").value = "Islam"
        screen_of(pilot).query_one("#row-sex", Select).value = "male"
        await press(pilot, "ctrl+s")
        assert core.filed == ["hold 1 from None", "write 1 v1 Siti Nur'aini: 1 papers"]
        child = core.kept[1].draft.child
        assert (child.religion, child.sex, child.nik) == ("Islam", Sex.MALE, CHILD.nik)
        assert words(pilot) == "Tersimpan."
        await press(pilot, "escape", "escape")
        assert core.filed[-1] == "release 1"


@pytest.mark.real
async def test_enter_goes_from_row_to_row_and_the_last_one_is_reached() -> None:
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_form(pilot, link)
        row(pilot, "name").focus()
        await press(pilot, "enter")
        assert screen_of(pilot).focused is row(pilot, "nik")
        row(pilot, "consent_by").focus()
        await settled(pilot)
        assert "Persetujuan dari" in picture(pilot)


@pytest.mark.real
async def test_somebody_elses_change_is_told_beside_what_is_typed_and_saved_over_it_at_will() -> None:
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_form(pilot, link)
        row(pilot, "name").value = "Siti Nuraini"
        core.refuses_file = refusal("file-changed")
        theirs = core.kept[1].draft.model_copy(update={"child": CHILD.model_copy(update={"name": "Siti"})})
        core.kept[1] = file_view(file_head(version=5), draft=theirs)
        await press(pilot, "ctrl+s")
        assert (row(pilot, "name").value, hint(pilot, "name")) == ("Siti Nuraini", "kini di berkas: Siti")
        assert words(pilot).startswith("ani mengubah berkas ini")
        await press(pilot, "ctrl+s")
        assert core.filed[-1] == "write 1 v5 Siti Nuraini: 1 papers"


@pytest.mark.real
async def test_a_file_taken_over_by_somebody_is_taken_back_by_name_and_nothing_typed_is_lost() -> None:
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_form(pilot, link)
        row(pilot, "name").value = "Siti Nuraini"
        core.refuses_file = refusal("file-held")
        core.kept[1] = file_view(file_head(held=in_hands_of("ani")))
        await press(pilot, "ctrl+s")
        assert "dari ani?" in picture(pilot)
        await press(pilot, "n")
        assert words(pilot).startswith("SEDANG DIPEGANG ani sejak")
        core.refuses_file = refusal("file-held")
        await press(pilot, "ctrl+s", "y", "ctrl+s")
        assert core.filed[1:] == ["hold 1 from ani", "write 1 v1 Siti Nuraini: 1 papers"]


@pytest.mark.real
async def test_leaving_with_something_that_cannot_be_saved_asks_first() -> None:
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_form(pilot, link)
        row(pilot, "birth_date").value = "17-0"
        await press(pilot, "escape")
        assert isinstance(screen_of(pilot), Ask)
        await press(pilot, "n")
        assert isinstance(screen_of(pilot), FormScreen)
        await press(pilot, "escape", "y")
        assert isinstance(screen_of(pilot), FileScreen)


@pytest.mark.real
async def test_an_approved_file_has_no_form() -> None:
    core, link = at_work(FileState.VERIFIED), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "o", "enter", "f")
        assert isinstance(screen_of(pilot), FileScreen)
