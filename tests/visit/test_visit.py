"""A family's visit through the real programs: kiosk, slip, phone, board, voice, console, card, receipt."""

from __future__ import annotations

import json
import statistics
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

from devices.speech.chime import chime, with_chime
from devices.speech.sound import Sound, load
from queue_core.kia.rules.life import Action
from queue_core.officer.build import build
from queue_core.officer.stock import Deed
from queue_core.sop.rules.clocks import DOCUMENT, WHOLE
from tests.kia.faces import face, jpeg
from tests.kia.order_law import require_law
from tests.officer.driving import choose, fill_in, press
from tests.officer.file_driving import fill_in_the_file, hand_over, move, offers, say_serial
from tests.visit.office import Office

SERVICE = "Kartu Identitas Anak (KIA)"
CALL = "Nomor antrean A nol nol satu, silakan menuju loket satu"
OTHER_CALLS = (
    "Nomor antrean A nol nol tiga, silakan menuju loket tiga",
    "Nomor antrean A nol nol satu, silakan menuju loket tiga",
)
"""As long as the call, within a hundredth."""
LOUDNESS_SECONDS = 0.01
PASSWORD = "taman-yang-sejuk"
SECONDS_FOR_A_CALL = 15_000
TRIES = 400
PACKET = ("KB0001", "KB0010")
BLANK = PACKET[0]


@pytest.mark.real
@pytest.mark.alone
async def test_a_family_takes_a_ticket_and_goes_home_with_the_card(office: Office, browser: Browser) -> None:
    kiosk, board, phone = [await browser.new_page() for _ in range(3)]
    await board.goto(office.addresses["board"])
    await take_a_ticket_in_two_touches(kiosk, office.addresses["kiosk"])
    page = scanned(newest(office.data / "slips", "*.png"))
    await phone.goto(page)
    await expect(phone.locator("body")).to_contain_text("A001")
    settings = office.settings.officer.model_copy(update={"downloads": office.data / "downloads"})
    async with build(settings).run_test(size=(120, 40)) as console:
        await sign_in(console, "wati", office.add_officer("wati", "siak_operator"))
        await take_the_first_counter(console)
        await receive_blanks(console)
        await press_until(console, office, "called")
        await expect(board.locator("#now-number")).to_have_text("A001")
        await expect(phone.locator("body")).to_contain_text("Loket 1")
        await press_until(console, office, "serving")
        await make_the_card(console, office)
        await press_until(console, office, "done")
    the_card_is_made_once_and_handed_over(office)
    await expect(phone.locator("body")).to_contain_text("Selesai")
    finished = [step for (step,) in office.rows("SELECT step FROM sop_clock WHERE finished_at IS NOT NULL")]
    assert [step for step in finished if step not in (WHOLE, DOCUMENT)] == ["verify", "make", "hand_over"]
    assert (finished.count(WHOLE), finished.count(DOCUMENT)) == (1, 1)
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


async def receive_blanks(console: Pilot[None]) -> None:
    await press(console, "v")
    await choose(console, Deed.RECEIVE)
    for serial in PACKET:
        await fill_in(console, line=serial)
    await press(console, "escape")


async def make_the_card(console: Pilot[None], office: Office) -> None:
    """The file of the ticket at the counter, from the form to the receipt; the print station prints."""
    photo = office.data / "photo.jpg"
    photo.write_bytes(jpeg(face()))
    await press(console, "o", "enter")
    await fill_in_the_file(console, photo)
    for action in (Action.SUBMIT, Action.VERIFY, Action.RECORD, Action.ORDER_PRINT):
        await move(console, action)
    await say_serial(console, "card:load", BLANK)
    await until(console, lambda: offers(console, "card:scan_back"))
    await say_serial(console, "card:scan_back", BLANK)
    await move(console, Action.MAKE_READY)
    await hand_over(console)
    await choose(console, "print:receipt")
    await until(console, lambda: (office.data / "downloads" / "receipt-1.pdf").exists())
    await press(console, "escape", "escape", "escape")


def the_card_is_made_once_and_handed_over(office: Office) -> None:
    (card,) = (office.data / "cards").glob("*.png")
    with Image.open(card) as picture:
        assert picture.width > picture.height
    assert office.rows("SELECT file.state FROM file JOIN ticket ON ticket.id = ticket_id") == [
        ("handed_over",)
    ]
    assert office.rows("SELECT number, file_id FROM register_entry") == [(1, 1)]
    assert office.rows("SELECT state, count(*) FROM blank GROUP BY state") == [("drawer", 9), ("good", 1)]
    assert office.rows("SELECT state, blank FROM print_order") == [("done", BLANK)]
    require_law(office.data / "office.db")


async def until(console: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(TRIES):
        if holds():
            return
        await console.pause(0.05)
    pytest.fail("the console did not get there")


async def the_call_is_spoken(office: Office, board: Page) -> None:
    """As an independent rendering of the same words would be, more than of words that sound much alike."""
    log = office.data / "played" / "played.jsonl"
    for _ in range(TRIES):
        if log.exists():
            break
        await board.wait_for_timeout(50)
    clip = office.data / "clips" / json.loads(log.read_text().splitlines()[0])["file"]
    same = independent(office.data, CALL)
    assert seconds(clip) == pytest.approx(seconds(same), rel=0.03)
    assert load(clip).loudness == pytest.approx(load(same).loudness, rel=0.1)
    alike = likeness(clip, same)
    for words in OTHER_CALLS:
        assert likeness(clip, independent(office.data, words)) < alike


def independent(folder: Path, words: str) -> Path:
    """The same chime, and the words spoken by the espeak-ng command."""
    speech, whole = folder / "speech.wav", folder / f"{len(words)}.wav"
    subprocess.run(["espeak-ng", "-v", "id", "-s", "140", "-w", str(speech), words], check=True)
    with_chime(speech, whole)
    return whole


def likeness(one: Path, other: Path) -> float:
    """The correlation of how loud two clips are from moment to moment, without the chime both begin with."""
    pairs = list(zip(swelling(one), swelling(other), strict=False))
    return statistics.correlation(*zip(*pairs, strict=True))


def swelling(clip: Path) -> list[float]:
    sound = load(clip)
    step = int(sound.rate * LOUDNESS_SECONDS)
    return [
        Sound(sound.samples[at : at + step], sound.rate).loudness
        for at in range(len(chime(sound.rate).samples), len(sound.samples), step)
    ]


def seconds(clip: Path) -> float:
    with wave.open(str(clip)) as sound:
        return float(sound.getnframes() / sound.getframerate())
