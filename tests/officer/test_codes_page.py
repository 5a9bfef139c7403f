"""The camera page for codes in Debian's Chromium, whose camera plays a film of made-up blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from queue import Queue

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from devices.scanner.codes import read_codes
from queue_core.officer.camera.codes import CodesLook, create_codes_page
from queue_core.officer.camera.pages import page_sentences
from queue_core.officer.camera.reading import Reading
from queue_core.officer.camera.serving import LocalPage
from tests.browser import CHROMIUM, QUIET
from tests.devices.code_pictures import QR, film, printed, seen
from tests.officer.fakes import FakeCore, shift_with

pytestmark = pytest.mark.real

SEVEN_TO_ONE = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}
TOKEN = "one-question"
FIRST, SECOND = "AB0012345", "AB0012346"
Before = Callable[..., AbstractContextManager[Page]]
STAYS_OPEN = "window.close = () => { document.body.dataset.went = 1 }"


class Desk:
    """A question for serials, and the page that answers it."""

    def __init__(self, *, many: bool = False) -> None:
        self.came: Queue[str] = Queue()
        self.reading = Reading(read_codes, self.came.put, lambda: 0.0, many=many)
        look = CodesLook(page_sentences(shift_with(FakeCore()), "camera.", "codes."), "id")
        self.page = LocalPage(create_codes_page(look, TOKEN, self.reading), 0)
        self.address = self.page.address(f"#{TOKEN}")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.page.close()


@pytest.fixture
def pile() -> Iterator[Desk]:
    """One card after another is asked for."""
    desk = Desk(many=True)
    yield desk
    desk.page.close()


@pytest.fixture
def before(playwright: Playwright, tmp_path: Path) -> Before:
    """A page before whose camera these pictures pass."""

    @contextmanager
    def open_page(address: str, pictures: Iterable[Image.Image], *, frozen: bool = False) -> Iterator[Page]:
        shown = film(tmp_path / "camera.y4m", pictures)
        camera = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={shown}",
        ]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *camera])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(10_000)
        page.add_init_script(STAYS_OPEN)
        if frozen:
            page.clock.install()
        page.goto(address)
        yield page
        browser.close()

    return open_page


@pytest.mark.parametrize("picture", [seen(printed(FIRST)), seen(printed(FIRST, QR), degrees=20)])
def test_a_code_before_the_camera_reaches_the_console_and_is_shown_large(
    before: Before, desk: Desk, picture: Image.Image
) -> None:
    with before(desk.address, [picture]) as page:
        expect(page.locator("#serial")).to_have_text(FIRST)
        expect(page.locator("#status")).to_have_text("Nomor seri sudah di konsol. Halaman ini boleh ditutup.")
        assert desk.came.get(timeout=5) == FIRST
        assert page.evaluate("document.getElementById('live').srcObject.active") is False
        expect(page.locator("body")).to_have_attribute("data-went", "1")
    assert desk.came.empty()


def test_card_after_card_is_read_each_once_and_a_wrong_one_is_shown(before: Before, pile: Desk) -> None:
    pictures = [*[seen(printed(FIRST))] * 6, *[seen()] * 2, *[seen(printed(SECOND))] * 6, *[seen()] * 200]
    with before(pile.address, pictures) as page:
        expect(page.locator("#serial")).to_have_text(SECOND)
        pile.reading.tell(SECOND, f"SALAH {SECOND}: bukan kartu berikutnya", right=False)
        expect(page.locator("#outcome")).to_contain_text("SALAH")
        expect(page.locator("#read")).to_have_class("wrong")
    assert [pile.came.get(timeout=5) for _ in range(2)] == [FIRST, SECOND]
    assert pile.came.empty()


def test_two_codes_in_one_picture_are_asked_for_one_by_one(before: Before, desk: Desk) -> None:
    with before(desk.address, [seen(printed(FIRST), printed(SECOND))]) as page:
        expect(page.locator("#status")).to_have_text("Ada dua nomor seri di gambar. Tunjukkan satu saja.")
        assert desk.came.empty()


def test_a_code_that_is_no_serial_is_told_and_not_shown(before: Before, desk: Desk) -> None:
    with before(desk.address, [seen(printed("9901015708150001"))]) as page:
        expect(page.locator("#status")).to_contain_text("bukan nomor seri blangko")
        assert "9901015708150001" not in page.content()


def test_while_nothing_is_read_the_page_says_what_to_do(before: Before, desk: Desk) -> None:
    with before(desk.address, [seen()], frozen=True) as page:
        expect(page.locator("#status")).to_have_text("Siap. Tunjukkan kodenya.")
        for words in ("Dekatkan", "Tambah cahaya", "Ketik nomor serinya di konsol"):
            page.clock.run_for(4000)
            expect(page.locator("#status")).to_contain_text(words)


def test_a_question_that_was_answered_by_hand_ends_the_page(before: Before, desk: Desk) -> None:
    with before(desk.address, [seen()]) as page:
        expect(page.locator("#status")).to_have_text("Siap. Tunjukkan kodenya.")
        desk.page.close()
        expect(page.locator("#status")).to_contain_text("Konsol tidak menunggu kode lagi")
        assert page.evaluate("document.getElementById('live').srcObject.active") is False


def test_without_a_camera_or_leave_the_page_says_what_to_do(before: Before, desk: Desk) -> None:
    with before("about:blank", [seen()]) as page:
        for name, words in (("NotAllowedError", "tidak mengizinkan"), ("NotFoundError", "tidak ditemukan")):
            fails = f"async () => {{ throw new DOMException('', '{name}') }}"
            page.add_init_script(f"navigator.mediaDevices.getUserMedia = {fails}")
            page.goto(desk.address)
            page.reload()
            expect(page.locator("#status")).to_contain_text(words)


def test_axe_finds_nothing_in_either_language_also_beside_a_wrong_card(before: Before, pile: Desk) -> None:
    with before(pile.address, [seen(printed(FIRST))]) as page:
        expect(page.locator("#serial")).to_have_text(FIRST)
        pile.reading.tell(FIRST, "SALAH", right=False)
        expect(page.locator("#read")).to_have_class("wrong")
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="Read the serial of a blank")).to_be_visible()
        found = Axe().run(page, options=SEVEN_TO_ONE).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == []
