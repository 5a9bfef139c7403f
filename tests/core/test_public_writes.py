"""Writes by a page's key come at a human pace: the rule, and what a page that sends too fast is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.tickets.rules.rate import Allowance, Bucket
from queue_core.tickets.service.public_writes import OF_A_PAGE
from tests.core.http_office import Api, build_api, slug
from tests.core.office import Office, rows


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


HELP = {"kind": "wheelchair"}


def taken(allowance: Allowance, instants: list[float]) -> list[float]:
    """The instants at which there was one to take."""
    bucket = Bucket(allowance, 0.0)
    got = []
    for now in sorted(instants):
        if bucket.wait(now) == 0:
            bucket.take()
            got.append(now)
    return got


@given(st.lists(st.floats(0, 60), max_size=60))
def test_no_stretch_of_time_gives_more_than_its_allowance(instants: list[float]) -> None:
    got = taken(Allowance(at_once=3, seconds_each=5), instants)
    for first, begun in enumerate(got):
        for last, ended in enumerate(got[first:], start=1):
            assert last <= 3 + (ended - begun) / 5 + 1e-6


def test_who_waits_as_long_as_told_may_take_one() -> None:
    bucket = Bucket(Allowance(at_once=1, seconds_each=6), 0.0)
    bucket.take()
    assert bucket.wait(2.0) == 4.0
    assert bucket.wait(6.0) == 0.0
    assert bucket.is_full(6.0)


def test_a_page_that_sends_too_fast_is_told_when_to_try_again(api: Api) -> None:
    page = f"/api/v1/pages/{api.issue().get_json()['page'].rsplit('/', 1)[1]}"
    other = f"/api/v1/pages/{api.issue().get_json()['page'].rsplit('/', 1)[1]}"
    for _ in range(OF_A_PAGE.at_once):
        assert api.send("POST", f"{page}/help/withdraw", json=HELP).status_code == 200
    refused = api.send("POST", f"{page}/help/withdraw", json=HELP)
    assert slug(refused) == "too-many-writes"
    assert 1 <= int(refused.headers["Retry-After"]) <= OF_A_PAGE.seconds_each
    assert api.send("POST", f"{other}/cancel").status_code == 200


def test_an_unknown_key_is_refused_without_a_write(api: Api) -> None:
    before = written(api.office.path)
    for act in ("help", "help/withdraw", "cancel", "objection"):
        refused = api.send("POST", f"/api/v1/pages/{'0' * 20}/{act}", json=HELP)
        assert slug(refused) == "unknown-ticket"
    assert written(api.office.path) == before


def written(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT (SELECT count(*) FROM ledger), (SELECT count(*) FROM request)")
