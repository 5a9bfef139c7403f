"""How the devices are: told by themselves, seen by the staff, silent after two missed tellings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import SILENT_AFTER, Principal, Role, is_silent
from queue_core.access.wire import DeviceHealth
from queue_core.client.health import HealthTeller
from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.audiences import Audience
from tests.core.http_office import Api, build_api, build_live
from tests.core.office import Office, contents, token_of

OK = DeviceHealth(version="0.1.0", printer="ready")
JAM = DeviceHealth(version="0.1.0", printer="out_of_paper")


def listed(api: Api) -> dict[str, Any]:
    devices = api.send("GET", "/api/v1/devices", Role.OFFICER).get_json()["devices"]
    return {device["name"]: device for device in devices}


def tell(api: Api, **health: object) -> int:
    body = {"version": "0.1.0", **health}
    return api.send("POST", "/api/v1/devices/health", Role.KIOSK, json=body).status_code


@given(st.timedeltas(min_value=timedelta()))
def test_two_missed_tellings_are_silence(age: timedelta) -> None:
    assert is_silent(age) == (age > SILENT_AFTER)
    assert is_silent(None)


def test_the_staff_see_what_a_device_told_and_when_it_went_silent(office: Office) -> None:
    api = build_api(office)
    assert listed(api)["kiosk"]["silent"]
    assert tell(api, printer="out_of_paper", slip="unknown") == 200
    seen = listed(api)["kiosk"]
    assert not seen["silent"]
    assert (seen["health"]["printer"], seen["health"]["slip"]) == ("out_of_paper", "unknown")
    office.clock.forward(minutes=3)
    assert listed(api)["kiosk"]["silent"]


def test_a_live_connection_is_seen_and_its_end_too(office: Office) -> None:
    live = build_live(office)
    client = live.connect({"token": token_of(Role.BOARD)})
    assert listed(live.api)["board"]["connected"]
    client.disconnect()
    assert not listed(live.api)["board"]["connected"]


def test_a_reading_corner_is_seen_among_the_devices_and_hears_no_more_than_the_hall(office: Office) -> None:
    live = build_live(office)
    live.connect({"token": token_of(Role.READING_CORNER)})
    seen = listed(live.api)["reading_corner"]
    assert (seen["role"], seen["connected"]) == ("reading_corner", True)
    assert Principal("device:corner-1", frozenset({Role.READING_CORNER})).audience is Audience.HALL


def test_health_has_no_place_for_anything_but_states_and_writes_no_row(office: Office) -> None:
    api, before = build_api(office), contents(office.path)
    assert tell(api, printer="Siti Aminah") == 422
    assert tell(api, nik="3302200000000000") == 422
    assert tell(api, printer="ready") == 200
    assert contents(office.path) == before


def test_a_device_tells_what_changed_and_otherwise_once_a_minute() -> None:
    told: list[DeviceHealth] = []
    now, health = [0.0], [OK]
    teller = HealthTeller(told.append, lambda: health[0], lambda: now[0])
    for now[0], health[0] in ((0, OK), (5, OK), (10, JAM), (15, JAM), (69, JAM), (70, JAM), (75, OK)):
        teller.step()
    assert told == [OK, JAM, JAM, OK]


def test_what_did_not_reach_the_core_is_told_again() -> None:
    tries: list[DeviceHealth] = []

    def answer_from_the_second_time_on(health: DeviceHealth) -> None:
        tries.append(health)
        if len(tries) == 1:
            raise CoreUnreachable

    teller = HealthTeller(answer_from_the_second_time_on, lambda: OK, lambda: 0.0)
    for _ in range(3):
        teller.step()
    assert tries == [OK, OK]
