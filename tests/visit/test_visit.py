"""A family's visit through the real programs: kiosk, slip, phone, board, voice, console, database."""

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Browser, Page, expect
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from devices.speech.chime import with_chime
from devices.speech.sound import load
from queue_core.officer.build import build
from queue_core.sop.rules.clocks import WHOLE
from tests.visit.office import Office

SERVICE = "Kartu Identitas Anak (KIA)"
CALL = "Nomor antrean A nol nol satu, silakan menuju loket satu"
OTHER_CALL = "Nomor antrean B sembilan nol tujuh, silakan menuju loket dua belas"
PASSWORD = "taman-yang-sejuk"
SECONDS_FOR_A_CALL = 15_000
TRIES = 400


@pytest.mark.real
@pytest.mark.alone
async def test_a_family_takes_a_ticket_is_called_and_served(office: Office, browser: Browser) -> None:
    kiosk, board, phone = [await browser.new_page() for _ in range(3)]
    await board.goto(office.addresses["board"])
    await take_a_ticket_in_two_touches(kiosk, office.addresses["kiosk"])
    page = scanned(newest(office.data / "slips", "*.png"))
    await phone.goto(page)
    await expect(phone.locator("body")).to_contain_text("A001")
    async with build(office.settings.officer).run_test(size=(120, 40)) as console:
        await sign_in(console, "wati", office.add_officer("wati"))
        await take_the_first_counter(console)
        await press_until(console, office, "called")
        await expect(board.locator("#now-number")).to_have_text("A001")
        await expect(phone.locator("body")).to_contain_text("Loket 1")
        await press_until(console, office, "done")
    await expect(phone.locator("body")).to_contain_text("Selesai")
    finished = [step for (step,) in office.rows("SELECT step FROM sop_clock WHERE finished_at IS NOT NULL")]
    assert [step for step in finished if step != WHOLE] == ["verify", "make", "hand_over"]
    assert finished.count(WHOLE) == 1
    await the_call_is_spoken(office, board)


async def take_a_ticket_in_two_touches(page: Page, address: str) -> None:
    await page.goto(address)
    await page.get_by_role("button", name=SERVICE).click()
    await page.get_by_role("button", name="Ambil nomor").click()
    await expect(page.locator(".number")).to_have_text("A001")
    await expect(page.locator("body")).to_contain_text("Silakan ambil kertas antrean Anda")


def newest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern))


def scanned(slip: Path) -> str:
    """The address in the QR of a slip, read by a reader that did not write it."""
    with Image.open(slip) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


async def sign_in(console: Pilot[None], name: str, one_time_password: str) -> None:
    await fill(console, {"#username": name, "#password": one_time_password})
    await fill(console, {"#new": PASSWORD, "#again": PASSWORD})


async def fill(console: Pilot[None], fields: dict[str, str]) -> None:
    first = next(iter(fields))
    await until(console, lambda: bool(console.app.screen.query(first)))
    for field, text in fields.items():
        console.app.screen.query_one(field, Input).value = text
    console.app.screen.query_one("#submit").focus()
    await console.press("enter")


async def take_the_first_counter(console: Pilot[None]) -> None:
    await until(console, lambda: bool(console.app.screen.query(OptionList)))
    await until(console, lambda: console.app.screen.query_one(OptionList).option_count > 0)
    console.app.screen.query_one(OptionList).highlighted = 0
    console.app.screen.query_one(OptionList).focus()
    await console.press("enter")
    await until(console, lambda: not console.app.screen.query(OptionList))


async def press_until(console: Pilot[None], office: Office, state: str) -> None:
    """Space, the natural next act, until the ticket is in the state."""
    for _ in range(TRIES):
        if office.rows("SELECT state FROM ticket") == [(state,)]:
            return
        await console.press("space")
        await console.app.workers.wait_for_complete()
        await console.pause(0.05)
    pytest.fail(f"the ticket did not become {state}")


async def until(console: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(TRIES):
        if holds():
            return
        await console.pause(0.05)
    pytest.fail("the console did not get there")


async def the_call_is_spoken(office: Office, board: Page) -> None:
    """As an independent rendering of the same words would be, and unlike one of other words."""
    log = office.data / "played" / "played.jsonl"
    for _ in range(TRIES):
        if log.exists():
            break
        await board.wait_for_timeout(50)
    clip = office.data / "clips" / json.loads(log.read_text().splitlines()[0])["file"]
    same, other = independent(office.data, CALL), independent(office.data, OTHER_CALL)
    assert seconds(clip) == pytest.approx(seconds(same), rel=0.03)
    assert load(clip).loudness == pytest.approx(load(same).loudness, rel=0.1)
    assert seconds(clip) != pytest.approx(seconds(other), rel=0.03)


def independent(folder: Path, words: str) -> Path:
    """The same chime, and the words spoken by the espeak-ng command."""
    speech, whole = folder / "speech.wav", folder / f"{len(words)}.wav"
    subprocess.run(["espeak-ng", "-v", "id", "-s", "140", "-w", str(speech), words], check=True)
    with_chime(speech, whole)
    return whole


def seconds(clip: Path) -> float:
    with wave.open(str(clip)) as sound:
        return float(sound.getnframes() / sound.getframerate())
