"""The console and the service clocks: what each role may do, and the keys that do it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queue_core.access.rules import Role
from queue_core.feedback.wire import BalanceView
from queue_core.officer.clocks import Deed, Overview, entries
from queue_core.officer.screens.clocks import ClocksScreen
from queue_core.sop.wire import PauseView
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import Event
from tests.officer.driving import Driver, go_on, picture, press, screen_of, settled, sign_in, sit_down
from tests.officer.fakes import (
    NOW,
    PROFILE,
    FakeCore,
    FakeLink,
    closing,
    console,
    counter,
    disturbance,
    objection,
    shift_with,
    ticket,
    work,
)
from tests.officer.test_desk import link_now

HEAD = (Role.HEAD_OF_SECTION,)
BALANCE = BalanceView(service="kia", came=3, right=2, wrong=1)
ALL = Overview((disturbance(),), (closing(),), (2027,), (objection(),), (BALANCE,))
SERVING = work(TicketState.SERVING)


def deeds(roles: tuple[Role, ...], here: CounterWork | None) -> list[Deed]:
    return [entry.deed for entry in entries(PROFILE, roles, here, ALL)]


def paused() -> CounterWork:
    held = PauseView(started_at=NOW, reason="ambil KK")
    steps = tuple(step.model_copy(update={"pauses": (held,)}) for step in SERVING.steps)
    return SERVING.model_copy(update={"steps": steps})


def test_an_officer_pauses_and_objects_for_the_ticket_at_the_counter_and_decides_nothing() -> None:
    assert deeds((Role.OFFICER,), SERVING) == [Deed.PAUSE, Deed.OBJECT]
    assert deeds((Role.OFFICER,), paused()) == [Deed.RESUME, Deed.OBJECT]
    assert deeds((Role.OFFICER,), work(TicketState.CALLED)) == [Deed.OBJECT]
    assert deeds((Role.OFFICER,), work()) == []


def test_the_head_of_section_sees_what_waits_for_a_decision_first() -> None:
    found = deeds(HEAD, SERVING)
    assert found[:4] == [Deed.OBJECTION, Deed.PAUSE, Deed.OBJECT, Deed.LIFT]
    assert found.count(Deed.DECLARE) == len(PROFILE.services)
    assert found[-4:] == [Deed.WITHDRAW, Deed.CLOSE, Deed.THIN, Deed.BALANCE]


async def open_list(pilot: Driver, link: FakeLink) -> None:
    """Signs in and opens the list before a counter is chosen."""
    await sign_in(pilot)
    link.whole(counters=[counter()])
    await settled(pilot)
    await press(pilot, "j")
    assert isinstance(screen_of(pilot), ClocksScreen)


async def write(pilot: Driver, line: str) -> None:
    await press(pilot, *line, "enter")


@pytest.mark.real
async def test_a_pause_asks_for_its_reason() -> None:
    core, link = FakeCore(here=SERVING), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "j", "enter")
        await write(pilot, "kk")
        assert core.deeds == []
        assert "Sedikitnya 3 huruf." in picture(pilot)
        await write(pilot, "baru")
        assert core.deeds == ["pause 3 kkbaru"]
        assert "Jam layanan dijeda." in picture(pilot)


@pytest.mark.real
async def test_the_head_reads_the_evidence_and_accepts_with_a_reason() -> None:
    core, link = FakeCore(role=Role.HEAD_OF_SECTION, objected=(objection(),)), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        await press(pilot, "enter")
        assert "dilayani oleh ani" in picture(pilot)
        assert "TERLAMBAT 3:00" in picture(pilot)
        await press(pilot, "a")
        await write(pilot, "benar")
        assert core.deeds == ["accept 7 benar"]


@pytest.mark.real
async def test_the_head_hears_of_an_objection_at_once() -> None:
    core, link = FakeCore(role=Role.HEAD_OF_SECTION, here=work()), FakeLink()
    async with console(core, link).run_test(notifications=True) as pilot:
        await go_on(pilot, link)
        link.tell(link_now(), Event(seq=2, at=NOW, action="objection_filed", ticket=ticket()))
        await settled(pilot)
        assert "Keberatan dari A001. Tekan J" in picture(pilot)


@pytest.mark.real
async def test_a_head_who_signs_in_hears_of_what_was_filed_before() -> None:
    core, link = FakeCore(role=Role.HEAD_OF_SECTION, objected=(objection(),)), FakeLink()
    async with console(core, link).run_test(notifications=True) as pilot:
        await sit_down(pilot)
        assert "1 keberatan menunggu keputusan Anda" in picture(pilot)


def test_a_moment_of_another_day_has_its_date() -> None:
    shift = shift_with(FakeCore())
    shift.link = link_now()
    assert shift.moment(NOW) == shift.clock_time(NOW)
    assert shift.moment(NOW + timedelta(days=1)) == f"24 Nov {shift.clock_time(NOW)}"


@pytest.mark.real
async def test_a_closing_asks_for_the_day_and_the_reason() -> None:
    core, link = FakeCore(role=Role.HEAD_OF_SECTION), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot, link)
        await press(pilot, "end", "enter", "enter")
        await write(pilot, "banjir")
        assert core.deeds == [f"close {NOW.date()} banjir"]


@pytest.mark.real
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_why_a_clock_stands_still_is_shown_at_every_size(size: tuple[int, int]) -> None:
    core, link = FakeCore(here=paused()), FakeLink()
    async with console(core, link).run_test(size=size) as pilot:
        await go_on(pilot, link)
        link.tell(link_now())
        await settled(pilot)
        assert "ambil KK" in picture(pilot)
        assert "q Keluar" in picture(pilot)
