"""Borrowing and bringing back on the page, by scan, by keys and by touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from queue_core.foundation.messages import load_catalogues
from reading_corner.rules.lending import LoanOutcome, Refusal, ReturnOutcome
from tests.reading_corner.corner import Corner
from tests.reading_corner.test_page import look

pytestmark = pytest.mark.real


@pytest.fixture
def lending(panel: Page) -> Page:
    panel.goto("/id/lend")
    return panel


def scan(page: Page, text: str) -> None:
    """As a scanner does: the code, then Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def result(page: Page, words: str) -> None:
    expect(page.locator("#result")).to_contain_text(words)


def test_two_scans_lend_a_book_and_one_brings_it_back(lending: Page, corner: Corner) -> None:
    scan(lending, "KT-1")
    scan(lending, "A012")
    result(lending, "Gajah Kecil Belajar Berenang: selamat membaca!")
    assert corner.open_loans() == 1
    expect(lending.locator("#code")).to_have_value("")
    expect(lending.locator("#reader")).to_have_value("")
    lending.keyboard.type("KT-1")
    lending.locator("[data-do=back]").tap()
    result(lending, "sudah kembali. Terima kasih!")
    assert corner.open_loans() == 0


def test_a_code_in_small_letters_is_lent_by_scan_and_by_touch(lending: Page, corner: Corner) -> None:
    corner.label(1, "rak-1b")
    scan(lending, "rak-1b")
    scan(lending, "A012")
    result(lending, "selamat membaca")
    lending.keyboard.type("RAK-1B")
    lending.locator("[data-do=back]").tap()
    result(lending, "sudah kembali")


def test_a_book_is_borrowed_by_touch_alone(lending: Page, corner: Corner) -> None:
    lending.locator("#code").fill("KT-2")
    lending.locator("#reader").tap()
    for letter in "a012":
        lending.locator(f"[data-letter='{letter}']").tap()
    lending.locator("[data-do=here]").tap()
    result(lending, "selamat membaca")
    assert corner.open_loans() == 1


@pytest.mark.parametrize(
    ("code", "reader", "what", "words"),
    [
        ("KT-1", "A012", "home", "Dengan nomor antrean, buku dibaca di sini."),
        ("X", "A012", "here", "Tidak ada buku dengan kode ini."),
        ("KT-1", "Q", "here", "Nomor atau kartu ini tidak dikenal."),
        ("", "A012", "here", "Isi kode buku dulu."),
        ("KT-1", "", "here", "Isi nomor antrean atau kartu."),
        ("KT-1", "", "back", "tidak sedang dipinjam"),
    ],
)
def test_what_does_not_work_is_told_in_words(
    lending: Page, corner: Corner, code: str, reader: str, what: str, words: str
) -> None:
    lending.locator("#code").fill(code)
    lending.locator("#reader").fill(reader)
    lending.locator(f"[data-do={what}]").tap()
    result(lending, words)
    assert corner.open_loans() == 0


def test_a_card_takes_a_book_home_until_a_day_that_is_told(lending: Page) -> None:
    lending.locator("#code").fill("KT-1")
    lending.locator("#reader").fill("9902014205200001")
    lending.locator("[data-do=home]").tap()
    result(lending, "kembalikan paling lambat")
    result(lending, "2026")


def test_a_card_takes_a_book_home_by_a_touch_and_two_scans(lending: Page) -> None:
    lending.locator("[data-do=home]").tap()
    result(lending, "Isi kode buku dulu.")
    scan(lending, "KT-1")
    scan(lending, "9902014205200001")
    result(lending, "kembalikan paling lambat")
    scan(lending, "KT-2")
    scan(lending, "A012")
    result(lending, "selamat membaca")


@pytest.mark.parametrize("code", ["X", "KT-1"])
def test_no_number_of_a_card_stands_beside_an_answer(lending: Page, code: str) -> None:
    scan(lending, code)
    scan(lending, "9902014205200001" if code == "X" else "9902014205209")
    expect(lending.locator("#result")).not_to_be_empty()
    expect(lending.locator("#reader")).to_have_value("")
    expect(lending.locator("#code")).to_have_value(code)


def test_what_nobody_answered_still_stands_there_to_be_sent_again(lending: Page) -> None:
    lending.route("**/api/loans", lambda route: route.abort())
    scan(lending, "KT-1")
    scan(lending, "A012")
    result(lending, "Belum berhasil")
    expect(lending.locator("#reader")).to_have_value("A012")


def test_axe_finds_nothing_on_the_page_of_loans(lending: Page) -> None:
    look(lending)


def test_every_outcome_has_its_sentence() -> None:
    sentences = load_catalogues("reading_corner")["id"].sentences
    outcomes = {*LoanOutcome, *Refusal, *ReturnOutcome}
    assert {one for one in outcomes if f"loan.{one}" not in sentences} == set()
