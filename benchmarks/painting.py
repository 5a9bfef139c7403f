"""From the request of a call to the painted board, in a real browser on one machine."""

from __future__ import annotations

import time

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import BROWSER, QUIET
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import RunningOffice
from queue_core.client.api import CoreApi
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.tickets import NewTicket

CALLS = 100
WATCH = """() => {
  window.painted = {};
  const number = document.getElementById('now-number');
  const note = () => requestAnimationFrame(() => {
    window.painted[number.textContent] ??= performance.timeOrigin + performance.now();
  });
  new MutationObserver(note).observe(number, {subtree: true, childList: true, characterData: true});
}"""


def measure(office: RunningOffice) -> list[Row]:
    """Call request to painted board, p50 and p95."""
    for _ in range(CALLS):
        office.kiosk.issue(NewTicket(service="kia"), new_request_id())
    officer = office.officer("bench")
    officer.act(3, "open")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"http://{office.settings.board.host}:{office.settings.board.port}/")
        page.wait_for_selector("#next li")
        page.evaluate(WATCH)
        seconds = [_call(officer, page) for _ in range(CALLS)]
        browser.close()
    return [
        Row(
            "call request to painted board",
            f"p50 {milliseconds(percentile(seconds, 0.5))}, p95 {milliseconds(percentile(seconds, 0.95))}",
            "polling peers: about 1,900 ms",
        )
    ]


def _call(officer: CoreApi, page: Page) -> float:
    begun = time.time()
    work = officer.act(3, "call-next")
    number = work.ticket.number if work.ticket else ""
    page.wait_for_function("number => window.painted[number]", arg=number)
    painted: float = page.evaluate("number => window.painted[number]", number)
    officer.act(3, "no-show")
    return painted / 1000 - begun
