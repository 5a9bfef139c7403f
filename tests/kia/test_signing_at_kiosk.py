"""Signing at a kiosk: six digits for an open page, tried as often as an appointment's, kept under the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from kiosk.flow import SignStanding
from kiosk.signing import Signing
from kiosk.views import PageSign
from queue_core.access.rules import Principal, Role
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.service import signing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.handover import (
    HEIGHT,
    MOST_IN_ALL,
    MOST_POINTS,
    MOST_STROKES,
    WIDTH,
    Drawing,
    NamedSheet,
    SignatureSheet,
)
from queue_core.tickets.rules.appointments import code_of, is_code
from queue_core.tickets.service.arrivals import WRONG_CODES_A_MINUTE
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, contents, open_office, rows
from tests.kia.conftest import Calling
from tests.kia.filing import Filing, every_way, filing_in

DRAWING = {"strokes": [[[0, HEIGHT], [WIDTH, 0]], [[500, 200]]]}
ANI = Principal("ani", frozenset({Role.OFFICER}), "ani")
NOBODYS = "999999"
NUMBERS = count(1)


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("codes"), profile=every_way()) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def asked(filing: Filing) -> tuple[dict[str, Any], dict[str, Any]]:
    head = filing.ready()
    return head, filing.done(filing.send(head, "signature"))


def find(filing: Filing, **named: str) -> TestResponse:
    return filing.api.send("POST", "/api/v1/signing/find", Role.KIOSK, json=named)


def sign(filing: Filing, *, id_: str | None = None, **named: str) -> TestResponse:
    headers = [("Idempotency-Key", id_)] if id_ else []
    body = {"sheet": named, "drawing": DRAWING}
    return filing.api.send("POST", "/api/v1/signing/sign", Role.KIOSK, headers=headers, json=body)


def state(response: TestResponse) -> object:
    return response.get_json().get("state") or slug(response)


def test_the_digits_lead_to_the_page_and_the_officer_sees_the_signature(filing: Filing) -> None:
    head, sheet = asked(filing)
    assert is_code(sheet["code"])
    assert find(filing, code=sheet["code"]).get_json() == {"state": "open"}
    assert sign(filing, code=sheet["code"]).get_json() == {"state": "signed"}
    assert filing.api.send("GET", f"/api/v1/files/{head['id']}/signature", Role.OFFICER).get_json()["came"]
    assert filing.done(filing.hand_over(head, signed="drawn"))["state"] == "handed_over"


def test_the_key_of_the_qr_leads_there_too_and_it_is_signed_once_by_either(filing: Filing) -> None:
    _, sheet = asked(filing)
    key = sheet["address"].rsplit("/", 1)[1]
    assert state(find(filing, key=key)) == "open"
    assert state(filing.api.send("POST", f"/api/v1/signatures/{key}", json=DRAWING)) == "signed"
    assert state(find(filing, code=sheet["code"])) == "signed"
    assert state(sign(filing, code=sheet["code"])) == "signature-over"


def longest(points: int = MOST_IN_ALL) -> dict[str, Any]:
    """A signature of as many points as the rule allows, in many strokes, each point as wide as it can be."""
    whole, rest = divmod(points - MOST_STROKES, MOST_POINTS - 1)
    lengths = [MOST_POINTS] * whole + [rest + 1] + [1] * (MOST_STROKES - whole - 1)
    return {"strokes": [[[WIDTH, HEIGHT]] * length for length in lengths]}


@pytest.mark.parametrize(("points", "told"), [(MOST_IN_ALL, "signed"), (MOST_IN_ALL + 1, "invalid-input")])
@pytest.mark.parametrize("at_kiosk", [True, False])
def test_the_longest_signature_that_the_rule_allows_passes_the_door(
    filing: Filing, at_kiosk: bool, points: int, told: str
) -> None:
    _, sheet = asked(filing)
    path, body = f"/api/v1/signatures/{sheet['address'].rsplit('/', 1)[1]}", longest(points)
    if at_kiosk:
        path, body = "/api/v1/signing/sign", {"sheet": {"code": sheet["code"]}, "drawing": body}
    role = Role.KIOSK if at_kiosk else None
    spaced = json.dumps(body)
    response = filing.api.send("POST", path, role, data=spaced, content_type="application/json")
    assert state(response) == told


def test_sent_again_it_is_the_same_signature_and_the_ledger_names_the_kiosk(
    office: Office, filing: Filing
) -> None:
    _, sheet = asked(filing)
    before = len(contents(office.path)["ledger"])
    sent = [sign(filing, id_="sign-the-same-01", code=sheet["code"]) for _ in range(3)]
    assert {state(one) for one in sent} == {"signed"}
    assert len(contents(office.path)["ledger"]) == before + 1
    query = "SELECT action, actor FROM ledger ORDER BY id DESC LIMIT 1"
    ((action, actor),) = rows(office.path, query)
    assert (action, str(actor).startswith("device:")) == ("signature_drawn", True)


def test_a_code_is_good_as_long_as_its_page(office: Office, filing: Filing) -> None:
    head, first = asked(filing)
    second = filing.done(filing.send(head, "signature"))
    assert state(find(filing, code=first["code"])) == "unknown-signature"
    office.clock.forward(minutes=16)
    assert state(find(filing, code=second["code"])) == "over"
    assert state(sign(filing, code=second["code"])) == "signature-over"


def test_what_is_tried_in_vain_is_limited_and_the_right_ones_are_not(office: Office, filing: Filing) -> None:
    _, sheet = asked(filing)
    another = filing_in(office)  # tries are kept in memory
    for _ in range(WRONG_CODES_A_MINUTE):
        assert state(find(another, code=sheet["code"])) == "open"
        assert state(find(another, code=NOBODYS)) == "unknown-signature"
    assert state(find(another, code=sheet["code"])) == "too-many-codes"
    assert state(sign(another, code=sheet["code"])) == "too-many-codes"


@pytest.mark.parametrize(
    "named", [{}, {"code": "12345"}, {"code": 123452}, {"code": "１２３４５２"}, {"key": "x"}]
)
def test_what_names_no_page_is_refused_in_words_that_hold_no_digits(
    filing: Filing, named: dict[str, Any]
) -> None:
    response = find(filing, **named)
    assert (response.status_code, slug(response)) == (422, "invalid-input")
    assert not any(str(given) in response.text for given in named.values() if given != "x")


@pytest.mark.real
def test_a_kiosk_and_a_console_meet_over_the_core(filing: Filing, calling: Calling) -> None:
    head = filing.ready()
    console, kiosk = calling(Role.OFFICER), Signing(calling(Role.KIOSK))
    named = NamedSheet(code=console.ask_for_signature(head["id"]).code)
    assert kiosk.find(named) == PageSign(standing=SignStanding.OPEN)
    drawing = Drawing.model_validate(DRAWING)
    signed = PageSign(standing=SignStanding.SIGNED)
    assert [kiosk.sign(named, drawing, "kiosk-request-1") for _ in range(2)] == [signed] * 2
    assert kiosk.sign(named, drawing, "kiosk-request-2") == signed
    assert console.signature_came(head["id"]).came


def ask(office: Office, file_id: int, drawn: Iterator[int], request_id: str | None = None) -> SignatureSheet:
    bureau = replace(Bureau(office.desk, SEAL), draw=lambda _: next(drawn))
    write = WriteRequest(request_id or f"draw-{next(NUMBERS):08d}", "fingerprint", "ani")
    return signing.ask(bureau, write, ANI, file_id)


def test_no_two_open_pages_have_the_same_digits_until_the_first_is_over(
    office: Office, filing: Filing
) -> None:
    first, second, third = (filing.ready()["id"] for _ in range(3))
    assert ask(office, first, iter([99_999])).code == code_of(99_999)
    assert ask(office, second, iter([99_999])).code == code_of(0)
    office.clock.forward(minutes=16)
    assert ask(office, third, iter([99_999])).code == code_of(99_999)


def test_no_row_holds_the_digits_and_a_repeated_request_is_told_them_again(
    office: Office, filing: Filing
) -> None:
    file_id = filing.ready()["id"]
    sheet = ask(office, file_id, iter([81_726]), "asked-twice-0001")
    held = [str(row) for table in contents(office.path).values() for row in table]
    assert not [row for row in held if sheet.code in row]
    assert ask(office, file_id, iter([5]), "asked-twice-0001") == sheet
