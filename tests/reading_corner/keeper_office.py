"""A keeper's panel before a corner that can fall silent, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.programs import free_port
from tests.reading_corner.accounts import PASSWORD
from tests.reading_corner.corner import NOW, Corner


@dataclass
class Office:
    """A corner that can fall silent and answer again, and a keeper's panel before it."""

    corner: Corner
    page: Page
    port: int = field(default_factory=free_port)
    running: ExitStack = field(default_factory=ExitStack)

    def answers(self) -> None:
        self.running.enter_context(self.corner.served(self.port))

    @contextmanager
    def silent(self) -> Iterator[None]:
        """The corner answers nobody for a while."""
        self.running.close()
        try:
            yield
        finally:
            self.answers()

    def open(self, screen: str, language: str = "id") -> None:
        """Any address of a keeper's: while the corner is silent, all lead to the stock-take."""
        self.page.goto(f"http://127.0.0.1:{self.port}/keeper/{language}/{screen}".rstrip("/"))

    def sign_in(self) -> None:
        self.open("")
        self.page.locator("#username").fill("sri")
        self.page.locator("#password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".doors")).to_be_visible()

    def says(self, words: str) -> None:
        expect(self.page.locator("#result")).to_contain_text(words)


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One keeper, signed in, for the whole file; the panel's clock is that of the corner."""
    corner = Corner(Path(tmp_path_factory.mktemp("corner")))
    corner.fill()
    context = browser.new_context(viewport={"width": 800, "height": 1280}, has_touch=True)
    context.set_default_timeout(10_000)
    office = Office(corner, context.new_page())
    office.page.clock.set_fixed_time(NOW)
    office.answers()
    office.sign_in()
    yield office
    context.close()
    office.running.close()
