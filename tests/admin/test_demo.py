"""The played morning: its script is pure chance from one seed, its children are nobody, its books balance."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.demo.books import BooksDoNotBalance, MorningTooLong, balance, balance_cards
from queue_core.demo.cards import Supplies, card_kinds
from queue_core.demo.children import photo
from queue_core.demo.morning import OPENING, next_opening
from queue_core.demo.people import Stage, officer_works
from queue_core.demo.script import Script
from queue_core.demo.tally import Tally
from queue_core.foundation.audiences import Audience
from queue_core.foundation.profile import read_profile
from queue_core.kia.rules.age import LeapBirthday, age_on
from queue_core.kia.rules.nik import Doubt, judge_family_card, judge_nik
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.rules.photo import Colour, Frame, doubts_of, printed_size
from queue_core.kia.service.pictures import portrait
from queue_core.kia.wire.orders import OrderList
from queue_core.stock.wire import StockView
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import MissedEvents, Snapshot
from tests.core.moving import Moves, id_of
from tests.core.office import Office, open_office
from tests.officer.fakes import work
from tests.print_station.fakes import head
from tests.programs import free_ports
from tests.visit.office import KERAK

MORNING = timedelta(hours=4)
SEEDS = st.integers(0, 2**32)


def script(seed: int) -> Script:
    return Script(read_profile("kembaran"), Random(seed))


@given(SEEDS, st.integers(1, 80))
def test_the_asked_number_of_families_comes_in_order_within_the_morning(seed: int, count: int) -> None:
    times = [family.comes_after for family in script(seed).families(count)]
    assert len(times) == count
    assert times == sorted(times)
    assert times[0] == timedelta()
    assert times[-1] <= MORNING


@given(SEEDS)
def test_the_same_seed_plays_the_same_morning(seed: int) -> None:
    assert script(seed).families(20) == script(seed).families(20)


@given(st.integers(0, 365 * 24 * 60))
def test_the_morning_begins_at_the_next_opening_whatever_time_it_is(minute: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Jakarta")) + timedelta(minutes=minute)
    opening = next_opening(now)
    assert opening.time() == OPENING
    assert timedelta() < opening - now <= timedelta(days=1)


def test_an_officer_rests_after_every_eighth_family() -> None:
    breaks = [number for number in range(1, 25) if script(1).break_after(number)]
    assert breaks == [8, 16, 24]


TODAY = date(2026, 11, 28)


@given(SEEDS, st.integers(1, 600))
def test_a_family_comes_for_a_child_of_no_province_that_may_have_a_card(seed: int, number: int) -> None:
    child = script(seed).child(number, TODAY).child
    assert child.birth_date is not None
    assert 0 <= age_on(child.birth_date, TODAY, LeapBirthday.MARCH_1) < 17
    assert judge_nik(child.nik, child.birth_date, child.sex).doubts == (Doubt.REGION,)
    assert judge_family_card(child.family_card, TODAY).doubts == (Doubt.REGION,)


@pytest.mark.parametrize("colour", Colour)
def test_nothing_speaks_against_the_drawn_photo(colour: Colour) -> None:
    measured = portrait(photo(colour), printed_size(20, 30, 300), 300, Frame()).measured
    assert doubts_of(measured, colour) == ()


def test_a_card_is_made_of_every_service_that_gives_one() -> None:
    kinds = card_kinds(read_profile("kembaran"))
    assert kinds == dict.fromkeys(("kia", "kia_group", "assisted"), "kia_new")


class Told:
    """What a core tells of an office, without HTTP."""

    def __init__(self, office: Office) -> None:
        self.desk = office.desk

    def missed(self, after: int) -> MissedEvents:
        return views.missed(self.desk, Audience.STAFF, after)

    def snapshot(self) -> Snapshot:
        return views.snapshot(self.desk, Audience.STAFF, speed=1, demonstration=True)


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


def play(office: Office) -> Tally:
    """One family is served, another does not come."""
    office.take()
    for last in (Verb.FINISH, Verb.NO_SHOW):
        office.issue()
        office.call()
        if last is Verb.FINISH:
            office.act(Verb.START)
        office.act(last)
    return Tally(issued={"A001", "A002"}, served={"A001"}, no_shows={"A002"})


def told(office: Office, tally: Tally) -> list[str]:
    said: list[str] = []
    balance(Told(office), tally, said.append)
    return said


def test_who_did_not_come_is_accounted_for(office: Office) -> None:
    assert told(office, play(office)) == [
        "The books balance: 2 tickets issued = 1 served + 1 that did not come; nobody is left waiting."
    ]


def test_visitors_tickets_are_accounted_for_in_a_line_of_their_own(office: Office) -> None:
    tally, moves = play(office), Moves(office)
    moves.withdraw(office.issue())
    moves.make_void(id_of(office.issue()))
    office.issue()
    office.call()
    moves.park()
    office.issue()
    assert told(office, tally) == [
        "The books balance: 6 tickets issued = 1 served + 1 that did not come + 1 cancelled + 1 void "
        "+ 1 set aside + 1 waiting.",
        "Visitors took 4 of them: A003 cancelled, A004 void, A005 set aside, A006 waiting.",
    ]


def test_what_visitors_did_with_the_families_tickets_is_told(office: Office) -> None:
    tally, moves = play(office), Moves(office)
    issued = office.issue()
    tally.issued.add(issued.ticket.number)
    moves.cancel(id_of(issued))
    moves.call_back(2)
    assert told(office, tally) == [
        "The books balance: 3 tickets issued = 1 served + 0 that did not come + 1 cancelled + 1 called.",
        "Visitors moved 2 of the families': A002 called, A003 cancelled.",
    ]


def test_a_family_that_a_visitor_serves_or_leaves_waiting_at_a_counter_taken_over_is_no_fault(
    office: Office,
) -> None:
    tally = play(office)
    for _ in range(2):
        tally.issued.add(office.issue().ticket.number)
    office.call()
    office.act(Verb.START)
    tally.given_up.add(3)
    assert told(office, tally)[0].endswith("1 that did not come + 1 waiting + 1 in service.")
    assert told(office, tally)[-1] == "Visitors took over counter 3."


def test_a_morning_that_lasts_past_midnight_says_that_it_was_played_too_fast(office: Office) -> None:
    tally = play(office)
    office.clock.forward(hours=20)
    with pytest.raises(MorningTooLong, match="too slow"):
        balance(Told(office), tally, print)


def lose(books: Told, number: str) -> Told:
    """The same core, whose present state has forgotten a ticket."""
    whole = books.snapshot()
    kept = tuple(ticket for ticket in whole.tickets if ticket.number != number)
    books.snapshot = lambda: whole.model_copy(update={"tickets": kept})  # type: ignore[method-assign]
    return books


def test_what_nobodys_act_explains_is_a_fault(office: Office) -> None:
    tally = play(office)
    for wrong, why in (
        (replace(tally, issued={"A001", "A002", "A009"}), "not in the ledger: A009"),
        (replace(tally, served={"A001", "A002"}), "served, but not done: A002"),
        (replace(tally, no_shows={"A001"}), "did not come, but is not so: A001"),
    ):
        with pytest.raises(BooksDoNotBalance, match=why):
            balance(Told(office), wrong, print)
    with pytest.raises(BooksDoNotBalance, match="ledger and snapshot differ: A002"):
        balance(lose(Told(office), "A002"), tally, print)


def test_a_family_that_is_left_waiting_is_a_fault(office: Office) -> None:
    tally = play(office)
    tally.issued.add(office.issue().ticket.number)
    with pytest.raises(BooksDoNotBalance, match="left: A003"):
        balance(Told(office), tally, print)


class Interfered:
    """A core at which a visitor interferes: one family is called, and then every act with it is refused."""

    def __init__(self, cause: str) -> None:
        self.cause, self.called = cause, False

    def act(self, _counter: int, verb: str) -> CounterWork:
        if verb in ("open", "close"):
            return work()
        if verb == "call-next" and not self.called:
            self.called = True
            return work(TicketState.CALLED)
        raise Refused("nobody-waiting" if verb == "call-next" else self.cause, "", "", 409)


@pytest.mark.parametrize(("cause", "given_up"), [("nothing-at-counter", set()), ("counter-not-yours", {3})])
def test_an_officer_whose_family_or_counter_a_visitor_takes_breaks_nothing_off(
    cause: str, given_up: set[int]
) -> None:
    supplies = Supplies(lambda number: script(1).child(number, TODAY), "", lambda: False)
    stage = Stage(1e9, script(1), {}, supplies, Tally(), threading.Event(), threading.Event())
    stage.all_came.set()
    officer_works(stage, cast("CoreApi", Interfered(cause)), 3)
    assert stage.tally.given_up == given_up
    assert not stage.tally.served | stage.tally.no_shows


@dataclass
class Shelf:
    """What a core tells of cards."""

    good: int = 0
    left: list[OrderState] = field(default_factory=list)

    def stock(self) -> StockView:
        drawer = 999 - self.good - 1
        figures = {"received": 999, "drawer": drawer, "printer": 0, "good": self.good, "spoiled": 1}
        more = {"spoiled_by": {}, "holds": True, "per_day": None, "days": None, "low": False}
        return StockView.model_validate(figures | more)

    def orders_in(self, state: OrderState) -> OrderList:
        heads = (head(1).model_copy(update={"state": one}) for one in self.left if one is state)
        return OrderList(orders=tuple(heads))


def told_of_cards(shelf: Shelf, tally: Tally) -> list[str]:
    said: list[str] = []
    balance_cards(shelf, tally, said.append)
    return said


def test_every_card_is_printed_or_spoiled_and_every_blank_is_somewhere() -> None:
    assert told_of_cards(Shelf(good=4), Tally(cards=4, spoiled=1)) == [
        "The cards balance: 5 made = 4 good + 1 spoiled;",
        "999 blanks received = 4 good + 1 spoiled + 0 in the printer + 994 in the drawer.",
    ]


def test_cards_of_visitors_are_told_in_a_line_of_their_own() -> None:
    shelf = Shelf(good=5, left=[OrderState.WAITING])
    assert told_of_cards(shelf, Tally(cards=4, spoiled=1))[-1] == (
        "Visitors made 1 of the cards; print orders that they left open: 1."
    )


@pytest.mark.parametrize(
    ("shelf", "tally"),
    [
        (Shelf(good=4), Tally(cards=5, spoiled=1)),
        (Shelf(good=4), Tally(cards=4, spoiled=2)),
        (Shelf(good=4, left=[OrderState.UNKNOWN]), Tally(cards=4, spoiled=1, files={head(1).file_id})),
    ],
)
def test_a_card_that_is_lost_or_left_is_a_fault(shelf: Shelf, tally: Tally) -> None:
    with pytest.raises(BooksDoNotBalance):
        balance_cards(shelf, tally, print)


@pytest.mark.real
@pytest.mark.alone
def test_a_played_morning_accounts_for_every_ticket_and_card() -> None:
    command = f"{KERAK} demo --families 10 --speed 600 --port-base {free_ports(4)}"
    done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "The books balance: 10 tickets issued" in done.stdout
    cards = re.search(r"The cards balance: (\d+) made", done.stdout)
    assert cards is not None
    assert int(cards[1]) > 0
