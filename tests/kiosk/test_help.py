"""Help at the kiosk: asked for with a ticket or without, told as it is, and gone with the family."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from kiosk.flow import HelpStanding, help_standing
from queue_core.foundation.messages import load_catalogues
from queue_core.tickets.rules.assistance import HelpState
from tests.kiosk.fakes import FakeKiosk
from tests.kiosk.test_page import heading, take_ticket, violations

ID = {"Idempotency-Key": "0f7a4f52-1111-4222-8333-444455556666"}


def offer(page: Page) -> Locator:
    return page.get_by_role("button", name="Perlu bantuan?")


def ask(page: Page, kind: str = "Kursi roda") -> None:
    offer(page).tap()
    page.get_by_role("button", name=kind).tap()


@pytest.fixture
def client(kiosk: FakeKiosk) -> FlaskClient:
    return kiosk.app.test_client()


@pytest.mark.parametrize("state", [*HelpState, None])
def test_only_what_an_officer_took_is_told_as_coming(state: HelpState | None) -> None:
    assert (help_standing(state) is HelpStanding.COMING) == (state is HelpState.TAKEN)
    assert (help_standing(state) is HelpStanding.NOT_SENT) == (state is None)


def test_every_standing_has_a_title_and_a_text() -> None:
    sentences = load_catalogues("kiosk")["id"].sentences
    assert not {f"help.{one}.{part}" for one in HelpStanding for part in ("title", "text")} - set(sentences)


def test_a_request_that_the_core_did_not_take_is_not_called_sent(
    kiosk: FakeKiosk, client: FlaskClient
) -> None:
    for kiosk.core.away, kiosk.core.refuses in ((True, None), (False, "help-not-offered")):
        told = client.post("/api/help", json={"kind": "come"}, headers=ID).get_json()
        assert told == {"standing": "not_sent", "id": None}


@pytest.mark.parametrize(
    "body", [{}, {"kind": 5}, {"kind": "come", "why": "blind"}, {"kind": "come", "ticket": 0}]
)
def test_a_request_of_the_wrong_shape_is_a_problem(client: FlaskClient, body: dict[str, object]) -> None:
    assert client.post("/api/help", json=body, headers=ID).status_code == 422


@pytest.mark.real
def test_two_touches_ask_without_a_ticket_and_the_screen_tells_who_comes(
    page: Page, kiosk: FakeKiosk
) -> None:
    ask(page)
    expect(heading(page)).to_have_text("Permintaan sudah sampai ke petugas")
    kiosk.core.help_state = HelpState.TAKEN
    page.clock.run_for(2_000)
    expect(heading(page)).to_have_text("Petugas sedang menuju ke Anda")
    (wish,) = kiosk.core.help_wishes.values()
    assert (wish.kind, wish.ticket) == ("wheelchair", None)
    page.get_by_role("button", name="Selesai").tap()
    expect(heading(page)).to_have_text("Selamat datang")


@pytest.mark.real
def test_after_the_number_help_is_asked_for_with_the_ticket(page: Page, kiosk: FakeKiosk) -> None:
    take_ticket(page)
    ask(page, "Tolong datang ke sini")
    expect(heading(page)).to_have_text("Permintaan sudah sampai ke petugas")
    assert [wish.ticket for wish in kiosk.core.help_wishes.values()] == [1]
    page.get_by_role("button", name="Selesai").tap()
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")


@pytest.mark.real
def test_fifty_taps_ask_once(page: Page, kiosk: FakeKiosk) -> None:
    offer(page).tap()
    tile = page.get_by_role("button", name="Kursi roda")
    tile.evaluate("button => { for (let i = 0; i < 50; i++) button.click() }")
    expect(heading(page)).to_have_text("Permintaan sudah sampai ke petugas")
    assert len(kiosk.core.help_wishes) == 1


@pytest.mark.real
def test_a_playing_child_s_request_is_taken_back_by_one_touch(page: Page, kiosk: FakeKiosk) -> None:
    ask(page)
    page.get_by_role("button", name="Tidak jadi").tap()
    expect(heading(page)).to_have_text("Permintaan bantuan ini sudah selesai")
    assert kiosk.core.help_state is HelpState.WITHDRAWN


@pytest.mark.real
def test_what_was_not_sent_is_said_and_can_be_tried_again(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.away = True
    ask(page)
    expect(heading(page)).to_have_text("Permintaan belum terkirim")
    kiosk.core.away = False
    page.get_by_role("button", name="Coba lagi").tap()
    expect(heading(page)).to_have_text("Permintaan sudah sampai ke petugas")
    assert len(kiosk.core.help_wishes) == 1


@pytest.mark.real
def test_the_help_screen_goes_away_by_itself_and_leaves_nothing(page: Page) -> None:
    before = page.locator("body").inner_html()
    ask(page)
    expect(page.locator("#closing")).to_contain_text("detik")
    page.clock.run_for(121_000)
    expect(heading(page)).to_have_text("Selamat datang")
    assert page.locator("body").inner_html() == before


@pytest.mark.real
@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800)], ids=["portrait", "landscape"])
def test_axe_finds_nothing_and_every_target_is_large(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    smallest = "nodes => Math.min(...nodes.map(n => Math.min(n.offsetWidth, n.offsetHeight)))"
    for step in (".help-offer", ".tile", ".actions .primary"):
        assert violations(page) == []
        assert page.locator("button:visible").evaluate_all(smallest) >= 64
        assert not page.locator("#screen").evaluate("node => node.scrollHeight > node.clientHeight")
        page.locator(step).first.tap()
