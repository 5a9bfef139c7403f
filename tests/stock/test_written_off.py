"""A blank that is in nobody's hand is written off by two people, so that nobody gives one away alone."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from queue_core.access.errors import OwnWish
from queue_core.stock.errors import BlankAsked, BlankNotAsked
from queue_core.stock.rules.blanks import BY_TWO, SpoilReason
from queue_core.stock.service import blanks, writing_off
from queue_core.stock.service.blanks import StockAct
from queue_core.stock.wire import BlankView, Spoiling
from tests.core.office import MORNING, Office, contents, rows
from tests.stock.stocking import Stocking, serial


@pytest.fixture
def stocked(office: Office) -> Stocking:
    stocking = Stocking(office)
    stocking.receive()
    return stocking


def spoil(stocked: Stocking, number: int, reason: SpoilReason) -> BlankView:
    why = Spoiling.model_validate({"reason": reason})
    return writing_off.spoil_in_drawer(stocked.room, stocked.office.write(), serial(number), why)


@pytest.mark.parametrize("reason", sorted(BY_TWO))
def test_one_person_takes_no_blank_out_of_the_book_that_is_not_in_the_hand(
    stocked: Stocking, reason: SpoilReason
) -> None:
    assert spoil(stocked, 0, reason) == BlankView(serial=serial(0), state="drawer", asked=reason)
    with pytest.raises(OwnWish):
        stocked.agree(serial(0), "account:ani")
    view = stocked.stock()
    assert (view.drawer, view.spoiled, view.holds) == (100, 0, True)
    assert [(one.serial, one.reason, one.by) for one in view.asked] == [(serial(0), reason, "account:ani")]


def test_once_somebody_else_agrees_it_is_lost_and_the_ledger_names_both(stocked: Stocking) -> None:
    stocked.report_lost(serial(0))
    stocked.agree(serial(0))
    view = stocked.stock()
    assert (view.drawer, view.spoiled_by, view.holds, view.asked) == (99, {"lost": 1}, True, ())
    query = "SELECT action, actor, body FROM ledger WHERE action LIKE 'blank\\_%' ESCAPE '\\' ORDER BY id"
    asked, spoiled = rows(stocked.office.path, query)
    assert asked[:2] == ("blank_asked", "account:ani")
    assert spoiled[:2] == ("blank_spoil", "account:budi")
    assert json.loads(str(spoiled[2]))["blank"]["asked_by"] == "account:ani"


def test_a_damaged_blank_is_in_the_hand_and_one_person_destroys_it(stocked: Stocking) -> None:
    assert spoil(stocked, 0, SpoilReason.DAMAGED).state == "spoiled"
    assert stocked.stock().asked == ()


def test_one_that_is_found_stays_in_the_drawer_and_can_be_loaded_again(stocked: Stocking) -> None:
    stocked.report_lost(serial(0))
    writing_off.decline(stocked.room, stocked.office.write(), serial(0))
    assert stocked.stock().asked == ()
    stocked.load(serial(0))
    assert stocked.stock().printer == 1
    with pytest.raises(BlankNotAsked):
        stocked.agree(serial(0))


def test_while_it_is_asked_for_the_blank_is_not_loaded_asked_for_again_or_spoiled(stocked: Stocking) -> None:
    stocked.report_lost(serial(0))
    before = contents(stocked.office.path)
    with pytest.raises(BlankAsked, match="ani asks"):
        stocked.load(serial(0))
    for reason in (SpoilReason.LOST, SpoilReason.DAMAGED):
        with pytest.raises(BlankAsked):
            spoil(stocked, 0, reason)
    assert contents(stocked.office.path) == before


def test_the_database_too_refuses_a_loss_that_one_person_has_written(stocked: Stocking) -> None:
    def alone(act: StockAct) -> None:
        blanks.spoil(act, serial(0), SpoilReason.LOST)

    with pytest.raises(IntegrityError, match="written off by two"):
        stocked.office.database.write(
            lambda t: alone(StockAct(t.connection, "kembaran", MORNING, "account:ani"))
        )
    stocked.report_lost(serial(1))
    own = (
        "UPDATE blank SET state = 'spoiled', spoiled_reason = 'lost', used_at = changed_at, asked_by = NULL,"
        " asked_reason = NULL, asked_at = NULL WHERE asked_by IS NOT NULL"
    )
    with pytest.raises(IntegrityError, match="written off by two"):
        stocked.office.database.write(lambda t: t.connection.execute(text(own)))
