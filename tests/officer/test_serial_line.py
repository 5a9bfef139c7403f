"""A serial by the camera at the console: the page reads it, and the screen goes on as after a scanner."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.async_api import async_playwright, expect

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.orders import OrderState
from queue_core.officer.app import OfficerApp
from queue_core.officer.screens.ask_serial import AskSerial
from queue_core.tickets.rules.life import TicketState
from tests.browser import CHROMIUM, QUIET
from tests.devices.code_pictures import film, frame, printed, seen
from tests.officer.driving import (
    Driver,
    choose,
    fill_in,
    go_on,
    labels,
    picture,
    press,
    screen_of,
    settled,
    words,
)
from tests.officer.fake_files import file_head, file_view
from tests.officer.fake_printing import print_order
from tests.officer.fakes import FakeCore, FakeLink, console, work

pytestmark = pytest.mark.real

FIRST, SECOND = "AB0012345", "AB0012346"


class Desk:
    """A console with a card to print, and the camera pages that it opened."""

    def __init__(self, state: OrderState) -> None:
        self.core, self.link, self.opened = FakeCore(role=Role.SIAK_OPERATOR), FakeLink(), list[str]()
        self.core.here = work(TicketState.SERVING)
        order = print_order(state)
        self.core.orders = {1: print_order(state, id=1)}
        self.core.kept = {1: file_view(file_head(1, FileState.PRINT_ORDERED), order=order)}

    def console(self) -> OfficerApp:
        app = console(self.core, self.link)
        app.shift.show_page = lambda address: not self.opened.append(address)  # type: ignore[func-returns-value]
        return app

    async def ask(self, pilot: Driver, *entries: str) -> None:
        await go_on(pilot, self.link)
        await press(pilot, "o")
        for entry in entries:
            await choose(pilot, entry)
        await press(pilot, "f4")

    def show(self, code: str, *, frames: int = 2) -> list[str]:
        """Holds a code before the camera of the page that was opened last; what each frame showed."""
        page, token = self.opened[-1].split("#")
        sent = Request(f"{page}frame", frame(seen(printed(code))), {"X-Camera-Token": token})
        return [json.load(urlopen(sent))["saw"] for _ in range(frames)]


async def test_a_blank_is_loaded_by_what_the_camera_reads_and_the_page_ends() -> None:
    desk = Desk(OrderState.WAITING)
    async with desk.console().run_test() as pilot:
        await desk.ask(pilot, "file:1", "card:load")
        assert "127.0.0.1" in words(pilot)
        assert desk.show(FIRST) == ["once", "taken"]
        await settled(pilot)
        assert (desk.core.said, words(pilot)) == ([f"load (7,) {FIRST}"], f"Dimuat: {FIRST}.")
        with pytest.raises(OSError, match="refused"):
            desk.show(FIRST)


async def test_a_card_is_scanned_back_by_the_camera() -> None:
    desk = Desk(OrderState.PRINTED)
    async with desk.console().run_test() as pilot:
        await desk.ask(pilot, "file:1", "card:scan_back")
        desk.show(FIRST)
        await settled(pilot)
        assert desk.core.said == [f"scan 1 {FIRST}"]


async def test_cards_of_a_pile_are_read_one_after_another_each_once() -> None:
    desk = Desk(OrderState.PRINTED)
    async with desk.console().run_test(size=(110, 36)) as pilot:
        await desk.ask(pilot, "many:", "scan:")
        assert desk.show(FIRST, frames=4) == ["once", "taken", "again", "again"]
        await settled(pilot)
        desk.show("AB0099999")
        await settled(pilot)
        assert words(pilot).startswith("SALAH AB0099999")
        assert (desk.core.said, "1 benar, 1 salah" in picture(pilot)) == ([f"scan 1 {FIRST}"], True)


async def test_the_last_of_a_packet_is_not_taken_from_the_first_that_lies_there_still() -> None:
    desk = Desk(OrderState.WAITING)
    async with desk.console().run_test(size=(120, 36)) as pilot:
        await go_on(pilot, desk.link)
        await press(pilot, "v")
        await choose(pilot, "receive")
        await fill_in(pilot, line=FIRST)
        await press(pilot, "f4")
        assert desk.show(FIRST) == ["again", "again"]
        assert desk.show(SECOND) == ["once", "taken"]
        await settled(pilot)
        assert desk.core.stock_asked == [f"receive {FIRST} {SECOND}"]


async def test_the_key_is_offered_and_the_page_goes_with_the_question() -> None:
    desk = Desk(OrderState.WAITING)
    async with desk.console().run_test() as pilot:
        await desk.ask(pilot, "file:1", "card:load")
        assert isinstance(screen_of(pilot), AskSerial)
        assert labels(pilot)["f4"] == "Kamera"
        await press(pilot, "escape")
        assert desk.core.said == []
        with pytest.raises(OSError, match="refused"):
            desk.show(FIRST)


async def test_a_page_that_was_opened_before_is_turned_away() -> None:
    desk = Desk(OrderState.WAITING)
    async with desk.console().run_test() as pilot:
        await desk.ask(pilot, "file:1", "card:load")
        page, _ = desk.opened[-1].split("#")
        with pytest.raises(HTTPError, match="403"):
            urlopen(Request(f"{page}frame", b"", {"X-Camera-Token": "of the page before"}))


async def test_the_real_camera_page_fills_the_serial_into_the_console(tmp_path: Path) -> None:
    desk, shown = Desk(OrderState.WAITING), film(tmp_path / "camera.y4m", [seen(printed(FIRST), degrees=8)])
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    args = [*QUIET, *camera, f"--use-file-for-fake-video-capture={shown}"]
    async with desk.console().run_test() as pilot, async_playwright() as playwright:
        await desk.ask(pilot, "file:1", "card:load")
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        page = await browser.new_page()
        await page.goto(desk.opened[-1])
        await expect(page.locator("#serial")).to_have_text(FIRST, timeout=10_000)
        await settled(pilot)
        assert desk.core.said == [f"load (7,) {FIRST}"]
        await browser.close()
