"""Signing in, out and choosing a password over HTTP, as the console does it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from queue_core.access.rules import Role
from queue_core.access.service import administration, passwords
from tests.core.http_office import Api, build_api, slug
from tests.core.office import Office

OWN = "sate-ayam-madura"


@pytest.fixture
def api(office: Office, monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return build_api(office)


@pytest.fixture
def once(api: Api) -> str:
    return administration.add_account(api.office.door, "ani", [Role.OFFICER])


def enter(api: Api, password: str, token: str | None = None) -> str:
    """The token of a new session."""
    body = {"username": "ani", "password": password}
    response = api.send("POST", "/api/v1/sessions", token=token, json=body)
    assert response.status_code == 201, response.text
    return str(response.get_json()["token"])


def choose_own(api: Api, once: str) -> str:
    token = enter(api, once)
    change = {"present": once, "new": OWN}
    response = api.send("PUT", "/api/v1/accounts/me/password", token=token, json=change)
    assert response.get_json()["must_change_password"] is False
    return token


def test_after_the_change_of_the_password_everything_is_open_at_once(api: Api, once: str) -> None:
    token = choose_own(api, once)
    assert api.send("POST", "/api/v1/counters/3/open", token=token).status_code == 200


def test_who_signs_out_is_out_at_once(api: Api, once: str) -> None:
    token = choose_own(api, once)
    assert api.send("GET", "/api/v1/accounts/me", token=token).get_json()["username"] == "ani"
    assert api.send("DELETE", "/api/v1/sessions/current", token=token).status_code == 204
    assert slug(api.send("GET", "/api/v1/accounts/me", token=token)) == "not-signed-in"


def test_wrong_passwords_are_told_as_such_and_then_slowed_down(api: Api, once: str) -> None:
    body = {"username": "ani", "password": "a wrong one"}
    answers = [api.send("POST", "/api/v1/sessions", json=body) for _ in range(4)]
    assert [slug(answer) for answer in answers] == ["wrong-password"] * 3 + ["too-many-attempts"]
    assert once not in "".join(answer.text for answer in answers)


def test_an_unknown_name_and_a_wrong_password_look_the_same(api: Api, once: str) -> None:
    del once
    unknown = api.send("POST", "/api/v1/sessions", json={"username": "nobody", "password": "x"})
    wrong = api.send("POST", "/api/v1/sessions", json={"username": "ani", "password": "x"})
    assert (unknown.status_code, unknown.get_json()) == (wrong.status_code, wrong.get_json())


def test_who_comes_back_with_a_session_that_has_expired_can_sign_in_again(api: Api, once: str) -> None:
    token = choose_own(api, once)
    api.office.clock.now += timedelta(hours=13)
    assert slug(api.send("GET", "/api/v1/snapshot", token=token)) == "not-signed-in"
    assert enter(api, OWN, token) != token


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/office", "/shared/base.css"])
def test_what_is_public_is_public_for_an_expired_session_too(api: Api, path: str) -> None:
    assert api.send("GET", path, token="long since expired").status_code == 200
