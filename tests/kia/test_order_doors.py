"""Every state of an order, act and role through the door: legal by the table, or nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import MATRIX, Role
from queue_core.kia.rules.orders import MOVES, SAID_BY, CardWay, OrderAct, OrderState, Outcome, Speaker
from tests.core.http_office import slug
from tests.core.office import Office, open_office, rows
from tests.examples import share
from tests.kia.filing import filing_in
from tests.kia.ordering import OPERATOR, STATION, Ordering, Told

ROLES = sorted(set(Role) - {Role.PUBLIC})
DOORS = {
    OrderAct.LOAD: "POST /api/v1/print/load",
    OrderAct.SCAN_BACK: "POST /api/v1/files/{file_id}/scan-back",
    OrderAct.UNLOAD: "POST /api/v1/print/orders/{order_id}/unload",
    OrderAct.TAKE: "POST /api/v1/print/orders/{order_id}/take",
    OrderAct.TELL: "POST /api/v1/print/orders/{order_id}/problem",
    OrderAct.COLLECT: "POST /api/v1/print/orders/{order_id}/collected",
    **dict.fromkeys(SAID_BY.values(), "POST /api/v1/print/orders/{order_id}/outcome"),
}
OUTCOME = {act: outcome for outcome, act in SAID_BY.items()}
EVERYTHING = """SELECT (SELECT count(*) FROM ledger), (SELECT count(*) FROM request),
    (SELECT group_concat(state || version) FROM file),
    (SELECT group_concat(state || version) FROM print_order),
    (SELECT group_concat(state) FROM blank)"""


@pytest.fixture(scope="module")
def ordering(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordering]:
    with open_office(staffed, tmp_path_factory.mktemp("doors")) as office:
        yield Ordering(filing_in(office))


def send(ordering: Ordering, order: Told, act: OrderAct, role: Role) -> TestResponse:
    if act in OUTCOME:
        reason = {"reason": "jam"} if OUTCOME[act] is Outcome.SPOILED else {}
        return ordering.said(order, OUTCOME[act], role, **reason)
    if act is OrderAct.LOAD:
        return ordering.load([order], "KB0900", role)
    if act is OrderAct.SCAN_BACK:
        return ordering.scan(order, order["blank"] or "KB0900", role)
    body: dict[OrderAct, dict[str, Any]] = {
        OrderAct.TELL: {"problem": "jam"},
        OrderAct.COLLECT: {"serial": "KB0900"},
    }
    return ordering.act(order, DOORS[act].rpartition("/")[2], role, **body.get(act, {}))


def expected(state: OrderState, act: OrderAct, role: Role) -> tuple[int, str]:
    if role not in MATRIX[DOORS[act]]:
        return 403, "not-allowed"
    if act is OrderAct.SCAN_BACK and state in {OrderState.SPOILED, OrderState.CANCELLED}:
        return 404, "unknown-order"
    move = MOVES.get((state, act))
    speaker = {OPERATOR: Speaker.PERSON, STATION: Speaker.STATION}[role]
    legal = move is not None and CardWay.OVERLAY in move.ways and speaker in move.by
    return (200, "") if legal else (409, "order-not-now")


def let_go(ordering: Ordering, order: Told) -> None:
    """The station takes no other while it has one."""
    if ordering.order(order)["state"] == OrderState.SENDING:
        ordering.done(ordering.said(order, "failed", STATION))


def test_every_state_act_and_role_is_legal_by_the_table_or_writes_nothing(ordering: Ordering) -> None:
    every = list(OrderState)
    for state in every[:: len(every) // share(len(every))]:
        order = ordering.in_state(state)
        if state is OrderState.SPOILED:  # its file has one more by now
            ordering.done(ordering.taken_back(ordering.of_file(order["file_id"]), "void"))
        told = {key: expected(state, *key) for key in product(DOORS, ROLES)}
        before = rows(ordering.office.path, EVERYTHING)
        for (act, role), refusal in told.items():
            if refusal[0] != 200:
                response = send(ordering, order, act, role)
                assert (response.status_code, slug(response)) == refusal, (state, act, role)
        assert rows(ordering.office.path, EVERYTHING) == before
        let_go(ordering, order)
        for act, role in (key for key, (status, _) in told.items() if status == 200):
            see_move(ordering, state, act, role)


def see_move(ordering: Ordering, state: OrderState, act: OrderAct, role: Role) -> None:
    order = ordering.in_state(state)
    ordering.done(send(ordering, order, act, role))
    assert ordering.order(order)["state"] == MOVES[state, act].after
    let_go(ordering, order)


def test_every_act_that_has_no_door_comes_from_the_file() -> None:
    assert set(OrderAct) - set(DOORS) == {OrderAct.CANCEL}
    assert {move.by for (_, act), move in MOVES.items() if act is OrderAct.CANCEL} == {
        frozenset({Speaker.FILE})
    }


@pytest.mark.parametrize("path", ["orders/999/take", "orders/999/unload"])
def test_an_order_that_there_is_not_is_told_as_such(ordering: Ordering, path: str) -> None:
    response = ordering.send(path, STATION if path.endswith("take") else OPERATOR)
    assert (response.status_code, slug(response)) == (404, "unknown-order")


def test_an_office_keeps_its_orders_to_itself(ordering: Ordering, office: Office) -> None:
    assert ordering.ordered()["id"] > 0
    assert Ordering(filing_in(office)).listed("state=waiting") == []
