"""A kiosk on fakes, and Debian's Chromium to look at it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import CHROMIUM, QUIET
from tests.kiosk.fakes import FakeKiosk


@pytest.fixture
def kiosk() -> FakeKiosk:
    """A kiosk whose core has been heard."""
    kiosk = FakeKiosk()
    kiosk.connect()
    return kiosk


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a file: while Playwright's loop runs, no asynchronous test of another file can."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def touch(browser: Browser) -> Iterator[Page]:
    """An upright touch panel, with nothing loaded and a clock that a test can move."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, has_touch=True)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


@pytest.fixture
def page(touch: Page, kiosk: FakeKiosk) -> Iterator[Page]:
    """The start screen of the kiosk on fakes."""
    with kiosk.served() as address:
        touch.goto(address)
        touch.locator(".tile").first.wait_for()
        yield touch
        touch.goto("about:blank")
