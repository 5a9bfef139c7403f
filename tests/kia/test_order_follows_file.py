"""What a correction, a void and a reprint do to the card that was ordered, and when they have to wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.kia.rules.orders import OrderState
from tests.core.http_office import slug
from tests.core.office import contents, open_office
from tests.kia.filing import filing_in
from tests.kia.ordering import STATION, WHY, Ordering

TAKEN_BACK = {
    OrderState.WAITING: ("cancelled", None),
    OrderState.LOADED: ("cancelled", ("drawer", None)),
    OrderState.PRINTED: ("spoiled", ("spoiled", "withdrawn")),
    OrderState.DONE: ("spoiled", ("spoiled", "withdrawn")),
}


@pytest.fixture(scope="module")
def ordering(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordering]:
    with open_office(staffed, tmp_path_factory.mktemp("back")) as office:
        yield Ordering(filing_in(office))


@pytest.mark.parametrize("action", ["correct", "void"])
@pytest.mark.parametrize("state", TAKEN_BACK)
def test_a_file_that_is_taken_back_takes_its_order_with_it(
    ordering: Ordering, state: OrderState, action: str
) -> None:
    order = ordering.in_state(state)
    ordering.done(ordering.taken_back(order, action))
    after, blank = TAKEN_BACK[state]
    assert ordering.order(order)["state"] == after
    assert ordering.of_file(order["file_id"]) is None
    assert blank is None or ordering.blank(order["blank"]) == blank


@pytest.mark.parametrize("state", [OrderState.PRINTED, OrderState.DONE])
def test_a_reprint_spoils_the_card_and_makes_a_new_order(ordering: Ordering, state: OrderState) -> None:
    order = ordering.in_state(state)
    ordering.done(ordering.taken_back(order, "reprint"))
    fresh = ordering.of_file(order["file_id"])
    assert (fresh["state"], fresh["id"] != order["id"]) == ("waiting", True)
    assert ordering.blank(order["blank"]) == ("spoiled", "withdrawn")
    assert ordering.file(order)["state"] == "print_ordered"


@pytest.mark.parametrize("state", [OrderState.SENDING, OrderState.UNKNOWN])
@pytest.mark.parametrize("action", ["correct", "void"])
def test_nothing_is_asked_for_while_a_card_may_be_in_the_printer(
    ordering: Ordering, state: OrderState, action: str
) -> None:
    order = ordering.in_state(state)
    before = contents(ordering.office.path)
    response = ordering.filing.move(ordering.file(order), action, Role.OFFICER, reason=WHY)
    assert (response.status_code, slug(response)) == (409, "order-in-printer")
    assert contents(ordering.office.path) == before
    if state is OrderState.SENDING:
        ordering.done(ordering.said(order, "unknown", STATION))


def test_nothing_is_agreed_to_while_a_card_may_be_in_the_printer(ordering: Ordering) -> None:
    order = ordering.loaded()
    ordering.done(ordering.act(order, "take", STATION))
    lost = ordering.done(ordering.said(order, "unknown", STATION))
    back = ordering.done(ordering.said(lost, "failed"))
    asked = ordering.done(ordering.filing.move(ordering.file(back), "void", Role.OFFICER, reason=WHY))
    force_sending(ordering, order["id"])
    response = ordering.filing.send(asked, "agree", Role.CAMAT, version=asked["version"])
    assert (response.status_code, slug(response)) == (409, "order-in-printer")
    ordering.done(ordering.said(ordering.order(back), "unknown", STATION))


def force_sending(ordering: Ordering, order_id: int) -> None:
    """As if the station had been quicker than the wish."""
    sent = f"UPDATE print_order SET state = 'sending', station = '{STATION}' WHERE id = ?"
    ordering.office.database.write(lambda one: one.connection.exec_driver_sql(sent, (order_id,)).rowcount)


def test_a_wish_stays_while_the_file_follows_its_order(ordering: Ordering) -> None:
    order = ordering.printed()
    asked = ordering.done(ordering.filing.move(ordering.file(order), "void", Role.OFFICER, reason=WHY))
    refused = ordering.said(order, "spoiled", reason="misprint")
    assert (refused.status_code, slug(refused)) == (409, "file-asked")
    ordering.done(ordering.scan(order, order["blank"]))
    file = ordering.filing.read({"id": order["file_id"]})
    assert (file["head"]["asked"]["action"], file["reason"]) == ("void", WHY)
    assert file["head"]["version"] == asked["version"] + 1
