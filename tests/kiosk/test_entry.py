"""An appointment at the kiosk: typed by touch or by keys, or scanned; one ticket, or words."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from kiosk.entry import Entry, check_in_of
from kiosk.flow import Ending
from queue_core.foundation.profile import read_profile
from queue_core.tickets.wire.appointments import CheckIn
from tests.kiosk.fakes import MORNING, TOMORROW, FakeKiosk
from tests.kiosk.test_page import heading, service, violations

ID = {"Idempotency-Key": "0f7a4f52-1111-4222-8333-444455556666"}
KEY = "0123456789abcdef0123"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("123456", CheckIn(code="123456", language="en")),
        (" 123 456\n", CheckIn(code="123456", language="en")),
        (f"https://antrean.kembaran.example/b/{KEY}", CheckIn(key=KEY, language="en")),
        (f"HTTPS>&&ANTREAN.KEMBARAN.EXAMPLE&B&{KEY.upper()}", CheckIn(key=KEY, language="en")),
        (f"https://antrean.kembaran.example/t/{KEY}", None),
        (f"https://antrean.kembaran.example/b/{KEY}0", None),
        ("12345", None),
        ("１２３４５６", None),
        ("", None),
        ("4006381333931", None),
    ],
)
def test_a_code_and_an_address_are_told_apart_and_all_else_is_neither(
    text: str, meant: CheckIn | None
) -> None:
    assert check_in_of(Entry(text=text, language="en")) == meant


@pytest.fixture
def client(kiosk: FakeKiosk) -> FlaskClient:
    return kiosk.app.test_client()


def test_an_arrival_prints_one_slip_however_often_it_is_sent(kiosk: FakeKiosk, client: FlaskClient) -> None:
    sent = [client.post("/api/check-in", json={"text": "123456"}, headers=ID) for _ in range(3)]
    assert {one.status_code for one in sent} == {201}
    assert sent[0].get_json()["slot_at"] == "2026-11-23T02:00:00Z"
    assert len(kiosk.printer.papers) == len(kiosk.core.arrivals) == 1


def test_what_is_no_code_is_not_asked_of_the_core(kiosk: FakeKiosk, client: FlaskClient) -> None:
    told = client.post("/api/check-in", json={"text": "hello"}, headers=ID)
    assert (told.status_code, told.get_json()["sentence"]) == (409, "problem.unknown-appointment")
    assert not kiosk.core.arrivals


@pytest.mark.parametrize("body", [{}, {"text": 5}, {"text": "1" * 301}, {"text": "1", "name": "Siti"}])
def test_an_entry_of_the_wrong_shape_is_a_problem(client: FlaskClient, body: dict[str, object]) -> None:
    assert client.post("/api/check-in", json=body, headers=ID).status_code == 422


def test_a_refusal_says_when_to_come(kiosk: FakeKiosk) -> None:
    kiosk.core.refuses, kiosk.core.come_at = "appointment-too-early", MORNING
    told = kiosk.visits.check_in(CheckIn(code="123456"), "request-1")
    assert (told.ending, told.sentence) == (Ending.REFUSED, "problem.appointment-too-early")
    assert told.come_at == MORNING


def offer(page: Page) -> Locator:
    return page.get_by_role("button", name="Saya sudah punya nomor atau janji")


def tap_digits(page: Page, digits: str) -> None:
    for digit in digits:
        page.get_by_role("button", name=digit, exact=True).tap()


def send(page: Page) -> Locator:
    return page.get_by_role("button", name="Lanjut")


def scan(page: Page, text: str) -> None:
    """As a scanner does: the characters at once, however slow this machine is, then Enter."""
    page.clock.pause_at(page.evaluate("new Date(Date.now() + 1000).toISOString()"))
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.clock.resume()


@pytest.mark.real
def test_six_touches_lead_to_the_number_of_an_appointment(page: Page, kiosk: FakeKiosk) -> None:
    offer(page).tap()
    tap_digits(page, "1234")
    page.get_by_role("button", name="Hapus satu angka").tap()
    tap_digits(page, "4569")
    expect(page.locator("#code")).to_have_text("123 456")
    send(page).tap()
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")
    expect(page.get_by_text("Janji pukul 09.00")).to_be_visible()
    assert kiosk.core.arrivals == [CheckIn(code="123456", language="id")]
    assert len(kiosk.printer.papers) == 1


@pytest.mark.real
def test_a_keyboard_types_the_code_as_fingers_do(page: Page, kiosk: FakeKiosk) -> None:
    offer(page).tap()
    for key in ("1", "2", "Backspace", "2", "3", "4", "5", "6"):
        page.keyboard.press(key)
        page.clock.run_for(300)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")
    assert kiosk.core.arrivals == [CheckIn(code="123456", language="id")]


@pytest.mark.real
@pytest.mark.parametrize("opened", [False, True], ids=["on the start screen", "on the screen of the digits"])
def test_a_scanned_page_leads_to_the_number(page: Page, kiosk: FakeKiosk, opened: bool) -> None:
    if opened:
        offer(page).tap()
        tap_digits(page, "9")
    scan(page, f"https://antrean.kembaran.example/b/{KEY}")
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")
    assert kiosk.core.arrivals == [CheckIn(key=KEY, language="id")]


@pytest.mark.real
def test_a_scan_presses_no_button_that_has_the_focus(page: Page, kiosk: FakeKiosk) -> None:
    service(page).focus()
    scan(page, f"https://antrean.kembaran.example/b/{KEY}")
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")
    assert len(kiosk.core.arrivals) == 1


@pytest.mark.real
def test_a_scanner_is_not_heard_in_the_middle_of_another_visit(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    scan(page, f"https://antrean.kembaran.example/b/{KEY}")
    expect(page.get_by_role("button", name="Ambil nomor")).to_be_visible()
    assert not kiosk.core.arrivals


@pytest.mark.real
def test_fifty_touches_check_in_once(page: Page, kiosk: FakeKiosk) -> None:
    offer(page).tap()
    tap_digits(page, "123456")
    send(page).evaluate("button => { for (let i = 0; i < 50; i++) button.click() }")
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")
    assert len(kiosk.core.arrivals) == len(kiosk.printer.papers) == 1


@pytest.mark.real
def test_too_early_is_told_with_the_time_and_nothing_is_printed(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.refuses, kiosk.core.come_at = "appointment-too-early", MORNING
    scan(page, "123456")
    expect(heading(page)).to_have_text("Anda datang lebih awal")
    expect(page.locator("#screen")).to_contain_text(re.compile(r"masukkan kode ini lagi .*pukul 09\.00"))
    assert not kiosk.printer.papers


@pytest.mark.real
def test_another_day_is_told_with_the_day(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.refuses, kiosk.core.come_at = "appointment-not-today", TOMORROW
    scan(page, "123456")
    expect(page.locator("#screen")).to_contain_text("Datanglah Selasa, 24 Nov, pukul 08.00")


@pytest.mark.real
def test_a_code_that_is_not_known_can_be_typed_again(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.refuses = "unknown-appointment"
    scan(page, "123456")
    expect(heading(page)).to_have_text("Kode tidak dikenal")
    assert violations(page) == []
    page.get_by_role("button", name="Ketik lagi").tap()
    expect(page.locator("#code")).to_have_text("––– –––")


@pytest.mark.real
def test_too_few_digits_are_asked_for(page: Page, kiosk: FakeKiosk) -> None:
    offer(page).tap()
    tap_digits(page, "123")
    send(page).tap()
    expect(page.locator("#entry-text")).to_have_text("Ketik enam angka kode janji.")
    assert not kiosk.core.arrivals


@pytest.mark.real
def test_a_core_that_is_away_can_be_asked_again_with_the_same_code(page: Page) -> None:
    page.route("**/api/check-in", lambda route: route.abort(), times=1)
    scan(page, "123456")
    expect(heading(page)).to_have_text("Mesin antrean sedang tidak terhubung")
    page.get_by_role("button", name="Coba lagi").tap()
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")


@pytest.mark.real
def test_an_appointment_that_is_scanned_at_a_cut_off_kiosk_is_told_to_wait(
    page: Page, kiosk: FakeKiosk
) -> None:
    kiosk.cut_off()
    expect(page.locator(".alone")).to_be_visible()
    kiosk.core.away = True
    scan(page, "123456")
    expect(heading(page)).to_have_text("Mesin antrean sedang tidak terhubung")
    assert not kiosk.printer.papers


@pytest.mark.real
def test_a_code_that_was_left_behind_is_gone_by_itself(page: Page) -> None:
    before = page.locator("#screen").inner_html()
    offer(page).tap()
    tap_digits(page, "123456")
    page.clock.run_for(81_000)
    expect(heading(page)).to_have_text("Selamat datang")
    assert page.locator("#screen").inner_html() == before


@pytest.mark.real
def test_an_office_without_appointments_asks_for_a_number_alone(page: Page, kiosk: FakeKiosk) -> None:
    expect(offer(page)).to_be_visible()
    profile = read_profile("kembaran")
    services = tuple(one.model_copy(update={"appointments": None}) for one in profile.services)
    kiosk.core.profile = profile.model_copy(update={"services": services})
    kiosk.disconnect()
    expect(heading(page)).to_have_text("Mesin antrean sedang tidak terhubung")
    kiosk.connect()
    expect(page.locator(".tile")).to_have_count(5)
    offer(page).tap()
    expect(heading(page)).to_have_text("Nomor Anda")
    expect(page.get_by_role("button", name="A007")).to_be_visible()
    expect(page.locator(".keypad")).to_have_count(0)


@pytest.mark.real
@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800), (1024, 768)], ids=["portrait", "wide", "small"])
def test_axe_finds_nothing_every_target_is_large_and_nothing_is_cut_off(
    page: Page, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    smallest = "nodes => Math.min(...nodes.map(n => Math.min(n.offsetWidth, n.offsetHeight)))"
    for step in (".entry-offer", ".digit"):
        assert violations(page) == []
        assert page.locator("button:visible").evaluate_all(smallest) >= 64
        assert not page.locator("#screen").evaluate("node => node.scrollHeight > node.clientHeight")
        page.locator(step).first.tap()
