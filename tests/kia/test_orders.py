"""A card from its order to its scan: through the doors, by hand, by the station and by the agency."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.orders import CardWay, OrderState
from tests.core.http_office import slug
from tests.core.office import contents, open_office, rows
from tests.kia.filing import FAMILY_CARD, JPEG, NAME, NIK, draft, filing_in, put
from tests.kia.ordering import (
    OPERATOR,
    PRINT,
    SECOND_STATION,
    STATION,
    WHY,
    Ordering,
    enrol_second_station,
    office_way,
)


@pytest.fixture(scope="module")
def ordering(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordering]:
    with open_office(staffed, tmp_path_factory.mktemp("cards")) as office:
        enrol_second_station(office)
        yield Ordering(filing_in(office))


@pytest.fixture(scope="module", params=[CardWay.SIAK, CardWay.AGENCY])
def by_hand(
    request: pytest.FixtureRequest, staffed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ordering]:
    """An office without a print station."""
    folder = tmp_path_factory.mktemp(request.param)
    with open_office(staffed, folder, profile=office_way(request.param)) as office:
        yield Ordering(filing_in(office))


def refusal(response: TestResponse) -> tuple[int, str]:
    return response.status_code, slug(response)


def test_a_card_goes_from_its_order_to_its_scan_and_the_file_follows(ordering: Ordering) -> None:
    order = ordering.loaded()
    assert (order["state"], ordering.file(order)["state"]) == ("loaded", "print_ordered")
    sent = ordering.done(ordering.act(order, "take", STATION))
    assert (sent["state"], sent["station"]) == ("sending", "print_station")
    printed = ordering.done(ordering.said(sent, "printed", STATION))
    assert (printed["state"], ordering.file(order)["moved_by"]) == ("printed", "print_station")
    assert ordering.file(order)["state"] == "printed"
    assert ordering.done(ordering.scan(order, order["blank"]))["state"] == "done"
    assert (ordering.file(order)["state"], ordering.blank(order["blank"])) == ("scanned_back", ("good", None))


def test_every_act_of_an_order_leaves_a_row_without_anything_personal(ordering: Ordering) -> None:
    order = ordering.finished()
    query = "SELECT action, body FROM ledger WHERE json_extract(body, '$.order.id') = ? ORDER BY id"
    told = rows(ordering.office.path, query, order["id"])
    acts = ["order_made", "order_load", "order_take", "order_print", "order_scan_back"]
    assert [action for action, _ in told] == acts
    assert not [body for _, body in told if NAME in str(body) or NIK[:12] in str(body)]


def test_of_two_stations_that_take_one_order_one_gets_it(ordering: Ordering) -> None:
    order = ordering.loaded()
    ordering.done(ordering.act(order, "take", STATION))
    door = f"{PRINT}/orders/{order['id']}/take"
    second = ordering.filing.api.send("POST", door, token=SECOND_STATION)
    assert refusal(second) == (409, "order-not-now")
    assert ordering.order(order)["station"] == "print_station"
    ordering.done(ordering.said(order, "failed", STATION))


def test_a_station_tells_of_its_own_order_alone_and_takes_no_other_before(ordering: Ordering) -> None:
    first, second = ordering.sending(), ordering.loaded()
    assert refusal(ordering.act(second, "take", STATION)) == (409, "station-busy")
    body = {"outcome": "printed"}
    door = f"{PRINT}/orders/{first['id']}/outcome"
    told = ordering.filing.api.send("POST", door, token=SECOND_STATION, json=body)
    assert refusal(told) == (409, "other-station")
    ordering.done(ordering.said(first, "printed", STATION))
    ordering.done(ordering.act(second, "take", STATION))
    ordering.done(ordering.said(second, "failed", STATION))


def second(ordering: Ordering, method: str, path: str) -> TestResponse:
    return ordering.filing.api.send(method, f"{PRINT}/{path}", token=SECOND_STATION)


def test_a_second_station_hears_and_takes_nothing_while_the_first_has_a_card(ordering: Ordering) -> None:
    first, loaded = ordering.sending(), ordering.loaded()
    for method, path in (("GET", "orders?state=loaded"), ("POST", f"orders/{loaded['id']}/take")):
        assert refusal(second(ordering, method, path)) == (409, "other-station-prints")
    ordering.done(ordering.said(first, "printed", STATION))
    ordering.done(ordering.act(loaded, "take", STATION))
    ordering.done(ordering.said(loaded, "printed", STATION))


def test_a_second_station_goes_on_once_the_first_is_silent_between_two_cards(ordering: Ordering) -> None:
    ordering.printed()
    told = {"version": "1", "printer": "ready"}
    ordering.done(ordering.filing.api.send("POST", "/api/v1/devices/health", STATION, json=told))
    assert refusal(second(ordering, "GET", "orders?state=loaded")) == (409, "other-station-prints")
    ordering.office.clock.forward(seconds=151)
    assert second(ordering, "GET", "orders?state=loaded").status_code == 200


def test_what_a_station_took_under_a_clock_that_was_ahead_keeps_the_next_one_from_nothing(
    ordering: Ordering,
) -> None:
    order = ordering.printed()
    ahead = "UPDATE print_order SET station = 'print-2', sent_at = '2036-01-01 00:00:00.000000' WHERE id = ?"
    ordering.office.database.write(lambda one: one.connection.exec_driver_sql(ahead, (order["id"],)).rowcount)
    told = {"version": "1", "printer": "ready"}
    heard = ordering.filing.api.send("POST", "/api/v1/devices/health", token=SECOND_STATION, json=told)
    ordering.done(heard)
    assert ordering.printed()["state"] == "printed"


def test_a_printer_that_surely_put_nothing_out_gets_the_same_blank_again(ordering: Ordering) -> None:
    order = ordering.sending()
    back = ordering.done(ordering.said(order, "failed", STATION, problem="cover_open"))
    assert (back["state"], back["problem"], back["blank"]) == ("loaded", "cover_open", order["blank"])
    assert (back["station"], ordering.blank(order["blank"])) == (None, ("printer", None))


def test_what_keeps_the_printer_is_told_and_taken_back(ordering: Ordering) -> None:
    order = ordering.loaded()
    told = ordering.done(ordering.act(order, "problem", STATION, problem="no_ribbon"))
    assert (told["state"], told["problem"]) == ("loaded", "no_ribbon")
    assert ordering.done(ordering.act(order, "problem", STATION, problem=None))["problem"] is None
    odd = ordering.act(order, "problem", STATION, problem="Siti lupa")
    assert odd.status_code == 422


@pytest.mark.parametrize(
    ("answer", "state", "of_file", "blank"),
    [
        ("printed", "printed", "printed", "printer"),
        ("failed", "loaded", "print_ordered", "printer"),
        ("spoiled", "spoiled", "print_ordered", "spoiled"),
    ],
)
def test_a_person_says_what_became_of_an_unknown_order(
    ordering: Ordering, answer: str, state: str, of_file: str, blank: str
) -> None:
    order = ordering.unknown()
    assert order["id"] in ordering.listed("for_person=true")
    assert refusal(ordering.said(order, "printed", STATION)) == (409, "order-not-now")
    reason = "misprint" if answer == "spoiled" else None
    told = ordering.done(ordering.said(order, answer, reason=reason))
    assert (told["state"], ordering.file(order)["state"]) == (state, of_file)
    assert ordering.blank(order["blank"])[0] == blank
    assert order["id"] not in ordering.listed("for_person=true")


def test_whoever_read_an_order_before_it_moved_says_nothing_of_it(ordering: Ordering) -> None:
    order = ordering.unknown()
    again = ordering.done(ordering.said(order, "failed"))
    ordering.done(ordering.act(again, "take", STATION))
    lost = ordering.done(ordering.said(again, "unknown", STATION))
    assert refusal(ordering.said(order, "printed")) == (409, "order-changed")
    assert ordering.order(order) == lost


def test_an_order_of_a_station_that_is_gone_for_good_is_given_up_by_a_person(ordering: Ordering) -> None:
    order = ordering.sending()
    assert refusal(ordering.said(order, "failed")) == (409, "order-not-now")
    assert ordering.done(ordering.said(order, "unknown"))["state"] == "unknown"


def test_an_order_is_not_given_up_while_its_station_runs(ordering: Ordering) -> None:
    order, alive = ordering.sending(), {"version": "1.0"}
    ordering.done(ordering.filing.api.send("POST", "/api/v1/devices/health", STATION, json=alive))
    assert refusal(ordering.said(order, "unknown")) == (409, "station-at-work")
    ordering.office.clock.forward(minutes=3)
    assert ordering.done(ordering.said(order, "unknown"))["state"] == "unknown"


def test_a_spoiled_card_is_ordered_anew_and_needs_no_second_person(ordering: Ordering) -> None:
    order = ordering.printed()
    ordering.done(ordering.said(order, "spoiled", reason="misprint"))
    fresh = ordering.of_file(order["file_id"])
    assert (fresh["state"], fresh["blank"], fresh["id"] != order["id"]) == ("waiting", None, True)
    assert (ordering.file(order)["state"], ordering.blank(order["blank"])) == (
        "print_ordered",
        ("spoiled", "misprint"),
    )


def test_a_card_that_is_done_is_spoiled_by_its_file_alone(ordering: Ordering) -> None:
    order = ordering.finished()
    response = ordering.said(order, "spoiled", reason="damaged")
    assert refusal(response) == (409, "order-not-now")


@pytest.mark.parametrize("reason", [None, "withdrawn", "lost"])
@pytest.mark.parametrize("role", [OPERATOR, STATION])
def test_a_card_is_spoiled_with_a_reason_of_the_list(
    ordering: Ordering, reason: str | None, role: Role
) -> None:
    order = ordering.loaded()
    assert ordering.said(order, "spoiled", role, reason=reason).status_code == 422
    assert ordering.order(order) == order


def test_a_blank_is_unloaded_and_lies_in_the_drawer_again(ordering: Ordering) -> None:
    order = ordering.loaded()
    back = ordering.done(ordering.act(order, "unload"))
    assert (back["state"], back["blank"], ordering.blank(order["blank"])) == (
        "waiting",
        None,
        ("drawer", None),
    )


def test_blanks_are_loaded_for_many_orders_in_turn(ordering: Ordering) -> None:
    orders = [ordering.ordered() for _ in range(3)]
    told = ordering.done(ordering.load([orders[2], orders[0], orders[1]], "KB0500"))["orders"]
    assert [one["blank"] for one in told] == ["KB0500", "KB0501", "KB0502"]
    assert [one["id"] for one in told] == [orders[2]["id"], orders[0]["id"], orders[1]["id"]]
    assert ordering.listed("state=loaded")[-3:] == [one["id"] for one in told]


def test_a_station_hears_what_comes_next_and_passes_nothing_over_that_cannot_be_drawn(
    ordering: Ordering,
) -> None:
    for _ in range(6):
        ordering.loaded()
    first, *others = ordering.listed("state=loaded", STATION)
    assert len(others) == 4
    ordering.done(ordering.act({"id": first}, "problem", STATION, problem="no_face"))
    assert ordering.listed("state=loaded", STATION) == []
    assert first in ordering.listed("for_person=true")
    ordering.done(ordering.act({"id": first}, "unload"))
    assert ordering.listed("state=loaded", STATION)[:4] == others


def test_where_one_blank_cannot_be_loaded_none_is(ordering: Ordering) -> None:
    orders, taken = [ordering.ordered() for _ in range(3)], ordering.loaded()["blank"]
    before = contents(ordering.office.path)
    for first in ("KB0998", taken, "XX001", "KB9999"):  # runs out, taken, never received, no such range
        assert ordering.load(orders, first).status_code in (404, 409, 422)
    assert ordering.load([orders[0], orders[0]], "KB0600").status_code == 409
    assert contents(ordering.office.path) == before


def test_the_cards_of_many_files_are_ordered_and_each_refusal_is_its_own(ordering: Ordering) -> None:
    good = [ordering.recorded() for _ in range(2)]
    verified = put(ordering.office, "kia_new", FileState.VERIFIED, draft())
    stale = {**ordering.recorded(), "version": 7}
    lacking = ordering.recorded(mother="")
    files = [good[0], verified, stale, lacking, good[1], good[0], {"id": 9999, "version": 1}]
    wanted = [{"file_id": one["id"], "version": one["version"]} for one in files]
    before = contents(ordering.office.path)["print_order"]
    told = ordering.done(ordering.send("orders", OPERATOR, files=wanted))["files"]
    refused = [None, "file-not-now", "file-changed", "file-incomplete", None, "file-not-now", "unknown-file"]
    assert [one["refused"] for one in told] == refused
    assert [one["order"] is not None for one in told] == [cause is None for cause in refused]
    assert len(contents(ordering.office.path)["print_order"]) == len(before) + 2


def test_the_moves_door_leads_past_no_scan(ordering: Ordering) -> None:
    order = ordering.printed()
    for action in ("scan_back", "spoil_print"):
        response = ordering.filing.move(ordering.file(order), action, OPERATOR)
        assert refusal(response) == (409, "file-by-order")
    offered = ordering.filing.read({"id": order["file_id"]}, OPERATOR)["actions"]
    assert "scan_back" not in offered


def test_a_card_is_read_by_the_station_that_has_it_and_by_nobody_else(ordering: Ordering) -> None:
    order = ordering.loaded()
    door = f"{PRINT}/orders/{order['id']}/card"
    early = ordering.filing.api.send("GET", door, STATION)
    assert refusal(early) == (409, "order-not-now")
    ordering.done(ordering.act(order, "take", STATION))
    other = ordering.filing.api.send("GET", door, token=SECOND_STATION)
    assert refusal(other) == (409, "other-station")
    face = ordering.done(ordering.filing.api.send("GET", door, STATION))
    assert (face["name"], face["nik"][:12], face["family_card"]) == (NAME, NIK[:12], FAMILY_CARD)
    assert (face["kind"], face["village"], face["valid_until"]) == ("with_photo", "Kembaran", "2032-08-16")
    assert base64.b64decode(face["photo"]) == JPEG
    ((actor,),) = rows(ordering.office.path, "SELECT actor FROM ledger WHERE action = 'card_read'")
    assert actor == "device:print_station"
    ordering.done(ordering.said(order, "failed", STATION))


def test_by_hand_the_operator_says_what_came_of_it(by_hand: Ordering) -> None:
    order = by_hand.ordered()
    if order["way"] == "siak":
        order = by_hand.done(by_hand.load([order], by_hand.serial()))["orders"][0]
        printed = by_hand.done(by_hand.said(order, "printed"))
    else:
        printed = by_hand.done(by_hand.act(order, "collected", serial="DN000777"))
    assert (printed["state"], by_hand.file(order)["state"]) == ("printed", "printed")
    assert by_hand.done(by_hand.scan(order, printed["blank"]))["state"] == "done"
    assert by_hand.file(order)["state"] == "scanned_back"


def test_by_hand_no_station_is_asked(by_hand: Ordering) -> None:
    order = by_hand.ordered()
    for door in ("take", "problem"):
        body = {} if door == "take" else {"problem": "jam"}
        assert refusal(by_hand.act(order, door, STATION, **body)) == (409, "order-not-now")
    assert by_hand.listed("state=loaded", STATION) == []


def test_the_agencys_card_is_bound_by_the_serial_that_was_read_when_it_was_fetched(by_hand: Ordering) -> None:
    first, second = by_hand.ordered(), by_hand.ordered()
    if first["way"] == "siak":
        assert refusal(by_hand.act(first, "collected", serial="DN000001")) == (409, "order-not-now")
        return
    by_hand.done(by_hand.act(first, "collected", serial="DN000001"))
    again = by_hand.act(second, "collected", serial="DN000001")
    assert refusal(again) == (409, "blank-elsewhere")
    assert refusal(by_hand.load([second], "KB0001")) == (409, "order-not-now")
    assert refusal(by_hand.scan(first, "DN000002")) == (409, "wrong-blank")


def test_while_something_is_asked_for_nothing_is_loaded_or_taken(ordering: Ordering) -> None:
    waiting, loaded = ordering.ordered(), ordering.loaded()
    for order in (waiting, loaded):
        file = ordering.file(order)
        ordering.done(ordering.filing.move(file, "void", Role.OFFICER, reason=WHY))
    assert refusal(ordering.load([waiting], ordering.serial())) == (409, "file-asked")
    assert loaded["id"] not in ordering.listed("state=loaded", STATION)
    assert loaded["id"] in ordering.listed("state=loaded")
    assert refusal(ordering.act(loaded, "take", STATION)) == (409, "file-asked")


def test_the_same_request_twice_loads_one_blank(ordering: Ordering) -> None:
    order, serial = ordering.ordered(), ordering.serial()
    same, body = [("Idempotency-Key", "the-same-load-twice")], {"orders": [order["id"]], "first": serial}
    api, door = ordering.filing.api, f"{PRINT}/load"
    answers = [api.send("POST", door, OPERATOR, headers=same, json=body) for _ in range(2)]
    assert answers[0].get_json() == answers[1].get_json()
    assert ordering.order(order)["state"] == OrderState.LOADED


def test_who_read_a_card_stands_in_the_history_of_its_file(ordering: Ordering) -> None:
    order = ordering.sending()
    ordering.done(ordering.filing.api.send("GET", f"{PRINT}/orders/{order['id']}/card", STATION))
    door = f"/api/v1/files/{order['file_id']}/history"
    acts = ordering.done(ordering.filing.api.send("GET", door, Role.CAMAT))["acts"]
    assert ("card_read", "device:print_station") in [(act["action"], act["by"]) for act in acts]
    ordering.done(ordering.said(order, "failed", STATION))
