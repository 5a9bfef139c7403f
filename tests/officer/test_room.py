"""The camat's console: no counter, what waits for a signature, what waits for a second person."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from queue_core.access.rules import Role
from queue_core.foundation.profile import read_profile
from queue_core.kia.rules.life import FileState
from queue_core.officer.screens.clocks import ClocksScreen
from queue_core.officer.screens.files import FilesScreen
from queue_core.officer.screens.room import RoomScreen
from queue_core.tickets.wire.office import OfficeView
from tests.officer.driving import Driver, choose, picture, press, screen_of, sign_in
from tests.officer.fake_files import file_head, file_view, wish_of
from tests.officer.fakes import FakeCore, FakeLink, console

pytestmark = pytest.mark.real


class Kemlagi(FakeCore):
    """The office whose camat signs the letters."""

    def office(self) -> OfficeView:
        return OfficeView(profile=read_profile("kemlagi"), demonstration=False)


async def come_in(pilot: Driver, link: FakeLink) -> None:
    await sign_in(pilot)
    link.whole(counters=[])


def doors(pilot: Driver) -> list[str | None]:
    return [option.id for option in screen_of(pilot).query_one("#entries", OptionList).options]


async def test_the_camat_comes_in_without_a_counter() -> None:
    core, link = FakeCore(role=Role.CAMAT), FakeLink()
    async with console(core, link).run_test() as pilot:
        await come_in(pilot, link)
        assert isinstance(screen_of(pilot), RoomScreen)
        assert doors(pilot) == ["asked", "files", "stock", "clocks", "reading"]
        assert "Apa yang ingin Anda kerjakan?" in picture(pilot)
        assert core.acts == []


async def test_the_camat_signs_what_waits_for_the_signature() -> None:
    core, link = Kemlagi(role=Role.CAMAT), FakeLink()
    states = (FileState.RECORDED, FileState.VERIFIED)
    core.kept = {
        n: file_view(file_head(n, state, kind="social_letter")) for n, state in enumerate(states, start=1)
    }
    async with console(core, link).run_test() as pilot:
        await come_in(pilot, link)
        await choose(pilot, "sign")
        assert "Dokumen yang menunggu tanda tangan Camat" in picture(pilot)
        assert "file:2" not in doors(pilot)
        await choose(pilot, "file:1")
        await choose(pilot, "move:sign")
        await press(pilot, "y")
        assert core.filed[-1].startswith("sign 1")


async def test_the_camat_agrees_to_what_somebody_else_asked_for() -> None:
    core, link = FakeCore(role=Role.CAMAT), FakeLink()
    core.kept = {1: file_view(file_head(state=FileState.VERIFIED, asked=wish_of("ani")))}
    core.kept[2] = file_view(file_head(2, FileState.VERIFIED))
    async with console(core, link).run_test() as pilot:
        await come_in(pilot, link)
        await choose(pilot, "asked")
        assert [door for door in doors(pilot) if str(door).startswith("file:")] == ["file:1"]
        await choose(pilot, "file:1")
        await choose(pilot, "agree:")
        await press(pilot, "y")
        assert core.filed[-1] == "agree 1 v1"


async def test_from_the_room_a_letter_leads_to_files_and_clocks_and_out() -> None:
    core, link = FakeCore(role=Role.CAMAT), FakeLink()
    async with console(core, link).run_test() as pilot:
        await come_in(pilot, link)
        await press(pilot, "o")
        assert isinstance(screen_of(pilot), FilesScreen)
        await press(pilot, "escape", "j")
        assert isinstance(screen_of(pilot), ClocksScreen)
        await press(pilot, "escape", "q")
        assert not pilot.app.is_running
