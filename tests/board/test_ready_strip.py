"""What is ready on the real board: quiet, by number only, gone once it is fetched; the book beside it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.board.programs import Office
from tests.board.ready import DocumentDesk
from tests.board.screens import CUT_OFF, RESYNC_MS, SMALL, TELEVISION, UPRIGHT
from tests.board.test_board_page import heard

pytestmark = pytest.mark.real
DOZEN = [f"{number}/2026" for number in range(12345, 12333, -1)]
"""What the board of a regency shows at the end of a year."""
BOOK = {
    "name": "Petualangan Tiga Sekawan di Gua Jatijajar yang ...",
    "authors": "Rara Wulansari, Bagus Kusumaningrat, ...",
    "shelf": {"colour": "pink", "paint": "#f27fb2"},
    "cover": "/static/icon.svg",
}
MEASURED = f"""([numbers, book]) => {{
  [view.ready, view.book] = [numbers, book];
  paint(); // the program's next picture would take both away again: measured at once
  const height = id => document.getElementById(id).getBoundingClientRect().height;
  return {{ cutOff: ({CUT_OFF})(), call: height("now"), strip: Math.max(height("ready"), height("book")) }};
}}"""


@pytest.fixture
def desk(office: Office) -> DocumentDesk:
    return DocumentDesk(office)


def test_a_number_appears_without_a_reload_and_goes_when_it_is_fetched(
    page: Page, desk: DocumentDesk
) -> None:
    strip = page.get_by_role("region", name="Siap diambil")
    expect(strip).to_be_hidden()
    head = desk.make_ready()
    assert head.register_number is not None
    expect(strip.get_by_role("listitem")).to_have_text([head.register_number])
    desk.hand_over(head)
    expect(strip).to_be_hidden()


def test_a_screen_reader_hears_politely_of_what_is_new_and_of_nothing_else(
    page: Page, desk: DocumentDesk
) -> None:
    news = page.locator("#ready-news")
    first, second = desk.make_ready(), desk.make_ready()
    expect(news).to_have_text(f"Siap diambil: nomor register {second.register_number}")
    desk.hand_over(first)
    expect(page.locator("#ready-numbers li")).to_have_count(1)
    expect(news).to_have_text("")
    expect(news).to_have_attribute("role", "status")


def test_only_the_call_is_spoken_not_what_is_ready(page: Page, office: Office, desk: DocumentDesk) -> None:
    desk.make_ready()
    expect(page.locator("#ready")).to_be_visible()
    expect(page.locator("#now")).to_have_attribute("data-state", "welcome")
    office.issue()
    office.call()
    assert len(heard(page, office, 1)) == 1


def test_a_board_that_was_away_knows_what_is_ready_and_says_it_as_no_news(
    page: Page, office: Office, desk: DocumentDesk
) -> None:
    office.kill("board")
    number = desk.make_ready().register_number
    office.start("board")
    page.reload()
    expect(page.locator("#ready-numbers li")).to_have_text([str(number)], timeout=RESYNC_MS)
    expect(page.locator("#ready-news")).to_have_text("")


@pytest.mark.parametrize("size", [TELEVISION, SMALL, UPRIGHT])
def test_a_full_strip_fits_a_busy_board_and_leaves_the_call_the_largest(
    page: Page, office: Office, desk: DocumentDesk, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    for _ in range(8):
        office.issue("documents")
    for _ in range(6):
        office.call()
        office.act("no-show")
    office.call()
    desk.make_ready()
    expect(page.locator("#earlier li")).to_have_count(5)
    expect(page.locator("#ready")).to_be_visible()
    assert Axe().run(page).generate_snapshot() == ""
    full = page.evaluate(MEASURED, [DOZEN, BOOK])
    assert full["cutOff"] == []
    assert full["call"] > 2 * full["strip"]
