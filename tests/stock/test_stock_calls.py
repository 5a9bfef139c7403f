"""The stock over the API: who may, and what is read strictly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from tests.core.http_office import Api, build_api, slug
from tests.core.office import open_office
from tests.stock.stocking import FIRST, LAST

pytestmark = pytest.mark.real

STOCK = "/api/v1/stock"


@pytest.fixture(scope="module")
def api(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with open_office(staffed, tmp_path_factory.mktemp("stock")) as opened:
        yield build_api(opened)


def test_a_packet_goes_from_its_arrival_to_the_count_at_closing(api: Api) -> None:
    def send(door: str, **body: object) -> object:
        response = api.send("POST", f"{STOCK}/{door}", Role.SIAK_OPERATOR, json=body or None)
        assert response.status_code in (200, 201), response.text
        return response.get_json()

    assert send("batches", first=FIRST, last=LAST) == {"first": FIRST, "last": LAST, "number": 100}
    spoiled = {"serial": FIRST, "state": "spoiled", "reason": "damaged", "asked": None}
    assert send(f"blanks/{FIRST}/spoil", reason="damaged") == spoiled
    send("ribbon", rolls=1)
    send("ribbon/put-in")
    send("counts", drawer=99, printer=0)
    told = api.send("GET", STOCK, Role.OFFICER).get_json()
    assert (told["received"], told["spoiled_by"], told["holds"]) == (100, {"damaged": 1}, True)
    assert told["ribbon"]["left"] == 250
    (run,) = api.send("GET", f"{STOCK}/serials", Role.CAMAT).get_json()["drawer"]
    assert run["number"] == 99


def test_a_lost_blank_is_asked_for_by_the_operator_and_agreed_to_by_the_head(api: Api) -> None:
    door = f"{STOCK}/blanks/{LAST}"
    asked = api.send("POST", f"{door}/spoil", Role.SIAK_OPERATOR, json={"reason": "lost"}).get_json()
    assert (asked["state"], asked["asked"]) == ("drawer", "lost")
    alone = api.send("POST", f"{door}/agree", Role.SIAK_OPERATOR)
    assert (alone.status_code, slug(alone)) == (403, "not-allowed")
    assert api.send("POST", f"{door}/decline", Role.SIAK_OPERATOR).status_code == 200
    api.send("POST", f"{door}/spoil", Role.HEAD_OF_SECTION, json={"reason": "lost"})
    own = api.send("POST", f"{door}/agree", Role.HEAD_OF_SECTION)
    assert (own.status_code, slug(own)) == (409, "own-wish")
    assert api.send("POST", f"{door}/agree", Role.CAMAT).get_json()["state"] == "spoiled"


@pytest.mark.parametrize(
    ("door", "body"),
    [
        ("batches", {"first": "ab0012345", "last": LAST}),
        ("batches", {"first": FIRST}),
        ("blanks/9901015708150001/spoil", {"reason": "lost"}),
        (f"blanks/{LAST}/spoil", {"reason": "jam"}),
        (f"blanks/{LAST}/spoil", {"reason": "Budi lost it"}),
        ("counts", {"drawer": -1, "printer": 0}),
        ("counts", {"drawer": 1.5, "printer": 0}),
        ("counts", {"drawer": 1, "printer": 0, "reason": "no idea"}),
        ("ribbon", {"rolls": 0}),
    ],
)
def test_what_is_no_stock_is_not_valid(api: Api, door: str, body: dict[str, object]) -> None:
    response = api.send("POST", f"{STOCK}/{door}", Role.HEAD_OF_SECTION, json=body)
    assert (response.status_code, slug(response)) == (422, "invalid-input")


def test_an_officer_reads_the_stock_and_changes_nothing(api: Api) -> None:
    body = {"drawer": 1, "printer": 0}
    response = api.send("POST", f"{STOCK}/counts", Role.OFFICER, json=body)
    assert (response.status_code, slug(response)) == (403, "not-allowed")
