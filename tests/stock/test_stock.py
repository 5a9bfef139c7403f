"""The stock: packets, what is written off, counts at closing, ribbon, and how long it lasts."""

from __future__ import annotations

import json

import pytest

from queue_core.foundation.identifiers import WriteRequest
from queue_core.stock.errors import (
    BlankElsewhere,
    BlanksKnown,
    CountDiffers,
    NoRibbon,
    NotARange,
    UnknownBlank,
)
from queue_core.stock.rules.blanks import BlankState, Difference, SpoilReason
from queue_core.stock.service import balance, keeping
from queue_core.stock.wire import Batch, CountView, NewBatch, NewCount, NewRibbon, RibbonView
from tests.core.office import Office, rows
from tests.stock.stocking import FIRST, LAST, Stocking, serial


@pytest.fixture
def stocking(office: Office) -> Stocking:
    return Stocking(office)


@pytest.fixture
def stocked(stocking: Stocking) -> Stocking:
    """A packet of a hundred in the drawer."""
    stocking.receive()
    return stocking


def counted(stocking: Stocking, drawer: int, printer: int, reason: Difference | None = None) -> CountView:
    new = NewCount(drawer=drawer, printer=printer, reason=reason)
    return keeping.count(stocking.room, stocking.office.write(), new)


def ribbons(stocking: Stocking, rolls: int = 2, cards: int | None = 10) -> RibbonView:
    new = NewRibbon(rolls=rolls, cards=cards)
    return keeping.receive_ribbon(stocking.room, stocking.office.write(), new)


def put_in(stocking: Stocking) -> RibbonView:
    return keeping.put_in_ribbon(stocking.room, stocking.office.write())


def test_a_packet_lies_in_the_drawer_and_stands_in_the_ledger(stocked: Stocking) -> None:
    view = stocked.stock()
    assert (view.received, view.drawer, view.holds, view.low) == (100, 100, True, False)
    ((action, body),) = rows(stocked.office.path, "SELECT action, body FROM ledger")
    assert (action, json.loads(str(body))["batch"]["number"]) == ("blanks_received", 100)


def test_an_empty_stock_that_never_was_one_warns_of_nothing(stocking: Stocking) -> None:
    view = stocking.stock()
    assert (view.received, view.low, view.ribbon) == (0, False, None)


def test_ten_thousand_blanks_are_received_in_one_go(stocking: Stocking) -> None:
    assert stocking.receive("AB0000001", "AB0010000").number == 10_000
    assert stocking.stock().drawer == 10_000
    with pytest.raises(NotARange, match="more than 10000"):
        stocking.receive("AC0000001", "AC0010001")


def test_a_packet_that_overlaps_a_known_one_is_refused_with_the_first_known(stocked: Stocking) -> None:
    with pytest.raises(BlanksKnown, match=f"The blank {FIRST} "):
        stocked.receive("AB0012000", "AB0012400")
    assert stocked.stock().received == 100
    assert stocked.receive("AB12345", "AB12444").number == 100  # another series


def test_a_packet_that_is_sent_twice_is_received_once(stocking: Stocking) -> None:
    write = WriteRequest("request-packet", "fingerprint", "account:ani")
    new = NewBatch(first=FIRST, last=LAST)
    batches = [keeping.receive(stocking.room, write, new) for _ in range(2)]
    assert batches == [Batch(first=FIRST, last=LAST, number=100)] * 2
    assert stocking.stock().received == 100


def test_the_balance_names_where_every_blank_is(stocked: Stocking) -> None:
    stocked.print(serial(0), serial(1))
    stocked.print(serial(2), spoiled=SpoilReason.JAM)
    stocked.load(serial(3))
    stocked.write_off(serial(99))
    view = stocked.stock()
    assert (view.drawer, view.printer, view.good, view.spoiled, view.holds) == (95, 1, 2, 2, True)
    assert view.spoiled_by == {SpoilReason.JAM: 1, SpoilReason.LOST: 1}


def test_a_row_that_somebody_took_out_of_the_book_by_hand_is_seen(stocked: Stocking) -> None:
    stocked.office.database.write(
        lambda t: [
            t.connection.exec_driver_sql(statement)
            for statement in ("DROP TRIGGER blank_never_vanishes", "DELETE FROM blank WHERE id = 1")
        ]
    )
    assert not stocked.stock().holds


def test_by_hand_only_a_blank_of_the_drawer_is_written_off(stocked: Stocking) -> None:
    stocked.load(serial(0))
    with pytest.raises(BlankElsewhere, match="in the printer"):
        stocked.report_lost(serial(0))
    with pytest.raises(UnknownBlank):
        stocked.report_lost("ZZ0012345")
    assert stocked.stock().spoiled == 0


def test_the_book_tells_which_serials_should_lie_where(stocked: Stocking) -> None:
    stocked.load(serial(1), serial(2))
    told = balance.serials_of(stocked.room)
    assert told.printer == (Batch(first=serial(1), last=serial(2), number=2),)
    assert [one.first for one in told.drawer] == [serial(0), serial(3)]
    assert sum(one.number for one in told.drawer) == 98


def test_a_count_that_agrees_needs_no_reason_and_keeps_none(stocked: Stocking) -> None:
    assert counted(stocked, 100, 0, Difference.OTHER).reason is None
    last = stocked.stock().last_count
    assert last is not None
    assert (last.drawer, last.book_drawer, last.by) == (100, 100, "account:ani")


def test_a_count_that_differs_needs_a_reason_and_stands_in_the_ledger(stocked: Stocking) -> None:
    with pytest.raises(CountDiffers, match="100 lie in the drawer and 0 in the printer"):
        counted(stocked, 99, 0)
    counted(stocked, 99, 0, Difference.NOT_FOUND)
    query = "SELECT body FROM ledger WHERE action = 'stock_counted'"
    ((body,),) = rows(stocked.office.path, query)
    assert json.loads(str(body))["count"]["reason"] == "not_found"
    stocked.write_off(serial(7))
    assert counted(stocked, 99, 0).reason is None


def test_the_drawer_lasts_by_the_use_of_the_days_before_and_warns_in_time(stocked: Stocking) -> None:
    stocked.on_day(8)
    stocked.print(*(serial(number) for number in range(8)))
    assert stocked.stock().days is None  # today is not over
    stocked.on_day(9)
    view = stocked.stock()
    assert (view.per_day, view.days, view.low) == (8.0, 11, False)
    stocked.print(*(serial(number) for number in range(10, 30)))
    view = stocked.stock()
    assert (view.per_day, view.days, view.low) == (8.0, 9, True)


def test_what_was_lost_is_no_use(stocked: Stocking) -> None:
    stocked.write_off(serial(0))
    stocked.on_day(9)
    assert stocked.stock().per_day is None


def test_a_card_that_was_good_and_is_lost_later_was_used(stocked: Stocking) -> None:
    stocked.print(serial(0), serial(1))
    stocked.on_day(9)
    stocked.lose(serial(0))
    assert stocked.stock().per_day == 2


def test_each_card_that_went_through_the_printer_takes_its_part_of_the_ribbon(stocked: Stocking) -> None:
    ribbons(stocked)
    assert put_in(stocked).left == 10
    stocked.print(serial(0))
    stocked.print(serial(1), spoiled=SpoilReason.MISPRINT)
    stocked.write_off(serial(2))
    ribbon = stocked.stock().ribbon
    assert ribbon is not None
    assert (ribbon.left, ribbon.stored) == (8, 1)
    assert put_in(stocked).left == 10


def test_a_roll_of_which_nothing_is_told_is_for_as_many_cards_as_the_profile_says(stocked: Stocking) -> None:
    ribbons(stocked, rolls=1, cards=None)
    assert put_in(stocked).left == stocked.office.profile.stock.cards_per_ribbon


def test_without_a_roll_there_is_none_to_put_in_or_to_take_out(stocked: Stocking) -> None:
    with pytest.raises(NoRibbon, match="in store"):
        put_in(stocked)
    with pytest.raises(NoRibbon, match="in the printer"):
        keeping.use_up_ribbon(stocked.room, stocked.office.write())
    ribbons(stocked, rolls=1)
    put_in(stocked)
    used_up = keeping.use_up_ribbon(stocked.room, stocked.office.write())
    assert (used_up.left, used_up.stored, used_up.low) == (None, 0, True)


def test_nothing_that_refuses_has_written_anything(stocked: Stocking) -> None:
    before = rows(stocked.office.path, "SELECT count(*) FROM ledger")
    with pytest.raises(BlanksKnown):
        stocked.receive()
    with pytest.raises(CountDiffers):
        counted(stocked, 1, 1)
    assert rows(stocked.office.path, "SELECT count(*) FROM ledger") == before
    assert {state for (state,) in rows(stocked.office.path, "SELECT state FROM blank")} == {BlankState.DRAWER}
