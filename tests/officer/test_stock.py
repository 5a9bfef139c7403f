"""The stock at the console: its balance in words, the warnings, and what whoever answers for it does."""

from __future__ import annotations

import pytest

from queue_core.access.rules import Role
from queue_core.access.wire import Account
from queue_core.client.problems import Refused
from queue_core.officer.shift import Shift
from queue_core.officer.stock import (
    Deed,
    asked,
    balance,
    decisions,
    deeds,
    differences,
    refused,
    spoil_reasons,
    warnings,
)
from queue_core.stock.rules.blanks import Difference, SpoilReason
from queue_core.stock.wire import CountView, WriteOff
from tests.officer.driving import choose, fill_in, go_on, picture, press, words
from tests.officer.fake_stock import RIBBON, STOCK
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, shift_with, work

WISH = WriteOff(serial="AB0012345", reason=SpoilReason.LOST, by="account:ani", at=NOW)
ASKED = STOCK.model_copy(update={"asked": (WISH,)})


WAITS = "Blanks to write off that wait for a second person: 1."


@pytest.fixture
def shift() -> Shift:
    return shift_with(FakeCore(), language="en")


def sign_in(shift: Shift, *roles: Role, username: str = "budi") -> None:
    shift.account = Account(username=username, roles=roles, must_change_password=False)


def test_each_state_has_a_line_with_its_number_and_a_bar(shift: Shift) -> None:
    lines = balance(shift, STOCK)
    assert lines[1].startswith("in the drawer      42  █████████████·")
    assert lines[2].startswith("in printer          1  █·")  # what is there is seen
    assert lines[4].endswith("·  jam 5, lost 2")
    assert "It adds up" in lines[5]


def test_what_runs_out_is_marked_and_told(shift: Shift) -> None:
    sign_in(shift, Role.SIAK_OPERATOR)
    told = list(warnings(shift, STOCK))
    assert told == [
        "43 blanks are left. Enough for 5 more working days.",
        "The ribbon runs out. Enough for 3 more working days.",
    ]
    assert "! Use: 8.2 a day. Enough for 5 more working days." in balance(shift, STOCK)


def test_of_what_is_well_nobody_is_told(shift: Shift) -> None:
    sign_in(shift, Role.SIAK_OPERATOR)
    well = {"low": False, "ribbon": RIBBON.model_copy(update={"low": False})}
    assert not list(warnings(shift, STOCK.model_copy(update=well)))
    assert not any(line.startswith("!") for line in balance(shift, STOCK.model_copy(update=well)))


def test_a_book_that_does_not_add_up_is_told_first(shift: Shift) -> None:
    sign_in(shift, Role.SIAK_OPERATOR)
    broken = STOCK.model_copy(update={"holds": False})
    assert next(warnings(shift, broken)).startswith("! It does not add up")


def test_a_count_that_differed_stands_beside_the_book(shift: Shift) -> None:
    book = {"book_drawer": 42, "book_printer": 1}
    count = CountView(at=NOW, by="account:budi", drawer=41, printer=1, reason=Difference.NOT_FOUND, **book)
    line = balance(shift, STOCK.model_copy(update={"last_count": count}))[-1]
    assert line.startswith("! Counted at ")
    assert "by budi: drawer 41, printer 1. By the book: drawer 42, printer 1. Blanks are missing" in line


def test_a_blank_that_waits_for_a_second_person_is_told_with_who_asked(shift: Shift) -> None:
    sign_in(shift, Role.SIAK_OPERATOR)
    assert f"! {WAITS}" in balance(shift, ASKED)
    assert WAITS in list(warnings(shift, ASKED))
    (line,) = asked(shift, ASKED)
    assert line.words.startswith("AB0012345  lost, asked by ani at ")


@pytest.mark.parametrize(
    ("role", "username", "found"),
    [
        (Role.CAMAT, "budi", ["agree", "decline"]),
        (Role.HEAD_OF_SECTION, "budi", ["agree", "decline"]),
        (Role.HEAD_OF_SECTION, "ani", ["decline"]),
        (Role.SIAK_OPERATOR, "budi", ["decline"]),
    ],
)
def test_who_asked_and_who_does_not_decide_can_only_leave_a_blank_where_it_is(
    shift: Shift, role: Role, username: str, found: list[str]
) -> None:
    sign_in(shift, role, username=username)
    assert [entry.id for entry in decisions(shift, WISH)] == found


def test_an_empty_stock_is_told_without_a_figure_that_there_is_not(shift: Shift) -> None:
    fresh = {"received": 0, "drawer": 0, "per_day": None, "days": None, "ribbon": None}
    lines = balance(shift, STOCK.model_copy(update=fresh))
    assert lines[-2:] == [shift.say("stock.no_rate"), shift.say("stock.never_counted")]


@pytest.mark.parametrize(
    ("roles", "may", "hears"),
    [
        ([Role.OFFICER], [Deed.SERIALS], 0),
        ([Role.OFFICER, Role.CAMAT], [Deed.SERIALS, Deed.DECIDE], 1),
        ([Role.SIAK_OPERATOR], [*Deed], 3),
        ([Role.HEAD_OF_SECTION], [*Deed], 3),
    ],
)
def test_an_officer_looks_who_decides_decides_and_who_answers_for_it_acts(
    shift: Shift, roles: list[Role], may: list[Deed], hears: int
) -> None:
    sign_in(shift, *roles)
    assert [entry.id for entry in deeds(shift)] == may
    assert len(list(warnings(shift, ASKED))) == hears


def test_every_reason_has_its_words(shift: Shift) -> None:
    assert all(shift.knows(f"stock.reason.{reason}") for reason in SpoilReason)
    assert [entry.id for entry in spoil_reasons(shift)] == ["damaged", "lost", "other"]
    assert [entry.id for entry in differences(shift)] == [*Difference]


def test_a_refusal_names_the_serial_that_it_is_about(shift: Shift) -> None:
    known = Refused("blanks-known", "The blank AB0012345 was received before.", "", 409)
    assert refused(shift, known).startswith("AB0012345: A blank of this packet")
    assert refused(shift, Refused("no-ribbon", "None lies in store.", "", 409)).startswith("There is no such")


def operator() -> FakeCore:
    return FakeCore(role=Role.SIAK_OPERATOR, here=work())


@pytest.mark.real
async def test_a_packet_is_received_by_its_first_and_last_serial() -> None:
    core, link = operator(), FakeLink()
    async with console(core, link).run_test(size=(120, 36)) as pilot:
        await go_on(pilot, link)
        await press(pilot, "v")
        assert "di laci            42  █████" in picture(pilot)
        await choose(pilot, "receive")
        await fill_in(pilot, line="ab 0012345")
        await fill_in(pilot, line="AB0012444")
        assert core.stock_asked == ["receive AB0012345 AB0012444"]
        assert words(pilot) == "Paket ada di laci."


@pytest.mark.real
async def test_a_count_that_differs_asks_why_and_is_sent_again() -> None:
    core, link = operator(), FakeLink()
    async with console(core, link).run_test(size=(120, 36)) as pilot:
        await go_on(pilot, link)
        await press(pilot, "v")
        await choose(pilot, "count")
        await fill_in(pilot, line="41")
        await fill_in(pilot, line="1")
        await choose(pilot, "not_found")
        assert core.stock_asked == ["count 41 1 None", "count 41 1 not_found"]
        assert words(pilot) == "Hitungan dicatat."


@pytest.mark.real
async def test_a_blank_is_written_off_by_its_serial_and_a_reason_and_a_wrong_one_is_said() -> None:
    core, link = operator(), FakeLink()
    async with console(core, link).run_test(size=(120, 36)) as pilot:
        await go_on(pilot, link)
        await press(pilot, "v")
        await choose(pilot, "spoil")
        await fill_in(pilot, line="AB0012345")
        await choose(pilot, "damaged")
        assert core.stock_asked == ["spoil AB0012345 damaged"]
        assert words(pilot) == "Blangko dihapus dari laci."
        await choose(pilot, "spoil")
        await fill_in(pilot, line="9901015708150001")
        assert words(pilot).startswith("Itu bukan nomor seri")
        await press(pilot, "escape")
        await choose(pilot, "count")
        await fill_in(pilot, line="viele")
        assert words(pilot) == "Tulis jumlahnya dengan angka."
        await choose(pilot, "serials")
        assert "AB0012345 - AB0012386  (42)" in picture(pilot)


@pytest.mark.real
async def test_who_answers_for_the_stock_hears_at_the_start_of_the_shift_what_runs_out() -> None:
    link = FakeLink()
    async with console(operator(), link).run_test(size=(120, 36), notifications=True) as pilot:
        await go_on(pilot, link)
        assert "Blangko tinggal 43." in picture(pilot)


@pytest.mark.real
async def test_a_lost_blank_is_asked_for_and_another_head_agrees() -> None:
    core, link = FakeCore(role=Role.HEAD_OF_SECTION, here=work(), stocked=ASKED), FakeLink()
    async with console(core, link).run_test(size=(120, 40)) as pilot:
        await go_on(pilot, link)
        await press(pilot, "v")
        await choose(pilot, "spoil")
        await fill_in(pilot, line="AB0012346")
        await choose(pilot, "lost")
        assert words(pilot).startswith("Diminta. Blangko tetap di buku")
        await choose(pilot, "decide")
        await choose(pilot, "AB0012345")
        await choose(pilot, "agree")
        assert core.stock_asked == ["spoil AB0012346 lost", "agree AB0012345"]
        assert words(pilot) == "Blangko dihapus dari laci."
