"""The client's calls about print orders, against the real application over HTTP."""

from __future__ import annotations

import pytest

from queue_core.access.rules import Role
from queue_core.client.problems import Refused
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.orders import OrderState, Outcome, PrinterProblem
from queue_core.kia.wire.orders import (
    FilesToPrint,
    FileToPrint,
    Loading,
    PrintProgress,
    Scanned,
    ToldOutcome,
    ToldProblem,
)
from tests.core.office import Office
from tests.kia.conftest import Calling
from tests.kia.filing import NAME, draft, put
from tests.stock.stocking import Stocking, serial

pytestmark = pytest.mark.real


def test_operator_and_station_bring_a_card_from_its_order_to_its_scan(
    office: Office, calling: Calling
) -> None:
    Stocking(office).receive()
    operator, station = calling(Role.SIAK_OPERATOR), calling(Role.PRINT_STATION)
    file_id = put(office, "kia_new", FileState.RECORDED, draft())["id"]
    (ordered,) = operator.order_prints(FilesToPrint(files=(FileToPrint(file_id=file_id, version=1),))).files
    assert ordered.order is not None
    order_id = ordered.order.id
    operator.load_blanks(Loading(orders=(order_id,), first=serial(0)))
    assert operator.unload_blank(order_id).state is OrderState.WAITING
    operator.load_blanks(Loading(orders=(order_id,), first=serial(1)))
    assert [one.id for one in station.orders_in(OrderState.LOADED).orders] == [order_id]
    station.tell_problem(order_id, ToldProblem(problem=PrinterProblem.OFFLINE))
    assert station.take_order(order_id).problem is None
    assert station.card_face(order_id).name == NAME
    lost = station.tell_outcome(order_id, ToldOutcome(outcome=Outcome.UNKNOWN))
    assert operator.orders_for_person().orders == (lost,)
    operator.tell_outcome(order_id, ToldOutcome(version=lost.version, outcome=Outcome.PRINTED))
    done = operator.scan_back(file_id, Scanned(serial=serial(1)))
    assert station.print_order(order_id) == done
    assert operator.file(file_id).order == done


def test_many_cards_are_found_by_what_they_wait_for(office: Office, calling: Calling) -> None:
    Stocking(office).receive()
    operator = calling(Role.SIAK_OPERATOR)
    files = [put(office, "kia_new", FileState.RECORDED, draft())["id"] for _ in range(3)]
    put(office, "documents", FileState.RECORDED, draft())  # a document: no card comes of it
    assert [one.file_id for one in operator.files_without_order(after=files[0]).files] == files[1:]
    operator.order_prints(FilesToPrint(files=operator.files_without_order(after=files[0]).files))
    first, _ = operator.orders_in(OrderState.WAITING).orders
    operator.load_blanks(Loading(orders=(first.id,), first=serial(0)))
    calling(Role.PRINT_STATION).tell_problem(first.id, ToldProblem(problem=PrinterProblem.JAM))
    far = PrintProgress(recorded=1, waiting=1, loaded=1, problems={PrinterProblem.JAM: 1})
    assert operator.print_progress() == far
    assert [one.file_id for one in operator.orders_on(serial(0)).orders] == [first.file_id]
    assert operator.orders_on(serial(1)).orders == ()


def test_a_refusal_comes_with_its_cause(calling: Calling) -> None:
    with pytest.raises(Refused) as refused:
        calling(Role.SIAK_OPERATOR).collect_card(1, Scanned(serial=serial(0)))
    assert refused.value.cause == "unknown-order"
