"""A corner on a made-up shelf, and a child's panel to look at it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from tests.kiosk.conftest import browser as browser  # one way to start Chromium
from tests.reading_corner.corner import Corner


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    """A corner whose shelf is filled."""
    corner = Corner(tmp_path)
    corner.fill()
    return corner


@pytest.fixture
def client(corner: Corner) -> FlaskClient:
    return corner.app.test_client()


@pytest.fixture
def panel(browser: Browser, corner: Corner) -> Iterator[Page]:
    """An upright touch panel of the corner with nothing loaded, and a clock that a test can move."""
    with corner.served() as address:
        context = browser.new_context(
            base_url=address, viewport={"width": 800, "height": 1280}, has_touch=True
        )
        context.set_default_timeout(10_000)
        panel = context.new_page()
        panel.clock.install()
        yield panel
        context.close()


@pytest.fixture
def page(panel: Page) -> Page:
    """The start page."""
    panel.goto("/")
    return panel
