"""The board's page in a real browser, with the real core and the real board as processes."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from tests.board.programs import Cable, Office
from tests.board.screens import CUT_OFF, RESYNC_MS, SMALL, TELEVISION, UPRIGHT
from tests.core.office import token_of
from tests.reading_corner.corner import Corner, put

pytestmark = pytest.mark.real
LANE_WAITS_FROM = """half => parseInt(document.querySelector("#lanes .wait").textContent) >= half"""


def restart_board(page: Page, office: Office, **changes: object) -> None:
    office.kill("board")
    office.set_board(**changes)
    office.start("board")
    page.reload()
    expect(page.locator("#counters li")).to_have_count(3)


def heard(page: Page, office: Office, count: int) -> list[dict[str, str]]:
    """What was spoken, once so many announcements have ended."""
    for _ in range(160):
        if len(office.heard()) >= count:
            break
        page.wait_for_timeout(250)
    return office.heard()


def test_an_empty_morning_is_friendly(page: Page) -> None:
    expect(page.locator("#now")).to_have_attribute("data-state", "welcome")
    expect(page.get_by_text("Selamat datang")).to_be_visible()
    expect(page.locator("#lost")).to_be_hidden()


def test_a_call_appears_without_a_reload(screen: Page, hall: Office) -> None:
    screen.evaluate("window.sameDocument = true")
    number = hall.issue().ticket.number
    expect(screen.locator("#next li")).to_have_text([number])
    hall.call()
    expect(screen.locator("#now-number")).to_have_text(number)
    expect(screen.locator("#now-counter")).to_have_text("Loket 3")
    assert screen.evaluate("window.sameDocument")


def test_each_lane_tells_how_long_a_family_that_comes_now_may_wait_as_a_range(
    screen: Page, hall: Office
) -> None:
    hall.issue()
    hall.call()
    told = [hall.issue().wait for _ in range(3)][-1]
    assert told is not None
    card = screen.locator("#lanes li", has=screen.get_by_text("A", exact=True))
    expect(card.locator(".waiting")).to_have_text("3 menunggu")
    screen.wait_for_function(LANE_WAITS_FROM, arg=told.half)  # the next heartbeat tells it
    half, nine_in_ten = card.locator(".wait").inner_text().removesuffix(" menit").split("–")
    assert told.half <= int(half) < int(nine_in_ten)


def test_a_call_flashes_for_those_who_do_not_hear_and_then_stops(screen: Page, hall: Office) -> None:
    screen.clock.install()
    hall.issue()
    hall.call()
    expect(screen.locator("#now")).to_have_class("flash")
    screen.clock.run_for(8500)
    expect(screen.locator("#now")).not_to_have_class("flash")


def test_a_recall_says_that_it_is_the_second_call(screen: Page, hall: Office) -> None:
    hall.issue()
    hall.call()
    hall.act("recall")
    expect(screen.locator("#now-again")).to_have_text("Panggilan ke-2")


def test_a_dead_core_is_shown_with_the_age_and_mended(page: Page, office: Office) -> None:
    office.issue()
    office.call()
    expect(page.locator("#now-number")).to_have_text("A001")
    office.kill("core")
    band = page.locator("#lost")
    expect(band).to_have_text(
        re.compile(r"Terputus sejak [2-9] detik; layar menunjukkan keadaan pukul \d\d\.\d\d")
    )
    expect(page.locator("#now-number")).to_have_text("A001")
    office.start("core")
    expect(band).to_be_hidden(timeout=RESYNC_MS)


def test_a_call_that_the_board_missed_is_shown_and_spoken_once(page: Page, office: Office) -> None:
    cable = Cable(office.settings.core.port)
    restart_board(page, office, core=cable.address)
    office.issue()
    expect(page.locator("#next li")).to_have_count(1)
    cable.pull()
    expect(page.locator("#lost")).to_be_visible()
    office.call()
    cable.plug()
    expect(page.locator("#now-number")).to_have_text("A001", timeout=RESYNC_MS)
    expect(page.locator("#now")).to_have_class("flash")
    assert len(heard(page, office, 1)) == 1


def test_a_dead_board_program_is_shown_by_the_page_itself(page: Page, office: Office) -> None:
    office.kill("board")
    expect(page.locator("#lost")).to_contain_text("Terputus sejak")
    office.start("board")
    expect(page.locator("#lost")).to_be_hidden()


def test_calls_are_spoken_one_after_another(page: Page, office: Office) -> None:
    for _ in range(2):
        office.issue()
        office.call()
        office.act("start")
        office.act("finish")
    expect(page.locator("#now-number")).to_have_text("A002")
    first, second = heard(page, office, 2)
    assert first["ended"] <= second["started"]


def test_a_board_that_shall_not_speak_says_so_in_words(page: Page, office: Office) -> None:
    restart_board(page, office, speaker="none")
    expect(page.locator("#sound")).to_contain_text("Tanpa suara: pengeras suara dimatikan")


def test_a_machine_without_a_loudspeaker_says_so_in_words_and_shows_the_call(
    page: Page, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    monkeypatch.setenv("PULSE_SERVER", "nowhere")
    restart_board(page, office, speaker="auto")
    office.issue()
    office.call()
    expect(page.locator("#now-number")).to_have_text("A001")
    expect(page.locator("#sound")).to_contain_text("Tanpa suara: pengeras suara tidak ditemukan")


def test_a_machine_without_espeak_says_so_in_words_and_shows_the_call(
    page: Page, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = office.folder / "gone"
    gone.mkdir()
    (gone / "pyttsx3.py").write_text("raise ImportError\n")
    monkeypatch.setenv("PATH", str(gone))
    monkeypatch.setenv("PYTHONPATH", str(gone), prepend=os.pathsep)
    restart_board(page, office, clips=office.folder / "clips")  # none is rendered yet
    office.issue()
    office.call()
    expect(page.locator("#now-number")).to_have_text("A001")
    expect(page.locator("#sound")).to_contain_text("Tanpa suara: program suara espeak-ng tidak bekerja")


def test_the_book_that_a_corner_tells_gives_way_to_a_call_and_goes_when_it_is_not_for_children(
    screen: Page, hall: Office, tmp_path: Path
) -> None:
    corner, core = Corner(tmp_path), CoreApi(hall.core, token_of(Role.READING_CORNER))
    title = put(corner.shelf, "Gajah Kecil", topic="Fabel", colour="Merah")
    core.tell_book_of_the_day(corner.book_of_the_day(date(2026, 11, 30)))
    strip = screen.get_by_role("region", name="Buku hari ini di pojok baca")
    for words in ("Gajah Kecil", "Rara Wulansari", "Rak merah"):
        expect(strip).to_contain_text(words)
    expect(strip.locator("img")).to_have_js_property("naturalWidth", 300)
    hall.issue()
    hall.call()
    expect(strip).to_have_class("aside")
    corner.only_for_adults(title)
    core.tell_book_of_the_day(corner.book_of_the_day(date(2026, 11, 30)))
    expect(strip).to_be_hidden()


@pytest.mark.parametrize("size", [TELEVISION, SMALL, UPRIGHT])
def test_a_busy_board_is_readable_by_everybody_and_cuts_nothing_off(
    screen: Page, hall: Office, size: ViewportSize
) -> None:
    screen.set_viewport_size(size)
    for _ in range(8):
        hall.issue("documents")
    for _ in range(6):
        hall.call()
        hall.act("no-show")
    hall.call()
    hall.act("recall")
    expect(screen.locator("#now-again")).to_be_visible()
    assert screen.evaluate(CUT_OFF) == []
    assert Axe().run(screen).generate_snapshot() == ""
