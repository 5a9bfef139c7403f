"""A family's own number at the kiosk: touched or scanned, told as it is, and an objection with one touch."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from kiosk.entry import Entry, Named, ticket_of
from kiosk.flow import LookStanding
from queue_core.feedback.rules import ObjectionState
from queue_core.feedback.wire import ObjectionPage
from queue_core.foundation.messages import load_catalogues
from queue_core.tickets.rules.life import TicketState
from tests.kiosk.fakes import FakeKiosk
from tests.kiosk.test_entry import scan
from tests.kiosk.test_page import heading, violations

ID = {"Idempotency-Key": "0f7a4f52-1111-4222-8333-444455556666"}
KEY = f"{7:020x}"
"""The page of A007, as the fake core tells it."""
SLIP = f"https://antrean.kembaran.example/t/{KEY}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A007", Named(number="A007")),
        (" A 007\n", Named(number="A007")),
        (SLIP, Named(key=KEY)),
        (SLIP.replace("/", "&").upper(), Named(key=KEY)),
        (SLIP.replace("/t/", "/b/"), None),
        ("a007", None),
        ("A07", None),
        ("A٠٠٧", None),
        ("123456", None),
        ("", None),
    ],
)
def test_a_number_and_a_slip_are_told_apart_and_all_else_is_neither(text: str, meant: Named | None) -> None:
    assert ticket_of(Entry(text=text)) == meant


@pytest.fixture
def client(kiosk: FakeKiosk) -> FlaskClient:
    return kiosk.app.test_client()


def test_number_and_slip_lead_to_the_same_ticket_and_objection(kiosk: FakeKiosk, client: FlaskClient) -> None:
    client.post("/api/objection", json={"text": "A007"}, headers=ID)
    told = client.post("/api/look", json={"text": SLIP}, headers=ID).get_json()
    assert (told["standing"], told["objection"]["state"]) == ("found", "open")
    assert list(kiosk.core.objections) == [KEY]


@pytest.mark.parametrize("path", ["/api/look", "/api/objection"])
def test_what_the_core_does_not_know_or_answer_is_told_as_such(
    kiosk: FakeKiosk, client: FlaskClient, path: str
) -> None:
    def standing(text: str) -> str:
        return str(client.post(path, json={"text": text}, headers=ID).get_json()["standing"])

    assert standing("hello") == "unknown"
    kiosk.core.refuses = "unknown-ticket"
    assert standing("A007") == "unknown"
    kiosk.core.refuses = "visit-over"
    assert standing(SLIP) == "over"
    kiosk.core.refuses, kiosk.core.away = None, True
    assert standing("A007") == "away"


def test_every_state_and_every_answer_has_its_words() -> None:
    sentences = load_catalogues("kiosk")["id"].sentences
    states = {f"look.state.{state}" for state in TicketState if state is not TicketState.WAITING}
    answers = {f"look.objection.{state}" for state in (*ObjectionState, "late", "in_time")}
    not_found = {f"look.{standing}.title" for standing in LookStanding if standing is not LookStanding.FOUND}
    assert not (states | answers | not_found) - set(sentences)


def own_number(page: Page) -> None:
    page.get_by_role("button", name="Saya sudah punya nomor").tap()
    page.get_by_role("button", name="A007").tap()


@pytest.mark.real
def test_two_touches_tell_how_the_own_number_is(page: Page) -> None:
    own_number(page)
    expect(heading(page)).to_contain_text("A007")
    expect(page.get_by_text("Sedang dilayani di loket 3")).to_be_visible()
    expect(page.get_by_text("masih dalam standar waktu")).to_be_visible()
    expect(page.get_by_role("button", name="Ajukan keberatan")).to_have_count(0)


@pytest.mark.real
@pytest.mark.parametrize(("ahead", "asked_back"), [(2, 1), (3, 0)])
def test_a_slip_that_is_scanned_shortly_before_its_call_asks_for_the_book(
    page: Page, kiosk: FakeKiosk, ahead: int, asked_back: int
) -> None:
    kiosk.core.ahead = ahead
    scan(page, SLIP)
    expect(heading(page)).to_contain_text("A007")
    expect(page.get_by_text("kembalikan dahulu")).to_have_count(asked_back)


@pytest.mark.real
def test_a_third_touch_objects_to_a_late_service_once(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.late = True
    own_number(page)
    page.get_by_role("button", name="Ajukan keberatan").tap()
    expect(page.get_by_text("sudah diterima kepala seksi")).to_be_visible()
    expect(page.get_by_role("button", name="Ajukan keberatan")).to_have_count(0)
    assert len(kiosk.core.objections) == 1


@pytest.mark.real
def test_an_objection_that_did_not_get_through_is_said_and_sent_again(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.late = True
    own_number(page)
    expect(heading(page)).to_contain_text("A007")
    kiosk.core.away = True
    page.get_by_role("button", name="Ajukan keberatan").tap()
    expect(page.get_by_text("Keberatan belum terkirim")).to_be_visible()
    kiosk.core.away = False
    page.get_by_role("button", name="Ajukan keberatan").tap()
    expect(page.get_by_text("sudah diterima kepala seksi")).to_be_visible()


@pytest.mark.real
def test_a_slip_that_is_scanned_on_the_start_screen_tells_what_was_decided(
    page: Page, kiosk: FakeKiosk
) -> None:
    kiosk.core.late = True
    kiosk.core.objections[KEY] = ObjectionPage(state=ObjectionState.REFUSED, reason="berkas belum lengkap")
    scan(page, SLIP)
    expect(page.get_by_text("Alasan: berkas belum lengkap")).to_be_visible()


@pytest.mark.real
def test_help_asked_from_the_own_number_leads_back_to_it(page: Page) -> None:
    own_number(page)
    page.get_by_role("button", name="Perlu bantuan").tap()
    page.get_by_role("button", name="Kembali").tap()
    expect(heading(page)).to_contain_text("A007")


@pytest.mark.real
@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1280, 800)])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    page: Page, kiosk: FakeKiosk, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.get_by_role("button", name="Saya sudah punya nomor").tap()
    assert violations(page) == []
    kiosk.core.late = True
    page.get_by_role("button", name="A007").tap()
    expect(page.get_by_role("button", name="Ajukan keberatan")).to_be_visible()
    assert violations(page) == []
    assert not page.locator("#screen").evaluate("node => node.scrollHeight > node.clientHeight")
