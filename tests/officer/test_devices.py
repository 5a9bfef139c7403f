"""The list of devices: what is well in few words, what is not in the officer's own."""

from __future__ import annotations

import pytest

from queue_core.access.rules import Role
from queue_core.access.wire import DeviceHealth, DeviceView, OwnNumbers
from queue_core.officer.screens.devices import DevicesScreen
from tests.officer.driving import go_on, picture, press, screen_of
from tests.officer.fakes import NOW, FakeCore, FakeLink, console

pytestmark = pytest.mark.real


def device(name: str, *, silent: bool = False, **health: str) -> DeviceView:
    return DeviceView(
        name=name,
        role=Role.KIOSK,
        connected=not silent,
        silent=silent,
        last_seen=NOW,
        health=DeviceHealth(version="1", **health),
    )


async def test_one_key_shows_how_every_device_is_and_closes_the_list() -> None:
    enrolled = (
        device("board-1", sound="no_loudspeaker"),
        device("kiosk-1", printer="ready", slip="printed"),
        device("kiosk-2", printer="out_of_paper", silent=True),
    )
    link = FakeLink()
    async with console(FakeCore(enrolled=enrolled), link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "g")
        shown = picture(pilot)
        assert "! board-1  terdengar 09:30  suara: tidak ada pengeras suara" in shown
        assert "● kiosk-1  terdengar 09:30  baik" in shown
        assert all(part in shown for part in ("tidak tersambung", "tidak ada kabar", "kertas habis"))
        await press(pilot, "g")
        assert not isinstance(screen_of(pilot), DevicesScreen)


async def test_a_kiosk_that_was_cut_off_is_told_with_what_it_gave_by_itself() -> None:
    def kiosk(name: str, letter: str | None, *, silent: bool = False, refused: int = 0) -> DeviceView:
        numbers = OwnNumbers(letter=letter, waiting=2, entered=14, refused=refused)
        health = DeviceHealth(version="1", numbers=numbers)
        return device(name, silent=silent).model_copy(update={"health": health})

    enrolled = (kiosk("kiosk-1", "K"), kiosk("kiosk-2", "R", silent=True, refused=1), kiosk("kiosk-3", None))
    link = FakeLink()
    async with console(FakeCore(enrolled=enrolled), link).run_test(size=(150, 40)) as pilot:
        await go_on(pilot, link)
        await press(pilot, "g")
        shown = picture(pilot)
        assert "● kiosk-1  terdengar 09:30  baik; 2 nomor belum masuk; 14 nomor masuk menyusul" in shown
        assert all(part in shown for part in ("! kiosk-2", "memberi nomor R…", "gagal masuk"))
        assert "! kiosk-3  terdengar 09:30  tanpa huruf sendiri" in shown


async def test_a_core_that_is_away_is_said_in_the_list() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        core.away = True
        await press(pilot, "g")
        assert "Server antrean tidak menjawab" in picture(pilot)
