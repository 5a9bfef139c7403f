"""The keeper's pages in a real browser: the form of a title, the lists, the sign-in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from reading_corner.rules.shelf import Care
from tests.reading_corner.corner import NOW
from tests.reading_corner.keeper_office import Office
from tests.reading_corner.keeper_office import office as office
from tests.reading_corner.keeping import care_of
from tests.reading_corner.test_page import violations

pytestmark = pytest.mark.real
SCREENS = ("out", "waiting", "titles", "titles/1", "titles/new", "stocktake", "")


def press_tab_to(page: Page, name: str) -> None:
    """Presses Tab until the focus is on the thing of this name."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if name in (page.evaluate("document.activeElement.textContent") or ""):
            return
    raise AssertionError(f"Tab does not lead to {name}")


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


def test_what_does_not_fit_is_told_by_the_name_of_its_field(office: Office) -> None:
    office.open("titles/2")
    office.page.locator("#age_to").fill("3")
    office.page.locator("[type=submit]").tap()
    office.says("Ada isian yang tidak cocok: sampai")
    expect(office.page.locator("#age_to")).to_be_focused()
    office.page.locator("#age_to").fill("9")
    office.page.locator("[type=submit]").tap()
    office.says("Tersimpan.")


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


def test_a_new_title_whose_answer_is_lost_is_sent_again_as_the_same(office: Office) -> None:
    keys: list[str] = []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.abort() if len(keys) == 1 else route.continue_()

    office.page.route("**/keeper/api/titles", lose_the_first)
    office.open("titles/new")
    office.page.locator("#name").fill("Panen Raya Lagi")
    office.page.locator("[type=submit]").tap()
    office.says("tidak menjawab")
    office.page.locator("#isbn").fill("1")
    expect(office.page.locator("#isbn-judged")).not_to_have_text("")
    office.page.locator("#isbn").fill("")
    expect(office.page.locator("#isbn-judged")).to_have_text("")
    office.page.locator("[type=submit]").tap()
    expect(office.page.locator(".copy")).to_have_count(1)
    assert len(set(keys)) == 1


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
    office.page.wait_for_load_state()  # else the key comes before the script
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


def test_hours_are_those_of_the_office_whatever_the_tablet_believes(office: Office) -> None:
    office.open("out")
    module = "import('/static/keeper_asking.js')"
    told = office.page.evaluate(
        f"{module}.then((it) => it.readable(new Date('2026-11-29T02:00Z'), {{ timeStyle: 'short' }}))"
    )
    assert told == "09.00"


def test_a_pause_ends_the_session_and_brings_the_childs_start_back(office: Office, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=NOW)
    waits = Office(office.corner, page, office.port)
    waits.sign_in()
    waits.open("titles/1")
    page.locator("#name").focus()
    page.keyboard.type("Nobody saves this")
    with page.expect_request("**/keeper/api/session"):
        page.clock.run_for(20_000)
    page.route("**/keeper/api/session", lambda route: route.abort())
    page.clock.fast_forward(301_000)
    expect(page.locator("#name")).to_be_hidden()
    page.unroute_all()
    page.clock.run_for(1_000)
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
