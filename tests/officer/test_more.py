"""The lists behind the desk's keys: what they offer, and what each entry asks of the core."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from queue_core.client.state import Link
from queue_core.officer.more import Menu, entries, menus, request
from queue_core.officer.shift import Shift
from queue_core.officer.state import Action, Desk, offered
from queue_core.tickets.rules.life import TicketState
from tests.officer.fakes import NOW, PROFILE, FakeCore, queue_state, shift_with, ticket, work


@pytest.fixture
def shift() -> Shift:
    """Two families are away: one fetches papers, one did not come."""
    away = ticket("A007", TicketState.PARKED).model_copy(
        update={"parked_for": "fetch_papers", "moved_at": NOW}
    )
    missed = ticket("B002", TicketState.NO_SHOW).model_copy(update={"moved_at": NOW - timedelta(minutes=9)})
    shift = shift_with(FakeCore(), language="en")
    shift.office = FakeCore().office()
    shift.link = Link(state=queue_state(ticket("A001"), away, missed), connected=True, at=NOW)
    return shift


def ids(shift: Shift, menu: Menu, at: TicketState | None = None) -> list[str]:
    return [entry.id for entry in entries(shift, menu, work(at))]


def test_lists_about_the_ticket_are_offered_while_one_is_here_and_none_while_cut_off() -> None:
    assert menus(Desk(work())) == (Menu.ASIDE, Menu.ISSUE, Menu.APPOINTMENTS, Menu.FILES, Menu.STOCK)
    assert menus(Desk(work(TicketState.CALLED))) == tuple(Menu)
    assert menus(Desk(work(TicketState.CALLED), connected=False)) == ()
    assert menus(Desk(work(TicketState.CALLED), sending=True)) == ()


def test_a_ticket_is_handed_on_to_every_other_service_and_counter(shift: Shift) -> None:
    others = [f"service:{service.key}" for service in PROFILE.services if service.key != "kia"]
    assert ids(shift, Menu.TRANSFER, TicketState.SERVING) == ["return", *others, "counter:1", "counter:2"]


def test_the_longest_away_stands_first_and_is_called_only_to_a_free_counter(shift: Shift) -> None:
    assert ids(shift, Menu.ASIDE) == ["call:2", "back:2", "call:7", "back:7"]
    assert ids(shift, Menu.ASIDE, TicketState.CALLED) == ["back:2", "back:7"]


def test_the_list_says_why_and_since_when(shift: Shift) -> None:
    words = [entry.words for entry in entries(shift, Menu.ASIDE, work())]
    assert words[2] == "Call A007 here (Fetching missing papers, since 09:30)"
    assert words[0] == "Call B002 here (not come, since 09:21)"


@pytest.mark.parametrize("menu", [Menu.PARK, Menu.TRANSFER, Menu.END, Menu.ASIDE])
def test_every_entry_asks_something_of_the_core_and_has_its_outcome(shift: Shift, menu: Menu) -> None:
    at = None if menu is Menu.ASIDE else TicketState.CALLED
    for entry in entries(shift, menu, work(at)):
        core = FakeCore(here=work(at))
        request(entry.id, 3, core.here.ticket)(core)
        assert len(core.acts) == 1
        assert shift.knows(f"done.{entry.id.partition(':')[0]}")


def test_undo_is_offered_until_it_is_too_late() -> None:
    desk = Desk(work(TicketState.CALLED).model_copy(update={"undo_until": NOW}), now=NOW)
    assert Action.UNDO in offered(desk)
    assert Action.UNDO not in offered(replace(desk, now=NOW + timedelta(seconds=1)))
    assert Action.UNDO not in offered(Desk(work(TicketState.CALLED), now=NOW))
