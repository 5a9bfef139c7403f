"""The figures of the reading corner in the core: the latest telling of each corner, by month."""

from __future__ import annotations

from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.tickets.wire.reading import LEAST_TOLD
from tests.core.http_office import Api, build_api
from tests.core.office import MORNING, Office

READING = "/api/v1/corner/reading"
THIS_MONTH, MONTH_BEFORE = f"{MORNING:%Y-%m}", "2026-10"


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


def month(name: str = THIS_MONTH, here: int = 5, times: int = LEAST_TOLD) -> dict[str, Any]:
    return {
        "first": f"{name}-01",
        "last": f"{name}-23",
        "titles": 300,
        "copies": 700,
        "missing": 2,
        "days": [{"day": f"{name}-02", "here": here, "home": 1}],
        "most_read": [{"name": "Si Kancil", "times": times}],
    }


def tell(api: Api, *months: dict[str, Any]) -> int:
    return api.send("PUT", READING, Role.READING_CORNER, json={"months": months}).status_code


def told(api: Api, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = api.send("GET", READING, Role.CAMAT, query_string=query).get_json()
    return found


def test_the_camat_reads_this_month_and_the_one_before(api: Api) -> None:
    assert tell(api, month(), month(MONTH_BEFORE, here=9)) == 200
    assert told(api)["month"] == THIS_MONTH
    assert told(api)["corners"][0]["figures"] == month()
    assert told(api, month=MONTH_BEFORE)["corners"][0]["figures"]["days"][0]["here"] == 9


def test_the_latest_telling_counts_alone(api: Api) -> None:
    tell(api, month(here=5))
    tell(api, month(here=6))
    (corner,) = told(api)["corners"]
    assert corner["figures"]["days"][0]["here"] == 6


def test_of_a_month_that_was_not_told_there_are_no_figures(api: Api) -> None:
    assert told(api)["corners"] == []
    tell(api, month())
    assert told(api, month="2025-01")["corners"][0]["figures"] is None


def test_a_title_that_was_read_less_often_is_not_taken(api: Api) -> None:
    assert tell(api, month(times=LEAST_TOLD - 1)) == 422


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BOARD, Role.READING_CORNER])
def test_whoever_does_not_answer_for_the_office_reads_no_figures(api: Api, role: Role) -> None:
    assert api.send("GET", READING, role).status_code == 403
