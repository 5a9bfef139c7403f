"""A receiver signs at the kiosk: by six digits or the QR, on a field, once; and nothing of it stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, expect

from kiosk.entry import Entry, sheet_of
from kiosk.flow import SignStanding
from queue_core.foundation.files import Files
from queue_core.foundation.messages import load_catalogues
from queue_core.kia.wire.handover import MOST_IN_ALL, MOST_POINTS, Drawing, NamedSheet, SignatureState
from tests.kiosk.fakes import FakeKiosk, kembaran
from tests.kiosk.test_entry import offer, scan, send, tap_digits
from tests.kiosk.test_page import heading, violations

ID = {"Idempotency-Key": "0f7a4f52-1111-4222-8333-444455556666"}
CODE = "123452"
KEY = "0123456789abcdef0123"
SHEET = f"https://antrean.kembaran.example/s/{KEY}"
DRAWING = {"strokes": [[[0, 400], [1000, 0]]]}
INK = """document.getElementById("field").getContext("2d").getImageData(0, 0, 1000, 400)
    .data.some((value) => value !== 0)"""
SENT = """async (strokes) => {
  const { SigningField } = await import("/shared/strokes.js");
  return Object.assign(new SigningField(document.createElement("canvas")), { strokes }).drawing;
}"""
"""What the page sends of a field on which these strokes were drawn."""
THANKS = "Terima kasih, tanda tangan sudah diterima"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (CODE, NamedSheet(code=CODE)),
        (" 123 452\n", NamedSheet(code=CODE)),
        (SHEET, NamedSheet(key=KEY)),
        (SHEET.replace("/", "&").upper(), NamedSheet(key=KEY)),
        (SHEET.replace("/s/", "/b/"), None),
        (f"{SHEET}0", None),
        ("12345", None),
        ("", None),
    ],
)
def test_a_code_and_a_qr_name_a_page_and_all_else_names_none(text: str, meant: NamedSheet | None) -> None:
    assert sheet_of(Entry(text=text)) == meant


@pytest.fixture
def sheet(kiosk: FakeKiosk) -> FakeKiosk:
    """A kiosk whose core has an open page under a code, and another under a key."""
    kiosk.core.sheets = dict.fromkeys((CODE, KEY), SignatureState.OPEN)
    return kiosk


@pytest.fixture
def client(sheet: FakeKiosk) -> FlaskClient:
    return sheet.app.test_client()


def standing(client: FlaskClient, text: str, path: str = "find", **more: Any) -> str:  # noqa: ANN401  JSON
    response = client.post(f"/api/signing/{path}", json={"text": text, **more}, headers=ID)
    assert set(response.get_json()) == {"standing"}
    return str(response.get_json()["standing"])


def test_a_signature_is_one_however_often_it_is_sent(sheet: FakeKiosk, client: FlaskClient) -> None:
    assert standing(client, CODE) == "open"
    assert [standing(client, CODE, "sign", drawing=DRAWING) for _ in range(3)] == ["signed"] * 3
    (drawn,) = sheet.core.signatures.values()
    assert drawn.drawing.model_dump(mode="json") == DRAWING


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("unknown-signature", "unknown"),
        ("too-many-codes", "too_many"),
        ("storage-unavailable", "away"),
    ],
)
def test_what_the_core_refuses_is_told_as_such(
    sheet: FakeKiosk, client: FlaskClient, cause: str, told: str
) -> None:
    assert standing(client, "hello") == standing(client, "hello", "sign", drawing=DRAWING) == "unknown"
    sheet.core.refuses = cause
    assert standing(client, CODE) == standing(client, CODE, "sign", drawing=DRAWING) == told


def test_a_page_that_closed_meanwhile_is_asked_how_it_is(sheet: FakeKiosk, client: FlaskClient) -> None:
    sheet.core.sheets[CODE] = SignatureState.OVER
    assert standing(client, CODE, "sign", drawing=DRAWING) == "over"
    sheet.core.sheets[CODE] = SignatureState.SIGNED
    assert standing(client, CODE, "sign", drawing=DRAWING) == "signed"


def test_the_longest_signature_passes_the_kiosks_own_door(client: FlaskClient) -> None:
    strokes = [[[1000, 400]] * MOST_POINTS] * (MOST_IN_ALL // MOST_POINTS)
    body = json.dumps({"text": CODE, "drawing": {"strokes": strokes}})
    response = client.post("/api/signing/sign", data=body, content_type="application/json", headers=ID)
    assert response.get_json() == {"standing": "signed"}


@pytest.mark.parametrize("drawing", [None, {}, {"strokes": []}, {"strokes": [[[0, 401]]]}, {"strokes": "x"}])
def test_what_is_no_drawing_is_a_problem(client: FlaskClient, drawing: object) -> None:
    body = {"text": CODE, "drawing": drawing}
    assert client.post("/api/signing/sign", json=body, headers=ID).status_code == 422


def test_every_standing_has_its_words() -> None:
    wanted = {f"sign.{standing}.{part}" for standing in SignStanding for part in ("title", "text")}
    assert not wanted - set(load_catalogues("kiosk")["id"].sentences)


def sign_offer(page: Page) -> Locator:
    return page.get_by_role("button", name="Tanda tangan", exact=True)


def send_signature(page: Page) -> Locator:
    return page.get_by_role("button", name="Kirim tanda tangan")


def type_code(page: Page) -> None:
    offer(page).tap()
    sign_offer(page).tap()
    tap_digits(page, CODE)


@pytest.fixture
def field(page: Page, sheet: FakeKiosk) -> Page:
    """The kiosk with the field to sign in, reached by touch."""
    assert sheet.core.sheets
    type_code(page)
    send(page).tap()
    expect(heading(page)).to_have_text("Tanda tangan di sini")
    return page


def draw(page: Page) -> None:
    """A stroke of a finger across the field, by the browser's own touch events."""
    box = page.locator("#field").bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)

    def tell(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    tell("touchStart", (0.1, 0.8))
    for step in range(1, 9):
        tell("touchMove", (0.1 + step / 10, 0.8 - 0.6 * (step % 2)))
    tell("touchEnd")
    touch.detach()


@pytest.mark.real
def test_a_finger_signs_after_six_digits_and_the_start_remembers_nothing(
    page: Page, sheet: FakeKiosk
) -> None:
    before = page.locator("#screen").inner_html()
    type_code(page)
    send(page).tap()
    expect(page.locator("#field")).to_be_visible()
    draw(page)
    send_signature(page).tap()
    expect(heading(page)).to_have_text(THANKS)
    (drawn,) = sheet.core.signatures.values()
    assert len(drawn.drawing.strokes[0]) > 4
    page.get_by_role("button", name="Selesai").tap()
    assert page.locator("#screen").inner_html() == before
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.real
@pytest.mark.parametrize("opened", [False, True], ids=["on the start screen", "on the screen of the digits"])
def test_the_qr_leads_to_the_field(page: Page, sheet: FakeKiosk, opened: bool) -> None:
    if opened:
        offer(page).tap()
        sign_offer(page).tap()
    scan(page, SHEET)
    expect(page.locator("#field")).to_be_visible()
    draw(page)
    send_signature(page).tap()
    expect(heading(page)).to_have_text(THANKS)
    assert sheet.core.sheets[KEY] is SignatureState.SIGNED


@pytest.mark.real
@pytest.mark.parametrize(("strokes", "points"), [(1, 5000), (20, 400), (100, 400), (3, 2)])
def test_a_signature_of_any_length_is_told_whole_within_the_rule(
    page: Page, strokes: int, points: int
) -> None:
    drawn = [[[place % 1001, stroke] for place in range(points)] for stroke in range(strokes)]
    sent = page.evaluate(SENT, drawn)
    Drawing.model_validate(sent)
    assert [(one[0], one[-1]) for one in sent["strokes"]] == [(one[0], one[-1]) for one in drawn]


@pytest.mark.real
def test_what_was_drawn_wrongly_is_cleared_and_nothing_is_not_sent(field: Page, sheet: FakeKiosk) -> None:
    draw(field)
    assert field.evaluate(INK)
    field.get_by_role("button", name="Hapus").tap()
    assert not field.evaluate(INK)
    send_signature(field).tap()
    expect(field.locator("#sign-text")).to_have_text("Tandatangani dahulu di dalam kotak.")
    assert not sheet.core.signatures


@pytest.mark.real
def test_neither_enter_nor_a_scan_takes_away_what_was_drawn(field: Page) -> None:
    draw(field)
    field.keyboard.press("Enter")
    scan(field, SHEET)
    expect(field.locator("#field")).to_be_visible()
    assert field.evaluate(INK)


@pytest.mark.real
def test_another_language_keeps_what_was_drawn(field: Page) -> None:
    draw(field)
    field.get_by_role("button", name="English").tap()
    expect(heading(field)).to_have_text("Sign here")
    assert field.evaluate(INK)


@pytest.mark.real
def test_a_lost_answer_leaves_the_strokes_and_sends_one_signature(field: Page, sheet: FakeKiosk) -> None:
    draw(field)
    sheet.core.away = True
    send_signature(field).tap()
    expect(field.get_by_role("alert")).to_contain_text("Belum terkirim.")
    assert violations(field) == []
    sheet.core.away = False
    send_signature(field).evaluate("button => { for (let i = 0; i < 50; i++) button.click() }")
    expect(heading(field)).to_have_text(THANKS)
    assert len(sheet.core.signatures) == 1


@pytest.mark.real
def test_a_core_that_is_away_is_said_and_can_be_asked_again(page: Page, sheet: FakeKiosk) -> None:
    type_code(page)
    sheet.core.away = True
    send(page).tap()
    expect(heading(page)).to_have_text("Belum dapat tanda tangan di sini")
    assert violations(page) == []
    sheet.core.away = False
    page.get_by_role("button", name="Coba lagi").tap()
    expect(page.locator("#field")).to_be_visible()


@pytest.mark.real
def test_a_wrong_code_is_typed_again_and_too_many_are_told(page: Page, sheet: FakeKiosk) -> None:
    scan(page, SHEET.replace(KEY, "f" * 20))
    expect(heading(page)).to_have_text("Kode tidak dikenal")
    page.get_by_role("button", name="Ketik lagi").tap()
    expect(heading(page)).to_have_text("Ketik kode tanda tangan")
    expect(page.locator("#code")).to_have_text("––– –––")
    send(page).tap()
    expect(page.locator("#entry-text")).to_have_text("Ketik enam angka dari petugas.")
    sheet.core.refuses = "too-many-codes"
    scan(page, CODE)
    expect(heading(page)).to_have_text("Terlalu banyak kode yang salah")


@pytest.mark.real
def test_what_was_left_behind_is_gone_by_itself(field: Page, sheet: FakeKiosk) -> None:
    draw(field)
    field.clock.run_for(81_000)
    expect(heading(field)).to_have_text("Selamat datang")
    expect(field.locator("#field")).to_have_count(0)
    assert sheet.core.sheets[CODE] is SignatureState.OPEN


@pytest.mark.real
def test_keys_lead_out_and_the_paper_is_named(field: Page, sheet: FakeKiosk) -> None:
    expect(field.get_by_text("mintalah lembar kertas kepada petugas")).to_be_visible()
    field.keyboard.press("Tab")
    expect(field.get_by_role("button", name="Kembali")).to_be_focused()
    field.keyboard.press("Enter")
    expect(heading(field)).to_have_text("Selamat datang")
    assert not sheet.core.signatures


@pytest.mark.real
def test_an_office_without_files_offers_no_signing(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.profile = kembaran().model_copy(update={"files": Files()})
    kiosk.disconnect()
    expect(page.locator(".tile")).to_have_count(0)
    kiosk.connect()
    offer(page).tap()
    expect(sign_offer(page)).to_have_count(0)


@pytest.mark.real
@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800), (1024, 768)], ids=["portrait", "wide", "small"])
def test_axe_finds_nothing_every_target_is_large_and_nothing_is_cut_off(
    field: Page, size: tuple[int, int]
) -> None:
    field.set_viewport_size({"width": size[0], "height": size[1]})
    draw(field)
    smallest = "nodes => Math.min(...nodes.map(n => Math.min(n.offsetWidth, n.offsetHeight)))"
    for words in ("Tanda tangan di sini", THANKS):
        expect(heading(field)).to_have_text(words)
        assert violations(field) == []
        assert field.locator("button:visible").evaluate_all(smallest) >= 64
        assert not field.locator("#screen").evaluate("node => node.scrollHeight > node.clientHeight")
        send_signature(field).or_(field.get_by_role("button", name="Selesai")).tap()
