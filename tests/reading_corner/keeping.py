"""A keeper at the pages of a corner, as a browser would send what they do."""

from __future__ import annotations

from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from reading_corner.rules.shelf import Care
from reading_corner.store.tables import copy
from tests.reading_corner.accounts import KEEPER, PASSWORD
from tests.reading_corner.corner import Corner

serial = count(1)
LOGIN = {"username": KEEPER.username, "password": PASSWORD}


def send(client: FlaskClient, method: str, path: str, key: str = "", **body: Any) -> TestResponse:  # noqa: ANN401
    """Sends a write under a request id of its own, if none is named."""
    headers = {"Idempotency-Key": key or f"keeper-{next(serial):06d}"}
    return client.open(f"/keeper/api/{path}", method=method, json=body, headers=headers)


def sign_in(client: FlaskClient, **login: str) -> TestResponse:
    """Signs in with the account that there is."""
    return send(client, "POST", "session", **(LOGIN | login))


def cause(answer: TestResponse) -> str:
    """The cause of a refusal."""
    return str((answer.get_json() or {}).get("type", "")).rpartition(":")[2]


def care_of(corner: Corner, code: str, care: Care) -> None:
    """Somebody else says how a copy is."""
    change = update(copy).where(copy.c.code == code).values(care=care)
    corner.shelf.write(lambda connection, _now: connection.execute(change))
