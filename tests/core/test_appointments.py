"""Appointments: booked into slots that no race can overrun, cancelled, missed; the quota goes with them."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from queue_core.foundation.queueing import HourQuota, Quota
from queue_core.sop.service import closings
from queue_core.sop.wire import NewClosing
from queue_core.tickets.errors import (
    AppointmentNotNow,
    NoAppointments,
    OutsideHours,
    QuotaUsedUp,
    SlotFull,
    SlotNotOffered,
    UnknownAppointment,
    UnknownReason,
    UnknownService,
)
from queue_core.tickets.rules.appointments import AppointmentState, is_code
from queue_core.tickets.service import admission, appointments, overnight, slots
from queue_core.tickets.store.quota_book import ServiceDay, used
from queue_core.tickets.wire.appointments import NewAppointment
from tests.core.booking import NINE, TOMORROW, Booking, key_of, with_figures
from tests.core.moving import Moves
from tests.core.office import Office, contents, rows
from tests.core.test_nights import day_watch


@pytest.fixture
def booking(office: Office) -> Booking:
    return Booking(office)


def change(office: Office, quota: Quota | None = None, **figures: int) -> None:
    office.desk = replace(office.desk, profile=with_figures(office.profile, quota, **figures))


def actions(office: Office) -> list[object]:
    return [action for (action,) in rows(office.path, "SELECT action FROM ledger ORDER BY id")]


def test_a_family_gets_a_code_and_a_page_and_nothing_of_it_is_in_the_ledger(booking: Booking) -> None:
    booked = booking.book(reason="elderly", children=3)
    assert is_code(booked.code)
    assert booked.page == f"https://antrean.test/b/{key_of(booked)}"
    assert (booked.appointment.starts_at, booked.appointment.children) == (NINE, 3)
    ((body,),) = rows(booking.office.path, "SELECT body FROM ledger WHERE action = 'appointment_booked'")
    assert booked.code not in str(body)
    assert key_of(booked) not in str(body)
    assert "elderly" not in str(body)


def test_the_slots_of_the_days_ahead_are_told_with_their_room(booking: Booking) -> None:
    booking.book(TOMORROW)
    found = slots.free_slots(booking.office.desk, "kia")
    assert (found.days[0].day, found.days[-1].day) == (date(2021, 2, 8), date(2021, 2, 22))
    assert date(2021, 2, 14) not in {one.day for one in found.days}  # a Sunday
    assert date(2021, 2, 12) not in {one.day for one in found.days}  # Imlek
    assert found.days[0].slots[0].starts_at == NINE - timedelta(minutes=45)
    assert (booking.left(TOMORROW), booking.left(NINE)) == (1, 2)


def test_the_last_slot_begins_before_the_last_number_and_ends_before_closing(booking: Booking) -> None:
    last = slots.free_slots(booking.office.desk, "kia").days[0].slots[-1].starts_at
    assert last.astimezone(booking.office.profile.office.zone).time() == time(14, 45)


@pytest.mark.parametrize(
    "at",
    [
        NINE + timedelta(minutes=1),
        NINE - timedelta(hours=1),
        NINE + timedelta(hours=12),
        NINE + timedelta(days=6),
        NINE + timedelta(days=15),
        NINE - timedelta(days=7),
        datetime.max.replace(tzinfo=NINE.tzinfo),
        datetime.min.replace(tzinfo=NINE.tzinfo),
    ],
)
def test_what_is_no_slot_to_come_cannot_be_booked(booking: Booking, at: datetime) -> None:
    before = contents(booking.office.path)
    with pytest.raises(SlotNotOffered):
        booking.book(at)
    assert contents(booking.office.path) == before


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"service": "haircut"}, UnknownService),
        ({"service": "assisted"}, NoAppointments),
        ({"reason": "hurry"}, UnknownReason),
    ],
)
def test_a_wish_that_the_office_does_not_know_is_refused(
    booking: Booking, wish: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        booking.book(**wish)  # type: ignore[arg-type]  # the words of the wish


def test_a_full_slot_is_refused_and_told_no_longer(booking: Booking) -> None:
    booking.book()
    booking.book()
    with pytest.raises(SlotFull):
        booking.book()
    assert booking.left(NINE) == 0
    assert booking.book(service="documents").appointment.starts_at == NINE


def test_thirty_two_at_once_get_exactly_the_places_of_a_slot(booking: Booking) -> None:
    change(booking.office, per_slot=3)

    def try_it(_: int) -> str | None:
        with suppress(SlotFull):
            return booking.book(TOMORROW).code
        return None

    with ThreadPoolExecutor(32) as pool:
        codes = [code for code in pool.map(try_it, range(32)) if code]
    assert len(codes) == len(set(codes)) == 3


def test_a_slot_of_another_length_counts_whoever_it_touches(booking: Booking) -> None:
    booking.book(TOMORROW)
    booking.book(TOMORROW + timedelta(minutes=15))
    change(booking.office, slot_minutes=30)
    assert booking.left(TOMORROW) == 0
    with pytest.raises(SlotFull):
        booking.book(TOMORROW)


def test_a_cancelled_slot_is_free_again_for_others(booking: Booking) -> None:
    first = booking.book()
    booking.book()
    assert booking.cancel(first).state is AppointmentState.CANCELLED
    assert booking.book().code
    assert actions(booking.office)[2] == "appointment_cancelled"


def test_a_family_takes_its_word_back_on_its_page(booking: Booking) -> None:
    booked = booking.book()
    assert booking.withdraw(booked).state is AppointmentState.CANCELLED
    assert actions(booking.office)[-1] == "appointment_withdrawn"
    with pytest.raises(AppointmentNotNow):
        booking.cancel(booked)


def test_what_nobody_booked_cannot_be_cancelled(booking: Booking) -> None:
    with pytest.raises(UnknownAppointment):
        appointments.cancel(booking.office.desk, booking.office.write(), 7)
    with pytest.raises(UnknownAppointment):
        appointments.page(booking.office.desk, "0" * 20)


def test_the_quota_of_the_day_is_taken_at_the_booking_and_not_again(booking: Booking) -> None:
    office = booking.office
    change(office, Quota(per_day=2))
    booked = booking.book()
    assert told_left(office) == 1
    office.clock.forward(minutes=45)
    booking.check_in(booked.code)
    assert told_left(office) == 1
    office.issue()
    with pytest.raises(QuotaUsedUp):
        booking.book(NINE + timedelta(hours=3))
    assert booking.left(NINE + timedelta(hours=3)) == 0


def told_left(office: Office) -> int | None:
    return next(one.left for one in admission.availability(office.desk).services if one.service == "kia")


def test_who_cancels_in_time_gives_the_number_back(booking: Booking) -> None:
    quota = Quota(per_day=9, by_blanks=True, by_hours=(HourQuota(opens=time(8), closes=time(10), numbers=1),))
    change(booking.office, quota)
    booking.cancel(booking.book(TOMORROW, children=2))
    of = ServiceDay("kembaran", date(2021, 2, 9), "kia")
    counts = booking.office.database.read(lambda connection: used(connection, of))
    assert counts == {"day": 0, "08:00": 0, "blanks": 0}
    assert booking.book(TOMORROW).code


def test_codes_are_not_used_twice_while_somebody_may_come_with_one(
    booking: Booking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appointments, "random_number", lambda _below: 99_999)
    change(booking.office, per_slot=9)
    codes = [booking.book(TOMORROW).code for _ in range(4)]
    assert len(set(codes)) == 4
    assert codes[0].startswith("99999")
    assert codes[1].startswith("00000")


def test_nobody_came_until_the_end_of_the_day(booking: Booking) -> None:
    office = booking.office
    missed, cancelled, later = booking.book(), booking.book(), booking.book(TOMORROW)
    booking.cancel(cancelled)
    office.clock.forward(days=1)
    watch = day_watch(office)
    watch.look()
    watch.look()
    states = Counter(state for (state,) in rows(office.path, "SELECT state FROM appointment"))
    assert states == {"missed": 1, "cancelled": 1, "booked": 1}
    assert actions(office).count("appointment_missed") == 1
    assert booking.page(missed).state is AppointmentState.MISSED
    assert booking.page(later).state is AppointmentState.BOOKED
    assert overnight.end_missed_appointments(office.desk) == 0


def test_the_staff_see_the_day_and_whom_a_closing_leaves_outside(booking: Booking) -> None:
    office, close = booking.office, partial(closings.close_day, booking.office.desk.keeper)
    today, later = booking.book(), booking.book(TOMORROW, service="documents")
    close(office.write(), NewClosing(day=date(2021, 2, 9), reason="pilkades"))
    found = appointments.of_day(office.desk, None)
    assert [one.id for one in found.appointments] == [today.appointment.id]
    assert [one.id for one in found.stranded] == [later.appointment.id]
    assert booking.page(later).stranded
    assert not booking.page(today).stranded
    assert booking.left(TOMORROW) == 0


def test_a_closing_from_noon_leaves_the_slots_before_it(booking: Booking) -> None:
    office = booking.office
    morning, evening = booking.book(NINE), booking.book(NINE + timedelta(hours=4))
    office.clock.now = NINE + timedelta(hours=3, minutes=7)
    closings.close_day(office.desk.keeper, office.write(), NewClosing(day=NINE.date(), reason="banjir"))
    assert [booking.page(one).stranded for one in (morning, evening)] == [False, True]
    office.clock.now = evening.appointment.starts_at
    with pytest.raises(OutsideHours):
        booking.scan(evening)


def test_the_same_booking_sent_twice_is_one(booking: Booking) -> None:
    write = booking.office.write()
    new = NewAppointment(service="kia", starts_at=NINE)
    first = appointments.book(booking.office.desk, write, new)
    assert appointments.book(booking.office.desk, write, new) == first
    assert rows(booking.office.path, "SELECT count(*) FROM appointment") == [(1,)]


def test_a_transfer_gives_the_place_of_an_appointment_back_to_the_hours_of_its_slot(booking: Booking) -> None:
    office = booking.office
    hours = tuple(HourQuota(opens=time(at), closes=time(at + 1), numbers=1) for at in (8, 9))
    change(office, Quota(by_hours=hours))
    booked = booking.book(NINE)
    office.clock.now = NINE - timedelta(minutes=5)
    booking.scan(booked)
    office.take()
    office.call()
    Moves(office).transfer(service="kia_group")
    of = ServiceDay("kembaran", date(2021, 2, 8), "kia")
    assert office.database.read(lambda connection: used(connection, of)) == {"day": 0, "09:00": 0}
