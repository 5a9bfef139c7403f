"""What a snapshot weighs while many wait: packed for whoever takes that, and made beside the event loop."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from queue_core.access.rules import Role
from queue_core.foundation.audiences import Audience
from queue_core.tickets.service import views
from queue_core.tickets.wire.live import Snapshot
from tests.core.http_office import Api, build_api
from tests.core.office import Office

FAMILIES = 100
BYTES_A_FAMILY = 30
SNAPSHOT = "/api/v1/snapshot"


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


@pytest.fixture
def crowded(api: Api) -> Api:
    for _ in range(FAMILIES):
        api.office.issue()
    return api


def test_a_long_line_is_packed_and_says_the_same(crowded: Api) -> None:
    packed = crowded.send("GET", SNAPSHOT, Role.BOARD, headers=[("Accept-Encoding", "gzip, deflate")])
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < FAMILIES * BYTES_A_FAMILY
    told = Snapshot.model_validate_json(gzip.decompress(packed.data))
    assert [ticket.number for ticket in told.tickets] == [
        f"A{serial:03}" for serial in range(1, FAMILIES + 1)
    ]


@pytest.mark.parametrize("taken", ["", "identity", "gzip;q=0"])
def test_who_does_not_take_packed_answers_gets_it_plain(crowded: Api, taken: str) -> None:
    plain = crowded.send("GET", SNAPSHOT, Role.BOARD, headers=[("Accept-Encoding", taken)])
    assert "Content-Encoding" not in plain.headers
    assert len(Snapshot.model_validate_json(plain.data).tickets) == FAMILIES


def test_an_ordinary_morning_is_sent_as_it_is(api: Api) -> None:
    api.issue()
    answer = api.send("GET", SNAPSHOT, Role.BOARD, headers=[("Accept-Encoding", "gzip")])
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("audience", list(Audience))
def test_a_snapshot_is_made_where_the_database_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, audience: Audience
) -> None:
    made: list[object] = []
    read = office.database.read

    def keep(work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401  whatever is read
        made.append(read(work))
        return made[-1]

    monkeypatch.setattr(office.database, "read", keep)
    assert views.snapshot(office.desk, audience, speed=1, demonstration=False) is made[-1]
