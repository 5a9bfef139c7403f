"""Many cards at the console: ordered, loaded and scanned back part by part, with a bar and the refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.widgets import Label, ProgressBar

from queue_core.access.rules import Role
from queue_core.client.problems import Refused
from queue_core.foundation.files import CardMaking
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.orders import OrderState, PrinterProblem
from queue_core.officer.print_many import AT_ONCE, Left, bar, entries, expected, loading, ordering
from queue_core.stock.rules.serials import NotARange
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, choose, fill_in, go_on, picture, press, screen_of, words
from tests.officer.fake_files import THEN, file_head, file_view
from tests.officer.fake_printing import print_order
from tests.officer.fakes import FakeCore, FakeLink, console, refusal, shift_with, work

SERIAL = "AB0000001"


def core_with(recorded: int = 0, waiting: int = 0) -> FakeCore:
    core = FakeCore(role=Role.SIAK_OPERATOR, here=work(TicketState.SERVING))
    core.recorded = list(range(1, recorded + 1))
    core.orders = {one: print_order(OrderState.WAITING, id=one, file_id=one) for one in range(1, waiting + 1)}
    return core


def test_cards_are_ordered_part_by_part_and_the_refused_are_told() -> None:
    core = core_with(recorded=AT_ONCE + 5)
    core.refused_files = {3: "photo-missing"}
    steps = list(ordering(shift_with(core), AT_ONCE + 5))
    assert [step.done for step in steps] == [AT_ONCE, AT_ONCE + 5]
    assert (steps[-1].left, core.recorded) == ((Left(3, "photo-missing"),), [3])


def test_no_more_cards_are_ordered_than_were_asked_for() -> None:
    core = core_with(recorded=10)
    assert [step.done for step in ordering(shift_with(core), 4)] == [4]
    assert core.recorded == [5, 6, 7, 8, 9, 10]


def test_blanks_follow_each_other_over_the_parts() -> None:
    core = core_with(waiting=AT_ONCE + 2)
    assert [step.done for step in loading(shift_with(core), SERIAL, AT_ONCE + 2)] == [AT_ONCE, AT_ONCE + 2]
    assert core.orders[AT_ONCE + 2].blank == f"AB{AT_ONCE + 2:07}"


def test_the_blank_of_an_order_that_cannot_be_loaded_goes_to_the_next() -> None:
    core = core_with(waiting=4)
    core.refused_orders = {2: "file-asked"}
    (*_, last) = loading(shift_with(core), SERIAL, 4)
    assert (last.done, last.left) == (3, (Left(2, "file-asked"),))
    assert [core.orders[one].blank for one in (1, 3, 4)] == ["AB0000001", "AB0000002", "AB0000003"]


def test_a_blank_that_is_not_in_the_drawer_ends_the_loading() -> None:
    core = core_with(waiting=2)
    core.refused_orders = {1: "blank-elsewhere"}
    with pytest.raises(Refused):
        list(loading(shift_with(core), SERIAL, 2))
    with pytest.raises(NotARange):
        list(loading(shift_with(core), "AB9999999", 2))


def test_an_office_whose_agency_prints_loads_no_blanks() -> None:
    core = core_with(waiting=2)
    shift, office = shift_with(core), core.office()
    shift.office = office
    assert [one.id for one in entries(shift, core.print_progress(), ())] == ["order:", "load:", "scan:"]
    files = office.profile.files.model_copy(update={"card": CardMaking(printed_by="agency")})
    profile = office.profile.model_copy(update={"files": files})
    shift.office = office.model_copy(update={"profile": profile})
    assert [one.id for one in entries(shift, core.print_progress(), ())] == ["order:", "scan:"]


async def open_many(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")
    await choose(pilot, "many:")


@pytest.mark.real
async def test_five_hundred_cards_are_ordered_and_loaded_under_a_bar() -> None:
    core, link = core_with(recorded=500), FakeLink()
    core.refused_files = {7: "photo-missing"}
    async with console(core, link).run_test() as pilot:
        await open_many(pilot, link)
        await choose(pilot, "order:")
        await press(pilot, "enter")
        assert words(pilot) == "Dipesan: 499. Ditolak: 1."
        assert "Berkas 7: " in picture(pilot)
        await choose(pilot, "load:")
        await fill_in(pilot, line="ab 0000001")
        await fill_in(pilot, line="400")
        assert words(pilot).startswith("Dimuat: 400.")
        assert screen_of(pilot).query_one(ProgressBar).total == 400
        assert core.orders[401].blank == "AB0000400"


@pytest.mark.real
async def test_what_keeps_the_printer_stands_over_the_bar() -> None:
    core, link = core_with(), FakeLink()
    core.orders = {1: print_order(id=1), 2: print_order(OrderState.PRINTED, id=2)}
    core.problems = {PrinterProblem.NO_BLANK: 1}
    async with console(core, link).run_test() as pilot:
        await open_many(pilot, link)
        assert bar(core.print_progress()) == (1, 2)
        assert "dimuat 1" in picture(pilot)
        assert "Pencetak menunggu" in picture(pilot)


def test_the_first_card_that_came_out_is_held_against_what_was_read() -> None:
    core = core_with()
    later = {"sent_at": THEN + timedelta(minutes=1), "blank": "AB0000002"}
    core.orders = {
        1: print_order(OrderState.PRINTED, id=1, file_id=11, sent_at=THEN, blank="AB0000001"),
        2: print_order(OrderState.PRINTED, id=2, file_id=12, **later),
    }
    assert expected(core, core.orders[2]).file_id == 11
    core.orders[1] = core.orders[1].model_copy(update={"flagged_at": THEN})
    assert expected(core, core.orders[2]).file_id == 12
    assert expected(core, core.orders[1]).file_id == 11


@pytest.mark.real
async def test_a_scanner_reads_card_after_card_and_a_wrong_one_is_shouted() -> None:
    core, link = core_with(), FakeLink()
    core.orders = {1: print_order(OrderState.PRINTED, id=1)}
    core.kept = {1: file_view(file_head(state=FileState.PRINTED))}
    async with console(core, link).run_test() as pilot:
        await open_many(pilot, link)
        await choose(pilot, "scan:")
        await fill_in(pilot, line="AB0012345")
        assert words(pilot) == "Benar: AB0012345, berkas 1, Siti Nur'aini"
        await fill_in(pilot, line="AB0099999")
        assert words(pilot).startswith("SALAH AB0099999")
        assert screen_of(pilot).query_one("#words", Label).has_class("-wrong")
        core.refuses_order = refusal("order-not-now")
        await fill_in(pilot, line="AB0012345")
        assert "belum keluar" in words(pilot)
        assert (core.said, "1 benar, 2 salah" in picture(pilot)) == (["scan 1 AB0012345"], True)
