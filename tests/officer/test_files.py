"""Files at the console: the list of a ticket, papers ticked, moves asked about, numbers looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.file_history import HistoryScreen
from queue_core.officer.screens.files import FilesScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, choose, fill_in, go_on, picture, press, screen_of, settled, words
from tests.officer.fake_files import NIK, file_head, file_view, in_hands_of, wish_of
from tests.officer.fakes import FakeCore, FakeLink, console, counter, refusal, work

pytestmark = pytest.mark.real


def serving(*states: FileState, role: Role = Role.OFFICER) -> FakeCore:
    """A core with A001 in service, and a file of it in each state."""
    core = FakeCore(role=role, here=work(TicketState.SERVING))
    core.kept = {number: file_view(file_head(number, state)) for number, state in enumerate(states, start=1)}
    return core


async def open_list(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")


def entries(pilot: Driver) -> list[str | None]:
    return [option.id for option in screen_of(pilot).query_one("#entries", OptionList).options]


async def open_file(pilot: Driver, link: FakeLink) -> None:
    await open_list(pilot, link)
    await choose(pilot, "file:1")


async def test_the_files_of_the_ticket_are_one_key_away() -> None:
    core, link = serving(FileState.DRAFT, FileState.SUBMITTED), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        shown = picture(pilot)
        assert all(one in shown for one in ("Berkas A001", "Siti Nur'aini", "isian", "diajukan"))


async def test_a_new_file_is_opened_shown_and_let_go_on_leaving() -> None:
    core, link = serving(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        await press(pilot, "enter")
        assert isinstance(screen_of(pilot), FileScreen)
        await press(pilot, "escape")
        assert isinstance(screen_of(pilot), FilesScreen)
        assert core.filed == ["open kia_new 1", "release 1"]


async def test_a_new_list_is_pointed_at_from_its_first_file() -> None:
    core, link = serving(), FakeLink()
    core.kept[1] = file_view(file_head(state=FileState.VERIFIED, asked=wish_of("ani")))
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        await choose(pilot, "asked:")
        await press(pilot, "enter")
        assert isinstance(screen_of(pilot), FileScreen)


async def test_a_paper_is_ticked_by_space() -> None:
    core, link = serving(FileState.DRAFT), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "paper:1")
        assert core.filed == ["write 1 v1 Siti Nur'aini: 2 papers"]
        await press(pilot, "space")
        assert core.filed[1:] == ["write 1 v2 Siti Nur'aini: 1 papers"]


async def test_verifying_asks_first() -> None:
    core, link = serving(FileState.SUBMITTED), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "move:verify")
        await press(pilot, "n")
        assert core.filed == []
        await choose(pilot, "move:verify")
        await press(pilot, "y")
        assert core.filed == ["verify 1 None"]
        assert words(pilot) == "Berkas sekarang: terverifikasi."


async def test_a_correction_needs_a_reason_and_is_only_asked_for() -> None:
    core, link = serving(FileState.VERIFIED), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "move:correct")
        await fill_in(pilot, line="nama keliru")
        assert core.filed == ["correct 1 nama keliru"]
        assert words(pilot).startswith("Permintaan tercatat.")


async def test_the_head_of_section_agrees_to_what_somebody_else_asked_for() -> None:
    core, link = serving(role=Role.HEAD_OF_SECTION), FakeLink()
    core.kept[1] = file_view(file_head(state=FileState.VERIFIED, asked=wish_of("ani")))
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "agree:")
        await press(pilot, "y")
        assert core.filed == ["agree 1 v1"]
        assert words(pilot) == "Berkas sekarang: pembetulan."


async def test_a_number_is_seen_in_full_with_a_reason_of_the_list() -> None:
    core, link = serving(FileState.SUBMITTED), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "reveal:nik")
        await press(pilot, "down", "enter")
        assert core.filed == ["reveal 1 nik compare_with_papers"]
        assert words(pilot) == f"NIK: {NIK}"


async def test_a_doubt_is_explained_with_a_reason() -> None:
    core, link = serving(FileState.DRAFT), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "doubt:nik:region")
        await fill_in(pilot, line="begitu di KK")
        assert core.kept[1].draft.doubts[0].reason == "begitu di KK"
        assert core.kept[1].doubts == ()


async def test_a_file_that_somebody_has_in_hand_is_taken_over_by_name() -> None:
    core, link = serving(), FakeLink()
    core.kept[1] = file_view(file_head(held=in_hands_of("ani")))
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        assert "SEDANG DIPEGANG ani" in picture(pilot)
        await choose(pilot, "take:ani")
        await press(pilot, "y")
        assert core.filed == ["hold 1 from ani"]


async def test_a_change_meanwhile_is_told_with_who_and_when_and_the_file_read_anew() -> None:
    core, link = serving(FileState.SUBMITTED), FakeLink()
    core.refuses_file = refusal("file-changed")
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "move:find_incomplete")
        assert words(pilot).startswith("ani mengubah berkas ini")


async def test_files_are_found_by_nik_and_by_state() -> None:
    core, link = serving(FileState.VERIFIED), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        await choose(pilot, "search:")
        await fill_in(pilot, line="123")
        assert words(pilot).startswith("NIK terdiri dari 16 angka")
        await choose(pilot, "search:")
        await fill_in(pilot, line=NIK)
        assert core.filed == [f"search {NIK}"]
        await choose(pilot, "states:")
        await choose(pilot, "verified")
        assert "Berkas: terverifikasi" in picture(pilot)


async def test_the_head_of_section_sees_who_looked_at_a_file_and_an_officer_does_not() -> None:
    for role in (Role.HEAD_OF_SECTION, Role.OFFICER):
        core, link = serving(FileState.SUBMITTED, role=role), FakeLink()
        async with console(core, link).run_test() as pilot:
            await open_file(pilot, link)
            offered = "history:" in entries(pilot)
            assert offered == (role is Role.HEAD_OF_SECTION)
            if offered:
                await choose(pilot, "history:")
                assert isinstance(screen_of(pilot), HistoryScreen)
                assert "ani: melihat nomor lengkap: NIK (Pengawasan)" in picture(pilot)
                assert "ani: menjadi diajukan" in picture(pilot)


async def test_what_is_held_about_a_person_is_saved_under_a_name_that_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    core, link = serving(FileState.VERIFIED, role=Role.HEAD_OF_SECTION), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        await choose(pilot, "export:")
        await fill_in(pilot, line="123")
        assert core.filed == []
        await choose(pilot, "export:")
        for digit in NIK:
            await press(pilot, digit)
        assert NIK not in picture(pilot)
        await press(pilot, "enter", "down", "enter")
        assert core.filed == [f"export {NIK} court_order"]
        (saved,) = tmp_path.iterdir()
        assert saved.name in words(pilot)
        assert (NIK in saved.name, NIK in saved.read_text()) == (False, True)
        assert saved.stat().st_mode & 0o777 == 0o600


async def test_a_free_counter_finds_files_but_opens_none() -> None:
    core, link = FakeCore(here=work()), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        link.whole(counters=[counter()])
        await press(pilot, "o")
        assert "Buka permohonan" not in picture(pilot)
        assert "Cari menurut NIK" in picture(pilot)


async def test_what_a_second_person_decides_is_shown_to_who_asked_without_a_key() -> None:
    core, link = serving(), FakeLink()
    core.kept[1] = file_view(file_head(state=FileState.VERIFIED, asked=wish_of("budi")))
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        core.kept[1] = file_view(file_head(state=FileState.CORRECTION))
        screen_of(pilot).look()  # type: ignore[attr-defined]  # as its timer does
        await settled(pilot)
        assert "pembetulan" in picture(pilot)
