"""A card on another child's blank is refused, and both are flagged until somebody has looked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from tests.core.http_office import slug
from tests.core.office import open_office, rows
from tests.kia.filing import filing_in
from tests.kia.ordering import STATION, Ordering, Told


@pytest.fixture(scope="module")
def ordering(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordering]:
    with open_office(staffed, tmp_path_factory.mktemp("swapped")) as office:
        yield Ordering(filing_in(office))


def swapped(ordering: Ordering, first: Told, second: Told) -> None:
    """The first one's card is scanned, and it lies on the second one's blank."""
    response = ordering.scan(first, second["blank"])
    assert (response.status_code, slug(response)) == (409, "wrong-blank")
    assert f"file {second['file_id']}" in response.get_json(force=True)["detail"]


def flagged(ordering: Ordering, *orders: Told) -> list[bool]:
    return [ordering.order(order)["flagged_at"] is not None for order in orders]


def test_a_swapped_pair_flags_both_and_moves_nothing(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.printed()
    swapped(ordering, first, second)
    assert flagged(ordering, first, second) == [True, True]
    for order in (first, second):
        assert (ordering.order(order)["state"], ordering.file(order)["state"]) == ("printed", "printed")
        assert ordering.blank(order["blank"]) == ("printer", None)
        assert order["id"] in ordering.listed("for_person=true")


def test_the_flags_stand_in_the_ledger_although_the_scan_was_refused(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.loaded()
    swapped(ordering, first, second)
    query = "SELECT json_extract(body, '$.order.id') FROM ledger WHERE action = 'order_flagged' ORDER BY id"
    assert rows(ordering.office.path, query)[-2:] == [(first["id"],), (second["id"],)]


def test_the_right_scan_takes_the_flag_away_from_its_own_card_alone(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.printed()
    swapped(ordering, first, second)
    assert ordering.done(ordering.scan(first, first["blank"]))["flagged_at"] is None
    assert flagged(ordering, first, second) == [False, True]
    ordering.done(ordering.said(ordering.order(second), "spoiled", reason="swapped"))
    assert flagged(ordering, first, second) == [False, False]


def test_a_blank_that_was_read_elsewhere_is_neither_printed_on_nor_put_back(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.loaded()
    swapped(ordering, first, second)
    for response in (ordering.act(second, "take", STATION), ordering.act(second, "unload")):
        assert (response.status_code, slug(response)) == (409, "order-flagged")
    assert second["id"] not in ordering.listed("state=loaded", STATION)
    ordering.done(ordering.said(ordering.order(second), "spoiled", reason="swapped"))
    assert ordering.blank(second["blank"]) == ("spoiled", "swapped")


def test_a_flagged_card_is_not_given_out_until_it_is_scanned_right(ordering: Ordering) -> None:
    first, second = ordering.finished(), ordering.printed()
    swapped(ordering, second, first)
    refused = ordering.filing.move(ordering.file(first), "make_ready")
    assert (refused.status_code, slug(refused)) == (409, "order-flagged")
    ordering.done(ordering.scan(first, first["blank"]))
    ready = ordering.done(ordering.filing.move(ordering.file(first), "make_ready"))
    swapped(ordering, second, first)
    late = ordering.filing.hand_over(ready)
    assert (late.status_code, slug(late)) == (409, "order-flagged")


def test_a_flagged_card_whose_file_is_made_void_takes_its_blank_with_it(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.loaded()
    swapped(ordering, first, second)
    ordering.done(ordering.taken_back(second, "void"))
    assert (ordering.order(second)["state"], ordering.blank(second["blank"])) == (
        "spoiled",
        ("spoiled", "swapped"),
    )


def test_a_station_still_tells_what_became_of_a_card_that_was_flagged_meanwhile(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.sending()
    swapped(ordering, first, second)
    assert ordering.done(ordering.said(second, "printed", STATION))["state"] == "printed"
    assert flagged(ordering, second) == [True]


@pytest.mark.parametrize("serial", ["KB0950", "ZZ0001"])
def test_a_blank_of_no_card_flags_the_card_that_it_was_read_for(ordering: Ordering, serial: str) -> None:
    order = ordering.printed()
    response = ordering.scan(order, serial)
    assert (response.status_code, slug(response)) == (409, "wrong-blank")
    assert flagged(ordering, order) == [True]


def test_the_same_scan_sent_again_is_refused_again_and_flags_once(ordering: Ordering) -> None:
    first, second = ordering.printed(), ordering.printed()
    door, body = f"/api/v1/files/{first['file_id']}/scan-back", {"serial": second["blank"]}
    api, same = ordering.filing.api, [("Idempotency-Key", "the-same-scan-twice")]
    answers = [api.send("POST", door, Role.SIAK_OPERATOR, headers=same, json=body) for _ in range(2)]
    assert [slug(one) for one in answers] == ["wrong-blank", "wrong-blank"]
    assert ordering.order(second)["version"] == second["version"] + 1


def test_a_file_without_a_card_has_nothing_to_scan(ordering: Ordering) -> None:
    response = ordering.scan({"file_id": ordering.recorded()["id"]}, "KB0001")
    assert (response.status_code, slug(response)) == (404, "unknown-order")
