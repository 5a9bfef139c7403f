"""An office and a browser for the tests of the real programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.board.programs import (
    Office,
    make_office,
    open_counter,
    send_everybody_home,
)
from tests.board.screens import TELEVISION
from tests.browser import CHROMIUM, QUIET


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a file: while Playwright's loop runs, no asynchronous test of another file can."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    """A new office whose core runs."""
    office = make_office(tmp_path, staffed)
    office.start("core")
    try:
        yield office
    finally:
        office.end()


@pytest.fixture
def page(office: Office, browser: Browser) -> Iterator[Page]:
    """The board of an office whose counter 3 is open, steady for whoever must not see flashes."""
    office.start("board")
    open_counter(office)
    yield from board_page(office, browser)


@pytest.fixture(scope="module")
def hall(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose core and board run, for all tests of a file that restart neither."""
    office = make_office(tmp_path_factory.mktemp("hall"), staffed)
    try:
        office.start("core")
        office.start("board")
        open_counter(office)
        yield office
    finally:
        office.end()


@pytest.fixture
def screen(hall: Office, browser: Browser) -> Iterator[Page]:
    """The board of that office; nobody waits."""
    send_everybody_home(hall)
    yield from board_page(hall, browser)


def board_page(office: Office, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=TELEVISION, reduced_motion="reduce")
    page.goto(office.board)
    expect(page.locator("#counters li")).to_have_count(3)
    yield page
    page.close()
