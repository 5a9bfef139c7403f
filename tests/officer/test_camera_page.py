"""The camera page in Debian's Chromium, with the browser's own camera that shows a moving disc."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from queue import Queue

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from queue_core.foundation.messages import load_catalogues
from queue_core.kia.rules.photo import Colour, Size
from queue_core.officer.camera.page import Look, create_page
from queue_core.officer.camera.serving import LocalPage
from tests.browser import CHROMIUM, QUIET

pytestmark = pytest.mark.real

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SEVEN_TO_ONE = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}
TOKEN = "one-time"
Came = Queue[bytes]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *CAMERA])
        yield browser
        browser.close()


def look() -> Look:
    sentences = {
        code: {
            key.removeprefix("camera."): sentence
            for key, sentence in catalogue.sentences.items()
            if key.startswith("camera.")
        }
        for code, catalogue in load_catalogues("queue_core.officer").items()
    }
    return Look(sentences, "id", Size(20, 30), Colour.BLUE)


@pytest.fixture
def came() -> Came:
    """What the console was given."""
    return Queue()


@pytest.fixture
def address(came: Came) -> Iterator[str]:
    served = LocalPage(create_page(look(), TOKEN, came.put), 0)
    yield served.address(f"#{TOKEN}")
    served.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page with its camera running and a clock that a test can move."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    expect(page.get_by_role("button", name="Ambil foto")).to_be_enabled()
    yield page
    context.close()


def take(page: Page) -> None:
    """Presses the button with the keyboard and lets three seconds go by."""
    expect(page.get_by_role("button", name="Ambil foto")).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(3):
        page.clock.run_for(1000)
    expect(page.get_by_role("button", name="Pakai foto ini")).to_be_focused()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=SEVEN_TO_ONE).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_a_picture_is_counted_down_looked_at_and_used_by_keyboard(page: Page, came: Came) -> None:
    take(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Foto sudah di konsol. Halaman ini boleh ditutup.")
    picture = Image.open(BytesIO(came.get(timeout=5)))
    assert picture.format == "JPEG"
    assert min(picture.size) >= 480
    expect(page.get_by_role("button", name="Ambil foto")).to_be_hidden()


def test_a_picture_that_is_not_good_is_taken_again(page: Page, came: Came) -> None:
    take(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    take(page)
    assert came.empty()


def test_the_seconds_are_told_to_who_does_not_see_them(page: Page) -> None:
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("3 ...")
    page.clock.run_for(1000)
    expect(page.get_by_role("status")).to_have_text("2 ...")


def test_the_page_speaks_the_offices_languages_and_names_the_background(page: Page) -> None:
    expect(page.get_by_text("Latar biru")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Blue background")).to_be_visible()
    expect(page.get_by_role("button", name="Take the picture")).to_be_enabled()
    assert page.locator("html").get_attribute("lang") == "en"


def test_axe_finds_nothing_before_and_after_the_picture(page: Page) -> None:
    assert violations(page) == []
    take(page)
    assert violations(page) == []


def test_what_is_seen_in_the_frame_has_the_shape_of_the_photo(page: Page) -> None:
    box = page.locator("#stage").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(2 / 3, abs=0.01)


def test_a_page_whose_picture_was_used_elsewhere_says_so(page: Page, address: str) -> None:
    take(page)
    page.request.post(
        address.replace(f"#{TOKEN}", "picture"), headers={"X-Camera-Token": TOKEN}, data=b"another"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Halaman ini tidak berlaku lagi. Tekan C di konsol.")


def test_without_a_camera_or_leave_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context()
    for name, words in (("NotAllowedError", "tidak mengizinkan"), ("NotFoundError", "tidak ditemukan")):
        page = context.new_page()
        page.add_init_script(
            f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{name}') }}"
        )
        page.goto(address)
        expect(page.get_by_role("status")).to_contain_text(words)
    context.close()
