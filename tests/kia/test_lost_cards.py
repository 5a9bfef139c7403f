"""A card or blank that is in nobody's hand: another is made only once somebody else agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.orders import CARD_SPOILED, CardWay, OrderState
from queue_core.kia.store import handover
from queue_core.kia.wire.orders import CardSpoiled
from queue_core.stock.rules.blanks import BY_TWO, SpoilReason
from tests.core.http_office import slug
from tests.core.office import Office, contents, open_office, rows
from tests.kia.filing import filing_in
from tests.kia.ordering import OPERATOR, STATION, WHY, Ordering, Told, office_way
from tests.stock.stocking import Stocking

LOSABLE = (OrderState.LOADED, OrderState.UNKNOWN, OrderState.PRINTED, OrderState.DONE)


@pytest.fixture(scope="module")
def ordering(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordering]:
    with open_office(staffed, tmp_path_factory.mktemp("lost")) as office:
        yield Ordering(filing_in(office))


def report(ordering: Ordering, order: Told, role: Role = OPERATOR) -> Told:
    return ordering.done(ordering.filing.move(ordering.file(order), "report_lost", role, reason=WHY))


@pytest.mark.parametrize("state", LOSABLE)
def test_one_person_gets_no_second_card_by_saying_that_the_first_is_lost(
    ordering: Ordering, state: OrderState
) -> None:
    order = ordering.in_state(state)
    assert ordering.said(order, "spoiled", reason="lost").status_code == 422
    asked = report(ordering, order)
    assert (asked["asked"]["action"], asked["state"]) == ("report_lost", ordering.file(order)["state"])
    assert ordering.of_file(order["file_id"]) == order
    assert ordering.blank(order["blank"]) == ("good" if state is OrderState.DONE else "printer", None)
    own = ordering.filing.send(asked, "agree", OPERATOR, version=asked["version"])
    assert (own.status_code, slug(own)) == (403, "not-allowed")
    assert ordering.of_file(order["file_id"]) == order


@pytest.mark.parametrize("state", LOSABLE)
def test_once_somebody_else_agrees_the_blank_is_lost_and_another_card_is_ordered(
    ordering: Ordering, state: OrderState
) -> None:
    order = ordering.in_state(state)
    asked = report(ordering, order)
    agreed = ordering.done(ordering.filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert (agreed["state"], agreed["asked"]) == ("print_ordered", None)
    ended, fresh = ordering.order(order), ordering.of_file(order["file_id"])
    assert (ended["state"], ended["spoiled_reason"]) == ("spoiled", "lost")
    assert (fresh["state"], fresh["blank"], fresh["id"] != order["id"]) == ("waiting", None, True)
    assert ordering.blank(order["blank"]) == ("spoiled", "lost")


def test_a_head_agrees_to_no_loss_that_the_same_head_reported(ordering: Ordering) -> None:
    asked = report(ordering, ordering.printed(), Role.HEAD_OF_SECTION)
    own = ordering.filing.send(asked, "agree", Role.HEAD_OF_SECTION, version=asked["version"])
    assert (own.status_code, slug(own)) == (409, "own-wish")


def test_a_loss_needs_a_reason(ordering: Ordering) -> None:
    response = ordering.filing.move(ordering.file(ordering.printed()), "report_lost", OPERATOR)
    assert (response.status_code, slug(response)) == (422, "reason-needed")


@pytest.mark.parametrize("state", [OrderState.WAITING, OrderState.SENDING])
def test_nothing_is_lost_before_a_blank_is_bound_nor_while_a_station_has_it(
    ordering: Ordering, state: OrderState
) -> None:
    order = ordering.in_state(state)
    before = contents(ordering.office.path)
    response = ordering.filing.move(ordering.file(order), "report_lost", OPERATOR, reason=WHY)
    assert (response.status_code, slug(response)) == (409, "order-not-now")
    assert "report_lost" not in ordering.filing.read({"id": order["file_id"]}, OPERATOR)["actions"]
    assert contents(ordering.office.path) == before
    if state is OrderState.SENDING:
        ordering.done(ordering.said(order, "failed", STATION))


@pytest.mark.parametrize("state", [OrderState.PRINTED, OrderState.DONE])
def test_a_card_that_is_scanned_meanwhile_is_found_and_nobody_can_agree_any_more(
    ordering: Ordering, state: OrderState
) -> None:
    order = ordering.in_state(state)
    report(ordering, order)
    ordering.done(ordering.scan(order, order["blank"]))
    found = ordering.file(order)
    assert (found["state"], found["asked"]) == ("scanned_back", None)
    response = ordering.filing.send(found, "agree", Role.CAMAT, version=found["version"])
    assert (response.status_code, slug(response)) == (409, "nothing-asked")
    assert ordering.blank(order["blank"]) == ("good", None)


def test_another_card_that_is_read_ends_no_search(ordering: Ordering) -> None:
    order = ordering.printed()
    report(ordering, order)
    assert slug(ordering.scan(order, ordering.printed()["blank"])) == "wrong-blank"
    assert ordering.file(order)["asked"]["action"] == "report_lost"


def test_a_card_that_is_gone_from_the_shelf_is_lost_in_ledger_stock_and_register(ordering: Ordering) -> None:
    order = ordering.finished()
    ready = ordering.done(ordering.filing.move(ordering.file(order), "make_ready"))
    asked = report(ordering, order)
    assert slug(ordering.filing.hand_over(asked)) == "file-asked"
    agreed = ordering.done(ordering.filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert (agreed["state"], agreed["register_number"]) == ("print_ordered", ready["register_number"])
    stock = Stocking(ordering.office).stock()
    assert (stock.holds, stock.spoiled_by[SpoilReason.LOST] > 0) == (True, True)
    query = "SELECT body ->> '$.file.last_action' FROM ledger WHERE action = 'file_moved' ORDER BY id DESC"
    assert rows(ordering.office.path, query)[0] == ("report_lost",)
    (line,) = of_register(ordering.office, order["file_id"])
    assert (line.number, line.lost) == (int(ready["register_number"].split("/")[0]), 1)


def test_the_next_card_of_a_lost_one_comes_to_the_shelf_under_the_same_number(ordering: Ordering) -> None:
    order = ordering.finished()
    first = ordering.done(ordering.filing.move(ordering.file(order), "make_ready"))
    asked = report(ordering, order)
    ordering.done(ordering.filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    fresh = ordering.of_file(order["file_id"])
    loaded = ordering.done(ordering.load([fresh], ordering.serial()))["orders"][0]
    printed = ordering.done(
        ordering.said(ordering.done(ordering.act(loaded, "take", STATION)), "printed", STATION)
    )
    ordering.done(ordering.scan(printed, printed["blank"]))
    again = ordering.done(ordering.filing.move(ordering.file(order), "make_ready"))
    assert again["register_number"] == first["register_number"]
    assert ordering.done(ordering.filing.hand_over(again))["state"] == "handed_over"


def of_register(office: Office, file_id: int) -> list[Any]:
    """The file's line in the register of the year."""
    span = (datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC))
    found = office.database.read(lambda c: handover.registered(c, office.desk.office, 2021, *span))
    return [row for row in found if row.id == file_id]


@pytest.mark.parametrize("said", ["printed", "failed"])
def test_a_card_that_turns_up_is_told_only_after_its_loss_was_decided(ordering: Ordering, said: str) -> None:
    order = ordering.unknown()
    report(ordering, order)
    found = ordering.said(order, said)
    assert (found.status_code, slug(found)) == (409, "file-asked")
    asked = ordering.file(order)
    ordering.done(
        ordering.filing.send(asked, "decline", Role.CAMAT, version=asked["version"], reason="ketemu")
    )
    ordering.done(ordering.said(order, said))


def test_while_it_is_asked_for_no_other_card_is_made(ordering: Ordering) -> None:
    order = ordering.loaded()
    report(ordering, order)
    assert slug(ordering.act(order, "take", STATION)) == "file-asked"
    printed = ordering.printed()
    report(ordering, printed)
    spoiled = ordering.said(printed, "spoiled", reason="damaged")
    assert (spoiled.status_code, slug(spoiled)) == (409, "file-asked")


def test_a_loss_that_is_declined_leaves_order_and_blank_as_they_are(ordering: Ordering) -> None:
    order = ordering.printed()
    asked = report(ordering, order)
    declined = ordering.filing.send(
        asked, "decline", Role.CAMAT, version=asked["version"], reason="cari lagi"
    )
    assert ordering.done(declined)["state"] == "printed"
    assert ordering.of_file(order["file_id"]) == order


def test_a_card_of_the_agency_that_is_lost_takes_two_people_as_well(staffed: Path, tmp_path: Path) -> None:
    with open_office(staffed, tmp_path, profile=office_way(CardWay.AGENCY)) as office:
        agency = Ordering(filing_in(office))
        collected = agency.done(agency.act(agency.ordered(), "collected", serial="AG0001"))
        assert agency.said(collected, "spoiled", reason="lost").status_code == 422
        asked = report(agency, collected)
        agency.done(agency.filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
        assert agency.of_file(collected["file_id"])["state"] == "waiting"


def test_no_door_of_orders_takes_a_word_for_a_card_that_is_in_nobodys_hand() -> None:
    assert set(get_args(CardSpoiled)) == CARD_SPOILED
    assert CARD_SPOILED.isdisjoint(BY_TWO)
