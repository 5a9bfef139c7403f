"""The core's API to test with, in this process: the real application on a real database."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from queue import Queue
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_openapi3 import APIBlueprint
from flask_socketio import SocketIO, SocketIOTestClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.access.service.devices import DeviceWatch
from queue_core.server.app import create_app
from queue_core.server.meters import Meters
from queue_core.server.presence import Presence
from queue_core.server.push import Outbox, Push
from queue_core.server.sockets import Sockets
from queue_core.storage.ledger import LedgerRow
from queue_core.storage.seal import KEY_BYTES, Seal
from queue_core.tickets.routes.tickets import Play
from tests.core.office import Office, token_of

PROBLEM = "application/problem+json"
TYPE = "urn:kerak-telor:problem:"
KIA = {"service": "kia"}
SEAL = Seal(b"k" * KEY_BYTES)


@dataclass
class Api:
    """Sends requests as somebody of a role; every write has a request id of its own unless told otherwise."""

    office: Office
    app: Flask
    watch: DeviceWatch
    meters: Meters

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def send(
        self,
        method: str,
        path: str,
        role: Role | None = None,
        *,
        token: str | None = None,
        headers: Iterable[tuple[str, str]] = (),
        **rest: Any,  # noqa: ANN401  what Flask's client takes
    ) -> TestResponse:
        told = {"Idempotency-Key": f"sent-{next(self._ids):08d}"}
        carried = token_of(role) if role else token
        if carried is not None:
            told["Authorization"] = f"Bearer {carried}"
        return self.client.open(path, method=method, headers={**told, **dict(headers)}, **rest)

    def issue(self, body: object = None, **rest: Any) -> TestResponse:  # noqa: ANN401
        return self.send("POST", "/api/v1/tickets", Role.KIOSK, json=KIA if body is None else body, **rest)


@contextmanager
def made_once() -> Iterator[None]:
    """What is found out meanwhile about a route is kept for all applications: most of what one costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(APIBlueprint, "_collect_openapi_info", taken_by)
        patch.setattr(Rule, "_compile_builder", builder_of)
        yield


COLLECT: Any = APIBlueprint._collect_openapi_info
TAKEN: dict[CodeType, Any] = {}


def taken_by(blueprint: APIBlueprint, rule: str, view: Any, **told: object) -> Any:  # noqa: ANN401  the library's signature
    """What a view takes: the same for every view made by the same lines."""
    code: CodeType = view.__code__
    if code not in TAKEN:
        TAKEN[code] = COLLECT(blueprint, rule, view, **told)
    return TAKEN[code]


COMPILE_BUILDER: Any = Rule._compile_builder
BUILDERS: dict[tuple[str, bool], Any] = {}


def builder_of(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: ANN401  werkzeug's signature
    """What werkzeug compiles for a rule; it works for every other of the same text."""
    key = (rule.rule, append_unknown)
    if key not in BUILDERS:
        BUILDERS[key] = COMPILE_BUILDER(rule, append_unknown)
    return BUILDERS[key]


def build_api(office: Office) -> Api:
    with made_once():
        return _build_api(office)


def _build_api(office: Office) -> Api:
    watch, meters = DeviceWatch(office.clock.real_time), Meters()
    return Api(
        office,
        create_app(office.desk, office.door, Play(1.0, demonstration=False), watch, meters, SEAL),
        watch,
        meters,
    )


@dataclass
class Live:
    """The API with its Socket.IO handlers and push, as build.py wires them."""

    api: Api
    socketio: SocketIO
    push: Push
    presence: Presence

    def connect(self, auth: object) -> SocketIOTestClient:
        return self.socketio.test_client(self.api.app, auth=auth)


def build_live(office: Office, outbox: Outbox | None = None) -> Live:
    api = build_api(office)
    socketio = SocketIO(api.app, async_mode="threading")
    waiting: Queue[Sequence[LedgerRow]] = outbox or Queue()
    push = Push(socketio, office.desk, waiting, 1.0)
    presence = Presence(office.clock, silence=timedelta(seconds=10))
    Sockets(office.door, push.pages, api.watch, api.meters, presence).register(socketio)
    return Live(api, socketio, push, presence)


def slug(response: TestResponse) -> str:
    """The stable name of the refusal."""
    assert response.content_type == PROBLEM
    problem = response.get_json(force=True)
    assert problem["status"] == response.status_code
    assert problem["title"]
    kind = str(problem["type"])
    assert kind.startswith(TYPE)
    return kind.removeprefix(TYPE)
