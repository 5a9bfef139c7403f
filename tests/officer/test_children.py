"""The children without a card at the console: found by village, given a file, imported, counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.listing import Source
from queue_core.officer.children import choices
from queue_core.officer.screens.children import ChildrenScreen
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.import_file import ImportScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, choose, fill_in, go_on, picture, press, screen_of, words
from tests.officer.fake_children import listed
from tests.officer.fakes import FakeCore, FakeLink, console, shift_with, work
from tests.officer.lists import HEADER, write_csv

pytestmark = pytest.mark.real


def listing(role: Role = Role.OFFICER) -> FakeCore:
    """A core with A001 in service, and two children of Ledug on the list."""
    core = FakeCore(role=role, here=work(TicketState.SERVING))
    core.without_card = [listed(1), listed(2)]
    return core


async def open_children(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")
    await choose(pilot, "children:")


async def test_the_villages_stand_with_their_children_behind_the_files() -> None:
    core, link = listing(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        assert "Ledug: 2" in picture(pilot)
        assert "Impor" not in picture(pilot)
        await choose(pilot, "village:33.02.20.2001")
        assert "Ratna 1, 17 Agustus 2015, ibu Sulastri" in picture(pilot)


async def test_a_file_is_opened_for_a_child_of_the_list() -> None:
    core, link = listing(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        await choose(pilot, "village:33.02.20.2001")
        await choose(pilot, "child:2")
        await choose(pilot, "open:kia_new")
        assert core.filed == ["file for child 2", "open kia_new 1"]
        assert isinstance(screen_of(pilot), FileScreen)


async def test_a_child_that_moved_away_is_taken_off_after_a_question() -> None:
    core, link = listing(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        await choose(pilot, "village:33.02.20.2001")
        await choose(pilot, "child:1")
        await choose(pilot, "close:moved_away")
        assert core.filed == []
        await press(pilot, "y")
        assert core.filed == ["close child 1 moved_away"]
        assert "Ratna 1" not in picture(pilot)


def test_a_consent_beside_the_offices_own_word_is_taken_back_in_other_words() -> None:
    shift, source = shift_with(listing(), language="en"), Source.READING_CORNER
    for by_duty, words_of in ((True, "the child stays"), (False, "what it says is erased")):
        one = listed(1).head.model_copy(update={"source": source, "by_duty": by_duty})
        said = {entry.id: entry.words for entry in choices(shift, one)}
        assert words_of in said["close:withdrawn"]
    assert "close:withdrawn" not in {entry.id for entry in choices(shift, listed(1).head)}


async def begin(pilot: Driver, link: FakeLink, path: Path) -> None:
    await open_children(pilot, link)
    await choose(pilot, "import:")
    await fill_in(pilot, line=str(path))
    assert isinstance(screen_of(pilot), ImportScreen)


async def test_nothing_is_imported_before_the_officer_has_said_yes(tmp_path: Path) -> None:
    core, link = listing(Role.SIAK_OPERATOR), FakeLink()
    async with console(core, link).run_test() as pilot:
        await begin(pilot, link, write_csv(tmp_path / "anak.csv", 3))
        assert "Impor 3 dari 3 baris" in picture(pilot)
        await choose(pilot, "go:")
        await press(pilot, "n")
        assert core.imported == []
        await choose(pilot, "go:")
        await press(pilot, "y")
        assert core.imported == ["Ratna 0", "Ratna 1", "Ratna 2"]
        assert words(pilot).startswith("Selesai: 3 anak baru")


async def test_an_import_that_broke_off_goes_on_after_the_rows_that_went_in(tmp_path: Path) -> None:
    core, link = listing(Role.HEAD_OF_SECTION), FakeLink()
    core.breaks_after = 50
    async with console(core, link).run_test() as pilot:
        await begin(pilot, link, write_csv(tmp_path / "anak.csv", 120))
        await choose(pilot, "go:")
        await press(pilot, "y")
        assert "Impor lagi berkas yang sama" in words(pilot)
        await choose(pilot, "go:")
        await press(pilot, "y")
        assert core.imported == [f"Ratna {number}" for number in range(120)]


async def test_a_column_that_nobody_recognises_is_chosen_by_hand(tmp_path: Path) -> None:
    core, link = listing(Role.SIAK_OPERATOR), FakeLink()
    path = write_csv(tmp_path / "anak.csv", 2, [*HEADER[:3], "Lahirnya", *HEADER[4:]])
    async with console(core, link).run_test() as pilot:
        await begin(pilot, link, path)
        assert "Belum ada kolom untuk: Tanggal lahir" in picture(pilot)
        await choose(pilot, "field:birth_date")
        await choose(pilot, "column:3")
        assert "Impor 2 dari 2 baris" in picture(pilot)


async def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    core, link = listing(Role.SIAK_OPERATOR), FakeLink()
    async with console(core, link).run_test() as pilot:
        await begin(pilot, link, tmp_path / "tidak-ada.csv")
        assert words(pilot).startswith("Tidak ada berkas di letak itu")


async def test_the_head_of_section_sees_who_has_a_card_and_what_may_be_published() -> None:
    core, link = listing(Role.HEAD_OF_SECTION), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        await choose(pilot, "coverage:")
        assert "75,00 %" in picture(pilot)
        assert "33,33 %" in picture(pilot)
        await press(pilot, "p")
        assert "tidak diumumkan" in picture(pilot)
        await press(pilot, "escape")
        assert isinstance(screen_of(pilot), ChildrenScreen)
