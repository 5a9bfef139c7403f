"""Whatever comes in, the answer is a problem that says why, nothing is written, nothing is given away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.tickets.service import issuing
from tests.core.http_office import KIA, Api, build_api, slug
from tests.core.office import Office, contents, open_office, rows

TICKETS = "/api/v1/tickets"
SECRET = "zebra-crossing"


@pytest.fixture(scope="module")
def api(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """One office for everything that is refused: it stays empty."""
    with open_office(staffed, tmp_path_factory.mktemp("bad")) as office:
        yield build_api(office)


@pytest.fixture
def fresh(office: Office) -> Api:
    """An office in which something happens."""
    return build_api(office)


def refused(api: Api, response: TestResponse, *causes: str) -> None:
    """Sees one stable cause, no row, no traceback, and nothing of what was sent."""
    assert 400 <= response.status_code < 500
    assert slug(response) in causes
    assert "Traceback" not in response.text
    assert SECRET not in response.text
    assert rows(api.office.path, "SELECT count(*) FROM ticket") == [(0,)]
    assert rows(api.office.path, "SELECT count(*) FROM request") == [(0,)]
    assert rows(api.office.path, "SELECT count(*) FROM ledger") == [(0,)]


SHAPES = {
    "no body": {},
    "no service": {"reason": None},
    "null": {"service": None},
    "number": {"service": 5},
    "boolean": {"service": True},
    "list": {"service": ["kia"]},
    "object": {"service": {"key": "kia"}},
    "empty": {"service": ""},
    "blank": {"service": " "},
    "emoji": {"service": "\N{BABY}\N{ZERO WIDTH JOINER}\N{BABY}"},
    "capital": {"service": "KIA"},
    "newline": {"service": "kia\n"},
    "zero byte": {"service": "kia\x00"},
    "half a character": {"service": "\ud800"},
    "long": {"service": "k" * 41},
    "sql": {"service": "kia'; DROP TABLE ticket; --"},
    "reason as list": {"service": "kia", "reason": ["elderly"]},
    "reason as number": {"service": "kia", "reason": 1},
    "language as number": {"service": "kia", "language": 1},
    "language as word": {"service": "kia", "language": "indonesian"},
    "null language": {"service": "kia", "language": None},
    "a word too many": {"service": "kia", "name": SECRET},
    "lane of one's choice": {"service": "kia", "lane": "C"},
}


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES.keys())
def test_a_ticket_request_of_the_wrong_shape_is_not_valid(api: Api, body: object) -> None:
    refused(api, api.issue(body), "invalid-input")


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ({"service": "haircut"}, "unknown-service"),
        ({"service": "kia", "reason": "hurry"}, "unknown-reason"),
    ],
)
def test_what_the_office_does_not_know_has_its_own_cause(api: Api, body: object, cause: str) -> None:
    refused(api, api.issue(body), cause)


BODIES = {
    "text": b"kia",
    "half": b'{"service": "kia"',
    "two": b'{"service": "kia"}{"service": "kia"}',
    "scalar": b"5",
    "string": b'"kia"',
    "string that holds an object": b'"{\\"service\\": \\"kia\\"}"',
    "null": b"null",
    "array": b'[{"service": "kia"}]',
    "empty array": b"[]",
    "invalid UTF-8": b'{"service": "\xff\xfe"}',
    "UTF-16": '{"service": "kia"}'.encode("utf-16"),
    "deep": b"[" * 30_000,
    "deep object": b'{"service":' * 5_000 + b"1" + b"}" * 5_000,
    "endless number": b'{"service": ' + b"9" * 5_000 + b"}",
    "infinite number": b'{"service": "kia", "lane": 1e999}',
    "not a number": b'{"service": NaN}',
    "zero bytes": b"\x00" * 100,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_json_object_of_ours_is_refused(api: Api, body: bytes) -> None:
    response = api.send("POST", TICKETS, Role.KIOSK, data=body, content_type="application/json")
    refused(api, response, "malformed-request", "invalid-input")


def test_two_megabytes_are_too_large(api: Api) -> None:
    refused(api, api.issue({"service": SECRET * 150_000}), "too-large")


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_not_declared_as_json_is_refused(api: Api, kind: str) -> None:
    body = json.dumps(KIA).encode()
    refused(api, api.send("POST", TICKETS, Role.KIOSK, data=body, content_type=kind), "malformed-request")


@pytest.mark.parametrize("request_id", ["", "short", "x" * 81, "with blank", "semi;colon", "éééééééé"])
def test_a_write_without_a_good_request_id_is_refused(api: Api, request_id: str) -> None:
    refused(api, api.issue(headers=[("Idempotency-Key", request_id)]), "malformed-request")


def test_a_write_without_any_request_id_is_refused(api: Api) -> None:
    headers = {"Authorization": "Bearer token-of-kiosk"}
    refused(api, api.client.post(TICKETS, json=KIA, headers=headers), "malformed-request")


@pytest.mark.parametrize("number", ["0", "100", "99999999999999999999", "9" * 400])
def test_a_counter_number_out_of_range_is_not_valid(api: Api, number: str) -> None:
    refused(api, api.send("POST", f"/api/v1/counters/{number}/call-next", Role.OFFICER), "invalid-input")


@pytest.mark.parametrize("number", ["-1", "1.5", "one", "%F0%9F%91%B6", "1;2", "3%00"])
def test_a_counter_that_is_no_number_is_not_found(api: Api, number: str) -> None:
    refused(api, api.send("POST", f"/api/v1/counters/{number}/call-next", Role.OFFICER), "not-found")


def test_a_counter_that_the_office_does_not_have_is_unknown(api: Api) -> None:
    for verb in ("open", "break", "close", "call-next", "recall", "start", "step-done", "no-show", "finish"):
        refused(api, api.send("POST", f"/api/v1/counters/42/{verb}", Role.OFFICER), "unknown-counter")
    refused(api, api.send("GET", "/api/v1/counters/42", Role.OFFICER), "unknown-counter")


@pytest.mark.parametrize("ticket", ["0", str(2**63), "9" * 400])
def test_a_ticket_id_out_of_range_is_not_valid(api: Api, ticket: str) -> None:
    path = f"{TICKETS}/{ticket}/slip"
    refused(api, api.send("POST", path, Role.KIOSK, json={"outcome": "printed"}), "invalid-input")


def test_a_slip_of_an_unknown_ticket_is_told_so(api: Api) -> None:
    path = f"{TICKETS}/{2**63 - 1}/slip"
    refused(api, api.send("POST", path, Role.KIOSK, json={"outcome": "printed"}), "unknown-ticket")


@pytest.mark.parametrize("outcome", [None, 1, ["printed"], "", "PRINTED", "x" * 41, SECRET])
def test_a_slip_report_of_the_wrong_shape_is_not_valid(api: Api, outcome: object) -> None:
    path = f"{TICKETS}/1/slip"
    refused(api, api.send("POST", path, Role.KIOSK, json={"outcome": outcome}), "invalid-input")


@pytest.mark.parametrize("after", ["", "-1", "x", "1.5", str(2**63), "9" * 400, "0&after=x", "null"])
def test_events_after_no_number_are_not_valid(api: Api, after: str) -> None:
    response = api.send("GET", f"/api/v1/events?since={after}", Role.BOARD)
    if after != "0&after=x":
        refused(api, response, "invalid-input")


@pytest.mark.parametrize("key", ["x", "0" * 19, "0" * 21, "G" * 20, "%00" * 20, "\N{BABY}" * 20])
def test_a_page_key_of_the_wrong_shape_is_not_valid(api: Api, key: str) -> None:
    refused(api, api.send("GET", f"/api/v1/pages/{key}"), "invalid-input")


def test_an_unknown_page_is_told_so(api: Api) -> None:
    refused(api, api.send("GET", f"/api/v1/pages/{'0' * 20}"), "unknown-ticket")


@pytest.mark.parametrize(
    "path", ["/", "/api/v1", "/api/v2/tickets", "/api/v1/tickets/", "/admin", "/..%2f..%2fetc"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_an_unknown_address_is_not_found(api: Api, method: str, path: str) -> None:
    refused(api, api.send(method, path, Role.KIOSK), "not-found")


@pytest.mark.parametrize("path", ["/shared/..%2fpages.py", "/shared/none.css", "/static/none.js"])
def test_no_file_outside_the_shared_ones_is_served(api: Api, path: str) -> None:
    refused(api, api.send("GET", path), "not-found")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_method_that_an_address_does_not_take_is_told_so(api: Api, method: str) -> None:
    refused(api, api.send(method, TICKETS, Role.KIOSK), "method-not-allowed")


LOGINS = {
    "no password": {"username": "ani"},
    "null": {"username": "ani", "password": None},
    "list": {"username": ["ani"], "password": SECRET},
    "number": {"username": "ani", "password": 12345},
    "emoji": {"username": "\N{BABY}", "password": SECRET},
    "long": {"username": "ani", "password": SECRET * 50},
    "half a character": {"username": "ani", "password": "\ud800"},
    "a word too many": {"username": "ani", "password": SECRET, "role": "administrator"},
}


@pytest.mark.parametrize("body", LOGINS.values(), ids=LOGINS.keys())
def test_a_sign_in_of_the_wrong_shape_is_not_valid(api: Api, body: object) -> None:
    refused(api, api.send("POST", "/api/v1/sessions", json=body), "invalid-input")


def test_a_word_that_the_api_does_not_know_is_not_repeated(api: Api) -> None:
    refused(api, api.issue({**KIA, SECRET: 1}), "invalid-input")


def test_the_same_request_id_gives_the_same_ticket_and_with_another_body_a_conflict(fresh: Api) -> None:
    again = [("Idempotency-Key", "a-request-of-mine")]
    first = fresh.issue(headers=again)
    assert first.status_code == 201
    before = contents(fresh.office.path)
    assert fresh.issue(headers=again).get_json() == first.get_json()
    conflict = fresh.issue({"service": "documents"}, headers=again)
    assert (conflict.status_code, slug(conflict)) == (409, "request-id-reused")
    assert contents(fresh.office.path) == before


def test_an_unexpected_fault_gives_away_nothing(fresh: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object) -> None:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(issuing, "issue", burst)
    response = fresh.issue()
    assert (response.status_code, slug(response)) == (500, "internal")
    assert SECRET not in response.text
    assert "Zero" not in response.text
    assert "Traceback" not in response.text


def test_every_answer_tells_browsers_to_be_strict_and_nobody_to_keep_it(fresh: Api) -> None:
    for response in (fresh.issue(), fresh.issue({}), fresh.send("GET", "/api/v1/snapshot", Role.BOARD)):
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response.headers
        if response.status_code < 400:
            assert response.headers["Cache-Control"] == "no-store"


def test_no_answer_of_the_office_tells_a_path_of_this_machine(fresh: Api, tmp_path: Path) -> None:
    for path in ("/healthz", "/api/v1/office", "/api/v1/openapi.json"):
        response = fresh.send("GET", path)
        assert response.status_code == 200
        assert str(tmp_path) not in response.text
