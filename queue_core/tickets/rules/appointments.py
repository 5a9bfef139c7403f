"""An appointment: its states and legal moves, the slots of a day, the code, what an arrival means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from queue_core.tickets.rules.hours import Span


class AppointmentState(StrEnum):
    """Where an appointment is in its life."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    """It has become a ticket; what follows is the ticket's life."""
    CANCELLED = "cancelled"
    MISSED = "missed"
    """Its day has ended, and nobody had come."""


class AppointmentVerb(StrEnum):
    """What is done to an appointment: WITHDRAW by the family, LAPSE by the core, CANCEL by an officer."""

    CHECK_IN = "check_in"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


APPOINTMENT_MOVES: Mapping[tuple[AppointmentState, AppointmentVerb], AppointmentState] = {
    (AppointmentState.BOOKED, AppointmentVerb.CHECK_IN): AppointmentState.CHECKED_IN,
    (AppointmentState.BOOKED, AppointmentVerb.CANCEL): AppointmentState.CANCELLED,
    (AppointmentState.BOOKED, AppointmentVerb.WITHDRAW): AppointmentState.CANCELLED,
    (AppointmentState.BOOKED, AppointmentVerb.LAPSE): AppointmentState.MISSED,
}
"""Every legal move. What is not in this table is refused. A trigger of the database knows its pairs too."""


class IllegalAppointmentMove(ValueError):
    """The verb does not apply to an appointment in this state."""


def appointment_move(state: AppointmentState, verb: AppointmentVerb) -> AppointmentState:
    """The state after the verb. Raises IllegalAppointmentMove when the table has no such move."""
    try:
        return APPOINTMENT_MOVES[state, verb]
    except KeyError:
        raise IllegalAppointmentMove(f"an appointment that is {state} cannot {verb}") from None


@dataclass(frozen=True)
class Slot:
    """From an instant up to, not including, another."""

    starts_at: datetime
    ends_at: datetime


def slots_on(regular: Sequence[Span], open_now: Sequence[Span], length: timedelta) -> Iterator[Slot]:
    """The slots of a day in order. Each lies within an open stretch and begins before its last number.

    They are counted from the `regular` openings: a closing for an hour takes slots away and moves none.
    """
    for stretch in regular:
        starts_at = stretch.opens
        while starts_at + length <= stretch.closes:
            slot = Slot(starts_at, starts_at + length)
            if any(_holds(span, slot) for span in open_now):
                yield slot
            starts_at = slot.ends_at


def _holds(span: Span, slot: Slot) -> bool:
    return span.opens <= slot.starts_at < span.last_ticket and slot.ends_at <= span.closes


class Arrival(StrEnum):
    """What it means to come at an instant."""

    TOO_EARLY = "too_early"
    IN_TIME = "in_time"
    """Early or late within the limits, too: the place is by the slot's time."""
    LATE = "late"
    """Later than that on the day: the family joins as if it had come without an appointment."""
    OTHER_DAY = "other_day"


@dataclass(frozen=True)
class Tolerance:
    """How long before and after the beginning of a slot a family counts as in time."""

    early: timedelta
    late: timedelta


def arrival(now: datetime, today: date, day: date, starts_at: datetime, tolerance: Tolerance) -> Arrival:
    """What coming at this instant means for an appointment of a day."""
    if day != today:
        return Arrival.OTHER_DAY
    if now < starts_at - tolerance.early:
        return Arrival.TOO_EARLY
    return Arrival.IN_TIME if now <= starts_at + tolerance.late else Arrival.LATE


CODE_DIGITS = 6
CODES = 10 ** (CODE_DIGITS - 1)
"""So many codes there are: the last digit follows from the others."""


def code_of(number: int) -> str:
    """The code of a number below CODES: its digits and a check digit."""
    digits = f"{number:0{CODE_DIGITS - 1}d}"
    return digits + str(_check_digit(digits))


def is_code(code: str) -> bool:
    """Whether the last digit fits the others; every single wrong digit is found."""
    shaped = len(code) == CODE_DIGITS and code.isascii() and code.isdigit()
    return shaped and code[-1] == str(_check_digit(code[:-1]))


def _check_digit(digits: str) -> int:
    """ISO/IEC 7064, MOD 11,10: finds every wrong digit, and most that have changed places."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10
