"""A card at the console: what may be said of its order, the scans, and the question after a crash."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from queue_core.access.rules import Role
from queue_core.access.wire import Account
from queue_core.foundation.messages import load_catalogues
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.orders import CARD_SPOILED, CardWay, OrderAct, OrderState, PrinterProblem
from queue_core.kia.wire.orders import OrderHead, OrderList
from queue_core.officer.cards import entries, title, waiting
from queue_core.officer.file_view import sections
from queue_core.officer.shift import Shift
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, choose, fill_in, go_on, picture, press, screen_of, settled, words
from tests.officer.fake_files import THEN, file_head, file_view
from tests.officer.fake_printing import print_order
from tests.officer.fakes import FakeCore, FakeLink, console, refusal, shift_with, work

SENTENCES = load_catalogues("queue_core.officer")["id"].sentences


@pytest.fixture
def shift() -> Shift:
    return shift_of(Role.SIAK_OPERATOR)


def shift_of(role: Role) -> Shift:
    shift = shift_with(FakeCore(), language="en")
    shift.account = Account(username="budi", roles=(role,), must_change_password=False)
    return shift


def ids(shift: Shift, order: OrderHead) -> list[str]:
    return [entry.id for entry in entries(shift, order) if entry.id]


def told(shift: Shift, order: OrderHead) -> str:
    return "\n".join(entry.words for entry in entries(shift, order))


def test_every_word_of_an_order_has_its_sentence() -> None:
    groups: dict[str, Iterable[str]] = {
        "state": OrderState,
        "done": OrderState,
        "problem": PrinterProblem,
        "ask": set(OrderAct) - {OrderAct.TAKE, OrderAct.TELL, OrderAct.CANCEL},
    }
    wanted = {f"card.{group}.{one}" for group, words in groups.items() for one in words}
    assert wanted | {f"stock.reason.{reason}" for reason in CARD_SPOILED} <= set(SENTENCES)


@pytest.mark.parametrize("way", CardWay)
@pytest.mark.parametrize("state", OrderState)
def test_everything_that_may_be_said_has_its_words(shift: Shift, way: CardWay, state: OrderState) -> None:
    for flagged_at in (None, THEN):
        assert told(shift, print_order(state, way=way, flagged_at=flagged_at))


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (OrderState.WAITING, ["card:load"]),
        (OrderState.LOADED, ["card:unload", "card:spoil"]),
        (OrderState.SENDING, ["card:lose"]),
        (OrderState.UNKNOWN, ["card:print", "card:fail", "card:spoil"]),
        (OrderState.PRINTED, ["card:scan_back", "card:spoil"]),
        (OrderState.DONE, ["card:scan_back"]),
    ],
)
def test_an_operator_is_offered_what_the_table_allows(
    shift: Shift, state: OrderState, offered: list[str]
) -> None:
    assert ids(shift, print_order(state)) == offered


def test_by_hand_the_operator_says_what_came_out(shift: Shift) -> None:
    assert "card:print" in ids(shift, print_order(way=CardWay.SIAK))
    assert ids(shift, print_order(OrderState.WAITING, way=CardWay.AGENCY)) == ["card:collect"]


def test_another_officer_reads_how_far_the_card_is_and_is_offered_nothing() -> None:
    officer = shift_of(Role.OFFICER)
    order = print_order(problem=PrinterProblem.NO_RIBBON)
    assert ids(officer, order) == []
    assert "loaded, waits for the printer, blank AB0012345" in told(officer, order)
    assert "its ribbon is used up" in told(officer, order)


def test_a_flagged_card_says_so_and_does_not_go_back_to_the_drawer(shift: Shift) -> None:
    order = print_order(flagged_at=THEN)
    assert ids(shift, order) == ["card:spoil"]
    assert "FLAGGED" in told(shift, order)


def test_the_serial_of_a_card_that_came_out_is_read_from_the_card_alone(shift: Shift) -> None:
    assert "AB0012345" not in told(shift, print_order(OrderState.PRINTED))


def test_an_unknown_order_asks_to_look_into_the_printer(shift: Shift) -> None:
    assert title(shift, print_order(OrderState.UNKNOWN)).startswith("LOOK INTO THE PRINTER")
    view = file_view(file_head(state=FileState.PRINT_ORDERED), order=print_order(OrderState.UNKNOWN))
    assert next(sections(shift, view))[0].startswith("LOOK INTO THE PRINTER")


def test_the_cards_that_wait_for_a_person_are_listed_by_file(shift: Shift) -> None:
    found = OrderList(
        orders=(print_order(OrderState.UNKNOWN), print_order(OrderState.PRINTED, flagged_at=THEN))
    )
    first, second = waiting(shift, found)
    assert (first.id, "NOBODY KNOWS" in first.words, "FLAGGED" in second.words) == ("1", True, True)


def with_order(order: OrderHead) -> FakeCore:
    core = FakeCore(role=Role.SIAK_OPERATOR, here=work(TicketState.SERVING))
    core.kept = {1: file_view(file_head(state=FileState.PRINT_ORDERED), order=order)}
    return core


async def open_file(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")
    await choose(pilot, "file:1")


@pytest.mark.real
async def test_a_blank_is_loaded_by_its_serial() -> None:
    core, link = with_order(print_order(OrderState.WAITING)), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "card:load")
        await fill_in(pilot, line="ab 0012345")
        assert core.said == ["load (7,) AB0012345"]
        assert words(pilot) == "Dimuat: AB0012345."
        await choose(pilot, "card:load")
        await fill_in(pilot, line="Siti")
        assert words(pilot) == "Itu bukan nomor seri blangko. Pindai lagi."


@pytest.mark.real
async def test_what_the_station_tells_shows_by_itself() -> None:
    core, link = with_order(print_order()), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        core.kept[1] = core.kept[1].model_copy(update={"order": print_order(problem=PrinterProblem.JAM)})
        screen_of(pilot).look()  # type: ignore[attr-defined]  # as its timer does
        await settled(pilot)
        assert "ada kartu yang macet" in picture(pilot)


@pytest.mark.real
async def test_the_wrong_card_is_told_aloud_and_the_right_one_is_right() -> None:
    core, link = with_order(print_order(OrderState.PRINTED)), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        core.refuses_order = refusal("wrong-blank")
        await choose(pilot, "card:scan_back")
        await fill_in(pilot, line="AB0012346")
        assert words(pilot).startswith("KARTU SALAH")
        await choose(pilot, "card:scan_back")
        await fill_in(pilot, line="AB0012345")
        assert (core.said, words(pilot)[:5]) == (["scan 1 AB0012345"], "Benar")


@pytest.mark.real
async def test_after_a_crash_a_person_answers_what_became_of_the_card() -> None:
    core, link = with_order(print_order(OrderState.UNKNOWN)), FakeLink()
    core.for_person = (print_order(OrderState.UNKNOWN),)
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "o")
        await choose(pilot, "cards:")
        await choose(pilot, "1")
        assert "LIHAT KE DALAM PENCETAK" in picture(pilot)
        await choose(pilot, "card:fail")
        await press(pilot, "y")
        await choose(pilot, "card:spoil")
        await choose(pilot, "jam")
        assert core.said == ["failed 7 v3 None", "spoiled 7 v3 jam"]
