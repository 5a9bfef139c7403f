"""An office and a browser for the tests of the real programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.board.programs import BROWSER, BROWSER_ARGUMENTS, Office, make_office


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a file: while Playwright's loop runs, no asynchronous test of another file can."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A new office whose core runs."""
    office = make_office(tmp_path)
    office.start("core")
    try:
        yield office
    finally:
        office.stop()
