"""Where there is nothing to show, whoever opened it is led home; programs are told the problem."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.reading_corner.corner import CHILDREN, Corner
from tests.reading_corner.test_page import violations

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.database
@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/id/titles/999999", "id"),
        ("/jv/themes/x", "jv"),
        ("/en/digital/x/0", "en"),
        ("/xx", "id"),
        ("/nothing/at/all", "id"),
    ],
)
def test_a_browser_is_shown_the_way_home(client: FlaskClient, address: str, language: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert f'<html lang="{language}">' in answer.text
    assert f'href="/{language}"' in answer.text
    assert "/static/corner.js" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.database
@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/webp,*/*", ""])
def test_a_program_is_told_the_problem(client: FlaskClient, accept: str) -> None:
    answer = client.get("/id/titles/999999", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.database
def test_a_fault_is_a_page_too(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault() -> None:
        raise RuntimeError

    monkeypatch.setattr(corner.shelf, "read", lambda _: fault())
    answer = corner.app.test_client().get("/id/titles/1", headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (500, "text/html")


@pytest.mark.database
def test_the_page_tells_nothing_of_a_title_for_adults(client: FlaskClient) -> None:
    adult, nothing = (client.get(f"/id/titles/{key}", headers=BROWSER) for key in (len(CHILDREN) + 1, 9_999))
    assert adult.text == nothing.text


@pytest.mark.real
def test_the_page_is_left_by_a_touch_by_escape_and_by_waiting(page: Page) -> None:
    start = page.url
    for leave in ("touch", "escape", "wait"):
        page.goto(start + "id/titles/999999")
        assert violations(page) == []
        match leave:
            case "touch":
                page.locator("main a").tap()
            case "escape":
                page.keyboard.press("Escape")
            case _:
                page.clock.run_for(61_000)
        expect(page.locator("h1")).to_have_text("Mau baca apa?")
