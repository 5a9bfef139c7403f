"""Children whom the reading corner proposes at the console: counted, looked at, confirmed, struck off."""

from __future__ import annotations

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.listing import ListedState, Source
from queue_core.officer import proposals as words_of
from queue_core.officer.screens.children import ChildrenScreen
from queue_core.officer.screens.proposals import ProposalsScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, choose, go_on, labels, picture, press, screen_of, words
from tests.officer.fake_children import AGREED, listed, proposed
from tests.officer.fakes import FakeCore, FakeLink, console, shift_with, work

pytestmark = pytest.mark.real
LEDUG = "village:33.02.20.2001"


def corner(role: Role = Role.OFFICER) -> FakeCore:
    """A core with a new child and one with a card that are proposed."""
    core = FakeCore(role=role, here=work(TicketState.SERVING))
    core.to_check = [proposed(1), proposed(2, ListedState.HAS_CARD)]
    return core


async def open_children(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")
    await choose(pilot, "children:")


async def test_how_many_wait_stands_above_the_villages_one_key_from_them() -> None:
    link = FakeLink()
    async with console(corner(), link).run_test(size=(110, 40)) as pilot:
        await open_children(pilot, link)
        assert "! Usulan dari pojok baca, perlu diperiksa: 2" in picture(pilot)
        assert labels(pilot)["p"] == "Periksa usulan"
        await press(pilot, "p")
        assert isinstance(screen_of(pilot), ProposalsScreen)
        assert "Wahyu 1, 1 Maret 2016, Ledug, izin Sulastri, belum ada di daftar" in picture(pilot)
        assert "izin Sulastri, sudah ada di daftar: memiliki KIA" in picture(pilot)


async def test_a_child_shows_where_it_came_from_who_agreed_and_until_when_it_waits() -> None:
    link = FakeLink()
    async with console(corner(), link).run_test(size=(110, 40)) as pilot:
        await open_children(pilot, link)
        await press(pilot, "p")
        await choose(pilot, "proposal:1")
        shown = picture(pilot)
        assert "Dari pojok baca (corner-1)" in shown
        assert "Izin: Sulastri (ibu)" in shown
        assert "Menurut daftar: belum ada di daftar." in shown
        assert "dihapus pada 2 Desember 2026" in shown


async def test_a_child_that_is_right_comes_onto_the_list() -> None:
    core, link = corner(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        await choose(pilot, "proposals:")
        await choose(pilot, "proposal:1")
        await choose(pilot, "confirm:")
        assert core.filed == ["confirm 1"]
        assert words(pilot) == "Anak itu kini ada di daftar."
        await choose(pilot, "proposal:2")
        await choose(pilot, "confirm:")
        assert words(pilot) == "Sudah diperiksa; daftar tetap seperti semula."
        await press(pilot, "escape")
        assert isinstance(screen_of(pilot), ChildrenScreen)
        assert "perlu diperiksa" not in picture(pilot)


async def test_one_that_is_wrong_is_struck_off_with_a_reason_after_a_question() -> None:
    core, link = corner(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        await press(pilot, "p")
        await choose(pilot, "proposal:1")
        await choose(pilot, "strike:not_of_here")
        assert core.filed == []
        await press(pilot, "y")
        assert core.filed == ["strike 1 not_of_here"]
        assert words(pilot) == "Usulan itu dicoret dan isinya dihapus."


async def test_one_that_a_colleague_has_checked_meanwhile_is_told_so() -> None:
    core, link = corner(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_children(pilot, link)
        await press(pilot, "p")
        core.to_check.pop(0)
        await choose(pilot, "proposal:1")
        await choose(pilot, "confirm:")
        assert words(pilot).startswith("Usulan itu sudah diperiksa rekan")
        assert "Wahyu 1" not in picture(pilot)


async def test_a_listed_child_tells_that_it_came_from_the_corner_and_its_consent_can_be_withdrawn() -> None:
    core, link = corner(), FakeLink()
    duty, own = listed(1), listed(2)
    own = own.model_copy(
        update={
            "head": own.head.model_copy(update={"source": Source.READING_CORNER}),
            "record": own.record.model_copy(update={"consent": AGREED}),
        }
    )
    core.without_card = [duty, own]
    async with console(core, link).run_test(size=(140, 40)) as pilot:
        await open_children(pilot, link)
        await choose(pilot, LEDUG)
        assert "dari pojok baca, izin Sulastri (ibu)" in picture(pilot)
        await choose(pilot, "child:1")
        assert "izin dicabut" not in picture(pilot)
        await press(pilot, "escape")
        await choose(pilot, "child:2")
        await choose(pilot, "close:withdrawn")
        await press(pilot, "y")
        assert core.filed == ["close child 2 withdrawn"]


async def test_when_nothing_waits_the_key_says_so() -> None:
    link = FakeLink()
    async with console(FakeCore(here=work(TicketState.SERVING)), link).run_test() as pilot:
        await open_children(pilot, link)
        await press(pilot, "p")
        assert words(pilot) == "Tidak ada usulan yang perlu diperiksa."


def test_who_serves_no_counter_decides_nothing() -> None:
    assert words_of.choices(shift_with(FakeCore(role=Role.CAMAT)), proposed()) == []
