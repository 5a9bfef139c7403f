"""Who comes to the keeper's pages: with an account of the office, for minutes, on the corner's machine."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from queue_core.access.rules import COUNTER_ROLES, Role
from queue_core.client.problems import Refused
from queue_core.foundation.messages import load_catalogues
from queue_core.web.problems import TooLarge
from reading_corner.errors import (
    CoverUnreadable,
    KeeperNotSignedIn,
    NotAKeeper,
    OfficeAway,
    OneTimePassword,
    ShelfBusy,
    SignInLater,
    SignInRefused,
    TitleChanged,
    UnknownCopy,
    UnknownTitle,
)
from reading_corner.routes.desk_only import KEEPERS
from reading_corner.routes.keeper_door import OPEN
from reading_corner.service.keepers import LONGEST, PAUSE
from tests.reading_corner.corner import Corner
from tests.reading_corner.keeping import cause, send, sign_in
from tests.reading_corner.test_closed_to_children import crawled

pytestmark = pytest.mark.database
SAYS, QUOTED, ELEMENT = (
    re.compile(r"\b(say|tell)\("),
    re.compile(r'"([a-z][a-z_]+)"'),
    re.compile(r'at\("[^"]*"\)'),
)
NETWORK = {"REMOTE_ADDR": "192.0.2.7"}
REFUSALS = (
    KeeperNotSignedIn,
    SignInRefused,
    SignInLater,
    OneTimePassword,
    NotAKeeper,
    OfficeAway,
    TitleChanged,
    CoverUnreadable,
)
SLOWED = Refused("too-many-attempts", "Wait 8 seconds.", "", 429)


def keepers_calls(corner: Corner) -> list[tuple[str, Rule]]:
    rules = [rule for rule in corner.app.url_map.iter_rules() if rule.rule.startswith(KEEPERS)]
    return [(method, rule) for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]


def asked(
    client: FlaskClient, method: str, rule: Rule, where: dict[str, str] | None = None
) -> tuple[int, str]:
    path = rule.rule.replace("<language>", "id")
    for part in ("<int(max=999999999):title_id>", "<name>", "<path:code>"):
        path = path.replace(part, "1")
    headers = {"Idempotency-Key": "request-1"}
    answer = client.open(path, method=method, json={}, headers=headers, environ_overrides=where)
    return answer.status_code, cause(answer)


def test_nothing_but_what_is_named_as_open_answers_who_is_not_signed_in(
    corner: Corner, client: FlaskClient
) -> None:
    calls = keepers_calls(corner)
    closed = {rule.rule for method, rule in calls if asked(client, method, rule)[0] in (302, 401)}
    assert closed == {rule.rule for _, rule in calls} - OPEN
    assert len(closed) > 10


def test_no_other_machine_reaches_the_keepers_pages(corner: Corner, client: FlaskClient) -> None:
    sign_in(client)
    told = {asked(client, method, rule, NETWORK) for method, rule in keepers_calls(corner)}
    assert told == {(403, "desk-only")}


def test_no_page_of_a_child_leads_to_the_keeper(client: FlaskClient) -> None:
    texts = crawled(client)
    assert [address for address, text in texts.items() if KEEPERS in address + text] == []


@pytest.mark.parametrize("address", ["/keeper", "/keeper/", "/keeper/en"])
def test_a_keeper_finds_the_sign_in_however_its_address_is_typed(client: FlaskClient, address: str) -> None:
    assert 'id="sign-in"' in client.get(address).text


def test_an_officer_signs_in_and_out(client: FlaskClient) -> None:
    assert sign_in(client).status_code == 201
    assert client.get("/keeper/id/out").status_code == 200
    assert send(client, "DELETE", "session").status_code == 200
    assert client.get("/keeper/id/out").headers["Location"] == "/keeper/id"


def test_the_cookie_goes_to_the_keepers_pages_alone_and_a_child_gets_none(client: FlaskClient) -> None:
    (cookie,) = sign_in(client).headers.getlist("Set-Cookie")
    assert {"HttpOnly", "Path=/keeper", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "sri" not in cookie
    assert [client.get(path).headers.get("Set-Cookie") for path in ("/", "/id/lend", "/keeper")] == [None] * 3


def test_a_session_ends_after_a_pause_and_an_act_keeps_it(corner: Corner, client: FlaskClient) -> None:
    sign_in(client)
    for _ in range(3):
        corner.seconds += PAUSE.total_seconds() - 1
        assert client.get("/keeper/id/out").status_code == 200
    corner.seconds += PAUSE.total_seconds()
    assert cause(send(client, "POST", "search", typed="")) == "keeper-not-signed-in"


def test_who_types_for_long_and_asks_for_nothing_else_stays(corner: Corner, client: FlaskClient) -> None:
    sign_in(client)
    for _ in range(3):
        corner.seconds += PAUSE.total_seconds() - 1
        assert client.get("/keeper/api/session").get_json() == {"signed_in": True}
    corner.seconds += PAUSE.total_seconds()
    assert client.get("/keeper/api/session").get_json() == {"signed_in": False}


def test_a_session_ends_after_hours_whatever_is_done(corner: Corner, client: FlaskClient) -> None:
    sign_in(client)
    while corner.seconds < LONGEST.total_seconds():
        assert client.get("/keeper/id/out").status_code == 200
        corner.seconds += 60
    assert client.get("/keeper/id/out").status_code == 302


@pytest.mark.parametrize("role", sorted(set(Role) - COUNTER_ROLES))
def test_who_serves_at_no_counter_keeps_no_shelf(corner: Corner, client: FlaskClient, role: Role) -> None:
    corner.accounts.kept = corner.accounts.kept.model_copy(update={"roles": (role,)})
    assert cause(sign_in(client)) == "not-a-keeper"


def test_a_one_time_password_opens_nothing(corner: Corner, client: FlaskClient) -> None:
    corner.accounts.kept = corner.accounts.kept.model_copy(update={"must_change_password": True})
    assert cause(sign_in(client)) == "one-time-password"
    assert client.get("/keeper/id/out").status_code == 302


@pytest.mark.parametrize("login", [{"password": "another"}, {"username": "budi"}])
def test_a_wrong_password_opens_nothing(client: FlaskClient, login: dict[str, str]) -> None:
    assert cause(sign_in(client, **login)) == "sign-in-refused"


def test_what_the_core_slows_down_is_told_so(corner: Corner, client: FlaskClient) -> None:
    corner.accounts.refuses = SLOWED
    answer = sign_in(client)
    assert (answer.status_code, cause(answer)) == (429, "sign-in-later")
    assert answer.get_json()["detail"] == "Wait 8 seconds."


def test_a_core_with_a_fault_does_not_make_a_password_wrong(corner: Corner, client: FlaskClient) -> None:
    corner.accounts.refuses = Refused("storage-unavailable", "", "", 503)
    assert cause(sign_in(client)) == "office-away"


def test_without_the_core_nobody_signs_in_and_scans_are_taken(corner: Corner, client: FlaskClient) -> None:
    corner.accounts.hears = False
    assert cause(sign_in(client)) == "office-away"
    assert client.get("/keeper/id/stocktake").status_code == 200
    assert "KT-1" in client.get("/keeper/codes").get_json()["codes"]
    seen = {"seen": [{"code": "KT-1", "at": "2026-11-29T02:00:00Z"}]}
    answer = client.post("/api/stocktake", json=seen, headers={"Idempotency-Key": "request-1"})
    assert answer.get_json() == {"known": 1, "unknown": []}


def test_every_sentence_that_a_script_says_is_there() -> None:
    sentences = load_catalogues("reading_corner")["id"].sentences
    folder = files("reading_corner").joinpath("static")
    scripts = [one.read_text() for one in folder.iterdir() if one.name.startswith("keeper")]
    says = [line for script in scripts for line in script.splitlines() if SAYS.search(line)]
    said = {word for line in says for word in QUOTED.findall(ELEMENT.sub("", line))}
    assert len(said) > 20
    assert [word for word in sorted(said) if f"keeper.{word}" not in sentences] == []


def test_every_refusal_has_its_sentence_on_the_page() -> None:
    sentences = load_catalogues("reading_corner")["id"].sentences
    errors = (*REFUSALS, ShelfBusy, UnknownCopy, UnknownTitle, TooLarge)
    causes = [error.slug.replace("-", "_") for error in errors]
    assert [one for one in causes if f"keeper.{one}" not in sentences] == []
