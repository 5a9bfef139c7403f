"""The same child at the console: what is alike, both files side by side, and what the officer decides."""

from __future__ import annotations

import pytest

from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.matching import Sureness, Trait
from queue_core.kia.wire.files import AlikeFile
from queue_core.officer.files import searched
from queue_core.officer.screens.alike import AlikeScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import choose, fill_in, go_on, picture, press, screen_of, words
from tests.officer.fake_files import NIK, file_head, file_view
from tests.officer.fakes import FakeCore, FakeLink, console, work


def comparing(state: FileState = FileState.SUBMITTED) -> FakeCore:
    """A core with a file of A001 that looks like another one, which is ready."""
    core, other = FakeCore(here=work(TicketState.SERVING)), file_head(7, FileState.READY, ticket_id=9)
    traits = (Trait.NAME, Trait.BIRTH_DATE)
    alike = AlikeFile(head=other, sureness=Sureness.SUSPICION, traits=traits)
    core.kept = {1: file_view(file_head(1, state), alike=(alike,)), 7: file_view(other)}
    return core


def test_digits_are_a_nik_and_everything_else_is_a_name() -> None:
    assert searched(f"{NIK[:8]} {NIK[8:]}").nik == NIK
    assert searched("Siti Aminah").name == "Siti Aminah"


@pytest.mark.real
async def test_another_child_is_told_apart_with_a_reason() -> None:
    core, link = comparing(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "o")
        await choose(pilot, "file:1")
        assert "mungkin anak yang sama" in picture(pilot)
        await choose(pilot, "alike:7")
        assert isinstance(screen_of(pilot), AlikeScreen)
        assert all(one in picture(pilot) for one in ("Berkas 1", "Berkas 7", "Siti Nur'aini", "Sulastri"))
        await choose(pilot, "other")
        await fill_in(pilot, line="kembar")
        assert core.filed == ["apart 1 7 kembar"]
        assert "anak lain menurut budi" in picture(pilot)


@pytest.mark.real
async def test_the_same_child_ends_this_file() -> None:
    core, link = comparing(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "o")
        await choose(pilot, "file:1")
        await choose(pilot, "alike:7")
        await choose(pilot, "refuse")
        await fill_in(pilot, line="sudah punya KIA")
        assert core.filed == ["refuse 1 sudah punya KIA"]
        assert words(pilot).startswith("Berkas sekarang:")
