"""The guardian's page in a browser: what is missing is asked for, what was sent can be taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.reading_corner.corner import Corner
from tests.reading_corner.test_page import violations

pytestmark = pytest.mark.real
WRITTEN = {"name": "Siti Nur'aini", "birth_date": "2015-08-17", "by": "Sulastri"}


@pytest.fixture
def form(page: Page) -> Page:
    page.locator(".for-parents").tap()
    page.wait_for_url("**/id/kia")
    return page


def fill_in(form: Page) -> None:
    for field, text in WRITTEN.items():
        form.locator(f"#{field}").fill(text)
    form.locator("#village").select_option(label="Ledug")
    form.locator("#relation").select_option(label="Ibu")


def told(form: Page, words: str) -> None:
    expect(form.locator("#result")).to_contain_text(words)


def test_a_child_is_handed_to_the_office_and_taken_back(form: Page, corner: Corner) -> None:
    fill_in(form)
    form.locator("#agreed").check()
    form.locator("#send").tap()
    told(form, "Terima kasih. Kantor akan melihatnya.")
    assert [child.name for child in corner.office.proposed.values()] == ["Siti Nur'aini"]
    form.locator("#undo").tap()
    told(form, "Sudah dibatalkan. Tidak ada yang disimpan.")
    assert corner.office.proposed == {}
    expect(form.locator("#name")).to_have_value("")


def test_what_is_empty_or_not_agreed_to_is_asked_for_and_nothing_is_sent(form: Page, corner: Corner) -> None:
    form.locator("#send").tap()
    told(form, "Isi bagian yang kosong dulu.")
    expect(form.locator("#name")).to_be_focused()
    fill_in(form)
    form.locator("#send").tap()
    told(form, "Beri tanda setuju dulu")
    assert corner.office.proposed == {}


def test_what_was_written_stays_while_the_office_does_not_hear(form: Page, corner: Corner) -> None:
    fill_in(form)
    form.locator("#agreed").check()
    corner.office.hears = False
    form.locator("#send").tap()
    told(form, "Kantor belum terhubung.")
    expect(form.locator("#name")).to_have_value("Siti Nur'aini")


def test_what_nobody_answered_for_is_sent_again_as_the_same_proposal(form: Page, corner: Corner) -> None:
    fill_in(form)
    form.locator("#agreed").check()
    corner.office.is_heard = False
    form.locator("#send").tap()
    told(form, "Kantor belum terhubung.")
    corner.office.is_heard = True
    form.clock.run_for(5_000)
    form.locator("#send").tap()
    told(form, "Terima kasih.")
    assert len(corner.office.proposed) == 1


def test_arrows_choose_in_a_list_change_a_date_and_walk_between_lines(form: Page) -> None:
    form.locator("#village").focus()
    form.keyboard.press("ArrowDown")
    expect(form.locator("#village")).to_be_focused()
    expect(form.locator("#village")).to_have_value("33.02.20.2001")
    form.locator("#birth_date").fill("2015-08-17")
    form.locator("#birth_date").focus()
    form.keyboard.press("ArrowUp")
    expect(form.locator("#birth_date")).to_be_focused()
    assert form.locator("#birth_date").input_value() != "2015-08-17"
    form.locator("#by").focus()
    press_to_id(form, "ArrowUp", "village")


def press_to_id(form: Page, key: str, name: str) -> None:
    """Presses an arrow until the focus is on the field of this id."""
    for _ in range(6):
        form.keyboard.press(key)
        if form.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"{key} does not lead to {name}")


def test_axe_finds_nothing_on_the_guardians_page(form: Page) -> None:
    assert violations(form) == []
