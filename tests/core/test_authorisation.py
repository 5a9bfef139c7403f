"""Every route and every socket event has its line in the matrix, and does what the line says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queue_core.access.rules import BEFORE_PASSWORD_CHANGE, MATRIX, Role
from queue_core.server.app import matrix_line
from tests.core.http_office import Api, Live, build_live, slug
from tests.core.office import NEWCOMER, Office, contents, open_office, token_of

HTTP_LINES = sorted(line for line in MATRIX if line.split()[0].isupper())
SIGN_OUT = "DELETE /api/v1/sessions/current"
OUTSIDE = (401, 403)
VALUES = {
    "key": "0" * 20,
    "ticket_id": "1",
    "number": "3",
    "ticket_number": "A001",
    "request_id": "1",
    "appointment_id": "1",
    "filename": "none.css",
    "disturbance_id": "1",
    "objection_id": "1",
    "file_id": "1",
    "order_id": "1",
    "child_id": "1",
    "import_id": "1",
    "proposal_id": "1",
    "day": "2021-02-08",
    "service": "kia",
    "serial": "AB0012345",
    "sheets_id": "1",
}
ROLES = sorted(set(Role) - {Role.PUBLIC})


@pytest.fixture(scope="module")
def live(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with open_office(staffed, tmp_path_factory.mktemp("matrix")) as office:
        yield build_live(office)


@pytest.fixture(scope="module")
def api(live: Live) -> Api:
    return live.api


def send(api: Api, line: str, role: Role | None, token: str | None = None) -> Any:  # noqa: ANN401
    method, rule = line.split()
    path = re.sub(r"\{(\w+)\}", lambda found: VALUES[found[1]], rule)
    query = "?since=0" if path.endswith("/events") else ""
    return api.send(method, path + query, role, token=token)


def test_every_route_has_a_line_and_no_line_is_left_over(api: Api) -> None:
    routes = {
        matrix_line(method, rule.rule)
        for rule in api.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS"}
    }
    assert routes == set(HTTP_LINES)


def test_every_socket_event_has_a_line_and_no_line_is_left_over(live: Live) -> None:
    server: Any = live.socketio.server
    events = {f"socket {event}" for handlers in server.handlers.values() for event in handlers}
    assert set(server.namespace_handlers) == set()
    assert events == set(MATRIX) - set(HTTP_LINES)


@pytest.mark.parametrize("line", HTTP_LINES)
def test_a_role_is_let_in_exactly_where_its_line_says(api: Api, line: str) -> None:
    for role in ROLES:
        if line == SIGN_OUT and role in MATRIX[line]:
            continue  # would end the session that the other cases need
        response = send(api, line, role)
        if role in MATRIX[line]:
            assert response.status_code not in OUTSIDE
        else:
            assert (response.status_code, slug(response)) == (403, "not-allowed")


@pytest.mark.parametrize("line", HTTP_LINES)
def test_without_a_token_only_public_routes_answer(api: Api, line: str) -> None:
    response = send(api, line, None)
    if Role.PUBLIC in MATRIX[line]:
        assert response.status_code not in OUTSIDE
    else:
        assert (response.status_code, slug(response)) == (401, "not-signed-in")


@pytest.mark.parametrize("line", HTTP_LINES)
def test_a_wrong_token_is_told_as_such_except_where_no_token_is_asked_for(api: Api, line: str) -> None:
    response = send(api, line, None, token="wrong")
    if Role.PUBLIC in MATRIX[line]:
        assert response.status_code not in OUTSIDE
    else:
        assert slug(response) == "not-signed-in"


@pytest.mark.parametrize("line", HTTP_LINES)
def test_with_a_one_time_password_every_route_asks_for_its_change(api: Api, line: str) -> None:
    if line == SIGN_OUT:  # would end the session that the other cases need
        return
    response = send(api, line, None, token=NEWCOMER)
    allowed = line in BEFORE_PASSWORD_CHANGE or Role.PUBLIC in MATRIX[line]
    assert (response.status_code not in OUTSIDE) == allowed
    if not allowed:
        assert slug(response) == "password-change-needed"


@pytest.mark.parametrize("scheme", ["Basic YWRtaW46YWRtaW4=", "bearer x", "Bearer", "Token x", ""])
def test_another_kind_of_authorisation_is_refused(api: Api, scheme: str) -> None:
    response = api.send("GET", "/api/v1/snapshot", headers=[("Authorization", scheme)])
    assert (response.status_code, slug(response)) == (401, "not-signed-in")


def test_what_is_refused_writes_nothing(office: Office) -> None:
    api = build_live(office).api
    before = contents(office.path)
    for line in HTTP_LINES:
        for role in ROLES:
            if role not in MATRIX[line]:
                send(api, line, role)
    assert contents(office.path) == before


@pytest.mark.parametrize("role", ROLES)
def test_everybody_with_a_token_may_listen(live: Live, role: Role) -> None:
    assert live.connect({"token": token_of(role)}).is_connected()


@pytest.mark.parametrize(
    "auth",
    [
        None,
        {},
        [],
        "x",
        7,
        {"token": None},
        {"token": ["x"]},
        {"token": "wrong"},
        {"token": "\ud800"},
        {"token": NEWCOMER},
        {"page": "0" * 20},
        {"page": "\ud800"},
        {"page": "x" * 10_000},
        {"page": 5},
    ],
)
def test_who_has_no_good_token_and_no_page_hears_nothing(live: Live, auth: object) -> None:
    assert not live.connect(auth).is_connected()
    assert live.connect({"token": token_of(Role.BOARD)}).is_connected()


def test_a_page_hears_its_own_ticket_and_leaves_without_a_trace(live: Live) -> None:
    key = live.api.issue().get_json()["page"].rsplit("/", 1)[1]
    client = live.connect({"page": key})
    live.push.pages.tell()
    told = client.get_received()[0]
    assert (told["name"], told["args"][0]["number"]) == ("page", "A001")
    client.disconnect()
    assert not live.connect({"page": "f" * 20}).is_connected()


def test_a_client_that_talks_is_not_listened_to(live: Live) -> None:
    client = live.connect({"token": token_of(Role.BOARD)})
    for word in ("event", "call-next", "join", "message"):
        client.emit(word, {"number": 3})
    assert client.is_connected()
