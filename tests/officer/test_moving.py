"""Moving tickets through the keyboard: the lists, the questions, the number that is given out."""

import pytest

from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.desk import DeskScreen
from queue_core.officer.screens.pick import Pick
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, go_on, labels, message, number, press, screen_of
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, counter, ticket, work

pytestmark = pytest.mark.real


async def at_desk(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    assert isinstance(screen_of(pilot), DeskScreen)


async def test_a_ticket_is_parked_by_two_keys() -> None:
    core, link = FakeCore(here=work(TicketState.CALLED)), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        await press(pilot, "p")
        assert isinstance(screen_of(pilot), Pick)
        await press(pilot, "down", "space")
        assert core.acts == ["park take_photo"]
        assert message(pilot) == "A001 is set aside. Press A to find it again."


async def test_ending_without_a_service_asks_first() -> None:
    core, link = FakeCore(here=work(TicketState.SERVING)), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        await press(pilot, "x", "enter")
        assert isinstance(screen_of(pilot), Ask)
        await press(pilot, "n")
        assert core.acts == []
        await press(pilot, "x", "down", "enter", "y")
        assert core.acts == ["void 1 issued_twice"]


async def test_the_list_of_lists_leads_to_the_same_places_and_escape_leaves() -> None:
    core, link = FakeCore(here=work(TicketState.CALLED)), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        await press(pilot, "m", "down", "enter", "down", "enter")
        assert core.acts == ["transfer kia_group"]
        await press(pilot, "m", "escape")
        assert isinstance(screen_of(pilot), DeskScreen)


async def test_in_the_list_of_lists_a_key_leads_where_it_leads_at_the_desk() -> None:
    core, link = FakeCore(here=work(TicketState.CALLED)), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        await press(pilot, "m", "t", "down", "enter")
        assert core.acts == ["transfer kia_group"]
        await press(pilot, "m", "u")
        assert isinstance(screen_of(pilot), Pick)


async def test_who_was_set_aside_is_called_back() -> None:
    core, link = FakeCore(here=work()), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        away = ticket("A007", TicketState.PARKED).model_copy(update={"parked_for": "take_photo"})
        link.whole(away, counters=[counter()])
        await press(pilot, "a", "enter")
        assert core.acts == ["call-back 7"]


async def test_a_number_is_given_out_and_stands_large_with_its_page() -> None:
    core, link = FakeCore(here=work()), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        await press(pilot, "i", "enter", "down", "enter", "down", "enter")
        assert core.acts == ["issue kia disability 2"]
        assert number(pilot) == "A042"
        await press(pilot, "escape")
        assert isinstance(screen_of(pilot), DeskScreen)


async def test_undo_has_a_key_while_there_is_something_to_undo() -> None:
    here = work(TicketState.CALLED).model_copy(update={"undo_until": NOW})
    core, link = FakeCore(here=here), FakeLink()
    async with console(core, link, "en").run_test() as pilot:
        await at_desk(pilot, link)
        assert labels(pilot)["u"] == "Undo"
        await press(pilot, "u", "u")
        assert core.acts == ["undo"]
        assert message(pilot) == "There is nothing to take back, or it is too late."
