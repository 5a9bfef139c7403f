"""The page's own API: what it tells, what it takes, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.offers import Offers
from queue_core.tickets.rules.hours import Standing as OfferStanding
from queue_core.tickets.wire.availability import Availability, ServiceAvailability
from tests.kiosk.fakes import FakeCore, FakeKiosk

REQUEST_ID = "0f7a4f52-1111-4222-8333-444455556666"


@pytest.fixture
def client(kiosk: FakeKiosk) -> FlaskClient:
    return kiosk.app.test_client()


def take(client: FlaskClient, body: Any, **headers: str) -> TestResponse:  # noqa: ANN401  any JSON
    return client.post("/api/tickets", json=body, headers={"Idempotency-Key": REQUEST_ID, **headers})


def test_the_office_is_told_without_what_the_page_does_not_need(client: FlaskClient) -> None:
    office = client.get("/api/office").get_json()
    assert office["name"] == "Kecamatan Kembaran"
    assert (office["languages"], office["free"]) == (["id", "en"], True)
    assert len(office["services"]) == 5
    assert "villages" not in office


def test_the_state_counts_who_waits_in_each_lane(client: FlaskClient) -> None:
    state = client.get("/api/state").get_json()
    assert (state["standing"], state["demonstration"]) == ("ready", False)
    assert state["waiting"] == {"A": 3, "B": 1}


def test_the_state_tells_what_is_left_and_the_offices_own_day(kiosk: FakeKiosk, client: FlaskClient) -> None:
    kiosk.core.offers = [ServiceAvailability(service="kia", standing=OfferStanding.OPEN, left=12)]
    state = client.get("/api/state").get_json()
    assert (state["offers"]["kia"]["left"], state["today"]) == (12, "2026-11-23")


def test_a_core_that_does_not_tell_what_is_left_shuts_no_service(
    kiosk: FakeKiosk, client: FlaskClient
) -> None:
    kiosk.core.refuses = "internal"
    state = client.get("/api/state").get_json()
    assert (state["standing"], state["offers"], state["today"]) == ("ready", {}, None)


def test_what_is_left_is_asked_for_again_only_after_a_while() -> None:
    core, seconds = FakeCore(), iter([0.0, 1.0, 2.0, 2.5])
    told = []

    def read() -> Availability:
        told.append(core.availability())
        return told[-1]

    offers = Offers(read, lambda: next(seconds))
    assert all(offers.now() is told[-1] for _ in range(4))
    assert len(told) == 2


def test_before_the_core_was_heard_nothing_is_offered() -> None:
    client = FakeKiosk().app.test_client()
    assert client.get("/api/state").get_json()["standing"] == "connecting"
    assert client.get("/api/office").get_json()["type"].endswith("core-unreachable")


def test_a_lost_link_and_a_revoked_device_are_told_apart(kiosk: FakeKiosk, client: FlaskClient) -> None:
    kiosk.disconnect()
    assert client.get("/api/state").get_json()["standing"] == "core_away"
    kiosk.disconnect(refused="not-signed-in")
    assert client.get("/api/state").get_json()["standing"] == "not_enrolled"


def test_a_demonstration_is_marked(kiosk: FakeKiosk, client: FlaskClient) -> None:
    kiosk.core.demonstration = True
    kiosk.connect()
    assert client.get("/api/state").get_json()["demonstration"]


def test_a_ticket_is_answered_once_it_is_issued(client: FlaskClient) -> None:
    response = take(client, {"service": "kia"})
    assert response.status_code == 201
    assert response.get_json()["number"] == "A012"
    assert response.headers["Cache-Control"] == "no-store"


def test_the_answer_tells_no_reason(client: FlaskClient) -> None:
    assert "elderly" not in take(client, {"service": "kia", "reason": "elderly"}).text


def test_an_ending_without_a_number_is_no_success_in_http_either(
    kiosk: FakeKiosk, client: FlaskClient
) -> None:
    kiosk.core.away = True
    assert take(client, {"service": "kia"}).status_code == 503
    kiosk.core.away, kiosk.core.refuses = False, "lane-full"
    assert take(client, {"service": "kia"}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [{}, {"service": None}, {"service": ["kia"]}, {"service": "🎈"}, {"service": "kia", "name": "Siti"}],
)
def test_a_wish_of_the_wrong_shape_is_a_problem_and_no_ticket(
    kiosk: FakeKiosk, client: FlaskClient, body: dict[str, object]
) -> None:
    response = take(client, body)
    assert (response.status_code, response.mimetype) == (422, "application/problem+json")
    assert not kiosk.core.wishes


def test_a_request_without_an_id_is_refused(kiosk: FakeKiosk, client: FlaskClient) -> None:
    assert client.post("/api/tickets", json={"service": "kia"}).status_code == 400
    assert not kiosk.core.wishes


def test_an_empty_body_is_a_problem(client: FlaskClient) -> None:
    assert client.post("/api/tickets", headers={"Idempotency-Key": REQUEST_ID}).status_code == 422


def test_two_megabytes_are_too_large(client: FlaskClient) -> None:
    assert take(client, {"service": "k" * 2_000_000}).status_code == 413


def test_the_page_is_kept_by_nobody_and_runs_no_inline_script(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "style=" not in page.text
