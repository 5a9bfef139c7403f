"""Appointments over HTTP: who may, what is taken, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.tickets.service.public_writes import OF_A_PAGE
from tests.core.booking import NINE
from tests.core.http_office import Api, build_api, slug
from tests.core.office import Office, open_office, rows

BOOKING: dict[str, object] = {"service": "kia", "starts_at": "2021-02-08T09:00:00+07:00"}
BOOK, CHECK_IN = "/api/v1/appointments", "/api/v1/appointments/check-in"


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


@pytest.fixture(scope="module")
def untouched(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """One office for everything that is refused: it stays as it is."""
    with open_office(staffed, tmp_path_factory.mktemp("bad")) as office:
        yield build_api(office)


def book(api: Api, **change: object) -> TestResponse:
    return api.send("POST", BOOK, Role.OFFICER, json={**BOOKING, **change})


def booked(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = book(api).get_json()
    return found


def check_in(api: Api, body: object, **more: Any) -> TestResponse:  # noqa: ANN401  what the client takes
    return api.send("POST", CHECK_IN, Role.KIOSK, json=body, **more)


def test_a_slot_is_found_booked_checked_in_and_seen_in_the_list(api: Api) -> None:
    days = api.send("GET", "/api/v1/services/kia/slots", Role.OFFICER).get_json()["days"]
    assert days[0]["slots"][3] == {
        "starts_at": "2021-02-08T02:00:00Z",
        "ends_at": "2021-02-08T02:15:00Z",
        "left": 2,
    }
    made = booked(api)
    api.office.clock.now = NINE
    issued = check_in(api, {"code": made["code"]})
    assert (issued.status_code, issued.get_json()["ticket"]["number"]) == (201, "A001")
    (seen,) = api.send("GET", BOOK, Role.CAMAT).get_json()["appointments"]
    assert (seen["state"], seen["ticket"]) == ("checked_in", "A001")


def test_the_list_tells_neither_code_nor_page_nor_reason(api: Api) -> None:
    made = book(api, reason="elderly").get_json()
    told = api.send("GET", f"{BOOK}?day=2021-02-08", Role.OFFICER).text
    assert made["code"] not in told
    assert made["page"].rsplit("/", 1)[1] not in told
    assert "elderly" not in told


def test_the_same_request_id_checks_in_once(api: Api) -> None:
    made = booked(api)
    api.office.clock.now = NINE
    same = [("Idempotency-Key", "the-same-check-in")]
    answers = {check_in(api, {"code": made["code"]}, headers=same).text for _ in range(3)}
    assert len(answers) == 1


def test_an_officer_checks_in_and_cancels_from_the_list(api: Api) -> None:
    first, second = (booked(api)["appointment"]["id"] for _ in range(2))
    api.office.clock.now = NINE
    issued = api.send("POST", f"{BOOK}/{first}/check-in", Role.OFFICER)
    assert issued.get_json()["ticket"]["number"] == "A001"
    assert api.send("POST", f"{BOOK}/{second}/cancel", Role.OFFICER).get_json()["state"] == "cancelled"
    assert slug(api.send("POST", f"{BOOK}/{first}/cancel", Role.OFFICER)) == "appointment-not-now"


def test_a_family_reads_and_cancels_by_its_page_alone(api: Api) -> None:
    key = booked(api)["page"].rsplit("/", 1)[1]
    page = api.send("GET", f"/api/v1/bookings/{key}").get_json()
    assert (page["state"], page["come_from"]) == ("booked", "2021-02-08T01:30:00Z")
    assert api.send("POST", f"/api/v1/bookings/{key}/cancel").get_json()["state"] == "cancelled"
    assert slug(api.send("POST", f"/api/v1/bookings/{key}/cancel")) == "appointment-not-now"
    assert slug(api.send("GET", f"/api/v1/bookings/{'0' * 20}")) == "unknown-appointment"


def test_an_appointments_page_sends_at_a_human_pace(api: Api) -> None:
    cancel = f"/api/v1/bookings/{booked(api)['page'].rsplit('/', 1)[1]}/cancel"
    for _ in range(OF_A_PAGE.at_once):
        assert api.send("POST", cancel).status_code in (200, 409)
    assert slug(api.send("POST", cancel)) == "too-many-writes"
    assert slug(api.send("POST", f"/api/v1/bookings/{'0' * 20}/cancel")) == "unknown-appointment"


def test_too_early_says_when_to_come_in_the_problem(api: Api) -> None:
    answer = check_in(api, {"code": booked(api)["code"]})
    assert (answer.status_code, slug(answer)) == (409, "appointment-too-early")
    assert answer.get_json(force=True)["come_at"] == "2021-02-08T01:30:00Z"


def test_after_ten_wrong_codes_the_kiosk_has_to_wait(api: Api) -> None:
    wrong = [slug(check_in(api, {"code": f"{number:06d}"})) for number in range(10)]
    assert set(wrong) == {"unknown-appointment"}
    answer = check_in(api, {"code": "000000"})
    assert (answer.status_code, slug(answer)) == (429, "too-many-codes")
    assert slug(api.send("POST", CHECK_IN, Role.OFFICER, json={"code": "000000"})) == "unknown-appointment"


CHECK_INS: list[object] = [
    {},
    {"code": None},
    {"code": 123456},
    {"code": "12345"},
    {"code": "1234567"},
    {"code": "12345\n"},
    {"code": "１２３４５６"},
    {"code": "123456", "key": "0" * 20},
    {"key": "0" * 19},
    {"key": "G" * 20},
    {"code": "123456", "language": "indonesian"},
    {"code": "123456", "name": "Siti"},
]


@pytest.mark.parametrize("body", CHECK_INS)
def test_an_arrival_of_the_wrong_shape_is_not_valid(untouched: Api, body: object) -> None:
    assert slug(check_in(untouched, body)) == "invalid-input"
    assert rows(untouched.office.path, "SELECT count(*) FROM request") == [(0,)]


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": None},
        {"starts_at": "nine"},
        {"starts_at": "2021-02-08T09:00:00"},
        {"starts_at": "2021-02-08"},
        {"starts_at": ["2021-02-08T09:00:00+07:00"]},
        {"starts_at": 1e30},
        {"service": "KIA"},
        {"children": 10},
        {"children": "2"},
        {"name": "Siti"},
        {"nik": "3302200000000001"},
    ],
)
def test_a_booking_of_the_wrong_shape_is_not_valid(untouched: Api, change: dict[str, object]) -> None:
    assert slug(book(untouched, **change)) == "invalid-input"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 0])
def test_an_instant_at_the_edge_of_time_is_no_slot(untouched: Api, at: object) -> None:
    assert slug(book(untouched, starts_at=at)) == "slot-not-offered"


@pytest.mark.parametrize("day", ["yesterday", "2021-02-30", "", "8 Februari"])
def test_a_day_that_is_none_is_not_valid(untouched: Api, day: str) -> None:
    assert slug(untouched.send("GET", f"{BOOK}?day={day}", Role.OFFICER)) == "invalid-input"
