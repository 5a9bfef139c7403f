"""The board's page in a real browser, with the real core and the real board as processes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.board.programs import Cable, Office, open_counter

pytestmark = pytest.mark.real
TELEVISION = ViewportSize(width=1920, height=1080)
SMALL = ViewportSize(width=1280, height=720)
UPRIGHT = ViewportSize(width=1080, height=1920)
RESYNC_MS = 8000.0
"""Promise B1 says 2 s, of a machine that does not run other tests beside this one."""
CUT_OFF = """() => [...document.querySelectorAll('h1,h2,p,li,strong,span,time')]
  .filter(node => node.checkVisibility() && !node.closest('.counters h2'))
  .filter(node => {
    const box = node.getBoundingClientRect();
    const outside = box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    const block = getComputedStyle(node).display !== 'inline';
    return outside || (block && node.scrollWidth > node.clientWidth + 1);
  })
  .map(node => node.textContent)"""


@pytest.fixture
def page(office: Office, browser: Browser) -> Iterator[Page]:
    """The board of an office whose counter 3 is open, steady for whoever must not see flashes."""
    office.start("board")
    open_counter(office)
    page = browser.new_page(viewport=TELEVISION, reduced_motion="reduce")
    page.goto(office.board)
    expect(page.locator("#counters li")).to_have_count(3)
    yield page
    page.close()


def restart_board(page: Page, office: Office, **changes: str) -> None:
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


def test_a_call_appears_without_a_reload(page: Page, office: Office) -> None:
    page.evaluate("window.sameDocument = true")
    office.issue()
    expect(page.locator("#next li")).to_have_text(["A001"])
    office.call()
    expect(page.locator("#now-number")).to_have_text("A001")
    expect(page.locator("#now-counter")).to_have_text("Loket 3")
    assert page.evaluate("window.sameDocument")


def test_a_call_flashes_for_those_who_do_not_hear_and_then_stops(page: Page, office: Office) -> None:
    page.clock.install()
    office.issue()
    office.call()
    expect(page.locator("#now")).to_have_class("flash")
    page.clock.run_for(8500)
    expect(page.locator("#now")).not_to_have_class("flash")


def test_a_recall_says_that_it_is_the_second_call(page: Page, office: Office) -> None:
    office.issue()
    office.call()
    office.act("recall")
    expect(page.locator("#now-again")).to_have_text("Panggilan ke-2")


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


def test_a_machine_without_a_loudspeaker_says_so_in_words(page: Page, office: Office) -> None:
    restart_board(page, office, speaker="none")
    expect(page.locator("#sound")).to_contain_text("Tanpa suara")


@pytest.mark.parametrize("size", [TELEVISION, SMALL, UPRIGHT])
def test_a_busy_board_is_readable_by_everybody_and_cuts_nothing_off(
    page: Page, office: Office, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    for _ in range(8):
        office.issue("documents")
    for _ in range(6):
        office.call()
        office.act("no-show")
    office.call()
    office.act("recall")
    expect(page.locator("#now-again")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
    assert Axe().run(page).generate_snapshot() == ""
