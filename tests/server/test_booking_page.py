"""The appointment's page on a phone, in a real browser against the real core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from queue_core.client.api import CoreApi
from queue_core.foundation.settings import CoreSettings
from queue_core.tickets.wire.appointments import BookedAppointment, CheckIn, NewAppointment
from tests.board.conftest import browser
from tests.board.programs import Office, make_office, open_counter
from tests.server.test_ticket_page import PHONE, has_no_flaw

__all__ = ["browser"]
MONDAY = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
"""Eight o'clock in Kembaran, and no holiday."""


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office on a Monday at eight, that keeps real time from then on."""
    core = CoreSettings(demonstration_start=MONDAY)
    office = make_office(tmp_path_factory.mktemp("office"), staffed, core)
    office.start("core")
    open_counter(office)
    try:
        yield office
    finally:
        office.end()


@pytest.fixture
def booked(office: Office) -> BookedAppointment:
    """The first slot that can be checked in at once."""
    return book(office.officers[3], 0)


def book(core: CoreApi, slot: int) -> BookedAppointment:
    starts_at = core.free_slots("kia").days[0].slots[slot].starts_at
    return core.book(NewAppointment(service="kia", starts_at=starts_at))


@pytest.fixture
def page(office: Office, browser: Browser, booked: BookedAppointment) -> Iterator[Page]:
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce")
    page.goto(address(office, booked))
    expect(page.locator("#headline")).to_have_text("Janji Anda sudah tercatat")
    yield page
    page.close()


def address(office: Office, booked: BookedAppointment) -> str:
    return f"{office.core}/b/{booked.page.rsplit('/', 1)[1]}"


@pytest.mark.real
def test_the_page_says_when_to_come_and_shows_code_and_qr(
    page: Page, booked: BookedAppointment, tmp_path_factory: pytest.TempPathFactory
) -> None:
    expect(page.locator("#service")).to_have_text("Kartu Identitas Anak (KIA)")
    expect(page.locator("#time")).to_have_text(re.compile(r"\d\d\.\d\d"))
    expect(page.locator("#code")).to_have_text(f"{booked.code[:3]} {booked.code[3:]}")
    assert has_no_flaw(page)
    picture = tmp_path_factory.mktemp("page") / "qr.png"
    page.locator("#qr").screenshot(path=picture)
    (code,) = zxingcpp.read_barcodes(Image.open(picture))
    assert code.text == booked.page


@pytest.mark.real
@pytest.mark.parametrize(
    ("language", "words"), [("EN", "Your appointment is booked"), ("JV", "Janji panjenengan")]
)
def test_the_page_speaks_every_language(page: Page, language: str, words: str) -> None:
    page.get_by_role("link", name=language).click()
    expect(page.locator("#headline")).to_contain_text(words)
    expect(page.locator("#day")).to_have_text(
        "Monday, March 3, 2025" if language == "EN" else "Senin, 3 Maret 2025"
    )
    assert has_no_flaw(page)


@pytest.mark.real
def test_a_family_cancels_by_a_second_touch(page: Page, office: Office, booked: BookedAppointment) -> None:
    expect(page.locator("#cancel-now")).to_be_hidden()
    page.get_by_text("Tidak jadi datang?").click()
    assert has_no_flaw(page)
    page.get_by_role("button", name="Ya, batalkan janji saya").click()
    expect(page.locator("#headline")).to_have_text("Janji ini dibatalkan")
    expect(page.locator("#check-in")).to_be_hidden()
    assert has_no_flaw(page)
    seen = {one.id: one.state for one in office.officers[3].appointments().appointments}
    assert seen[booked.appointment.id] == "cancelled"


@pytest.mark.real
def test_after_the_check_in_it_gives_way_to_the_page_of_the_ticket(
    page: Page, office: Office, booked: BookedAppointment
) -> None:
    number = office.kiosk.check_in(CheckIn(code=booked.code)).ticket.number
    page.reload()
    expect(page.locator("#number")).to_have_text(number)
    expect(page.locator("#slot")).to_have_text(re.compile(r"Janji pukul \d\d\.\d\d"))
    assert "/t/" in page.url


@pytest.mark.real
def test_a_page_that_cannot_reach_the_core_says_so(page: Page) -> None:
    page.route("**/api/v1/bookings/**", lambda route: route.abort())
    page.reload()
    expect(page.locator("#link")).to_have_text("Belum tersambung; periksa internet ponsel Anda")
    assert has_no_flaw(page)


@pytest.mark.real
@pytest.mark.parametrize("key", ["0" * 20, "nonsense", "%22%3E%3Cscript%3E"])
def test_a_wrong_key_gives_a_friendly_page(office: Office, browser: Browser, key: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{office.core}/b/{key}")
    expect(page.locator("#headline")).to_have_text("Janji tidak ditemukan")
    assert has_no_flaw(page)
    page.close()
