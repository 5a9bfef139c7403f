"""Checking in: one ticket for each appointment, at the place that the rule gives it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from queue_core.foundation.audiences import Audience
from queue_core.tickets.errors import (
    AppointmentCancelled,
    AppointmentNotToday,
    AppointmentOver,
    AppointmentTooEarly,
    OutsideHours,
    TooManyCodes,
    UnknownAppointment,
)
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import overnight, views
from queue_core.tickets.wire.tickets import IssuedTicket, TicketPage
from tests.core.booking import NINE, TOMORROW, Booking, key_of
from tests.core.office import Office, contents, rows


@pytest.fixture
def booking(office: Office) -> Booking:
    return Booking(office)


def come(booking: Booking, minutes: int, **wish: object) -> IssuedTicket:
    """Books the slot at nine and checks in so many minutes after it."""
    booked = booking.book(**wish)  # type: ignore[arg-type]  # the words of the wish
    booking.office.clock.now = NINE + timedelta(minutes=minutes)
    return booking.check_in(booked.code)


@pytest.mark.parametrize("minutes", [-29, 0, 14])
def test_who_comes_in_time_is_ranked_by_the_slot(booking: Booking, minutes: int) -> None:
    issued = come(booking, minutes)
    assert (issued.ticket.number, issued.ticket.rank_at, issued.slot_at) == ("A001", NINE, NINE)
    assert "Janji pukul 09.00" in [line.text for line in issued.slip]


def test_who_comes_later_joins_as_one_without_an_appointment(booking: Booking) -> None:
    issued = come(booking, 16)
    assert issued.ticket.rank_at == issued.ticket.issued_at > NINE + timedelta(minutes=16)
    assert issued.slot_at is None
    assert not any("Janji" in line.text for line in issued.slip)


def test_who_comes_too_early_is_told_when_to_come_and_nothing_is_written(booking: Booking) -> None:
    booked = booking.book()
    before = contents(booking.office.path)
    with pytest.raises(AppointmentTooEarly) as refused:
        booking.check_in(booked.code)
    assert refused.value.come_at == NINE - timedelta(minutes=30)
    assert contents(booking.office.path) == before


def test_on_another_day_it_is_refused_with_the_day(booking: Booking) -> None:
    booked = booking.book(TOMORROW)
    with pytest.raises(AppointmentNotToday) as refused:
        booking.check_in(booked.code)
    assert refused.value.come_at == TOMORROW


def test_after_its_day_it_is_over_before_and_after_the_night_was_swept(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.forward(days=1)
    for _ in range(2):
        with pytest.raises(AppointmentOver):
            booking.scan(booked)
        overnight.end_missed_appointments(booking.office.desk)


def test_a_cancelled_one_is_said_to_be_cancelled(booking: Booking) -> None:
    booked = booking.book()
    booking.withdraw(booked)
    with pytest.raises(AppointmentCancelled):
        booking.check_in(booked.code)


def test_the_qr_and_the_code_lead_to_the_same_ticket_told_again(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.now = NINE
    first, second = booking.check_in(booked.code), booking.scan(booked)
    assert (second.ticket, second.page, second.slot_at) == (first.ticket, first.page, NINE)
    assert "ULANG" in [line.text for line in second.slip]
    assert rows(booking.office.path, "SELECT count(*) FROM ticket") == [(1,)]


def test_a_ticket_that_is_over_is_not_told_again(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.now = NINE
    booking.check_in(booked.code)
    booking.office.take()
    booking.office.called_number()
    with pytest.raises(AppointmentOver):
        booking.check_in(booked.code)


def test_two_kiosks_at_once_make_one_ticket(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.now = NINE
    with ThreadPoolExecutor(16) as pool:
        numbers = set(pool.map(lambda _: booking.scan(booked).ticket.number, range(16)))
    assert numbers == {"A001"}
    assert rows(booking.office.path, "SELECT count(*) FROM ticket") == [(1,)]
    assert rows(booking.office.path, "SELECT state, ticket_id FROM appointment") == [("checked_in", 1)]


def test_reason_children_and_language_of_the_booking_go_into_the_ticket(booking: Booking) -> None:
    issued = come(booking, 0, reason="elderly", children=2, language="en")
    assert (issued.ticket.number, issued.ticket.children) == ("C001", 2)
    assert "Appointment at 9:00\u202fAM" in [line.text for line in issued.slip]


def test_the_slip_speaks_the_language_of_the_kiosk(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.now = NINE
    assert "Your queue number" in [line.text for line in booking.check_in(booked.code, "en").slip]


def test_the_page_of_the_appointment_leads_to_that_of_the_ticket(booking: Booking) -> None:
    booked = booking.book()
    assert booking.page(booked).ticket_key is None
    booking.office.clock.now = NINE - timedelta(minutes=10)
    issued = booking.check_in(booked.code)
    key = booking.page(booked).ticket_key
    assert key == issued.page.rsplit("/", 1)[1]
    assert views.ticket_page(booking.office.desk, key).slot_at == NINE


def test_the_wrong_code_says_nothing_and_soon_no_more_may_be_tried(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.now = NINE
    wrong = "000000" if booked.code != "000000" else "111111"
    for _ in range(10):
        with pytest.raises(UnknownAppointment):
            booking.check_in(wrong)
    with pytest.raises(TooManyCodes):
        booking.check_in(booked.code)
    booking.seconds += 61
    assert booking.check_in(booked.code).ticket.number == "A001"


def test_right_codes_are_never_too_many(booking: Booking) -> None:
    booked = booking.book()
    booking.office.clock.now = NINE
    assert {booking.check_in(booked.code).ticket.number for _ in range(15)} == {"A001"}


def strict(office: Office) -> None:
    queue = office.profile.queue.model_copy(update={"issue_outside_hours": False})
    office.desk = replace(office.desk, profile=office.profile.model_copy(update={"queue": queue}))


def test_where_the_hours_are_kept_the_first_slot_may_come_before_the_door_opens(booking: Booking) -> None:
    strict(booking.office)
    eight = NINE - timedelta(hours=1)
    booking.office.clock.now = eight - timedelta(hours=1)
    booked = booking.book(eight)
    booking.office.clock.now = eight - timedelta(minutes=20)
    assert booking.check_in(booked.code).ticket.rank_at == eight


def test_where_the_hours_are_kept_nobody_joins_late_after_the_last_number(booking: Booking) -> None:
    strict(booking.office)
    booked = booking.book()
    booking.office.clock.now = NINE + timedelta(hours=7)
    with pytest.raises(OutsideHours):
        booking.check_in(booked.code)
    assert rows(booking.office.path, "SELECT state FROM appointment") == [("booked",)]


def issue_at(office: Office, at: datetime) -> str:
    office.clock.now = at
    return office.issue().ticket.number


def test_it_is_called_after_who_came_before_its_slot_and_before_who_came_after(booking: Booking) -> None:
    office = booking.office
    booked = booking.book()
    office.take()
    before = issue_at(office, NINE - timedelta(minutes=25))
    office.clock.now = NINE - timedelta(minutes=20)
    mine = booking.check_in(booked.code).ticket.number
    between = issue_at(office, NINE - timedelta(minutes=5))
    after = issue_at(office, NINE + timedelta(minutes=1))
    assert [office.called_number() for _ in range(4)] == [before, between, mine, after]


def test_ahead_is_right_for_a_place_in_the_future_and_for_who_comes_meanwhile(booking: Booking) -> None:
    office = booking.office
    booked = booking.book()
    first = issue_at(office, NINE - timedelta(minutes=25))
    office.clock.now = NINE - timedelta(minutes=20)
    mine = booking.check_in(booked.code)
    assert mine.ahead == 1
    office.clock.now = NINE - timedelta(minutes=5)
    meanwhile = office.issue()
    assert (meanwhile.ahead, page_of(office, mine).ahead) == (1, 2)
    office.clock.now = NINE + timedelta(minutes=1)
    assert office.issue().ahead == 3
    assert first == "A001"


def page_of(office: Office, issued: IssuedTicket) -> TicketPage:
    return views.ticket_page(office.desk, issued.page.rsplit("/", 1)[1])


def test_who_has_a_place_in_the_future_is_called_at_once_when_nobody_else_waits(booking: Booking) -> None:
    mine = come(booking, -20)
    assert mine.ahead == 0
    booking.office.take()
    called = booking.office.call().ticket
    assert called is not None
    assert called.number == mine.ticket.number


def test_the_wait_of_a_family_with_a_place_by_its_slot_teaches_nothing(booking: Booking) -> None:
    mine = come(booking, -20)
    booking.office.take()
    booking.office.call()
    booking.office.act(Verb.START)
    learned = "SELECT count(*) FROM ticket WHERE rank_at = issued_at"
    assert rows(booking.office.path, learned) == [(0,)]
    assert mine.ticket.id == 1


def test_the_hall_hears_of_the_ticket_and_not_of_the_appointment(booking: Booking) -> None:
    come(booking, 0)
    hall = views.missed(booking.office.desk, Audience.HALL, 0).events
    staff = views.missed(booking.office.desk, Audience.STAFF, 0).events
    assert [event.action for event in hall] == ["ticket_issued"]
    assert [event.action for event in staff] == [
        "appointment_booked",
        "ticket_issued",
        "appointment_checked_in",
    ]
    assert staff[-1].appointment is not None
    assert staff[-1].appointment.ticket == "A001"
    assert key_of(booking.book(TOMORROW)) not in str(staff)
