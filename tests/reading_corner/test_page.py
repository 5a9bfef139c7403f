"""The child's pages in a real browser: by touch, by keys, by ear; and nothing of a visit remains."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from reading_corner.rules.calling import NumberNow, Standing
from tests.reading_corner.corner import Corner, put
from tests.reading_corner.lending_desk import PAGE, PAGE_NUMBER

pytestmark = pytest.mark.real
SEVEN_TO_ONE = {
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],  # what passes is not written out node by node
}
BUDGET = 300_000
CARD = "9902014205200001"
SIZES = ((800, 1280), (1280, 800))
"""Dots of a panel that stands upright, and of one that lies."""
ADDRESSES = (
    "/{0}",
    "/{0}/themes/animals",
    "/{0}/ages/seedling",
    "/{0}/titles/1",
    "/{0}/titles/1/place",
    "/{0}/titles/2/place",
    "/{0}/digital",
    "/{0}/digital/hujan",
    "/{0}/digital/awan",
    "/{0}/digital/hujan/0",
    "/{0}/digital/hujan/1",
    "/{0}/search",
)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=SEVEN_TO_ONE).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def type_by_touch(page: Page, word: str) -> None:
    page.locator("[data-letter]").first.wait_for()
    page.wait_for_load_state()  # else the first touch comes before the script
    for letter in word:
        page.locator(f"[data-letter='{letter}']").tap()


def press_to(page: Page, key: str, name: str) -> None:
    """Presses an arrow until the focus is on the thing of this name."""
    for _ in range(12):
        if name in (page.evaluate("document.activeElement.textContent") or ""):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {name}")


def test_a_child_who_cannot_read_reaches_a_book_in_four_touches(page: Page) -> None:
    touches = [".themes a >> nth=0", ".covers a >> nth=1", "#read"]
    for touch in touches:
        page.locator(touch).tap()
    expect(page.locator(".shelf")).to_be_visible()
    expect(page.locator(".sentence")).to_have_text("Ambil bukunya di rak kuning.")
    assert len(touches) <= 4


def test_the_same_way_is_gone_by_keys_with_the_focus_in_sight(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    expect(page.locator(".themes a").first).to_be_focused()
    press_to(page, "ArrowRight", "Antariksa")
    outline = "getComputedStyle(document.activeElement).outlineWidth"
    assert page.evaluate(outline) == "6px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes/space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/titles/5")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_have_text("Ambil bukunya di rak.")


def test_escape_goes_back_and_at_last_to_the_start(page: Page) -> None:
    page.locator(".themes a").first.tap()
    page.locator(".covers a").first.tap()
    page.wait_for_url("**/titles/1")
    page.keyboard.press("Escape")
    page.wait_for_url("**/themes/animals")
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Mau baca apa?")


def test_a_book_that_is_out_is_told_on_its_cover_and_its_page(page: Page, corner: Corner) -> None:
    corner.lend(1)
    page.locator(".themes a").first.tap()
    expect(page.locator(".covers li").first).to_contain_text("Sedang dibaca")
    page.locator(".covers a").first.tap()
    page.locator("#read").tap()
    expect(page.locator(".sentence")).to_contain_text("sedang dibaca teman lain")
    expect(page.locator(".shelf")).to_have_count(0)


def test_search_finds_while_one_touches_letters_also_with_an_error(page: Page) -> None:
    page.locator("#search").tap()
    type_by_touch(page, "kam")
    expect(page.locator("#hits li")).not_to_have_count(0)
    type_by_touch(page, "cil")
    expect(page.locator("#hits li").first).to_contain_text("Kancil dan Dua Belas Buaya")
    page.get_by_role("button", name="kancil").tap()
    expect(page.locator("#typed")).to_have_value("kancil ")
    page.locator("#hits a").first.tap()
    expect(page.locator("h1")).to_have_text("Kancil dan Dua Belas Buaya")


def test_what_is_not_there_is_said_and_a_letter_is_taken_back(page: Page) -> None:
    page.locator("#search").tap()
    type_by_touch(page, "qqqqqq")
    expect(page.locator("#nothing")).to_be_visible()
    page.locator("#erase").tap()
    expect(page.locator("#typed")).to_have_value("qqqqq")


def test_a_number_shows_titles_for_the_wait_and_the_age(page: Page, corner: Corner) -> None:
    corner.numbers["A012"] = NumberNow(Standing.WAITING, before=5, half=6)
    page.locator("#number").tap()
    page.wait_for_url("**/number")
    type_by_touch(page, "a012")
    expect(page.locator("#told")).to_contain_text("Kira-kira 6 menit lagi")
    page.get_by_role("button", name="4–6 tahun").tap()
    expect(page.locator("#hits li").first).to_contain_text("Gajah Kecil Belajar Berenang")
    expect(page.locator("#hits li").first).to_be_in_viewport(ratio=1)
    assert violations(page) == []
    page.locator("#typed").tap()
    expect(page.locator(".letters")).to_be_visible()


@pytest.mark.parametrize("screen", ["number", "search"])
@pytest.mark.parametrize(
    "scanned", [CARD, f"https://antrean.kembaran.example/t/{PAGE}"], ids=["card", "slip"]
)
def test_a_scanned_card_or_slip_never_stands_in_an_address(
    page: Page, corner: Corner, screen: str, scanned: str
) -> None:
    corner.numbers[PAGE_NUMBER] = NumberNow(Standing.NEAR, before=1)
    asked: list[str] = []
    page.goto(page.url + f"id/{screen}")
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.type(scanned)
    if screen == "search":
        expect(page.locator("#nothing")).to_be_visible()
    elif PAGE in scanned:
        expect(page.locator("#told")).to_contain_text("Sebentar lagi")
    else:
        with page.expect_response("**/api/fitting"):
            page.locator("#erase").tap()
    assert not any(part in address for address in asked for part in (CARD[:7], PAGE[:4], "%3A%2F%2F"))


def test_a_title_is_read_aloud_in_the_projects_voice(page: Page, corner: Corner) -> None:
    page.locator(".themes a").first.tap()
    page.locator(".covers a").first.tap()
    page.wait_for_url("**/titles/*")
    with page.expect_response(lambda answer: _is_clip(answer) and answer.request.method == "GET") as heard:
        page.locator("#listen").tap()
        page.clock.run_for(2_000)
    assert heard.value.status in (200, 206)
    assert corner.voice.spoken[0][0].startswith("Gajah Kecil Belajar Berenang. Cerita pendek")
    expect(page.locator("#no-voice")).to_be_hidden()


def _is_clip(answer: Response) -> bool:
    return "/clips/" in answer.url and answer.status in (200, 206)


def test_a_sign_tells_that_there_is_no_voice(page: Page, corner: Corner) -> None:
    corner.voice.fails = True
    page.locator("#listen").tap()
    for _ in range(10):
        page.clock.run_for(1_000)
    expect(page.locator("#no-voice")).to_be_visible()
    expect(page.locator("#listen")).to_have_attribute("aria-pressed", "false")


def test_after_a_minute_without_a_touch_everything_is_wiped(page: Page) -> None:
    page.get_by_role("link", name="English").tap()
    page.wait_for_url("**/en")
    page.locator("#search").tap()
    page.wait_for_url("**/search")
    type_by_touch(page, "kancil")
    page.clock.run_for(55_000)
    type_by_touch(page, "x")
    page.clock.run_for(55_000)
    expect(page.locator("#typed")).to_have_value("kancilx")
    page.clock.run_for(6_000)
    expect(page.locator("h1")).to_have_text("Mau baca apa?")
    assert page.evaluate("history.length") <= 2
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_a_chapter_stays_while_it_is_read(page: Page, corner: Corner) -> None:
    corner.put_files()
    page.goto(page.url + "id/digital/hujan/0")
    page.clock.run_for(90_000)
    page.locator("#next").tap()
    expect(page.locator("h2")).to_have_text("Reda")
    page.wait_for_load_state()  # its script counts the seconds
    page.clock.run_for(601_000)
    expect(page.locator("h1")).to_have_text("Mau baca apa?")


def test_axe_finds_nothing_and_nothing_is_cut_off(page: Page, corner: Corner) -> None:
    """Every page in every language; axe looks at each both ways in Indonesian, one way in the others."""
    corner.put_files()
    corner.lend(2)
    start = page.url.rstrip("/")
    for language, ways in (("id", SIZES), ("en", SIZES[1:]), ("jv", SIZES[:1])):
        for address in ADDRESSES:
            page.goto(start + address.format(language))
            look(page, ways)
        type_by_touch(page, "gajah")
        expect(page.locator("#hits li")).to_have_count(1)
        look(page, ways)


def look(page: Page, ways: Sequence[tuple[int, int]] = SIZES) -> None:
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        assert size not in ways or (page.url, violations(page)) == (page.url, [])


def test_axe_finds_nothing_in_the_sign_of_no_voice(page: Page) -> None:
    page.locator("#no-voice").evaluate("sign => { sign.hidden = false }")
    assert violations(page) == []


def test_the_start_fits_on_the_panel_with_all_themes(page: Page, corner: Corner) -> None:
    corner.put_files()
    page.reload()
    expect(page.locator(".themes li")).to_have_count(13)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_every_target_is_large_enough_for_a_childs_finger(page: Page) -> None:
    smallest = "nodes => Math.min(...nodes.map(n => Math.min(n.offsetWidth, n.offsetHeight)))"
    for step in ("", "#search"):
        if step:
            page.locator(step).tap()
            page.wait_for_url("**/search")
        assert page.locator("a:visible, button:visible").evaluate_all(smallest) >= 56


def test_a_page_full_of_covers_weighs_no_more_than_its_budget(page: Page, corner: Corner) -> None:
    """All that the browser loads for it anew: page, style, scripts, both fonts, twelve covers."""
    for number in range(12):
        put(corner.shelf, f"Burung {number}", topic="Burung", cover=corner.photo(f"{number}.jpg"))
    loaded: list[int] = []
    fresh = page.context.browser
    assert fresh is not None
    context = fresh.new_context(viewport={"width": 800, "height": 1280})
    panel = context.new_page()
    panel.on("response", lambda answer: loaded.append(len(answer.body())))
    panel.goto(page.url + "id/themes/animals", wait_until="networkidle")
    expect(panel.locator(".covers img")).to_have_count(12)
    context.close()
    assert len(loaded) >= 18
    assert sum(loaded) <= BUDGET


def test_the_language_stays_until_the_start_is_wiped(page: Page) -> None:
    page.get_by_role("link", name="Basa Jawa").tap()
    page.locator(".themes a").first.tap()
    expect(page.locator("h1")).to_have_text("Kewan")
    expect(page).to_have_url(re.compile("/jv/themes/animals$"))
