"""The stock-take in a real browser: scans outlive the corner's silence, and only codes of books are kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from reading_corner.rules.shelf import Care
from tests.reading_corner.corner import NOW
from tests.reading_corner.keeper_office import Office
from tests.reading_corner.keeper_office import office as office
from tests.reading_corner.keeping import care_of

pytestmark = pytest.mark.real
ASKS_AGAIN = 15_000
"""Milliseconds: several times as long as the page waits before it tries a silent corner again."""
CARD = "9902014205200001"
WORKER = "navigator.serviceWorker.ready.then(() => null)"
"""Waits until the page opens without the corner."""
AT_ONCE = """(codes) => {
  for (const code of codes) {
    document.getElementById("code").value = code;
    document.getElementById("scan").requestSubmit();
  }
}"""
"""So that the second is there before the first has been kept."""
NO_ROOM = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () {
    IDBObjectStore.prototype.put = put;
    throw new DOMException("no room", "QuotaExceededError");
  };
}"""
"""The next scan finds no room, those after it do."""
STORED = """async () => {
  const open = indexedDB.open("stocktake");
  await new Promise((done) => (open.onsuccess = done));
  const read = open.result.transaction(["scans", "parts"]);
  const all = (name) => new Promise((done) => {
    const asked = read.objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const kept = JSON.stringify([await all("scans"), await all("parts")]);
  open.result.close();
  return kept;
}"""


def scan(office: Office, *codes: str) -> None:
    """As a scanner does: each code, then Enter."""
    expect(office.page.locator("#code")).to_be_focused()
    for code in codes:
        office.page.keyboard.type(code)
        office.page.keyboard.press("Enter")
        expect(office.page.locator("#code")).to_have_value("")


def counts(office: Office, *, seen: int, unsent: int) -> None:
    expect(office.page.locator("#seen")).to_have_text(str(seen))
    expect(office.page.locator("#unsent")).to_have_text(str(unsent), timeout=ASKS_AGAIN)


def test_scans_outlive_the_silence_of_the_corner_and_a_page_that_opens_anew(office: Office) -> None:
    office.open("stocktake")
    scan(office, "kt-1")
    counts(office, seen=1, unsent=0)
    office.page.evaluate(WORKER)
    with office.silent():
        scan(office, "KT-3", "KT-4")
        expect(office.page.locator("#link")).to_contain_text("tidak menjawab")
        counts(office, seen=3, unsent=2)
        office.open("", "")
        scan(office, "KT-6")
        counts(office, seen=4, unsent=3)
    counts(office, seen=4, unsent=0)
    expect(office.page.locator("#link")).to_contain_text("Semua sudah terkirim", timeout=ASKS_AGAIN)
    assert office.corner.stocktaking.result(NOW).seen == 4


def test_what_is_no_book_of_the_shelf_is_kept_nowhere(office: Office) -> None:
    office.open("stocktake")
    scan(office, "KT-1", CARD, "A012")
    office.says("tidak dicatat")
    expect(office.page.locator("#strangers")).to_have_text("2")
    kept = office.page.evaluate(STORED)
    assert "KT-1" in kept
    assert CARD not in kept
    assert "A012" not in kept
    assert CARD not in office.page.content()


def test_the_words_of_the_last_scan_stand_however_fast_they_come(office: Office) -> None:
    office.open("stocktake")
    expect(office.page.locator("#link")).to_contain_text("Semua sudah terkirim")
    office.page.evaluate(AT_ONCE, ["KT-1", CARD])
    expect(office.page.locator("#strangers")).to_have_text("1")
    assert "KT-1" in office.page.evaluate(STORED)  # the book is on the disk, and was told
    office.says("tidak dicatat")


def test_once_a_scan_could_not_be_kept_no_other_hides_it(office: Office) -> None:
    office.open("stocktake")
    expect(office.page.locator("#link")).to_contain_text("Semua sudah terkirim")
    office.page.evaluate(NO_ROOM)
    office.page.evaluate(AT_ONCE, ["KT-1", CARD])
    office.says("yang terakhir tidak dicatat")
    scan(office, CARD)
    office.says("yang terakhir tidak dicatat")
    expect(office.page.locator("#strangers")).to_have_text("0")


def test_the_picture_tells_what_is_missing_and_what_stands_there_though_it_is_lost(office: Office) -> None:
    care_of(office.corner, "KT-5", Care.MISSING)
    office.open("stocktake")
    scan(office, "KT-5")
    expect(office.page.locator("#unexpected tr")).to_have_text(["KT-5Bulan di Atas SerayuPendopohilang"])
    expect(office.page.locator("#missing")).to_contain_text("Lagu Dolanan")
    missing = int(office.page.locator("#missing-count").inner_text())
    scan(office, "KT-12")
    expect(office.page.locator("#missing-count")).to_have_text(str(missing - 1))


def test_who_is_not_signed_in_scans_and_sees_no_title(office: Office, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{office.port}/keeper/id/stocktake")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type("KT-8\n")
    expect(page.locator("#picture-away")).to_contain_text("Masuk dengan akun kantor")
    expect(page.locator("#picture")).to_be_hidden()
    context.close()


def test_a_browser_that_keeps_nothing_tells_to_stop_scanning(office: Office, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no store') }")
    page.goto(f"http://127.0.0.1:{office.port}/keeper/id/stocktake")
    expect(page.locator("#result")).to_contain_text("Berhenti memindai")
    context.close()


def test_a_new_stock_take_is_begun_by_two_touches(office: Office) -> None:
    office.open("stocktake")
    begin = office.page.locator("#begin")
    begin.tap()
    expect(begin).to_contain_text("Yakin?")
    begin.tap()
    office.says("Stok opname baru dimulai")


def test_a_page_without_a_scan_tells_too_that_the_corner_is_silent(office: Office, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{office.port}/keeper/id/stocktake")
    page.evaluate(WORKER)
    with office.silent():
        page.reload()
        expect(page.locator("#link")).to_contain_text("tidak menjawab")
    context.close()
