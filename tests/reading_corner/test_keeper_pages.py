"""The keeper's pages in a real browser: scans that outlive the corner's silence, the form, the lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reading_corner.rules.shelf import Care
from tests.programs import free_port
from tests.reading_corner.corner import NOW, PASSWORD, Corner
from tests.reading_corner.keeping import care_of
from tests.reading_corner.test_page import violations

pytestmark = pytest.mark.real
CARD = "9902014205200001"
SCREENS = ("out", "waiting", "titles", "titles/1", "titles/new", "stocktake", "")
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


@dataclass
class Office:
    """A corner that can fall silent and answer again, and a keeper's panel before it."""

    corner: Corner
    page: Page
    port: int = field(default_factory=free_port)
    running: ExitStack = field(default_factory=ExitStack)

    def answers(self) -> None:
        self.running.enter_context(self.corner.served(self.port))

    def falls_silent(self) -> None:
        self.running.close()

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
    office.falls_silent()


def scan(office: Office, *codes: str) -> None:
    """As a scanner does: each code, then Enter."""
    expect(office.page.locator("#code")).to_be_focused()
    for code in codes:
        office.page.keyboard.type(code)
        office.page.keyboard.press("Enter")
        expect(office.page.locator("#code")).to_have_value("")


def press_tab_to(page: Page, name: str) -> None:
    """Presses Tab until the focus is on the thing of this name."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if name in (page.evaluate("document.activeElement.textContent") or ""):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def counts(office: Office, *, seen: int, unsent: int) -> None:
    expect(office.page.locator("#seen")).to_have_text(str(seen))
    expect(office.page.locator("#unsent")).to_have_text(str(unsent))


def test_scans_outlive_the_silence_of_the_corner_and_a_page_that_opens_anew(office: Office) -> None:
    office.open("stocktake")
    scan(office, "kt-1")
    counts(office, seen=1, unsent=0)
    office.page.wait_for_function("navigator.serviceWorker.controller !== null")
    office.falls_silent()
    scan(office, "KT-3", "KT-4")
    expect(office.page.locator("#link")).to_contain_text("tidak menjawab")
    counts(office, seen=3, unsent=2)
    office.open("", "")
    scan(office, "KT-6")
    counts(office, seen=4, unsent=3)
    office.answers()
    counts(office, seen=4, unsent=0)
    expect(office.page.locator("#link")).to_contain_text("Semua sudah terkirim")
    assert office.corner.stocktaking.result(NOW).seen == 4


def test_what_is_no_book_of_the_shelf_is_kept_nowhere(office: Office) -> None:
    office.open("stocktake")
    scan(office, CARD, "A012")
    office.says("tidak dicatat")
    expect(office.page.locator("#strangers")).to_have_text("2")
    kept = office.page.evaluate(STORED)
    assert "KT-1" in kept
    assert CARD not in kept
    assert "A012" not in kept
    assert CARD not in office.page.content()


def test_the_picture_tells_what_is_missing_and_what_stands_there_though_it_is_lost(office: Office) -> None:
    care_of(office.corner, "KT-5", Care.MISSING)
    office.open("stocktake")
    scan(office, "KT-5")
    expect(office.page.locator("#unexpected tr")).to_have_text(["KT-5Bulan di Atas SerayuPendopohilang"])
    expect(office.page.locator("#missing-count")).to_have_text("13")
    expect(office.page.locator("#missing tr").first).to_contain_text("Lagu Dolanan")


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


def test_a_form_is_saved_and_put_back_as_it_was(office: Office) -> None:
    office.open("titles/2")
    office.page.locator("#name").fill("Kancil dan Satu Buaya")
    office.page.get_by_text("Tidak", exact=True).tap()
    office.page.locator(".care").select_option("repair")
    office.page.locator("[type=submit]").tap()
    office.says("Tersimpan.")
    kept = office.corner.keeping.title(2)
    assert (kept.name, kept.for_children, kept.copies[0].care) == (
        "Kancil dan Satu Buaya",
        False,
        Care.REPAIR,
    )
    office.page.locator("#undo").tap()
    expect(office.page.locator("#name")).to_have_value("Kancil dan Dua Belas Buaya")
    kept = office.corner.keeping.title(2)
    assert (kept.for_children, kept.copies[0].care) == (True, Care.IN_USE)


def test_what_somebody_else_has_changed_is_told_and_not_overwritten(office: Office) -> None:
    office.open("titles/3")
    office.page.locator("#pages").fill("77")
    care_of(office.corner, "KT-3", Care.REFERENCE)
    office.page.locator("[type=submit]").tap()
    office.says("sudah diubah orang lain")
    office.page.locator("#load").tap()
    expect(office.page.locator(".care")).to_have_value("reference")
    expect(office.page.locator("#pages")).to_have_value("16")


def test_an_isbn_is_judged_as_one_types(office: Office) -> None:
    office.open("titles/4")
    office.page.locator("#isbn").fill("9786020312348")
    expect(office.page.locator("#isbn-judged")).to_contain_text("Angka ujinya tidak cocok")
    office.page.locator("#isbn").fill("978-602-03-1234-7")
    expect(office.page.locator("#isbn-judged")).to_have_text("ISBN benar: 9786020312347.")
    office.page.locator("[type=submit]").tap()
    office.says("Tersimpan.")


def test_a_photo_becomes_the_cover_when_it_is_saved(office: Office) -> None:
    office.corner.photo("gigi.jpg")
    office.open("titles/8")
    office.page.locator("#photo").set_input_files(office.corner.folder / "covers" / "gigi.jpg")
    office.says("Sampul diterima")
    assert office.corner.keeping.title(8).cover is None
    office.page.locator("[type=submit]").tap()
    office.says("Tersimpan.")
    cover = office.corner.keeping.title(8).cover
    assert cover is not None
    assert cover.endswith(".webp")


def test_a_new_title_leads_to_its_copy_and_label(office: Office) -> None:
    office.open("titles")
    office.page.get_by_role("link", name="Judul baru").tap()
    office.page.locator("#name").fill("Panen Raya")
    office.page.locator("#location").fill("Rak C")
    office.page.locator("[type=submit]").tap()
    expect(office.page.locator(".copy .location")).to_have_value("Rak C")
    with office.page.expect_download() as label:
        office.page.get_by_role("link", name="Label").tap()
    assert label.value.suggested_filename == "label.pdf"


def test_a_title_is_found_by_scanning_its_book(office: Office) -> None:
    office.open("titles")
    office.page.locator("#typed").fill("kt-17")
    expect(office.page.locator("#hits .name")).to_have_text(["Pajak Penghasilan Lanjutan"])
    office.page.locator("#typed").fill("tidak ada yang begini")
    office.says("Tidak ditemukan")


def test_a_book_is_given_back_by_two_touches_and_found_by_its_ticket(office: Office) -> None:
    for title in (1, 9):
        office.corner.lend(title)
    office.open("out")
    office.page.locator("#filter").fill("a009")
    rows = office.page.locator(".row:visible")
    expect(rows).to_have_count(1)
    rows.locator("[data-back]").tap()
    expect(rows.locator("[data-back]")).to_have_text("Buku ada di tangan?")
    assert office.corner.open_loans() == 2
    rows.locator("[data-back]").tap()
    office.says("Sepak Bola Kampung sudah kembali.")
    assert office.corner.open_loans() == 1


def test_a_wish_is_taken_back_by_keys_alone(office: Office) -> None:
    office.corner.lend(10)
    wish = {"title": 10, "reader": "A020"}
    headers = {"Idempotency-Key": "wish-of-a-child"}
    office.page.request.post(f"http://127.0.0.1:{office.port}/api/reservations", data=wish, headers=headers)
    office.open("")
    press_tab_to(office.page, "Pesanan")
    office.page.keyboard.press("Enter")
    expect(office.page.locator(".row")).to_contain_text("Urutan 1")
    press_tab_to(office.page, "Batalkan pesanan")
    office.page.keyboard.press("Enter")
    expect(office.page.locator("[data-strike]")).to_have_text("Yakin batalkan?")
    office.page.keyboard.press("Enter")
    office.says("Pesanan dibatalkan.")
    expect(office.page.locator(".row")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("id", 800), ("en", 1280), ("jv", 600)])
def test_axe_finds_nothing_and_nothing_is_cut_off(office: Office, language: str, width: int) -> None:
    """Axe looks at two languages; the third is read on a narrow tablet."""
    office.page.set_viewport_size({"width": width, "height": 1000})
    for screen in SCREENS:
        office.open(screen, language)
        assert language == "jv" or violations(office.page) == [], screen
        assert office.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen


def test_a_pause_ends_the_session_and_brings_the_childs_start_back(office: Office, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=NOW)
    waits = Office(office.corner, page, office.port)
    waits.sign_in()
    waits.open("titles/1")
    page.locator("#name").fill("Nobody saves this")
    page.clock.fast_forward(301_000)
    expect(page.locator("h1")).to_have_text("Mau baca apa?")
    waits.open("out")
    expect(page.locator("h1")).to_have_text("Masuk penjaga rak")
    assert violations(page) == []
    context.close()


def test_a_wrong_password_is_told_and_leaves_the_field(office: Office) -> None:
    office.open("")
    office.page.locator("#sign-out").tap()
    expect(office.page.locator("h1")).to_have_text("Mau baca apa?")
    office.open("")
    office.page.locator("#username").fill("sri")
    office.page.locator("#password").fill("another")
    office.page.keyboard.press("Enter")
    office.says("Nama pengguna atau kata sandi salah.")
    expect(office.page.locator("#password")).to_have_value("")
