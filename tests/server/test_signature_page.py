"""The page to sign on, on a phone in a real browser against the real application."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from queue_core.access.rules import Role
from tests.board.conftest import browser
from tests.core.office import Office, open_office
from tests.kia.filing import Filing, every_way, filing_in
from tests.server.test_ticket_page import PHONE, has_no_flaw

__all__ = ["browser"]
pytestmark = pytest.mark.real
INK = """document.getElementById("field").getContext("2d").getImageData(0, 0, 1000, 400)
    .data.some((value) => value !== 0)"""


@dataclass
class Counter:
    """An office that hands files over, and where its pages are."""

    office: Office
    filing: Filing
    address: str

    def ask(self) -> tuple[dict[str, Any], str]:
        """A file that is ready, and the address of the page to sign on."""
        head = self.filing.ready()
        sheet = self.filing.done(self.filing.send(head, "signature"))
        return head, f"{self.address}/s/{sheet['address'].rsplit('/', 1)[1]}"

    def came(self, head: dict[str, Any]) -> bool:
        response = self.filing.api.send("GET", f"/api/v1/files/{head['id']}/signature", Role.OFFICER)
        return bool(self.filing.done(response)["came"])


@pytest.fixture(scope="module")
def counter(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with open_office(staffed, tmp_path_factory.mktemp("sign"), profile=every_way()) as office:
        filing = filing_in(office)
        server = make_server("127.0.0.1", 0, filing.api.app, threaded=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Counter(office, filing, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce", has_touch=True)
    yield page
    page.close()


def draw(page: Page) -> None:
    """Two strokes over the field."""
    box = page.locator("#field").bounding_box()
    assert box is not None
    for start, end in (((0.1, 0.8), (0.5, 0.2)), ((0.5, 0.2), (0.9, 0.8))):
        page.mouse.move(box["x"] + start[0] * box["width"], box["y"] + start[1] * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + end[0] * box["width"], box["y"] + end[1] * box["height"], steps=8)
        page.mouse.up()


def test_a_receiver_signs_once_and_the_page_forgets_it(counter: Counter, page: Page) -> None:
    head, address = counter.ask()
    page.goto(address)
    expect(page.locator("#headline")).to_have_text("Tanda tangan di sini")
    expect(page.locator("#send")).to_be_disabled()
    draw(page)
    assert has_no_flaw(page)
    page.locator("#send").click()
    expect(page.locator("#headline")).to_have_text("Terima kasih, tanda tangan sudah diterima")
    assert not page.evaluate(INK)
    assert counter.came(head)
    page.reload()
    expect(page.locator("#signing")).to_be_hidden()
    assert has_no_flaw(page)


def test_what_was_drawn_wrongly_is_cleared(counter: Counter, page: Page) -> None:
    head, address = counter.ask()
    page.goto(address)
    expect(page.locator("#signing")).to_be_visible()
    draw(page)
    page.locator("#clear").click()
    expect(page.locator("#send")).to_be_disabled()
    assert not page.evaluate(INK)
    draw(page)
    assert page.evaluate(INK)
    assert not counter.came(head)


def test_a_lost_answer_leaves_the_strokes_to_be_sent_again(counter: Counter, page: Page) -> None:
    head, address = counter.ask()
    page.goto(address)
    expect(page.locator("#signing")).to_be_visible()
    draw(page)
    page.route("**/api/v1/signatures/**", lambda route: route.abort())
    page.locator("#send").click()
    expect(page.locator("#failed")).to_have_text("Belum terkirim. Coba sekali lagi.")
    assert has_no_flaw(page)
    page.unroute("**/api/v1/signatures/**")
    page.locator("#send").click()
    expect(page.locator("#headline")).to_have_text("Terima kasih, tanda tangan sudah diterima")
    assert counter.came(head)


@pytest.mark.parametrize(
    ("language", "words"), [("EN", "Sign here"), ("JV", "Mangga tapak asma wonten ing mriki")]
)
def test_the_page_speaks_every_language(counter: Counter, page: Page, language: str, words: str) -> None:
    page.goto(counter.ask()[1])
    page.get_by_role("link", name=language).click()
    expect(page.locator("#headline")).to_have_text(words)
    assert has_no_flaw(page)


def test_a_page_whose_time_is_over_or_that_never_was_says_so(counter: Counter, page: Page) -> None:
    address = counter.ask()[1]
    counter.office.clock.forward(minutes=20)
    for where, words in (
        (address, "Halaman ini sudah ditutup"),
        (f"{counter.address}/s/x", "Halaman tidak ditemukan"),
    ):
        page.goto(where)
        expect(page.locator("#headline")).to_have_text(words)
        assert has_no_flaw(page)
