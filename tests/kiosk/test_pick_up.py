"""A family that comes to fetch something: its slip or number, told in large words how far it is."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from kiosk.entry import Entry, pick_up_of
from kiosk.flow import PickUpStanding
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.kia.rules.pick_up import PickUp
from queue_core.kia.wire.handover import NamedPickUp
from tests.kiosk.fakes import FakeCore, FakeKiosk
from tests.kiosk.test_entry import scan, tap_digits
from tests.kiosk.test_page import heading, violations

ID = {"Idempotency-Key": "0f7a4f52-1111-4222-8333-444455556666"}
SLIP = f"KERAK/KEMBARAN/17/2026/12/{'0A' * 16}"
BY_SLIP, BY_NUMBER = NamedPickUp(code=SLIP), NamedPickUp(number="12/2026")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (SLIP, BY_SLIP),
        (f" {SLIP.lower()}\n", BY_SLIP),
        (SLIP.replace("/", "&"), BY_SLIP),
        ("12/2026", BY_NUMBER),
        ("0012/2026", BY_NUMBER),
        ("0/2026", None),
        ("12", None),
        ("١٢/2026", None),
        (SLIP[:-1], None),
        (f"{SLIP}0", None),
        ("https://antrean.kembaran.example/t/0123456789abcdef0123", None),
        ("", None),
    ],
)
def test_a_slip_and_a_register_number_are_told_apart_and_all_else_is_neither(
    text: str, meant: NamedPickUp | None
) -> None:
    assert pick_up_of(Entry(text=text)) == meant


@pytest.fixture
def client(kiosk: FakeKiosk) -> FlaskClient:
    return kiosk.app.test_client()


def standing(client: FlaskClient, text: str) -> str:
    told = client.post("/api/pick-up", json={"text": text}, headers=ID).get_json()
    assert list(told) == ["standing"]
    return str(told["standing"])


@pytest.mark.parametrize("pick_up", list(PickUp))
def test_the_page_is_told_what_the_core_says_and_nothing_else(
    kiosk: FakeKiosk, client: FlaskClient, pick_up: PickUp
) -> None:
    kiosk.core.pick_up = pick_up
    assert [standing(client, text) for text in (SLIP, "12/2026")] == [pick_up, pick_up]
    assert kiosk.core.pick_ups == [BY_SLIP, BY_NUMBER]


def test_what_is_neither_is_not_asked_of_the_core(kiosk: FakeKiosk, client: FlaskClient) -> None:
    assert standing(client, "hello") == "unknown"
    assert not kiosk.core.pick_ups


def test_a_core_that_does_not_answer_or_has_to_wait_is_told_as_such(
    kiosk: FakeKiosk, client: FlaskClient
) -> None:
    kiosk.core.refuses = "too-many-codes"
    assert standing(client, SLIP) == "too_many"
    kiosk.core.refuses = "storage-unavailable"
    assert standing(client, SLIP) == "away"
    kiosk.core.refuses, kiosk.core.away = None, True
    assert standing(client, SLIP) == "away"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_answer_has_its_words(language: str) -> None:
    sentences = load_catalogues("kiosk")[language].sentences
    assert {one.value for one in PickUp} < {one.value for one in PickUpStanding}
    keys = {f"pick_up.{one}.{part}" for one in PickUpStanding for part in ("title", "text")}
    assert not keys - set(sentences)


def open_by_touch(page: Page) -> None:
    page.get_by_role("button", name="KIA atau dokumen saya sudah jadi").tap()


def stroke(page: Page) -> Locator:
    return page.get_by_role("button", name="Garis miring")


def send(page: Page) -> None:
    page.get_by_role("button", name="Periksa").tap()


@pytest.mark.real
def test_a_typed_number_is_told_in_large_words(page: Page, kiosk: FakeKiosk) -> None:
    open_by_touch(page)
    tap_digits(page, "12")
    send(page)
    expect(heading(page)).to_have_text("Sudah jadi!")
    expect(page.get_by_text("Silakan ke loket")).to_be_visible()
    assert kiosk.core.pick_ups == [BY_NUMBER]


@pytest.mark.real
def test_a_number_of_last_year_takes_one_touch_more(page: Page, kiosk: FakeKiosk) -> None:
    open_by_touch(page)
    tap_digits(page, "123")
    page.get_by_role("button", name="Hapus satu angka").tap()
    page.get_by_role("button", name="2025").tap()
    expect(page.get_by_role("img", name="12/2025")).to_be_visible()
    send(page)
    expect(heading(page)).to_have_text("Sudah jadi!")
    assert kiosk.core.pick_ups == [NamedPickUp(number="12/2025")]


@pytest.mark.real
def test_a_number_of_an_older_year_is_touched_as_it_is_printed(page: Page, kiosk: FakeKiosk) -> None:
    open_by_touch(page)
    tap_digits(page, "12")
    stroke(page).tap()
    tap_digits(page, "202")
    send(page)
    expect(page.get_by_text("Ketik tahunnya dengan empat angka")).to_be_visible()
    tap_digits(page, "49")
    expect(page.get_by_role("img", name="12/2024")).to_be_visible()
    send(page)
    expect(heading(page)).to_have_text("Sudah jadi!")
    assert kiosk.core.pick_ups == [NamedPickUp(number="12/2024")]


@pytest.mark.real
def test_a_year_is_taken_back_digit_by_digit_and_by_the_touch_of_another(page: Page) -> None:
    open_by_touch(page)
    tap_digits(page, "12")
    stroke(page).tap()
    tap_digits(page, "2")
    for shown in ("12/––––", "12/2026", "1/2026"):
        page.get_by_role("button", name="Hapus satu angka").tap()
        expect(page.locator("#register")).to_have_text(shown)
    stroke(page).tap()
    page.get_by_role("button", name="2025").tap()
    expect(page.locator("#register")).to_have_text("1/2025")


@pytest.mark.real
@pytest.mark.parametrize("milliseconds", [0, 150])
def test_a_number_of_an_older_year_is_typed_on_a_keyboard_slowly_or_quickly(
    page: Page, kiosk: FakeKiosk, milliseconds: int
) -> None:
    open_by_touch(page)
    page.keyboard.type("12/2019\n", delay=milliseconds)
    expect(heading(page)).to_have_text("Sudah jadi!")
    assert kiosk.core.pick_ups == [NamedPickUp(number="12/2019")]


@pytest.mark.real
def test_nothing_typed_is_asked_for_and_not_sent(page: Page, kiosk: FakeKiosk) -> None:
    open_by_touch(page)
    send(page)
    expect(page.get_by_text("Ketik nomor register lebih dahulu")).to_be_visible()
    assert not kiosk.core.pick_ups


@pytest.mark.real
def test_slips_are_scanned_on_the_start_screen_one_after_another(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.pick_up = PickUp.IN_WORK
    scan(page, SLIP)
    expect(heading(page)).to_have_text("Belum jadi")
    kiosk.core.pick_up = PickUp.HANDED_OVER
    scan(page, SLIP)
    expect(heading(page)).to_have_text("Sudah diambil")
    assert kiosk.core.pick_ups == [BY_SLIP, BY_SLIP]


@pytest.mark.real
def test_a_number_that_there_is_not_can_be_typed_again(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.pick_up = PickUp.UNKNOWN
    scan(page, SLIP)
    expect(heading(page)).to_have_text("Tidak ditemukan")
    page.get_by_role("button", name="Ketik lagi").tap()
    expect(heading(page)).to_have_text("Ketik nomor register Anda")


@pytest.mark.real
def test_a_core_that_is_away_is_said_and_asked_again(page: Page, kiosk: FakeKiosk) -> None:
    open_by_touch(page)
    kiosk.core.away = True
    scan(page, SLIP)
    expect(heading(page)).to_have_text("Belum dapat diperiksa")
    kiosk.core.away = False
    page.get_by_role("button", name="Coba lagi").tap()
    expect(heading(page)).to_have_text("Sudah jadi!")


@pytest.mark.real
def test_help_asked_from_the_answer_leads_back_to_it(page: Page) -> None:
    scan(page, SLIP)
    page.get_by_role("button", name="Perlu bantuan").tap()
    page.get_by_role("button", name="Kembali").tap()
    expect(heading(page)).to_have_text("Sudah jadi!")


@pytest.mark.real
def test_an_answer_goes_by_itself_and_nothing_of_it_stays(page: Page) -> None:
    open_by_touch(page)
    tap_digits(page, "12")
    send(page)
    expect(heading(page)).to_have_text("Sudah jadi!")
    page.clock.run_for(85_000)
    expect(heading(page)).to_have_text("Selamat datang")
    open_by_touch(page)
    expect(page.get_by_role("img", name="Nomor register yang diketik: /2026")).to_be_visible()


@pytest.mark.real
def test_an_office_with_a_service_for_it_leads_on_to_its_number(touch: Page) -> None:
    kiosk = FakeKiosk(FakeCore(profile=read_profile("tempeh")))
    kiosk.connect()
    with kiosk.served() as address:
        touch.goto(address)
        scan(touch, SLIP)
        touch.get_by_role("button", name="Ambil nomor antrean").tap()
        expect(heading(touch)).to_have_text("Pengambilan KIA yang sudah jadi")
        touch.get_by_role("button", name="Ambil nomor").tap()
        expect(heading(touch)).to_contain_text("A012")
        assert [wish.service for wish in kiosk.core.wishes] == ["collect"]
        touch.goto("about:blank")


@pytest.mark.real
@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1280, 800)])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    page: Page, kiosk: FakeKiosk, width: int, height: int
) -> None:
    def is_whole() -> bool:
        cut = "node => node.scrollHeight > node.clientHeight || node.scrollWidth > node.clientWidth"
        return violations(page) == [] and not page.locator("#screen").evaluate(cut)

    page.set_viewport_size({"width": width, "height": height})
    assert is_whole()
    open_by_touch(page)
    tap_digits(page, "123456")
    assert is_whole()
    for pick_up in PickUp:
        kiosk.core.pick_up = pick_up
        scan(page, SLIP)
        expect(page.locator(f".pick-up.{pick_up}")).to_be_visible()
        assert is_whole()
