"""Appointments at the console: the day's list, checking in, cancelling, booking with a code to copy."""

from __future__ import annotations

import pytest

from queue_core.client.state import Link
from queue_core.officer.appointments import acts, listed
from queue_core.officer.screens.appointments import AppointmentsScreen
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.big_number import BigNumber
from queue_core.tickets.rules.appointments import AppointmentState
from queue_core.tickets.wire.appointments import AppointmentList
from queue_core.tickets.wire.live import Event
from tests.officer.driving import Driver, number, picture, press, screen_of, settled, sit_down, words
from tests.officer.fake_appointments import DAY, PAGE, appointment
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, queue_state, refusal, shift_with

CHECKED_IN = appointment(2, AppointmentState.CHECKED_IN, ticket="A007")


def shift_at_work(core: FakeCore) -> Shift:
    shift = shift_with(core)
    shift.office = core.office()
    return shift


def test_who_is_closed_out_stands_first_and_once_and_booking_last() -> None:
    out = appointment(3, days=1)
    found = AppointmentList(day=DAY, appointments=(appointment(), CHECKED_IN), stranded=(out,))
    shift = shift_at_work(FakeCore())
    entries = list(listed(shift, found))
    assert [entry.id for entry in entries] == ["at:3", "at:1", "at:2", "book:kia", "book:documents"]
    assert entries[0].words.startswith("KANTOR TUTUP Selasa, 24 November, 09:00")
    assert "A007" in entries[2].words


@pytest.mark.parametrize("state", AppointmentState)
def test_only_what_stands_can_be_checked_in_or_cancelled(state: AppointmentState) -> None:
    shift = shift_at_work(FakeCore())
    assert bool(acts(shift, appointment(state=state), DAY)) == (state is AppointmentState.BOOKED)
    found = AppointmentList(day=DAY, appointments=(appointment(state=state),), stranded=())
    assert "09:00" in next(listed(shift, found)).words


def test_nobody_is_checked_in_on_another_day_than_their_own() -> None:
    shift = shift_at_work(FakeCore())
    assert [entry.id for entry in acts(shift, appointment(days=2), DAY)] == ["cancel"]


async def open_list(pilot: Driver) -> None:
    await sit_down(pilot)
    await press(pilot, "w")


@pytest.mark.real
async def test_a_family_of_the_list_is_checked_in_and_its_number_shown() -> None:
    core = FakeCore(booked=(appointment(),))
    async with console(core).run_test() as pilot:
        await open_list(pilot)
        await press(pilot, "enter", "enter")
        assert core.asked == ["check in 1"]
        assert number(pilot) == "A042"


@pytest.mark.real
async def test_cancelling_asks_first() -> None:
    core = FakeCore(booked=(appointment(),))
    async with console(core).run_test() as pilot:
        await open_list(pilot)
        await press(pilot, "enter", "down", "enter", "n")
        assert core.asked == []
        await press(pilot, "enter", "down", "enter", "y")
        assert core.asked == ["cancel 1"]
        assert "dibatalkan" in words(pilot)


@pytest.mark.real
async def test_an_appointment_of_a_later_day_is_found_and_cancelled() -> None:
    core = FakeCore(booked=(appointment(days=2),))
    async with console(core).run_test() as pilot:
        await open_list(pilot)
        assert all(word in picture(pilot) for word in ("→ Hari berikutnya", "← Hari sebelumnya"))
        await press(pilot, "right", "right", "right", "left")
        assert "Janji Rabu, 25 November" in picture(pilot)
        await press(pilot, "enter", "enter", "y")
        assert core.asked == ["cancel 1"]
        await press(pilot, "left", "left", "left")
        assert "Janji Senin, 23 November" in picture(pilot)


@pytest.mark.real
async def test_booking_leads_over_day_slot_and_reason_to_the_code() -> None:
    core = FakeCore()
    async with console(core).run_test(size=(100, 40)) as pilot:
        await open_list(pilot)
        await press(pilot, "enter", "enter", "down", "enter", "enter", "down", "enter")
        assert core.asked == ["slots kia", "book kia 03:00 None id 2"]
        assert screen_of(pilot).query_one(BigNumber).number == "123456"
        assert PAGE in picture(pilot)
        assert "Senin, 23 November, pukul 09:00" in picture(pilot)


@pytest.mark.real
async def test_a_slot_that_was_taken_meanwhile_is_said() -> None:
    core = FakeCore(refuses_booking=refusal("slot-full"))
    async with console(core).run_test() as pilot:
        await open_list(pilot)
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        assert "baru saja diambil" in words(pilot)


@pytest.mark.real
async def test_the_list_is_read_anew_when_an_appointment_changes_elsewhere() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_list(pilot)
        assert isinstance(screen_of(pilot), AppointmentsScreen)
        core.booked = (appointment(),)
        news = Event(seq=2, at=NOW, action="appointment_booked")
        link.tell(Link(state=queue_state(), connected=True, at=NOW), news)
        await settled(pilot)
        assert "09:00" in picture(pilot)


@pytest.mark.real
async def test_the_list_of_lists_names_the_appointments() -> None:
    core = FakeCore(booked=(appointment(),))
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        await press(pilot, "m")
        assert "buat janji (W)" in picture(pilot)
