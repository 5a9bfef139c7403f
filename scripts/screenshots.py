"""Takes the pictures of the README from the running programs: 'make screenshots'."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

# the programs are taken from this checkout, whatever else is installed
from playwright.async_api import Browser, async_playwright  # noqa: E402
from textual.pilot import Pilot  # noqa: E402
from textual.widgets import Input  # noqa: E402

from benchmarks.browser import BROWSER, QUIET  # noqa: E402
from benchmarks.office import RunningOffice, office  # noqa: E402
from queue_core.access.rules import Role  # noqa: E402
from queue_core.access.service import administration  # noqa: E402
from queue_core.admin.office import open_door  # noqa: E402
from queue_core.client.api import CoreApi  # noqa: E402
from queue_core.foundation.identifiers import new_request_id  # noqa: E402
from queue_core.officer.build import build  # noqa: E402
from queue_core.tickets.wire.tickets import NewTicket  # noqa: E402

IMAGES = ROOT / "docs" / "images"
EARLY = ("kia", "kia", "kia")
FAMILIES = ("kia", "documents", "kia", "assisted", "registration", "kia", "kia_group", "kia")
COLUMNS, LINES = 120, 36
PASSWORD = "pictures-for-the-readme"  # noqa: S105  of an office that lives for a minute


async def take(running: RunningOffice, browser: Browser) -> None:
    """Every picture, in the order of a visit."""
    _come_and_call(running, running.officer("rina"), 3, EARLY)
    await _kiosk(running, browser)
    _come_and_call(running, running.officer("sari"), 2, FAMILIES)
    await _board(running, browser)
    await _console(running, browser)


def _come_and_call(running: RunningOffice, officer: CoreApi, counter: int, services: tuple[str, ...]) -> None:
    for service in services:
        running.kiosk.issue(NewTicket(service=service), new_request_id())
    officer.act(counter, "open")
    officer.act(counter, "call-next")


async def _kiosk(running: RunningOffice, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1080, "height": 1920}, device_scale_factor=0.5)
    await page.goto(f"http://{running.settings.kiosk.host}:{running.settings.kiosk.port}/")
    await page.get_by_role("button", name="Kartu Identitas Anak (KIA)").wait_for()
    await page.screenshot(path=IMAGES / "kiosk.png")
    await page.get_by_role("button", name="Kartu Identitas Anak (KIA)").click()
    await page.get_by_role("button", name="Ambil nomor").click()
    await page.locator(".number").wait_for()
    slips = Path(running.settings.kiosk.printer.removeprefix("virtual:"))
    shutil.copy(max(slips.glob("*.png")), IMAGES / "slip.png")
    await page.close()


async def _board(running: RunningOffice, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1920, "height": 1080}, device_scale_factor=0.5)
    await page.goto(f"http://{running.settings.board.host}:{running.settings.board.port}/")
    await page.locator("#next li").first.wait_for()
    await page.locator(".wait:not(:empty)").first.wait_for()
    await page.screenshot(path=IMAGES / "board.png")
    await page.close()


async def _console(running: RunningOffice, browser: Browser) -> None:
    with open_door(running.settings.core) as door:
        one_time = administration.add_account(door, "dewi", [Role.OFFICER])
    async with build(running.settings.officer).run_test(size=(COLUMNS, LINES)) as console:
        await _fill(console, {"#username": "dewi", "#password": one_time})
        await _fill(console, {"#new": PASSWORD, "#again": PASSWORD})
        await _appears(console, "OptionList")
        await console.pause(1)
        await console.press("enter")
        for _ in range(2):
            await console.pause(1)
            await console.press("space")
        await console.pause(2)
        picture = console.app.export_screenshot()
    page = await browser.new_page(viewport={"width": 1480, "height": 920})
    await page.set_content(f"<body style='margin:0'>{picture}</body>")
    await page.locator("svg").first.screenshot(path=IMAGES / "console.png")


async def _fill(console: Pilot[None], fields: dict[str, str]) -> None:
    await _appears(console, next(iter(fields)))
    for field, text in fields.items():
        console.app.screen.query_one(field, Input).value = text
    console.app.screen.query_one("#submit").focus()
    await console.press("enter")


async def _appears(console: Pilot[None], what: str) -> None:
    while not console.app.screen.query(what):
        await console.pause(0.05)


async def main() -> None:
    """Starts an office for the pictures, and a browser."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kerak-pictures-") as folder, office(Path(folder)) as running:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=BROWSER, args=list(QUIET))
            await take(running, browser)
            await browser.close()


asyncio.run(main())
