"""The client's calls about service clocks and objections, against the real application over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from werkzeug.serving import make_server

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.feedback.rules import ObjectionState, Ruling
from queue_core.feedback.wire import Decision
from queue_core.sop.wire import Closings, Lifting, NewClosing, NewDisturbance, Pausing
from queue_core.tickets.rules.life import Verb
from tests.core.http_office import build_api
from tests.core.office import MORNING, Office, token_of

HEAD = str(Role.HEAD_OF_SECTION)
BECAUSE = "SIAK tidak dapat dibuka"


@pytest.fixture
def core(office: Office) -> Iterator[CoreApi]:
    """The core as the head of section's console calls it."""
    server = make_server("127.0.0.1", 0, build_api(office).app)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield CoreApi(f"http://127.0.0.1:{server.server_port}", token_of(Role.HEAD_OF_SECTION))
    server.shutdown()
    server.server_close()


def serve(office: Office, officer: str, number: int = 3) -> int:
    """A ticket in service; its id."""
    issued = office.issue()
    office.take(number, officer)
    office.call(number, officer)
    office.act(Verb.START, number, officer)
    return issued.ticket.id or 0


def test_a_disturbance_is_declared_seen_and_lifted(core: CoreApi, office: Office) -> None:
    serve(office, HEAD)
    declared = core.declare(NewDisturbance(service="*", reason=BECAUSE))
    assert core.disturbances().disturbances == (declared,)
    assert core.lift(declared.id, Lifting(reason="pulih")).clocks == 2
    assert core.disturbances().disturbances == ()


def test_a_day_is_closed_seen_and_opened_again(core: CoreApi) -> None:
    day = MORNING.date() + timedelta(days=1)
    core.close_day(NewClosing(day=day, reason="pilkades"))
    assert [closing.day for closing in core.closings().closings] == [day]
    core.withdraw_closing(day)
    assert core.closings().closings == ()


def test_the_reading_corner_is_told_the_closed_days_for_its_due_dates(office: Office) -> None:
    told = build_api(office).send("GET", "/api/v1/sop/closings", Role.READING_CORNER)
    holidays = Closings.model_validate_json(told.data).holidays
    assert date(MORNING.year, 12, 25) in holidays
    assert min(holidays) >= MORNING.date()


def test_the_clocks_at_a_counter_pause_and_run_again(core: CoreApi, office: Office) -> None:
    serve(office, HEAD)
    assert core.pause(3, Pausing(reason="ambil KK")).steps[0].paused is not None
    assert core.resume(3).steps[0].paused is None
    with pytest.raises(Refused) as refused:
        core.resume(3)
    assert refused.value.cause == "not-paused"


def test_an_objection_is_filed_read_and_decided(core: CoreApi, office: Office) -> None:
    filed = core.object_for(serve(office, "ani"))
    assert core.objections().objections[0].id == filed.id
    decided = core.decide(filed.id, Ruling.ACCEPT, Decision(reason=BECAUSE))
    assert decided.state is ObjectionState.ACCEPTED
    assert core.balances().services[0].right == 1
