"""Sheets of paper over HTTP: ordered by the corner, printed by one station, as often as is wished."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from werkzeug.serving import make_server

from queue_core.access.rules import Principal, Role
from queue_core.client.api import CoreApi
from queue_core.printing import service, store
from queue_core.printing.errors import SheetsNotNow
from queue_core.printing.rules import (
    KEPT,
    MOST_WAITING,
    MOVES,
    SheetAct,
    SheetKind,
    SheetOutcome,
    SheetState,
    after,
)
from queue_core.printing.service import Printroom
from queue_core.printing.wire import LARGEST_SHEETS, NewSheets, ToldSheets
from queue_core.storage.database import Database
from tests.core.http_office import Api, build_api, slug
from tests.core.office import Office, rows, token_of

SHEETS = "/api/v1/sheets"
PDF = b"%PDF-1.7\nlabels\n%%EOF\n"
STATION, CORNER = Role.PRINT_STATION, Role.READING_CORNER
Told = dict[str, Any]


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


def order(api: Api, paper: bytes = PDF, kind: str = "labels") -> Any:  # noqa: ANN401  a response
    return api.send("POST", SHEETS, CORNER, query_string={"kind": kind}, data=paper)


def act(api: Api, verb: str, role: Role = STATION, **body: object) -> Any:  # noqa: ANN401
    return api.send("POST", f"{SHEETS}/1/{verb}", role, json=body or None)


def room_of(api: Api) -> Printroom:
    return Printroom(api.office.database, api.office.desk.office, api.office.clock)


def listed(api: Api, role: Role) -> list[str]:
    orders: list[Told] = api.send("GET", SHEETS, role).get_json()["orders"]
    return [one["state"] for one in orders]


def test_what_the_corner_orders_a_station_prints_and_tells(api: Api) -> None:
    assert order(api).status_code == 201
    assert listed(api, STATION) == ["waiting"]
    assert act(api, "take").get_json()["station"] is not None
    assert api.send("GET", f"{SHEETS}/1/paper", STATION).data == PDF
    assert listed(api, STATION) == ["sending"]
    act(api, "outcome", outcome="printed")
    assert (listed(api, STATION), listed(api, CORNER)) == ([], ["printed"])


@pytest.mark.parametrize("outcome", ["printed", "failed", "unknown"])
def test_sheets_are_printed_again_whatever_became_of_them(api: Api, outcome: str) -> None:
    order(api)
    act(api, "take")
    act(api, "outcome", outcome=outcome)
    assert act(api, "again", CORNER).get_json()["state"] == "waiting"
    assert act(api, "take").status_code == 200


def test_what_a_station_took_that_is_gone_for_good_may_be_printed_by_another(api: Api) -> None:
    order(api)
    act(api, "take")
    assert act(api, "again", CORNER).get_json()["state"] == "waiting"


def test_a_station_tells_of_what_it_has_and_of_nothing_else(api: Api) -> None:
    order(api)
    assert slug(act(api, "outcome", outcome="printed")) == "sheets-not-now"
    assert slug(api.send("GET", f"{SHEETS}/1/paper", STATION)) == "sheets-not-now"
    act(api, "take")
    assert slug(act(api, "take")) == "sheets-not-now"
    assert slug(api.send("POST", f"{SHEETS}/2/take", STATION)) == "unknown-sheets"


def test_what_one_station_has_is_no_other_stations(api: Api) -> None:
    order(api)
    act(api, "take")
    room, other = room_of(api), Principal("device:spare", frozenset({STATION}), "spare")
    assert service.listed(room, other).orders == ()
    with pytest.raises(SheetsNotNow):
        service.paper(room, other, 1)
    with pytest.raises(SheetsNotNow):
        service.outcome(room, api.office.write(), other, 1, ToldSheets(outcome=SheetOutcome.PRINTED))


@pytest.mark.parametrize("paper", [b"", b"<html>", b"%PDF-1.7 cut off", b"%PDF-1.7\n%%EOF\n" + b" " * 2000])
def test_what_is_no_whole_pdf_is_refused(api: Api, paper: bytes) -> None:
    assert slug(order(api, paper)) == "no-pdf"


def test_paper_of_another_kind_or_too_much_of_it_is_refused(api: Api) -> None:
    assert order(api, kind="letters").status_code == 422
    assert order(api, PDF[:-7] + b" " * LARGEST_SHEETS).status_code == 413


def test_no_more_wait_than_a_tray_holds(api: Api) -> None:
    assert [order(api).status_code for _ in range(MOST_WAITING)] == [201] * MOST_WAITING
    assert slug(order(api)) == "too-many-sheets"
    act(api, "take")
    assert act(api, "again", CORNER).status_code == 200
    act(api, "take")
    order(api)
    assert slug(act(api, "again", CORNER)) == "too-many-sheets"


def test_what_is_older_than_a_week_is_forgotten_with_its_paper(api: Api) -> None:
    order(api)
    api.office.clock.now += KEPT
    order(api, kind="cards")
    service.forget_overdue(room_of(api))
    orders = api.send("GET", SHEETS, CORNER).get_json()["orders"]
    assert [(one["id"], one["kind"]) for one in orders] == [(2, "cards")]


def test_what_was_forgotten_is_printed_no_more(api: Api) -> None:
    order(api)
    api.office.clock.now += KEPT
    service.forget_overdue(room_of(api))
    assert slug(act(api, "again", CORNER)) == slug(act(api, "take")) == "unknown-sheets"
    assert rows(api.office.path, "SELECT paper FROM sheet_order") == [(None,)]


def test_the_same_write_twice_is_one_order(api: Api) -> None:
    once = [("Idempotency-Key", "order-of-sheets-1")]
    told = [
        api.send("POST", SHEETS, CORNER, query_string={"kind": "labels"}, data=PDF, headers=once).get_json()
        for _ in range(2)
    ]
    assert told[0] == told[1]
    assert listed(api, CORNER) == ["waiting"]


def test_only_what_waits_is_taken_and_only_what_was_taken_is_told_of() -> None:
    taken = {state for state in SheetState if after(state, SheetAct.TAKE)}
    told = {state for state in SheetState for act in (SheetAct.PRINT, SheetAct.LOSE) if after(state, act)}
    assert (taken, told) == ({SheetState.WAITING}, {SheetState.SENDING})
    assert all(end is SheetState.WAITING for (_, act), end in MOVES.items() if act is SheetAct.AGAIN)


def test_megabytes_are_written_beside_the_event_loop(api: Api) -> None:
    beside: list[Callable[..., Any]] = []

    def offload(work: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever the work gives
        if isinstance(work, partial):
            beside.append(work.func)
        return work()

    database = Database(api.office.path, offload=offload)
    room, write = Printroom(database, api.office.desk.office, api.office.clock), api.office.write
    service.order(room, write(), NewSheets(kind=SheetKind.LABELS), PDF)
    service.take(room, write(), Principal("device:station", frozenset({STATION}), "station"), 1)
    database.close()
    assert [work for work in beside if work in (store.add, store.move)] == [store.add, store.move]


@pytest.mark.real
def test_the_clients_calls_bring_sheets_from_the_corner_to_the_printer(api: Api) -> None:
    with serving(api) as address:
        corner, station = (CoreApi(address, token_of(role)) for role in (CORNER, STATION))
        ordered = corner.order_sheets(SheetKind.CARDS, PDF)
        assert station.sheets().orders == (ordered,)
        assert station.take_sheets(ordered.id).state is SheetState.SENDING
        assert station.sheets_paper(ordered.id) == PDF
        station.tell_sheets(ordered.id, ToldSheets(outcome=SheetOutcome.UNKNOWN))
        again = corner.print_sheets_again(ordered.id)
        assert (again.state, corner.sheets().orders) == (SheetState.WAITING, (again,))


@contextmanager
def serving(api: Api) -> Iterator[str]:
    """The address of the application on a free port."""
    server = make_server("127.0.0.1", 0, api.app)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
