"""Every acknowledged write sent again, three times over and in any order, changes nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from tests.core.http_office import Api, build_api
from tests.core.office import Office, contents

SERVICES = ("kia", "documents", "assisted")
VERBS = ("open", "call-next", "recall", "start", "step-done", "finish", "no-show", "break", "close")
WRITES = 60
Send = Callable[[], TestResponse]


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


def a_write(api: Api, chance: random.Random, number: int) -> Send:
    """Some write of a busy morning, which can be sent any number of times."""
    headers = [("Idempotency-Key", f"morning-{number:04}")]
    if chance.random() < 0.4:
        body: dict[str, Any] = {"service": chance.choice(SERVICES)}
        return lambda: api.send("POST", "/api/v1/tickets", Role.KIOSK, json=body, headers=headers)
    path = f"/api/v1/counters/{chance.randint(1, 3)}/{chance.choice(VERBS)}"
    return lambda: api.send("POST", path, Role.OFFICER, headers=headers)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_whole_log_replayed_three_times_in_any_order_changes_nothing(api: Api, seed: int) -> None:
    chance = random.Random(seed)
    log = [
        (send, answer)
        for n in range(WRITES)
        if (answer := (send := a_write(api, chance, n))()).status_code < 300
    ]
    before = contents(api.office.path)
    again = log * 3
    chance.shuffle(again)
    for send, answer in again:
        assert send().data == answer.data
    assert contents(api.office.path) == before
    assert len(log) > WRITES / 4
