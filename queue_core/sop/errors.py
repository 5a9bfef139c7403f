"""What the clocks refuse, each with what to do instead."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class NoClockRunning(KerakError):
    """The ticket has no clock that runs."""

    slug = "no-clock-running"
    status = HTTPStatus.CONFLICT
    title = "No clock of this ticket is running"
    remedy = "Start the service first."


class AlreadyPaused(KerakError):
    """The ticket's clocks are paused already."""

    slug = "already-paused"
    status = HTTPStatus.CONFLICT
    title = "The clock is paused already"
    remedy = "Let it run again when the family is back."


class NotPaused(KerakError):
    """Nobody has paused the ticket's clocks."""

    slug = "not-paused"
    status = HTTPStatus.CONFLICT
    title = "The clock is not paused"
    remedy = "A disturbance is lifted by the head of section."


class DisturbanceRunning(KerakError):
    """A disturbance of this service is declared already."""

    slug = "disturbance-running"
    status = HTTPStatus.CONFLICT
    title = "A disturbance of this service is declared already"
    remedy = "Lift that one first."


class UnknownDisturbance(KerakError):
    """No such disturbance is running."""

    slug = "unknown-disturbance"
    status = HTTPStatus.NOT_FOUND
    title = "No such disturbance is running"
    remedy = "Choose one of those in /api/v1/sop/disturbances."


class DayGoneBy(KerakError):
    """The day is over; what its clocks said is evidence."""

    slug = "day-gone-by"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That day is over"
    remedy = "Choose today or a day to come: clocks that have run stay as they are."


class AlreadyClosed(KerakError):
    """The day is among the closing days already."""

    slug = "already-closed"
    status = HTTPStatus.CONFLICT
    title = "The office is closed on that day already"
    remedy = "Withdraw that closing first to give another reason."


class UnknownClosing(KerakError):
    """The day is not among the closing days."""

    slug = "unknown-closing"
    status = HTTPStatus.NOT_FOUND
    title = "The office has no closing of its own on that day"
    remedy = "Choose one of the days in /api/v1/sop/closings."
