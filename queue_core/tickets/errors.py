"""What the queue refuses, each with what to do instead."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownService(KerakError):
    """The office has no such service."""

    slug = "unknown-service"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The office has no such service"
    remedy = "Choose one of the services in /api/v1/office."


class UnknownReason(KerakError):
    """The office knows no such priority reason."""

    slug = "unknown-reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The office knows no such priority reason"
    remedy = "Choose one of the reasons in /api/v1/office, or none."


class UnknownCounter(KerakError):
    """The office has no such counter."""

    slug = "unknown-counter"
    status = HTTPStatus.NOT_FOUND
    title = "The office has no such counter"
    remedy = "Choose one of the counters in /api/v1/office."


class UnknownTicket(KerakError):
    """There is no such ticket."""

    slug = "unknown-ticket"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such ticket"
    remedy = "Scan the code on the slip again, or ask at a counter."


class VisitOver(KerakError):
    """The visit of a ticket is over: its page lives no longer."""

    slug = "visit-over"
    status = HTTPStatus.GONE
    title = "This visit is over"
    remedy = "Ask an officer about what is still open; take a new number for anything else."


class LaneFull(KerakError):
    """The lane has given out its last number of the day."""

    slug = "lane-full"
    status = HTTPStatus.CONFLICT
    title = "No numbers are left in this lane today"
    remedy = "Please ask an officer."


class OutsideHours(KerakError):
    """The service gives no numbers at this time of the day."""

    slug = "outside-hours"
    status = HTTPStatus.CONFLICT
    title = "This service gives no numbers now"
    remedy = "Come when it opens: /api/v1/availability tells when."


class QuotaUsedUp(KerakError):
    """The service has given as many numbers as it may for now."""

    slug = "quota-used-up"
    status = HTTPStatus.CONFLICT
    title = "No numbers are left for this service now"
    remedy = "/api/v1/availability tells when to come instead."


class NoNextDayList(KerakError):
    """The service gives no numbers for the next day."""

    slug = "no-next-day-list"
    status = HTTPStatus.CONFLICT
    title = "This service keeps no list for the next day"
    remedy = "Come on the day itself."


class NoBlanks(KerakError):
    """The service is not counted by blanks."""

    slug = "no-blanks"
    status = HTTPStatus.CONFLICT
    title = "This service is not counted by blanks"
    remedy = "Set by_blanks in the quota of the service in the office profile first."


class OfflineNumberTaken(KerakError):
    """The number that a kiosk gave by itself belongs to another ticket of that day."""

    slug = "offline-number-taken"
    status = HTTPStatus.CONFLICT
    title = "Another ticket of that day has this number"
    remedy = "Ask an officer to issue a new ticket to whoever holds the slip."


class OfflineLetterNotYours(KerakError):
    """The letter is not the one of this kiosk's book."""

    slug = "offline-letter-not-yours"
    status = HTTPStatus.CONFLICT
    title = "This letter belongs to another kiosk"
    remedy = "Ask for a letter with POST /api/v1/offline/letter, and give numbers under that one."


class NobodyWaiting(KerakError):
    """Nobody waits in the lanes of this counter."""

    slug = "nobody-waiting"
    status = HTTPStatus.CONFLICT
    title = "Nobody is waiting in the lanes of this counter"
    remedy = "Call again when the next family has come."


class CounterNotYours(KerakError):
    """The counter is not held by this officer."""

    slug = "counter-not-yours"
    status = HTTPStatus.CONFLICT
    title = "This counter is not yours"
    remedy = "Take a free counter, or ask the officer who has it to close it."


class OtherCounterHeld(KerakError):
    """The officer still has another counter."""

    slug = "other-counter-held"
    status = HTTPStatus.CONFLICT
    title = "You still have another counter"
    remedy = "Close that counter first."


class CounterNotOpen(KerakError):
    """The counter is closed or on break."""

    slug = "counter-not-open"
    status = HTTPStatus.CONFLICT
    title = "The counter is not open"
    remedy = "Open the counter first."


class CounterChanged(KerakError):
    """The counter is no longer as it was seen."""

    slug = "counter-changed"
    status = HTTPStatus.CONFLICT
    title = "The counter has changed in the meantime"
    remedy = "Look at the counter again and choose what fits it."


class CounterBusy(KerakError):
    """A ticket is still at the counter."""

    slug = "counter-busy"
    status = HTTPStatus.CONFLICT
    title = "A ticket is still at this counter"
    remedy = "Finish it or mark it as not come first."


class NothingAtCounter(KerakError):
    """No ticket is at the counter."""

    slug = "nothing-at-counter"
    status = HTTPStatus.CONFLICT
    title = "No ticket is at this counter"
    remedy = "Call the next family first."


class NotNow(KerakError):
    """The ticket's state does not allow this."""

    slug = "not-now"
    status = HTTPStatus.CONFLICT
    title = "That cannot be done with this ticket now"
    remedy = "Look at the ticket's state and choose what fits it."


class UnknownHelpKind(KerakError):
    """The office offers no such help."""

    slug = "unknown-help-kind"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The office offers no such help"
    remedy = "Choose one of the kinds of help in /api/v1/office."


class UnknownHelpRequest(KerakError):
    """There is no such request for help."""

    slug = "unknown-help-request"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such request for help"
    remedy = "Look at the open requests in /api/v1/snapshot."


class HelpNotOffered(KerakError):
    """Help cannot be asked for from here."""

    slug = "help-not-offered"
    status = HTTPStatus.CONFLICT
    title = "Help cannot be asked for from here"
    remedy = "Name a ticket of today, or take a counter first."


class HelpNotNow(KerakError):
    """The request's state does not allow this."""

    slug = "help-not-now"
    status = HTTPStatus.CONFLICT
    title = "That cannot be done with this request for help now"
    remedy = "Look at who has taken it, and choose what fits its state."


class TooMuchHelpAsked(KerakError):
    """The ticket has used up what may be asked for with it."""

    slug = "too-much-help-asked"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Help was asked for too often with this ticket"
    remedy = "Please speak to an officer."


class TooManyWrites(KerakError):
    """A page, all pages together, or the reading corner send more than people would."""

    slug = "too-many-writes"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Too much was sent at once"
    remedy = "Wait as long as Retry-After says, then try again."


class UnknownParkReason(KerakError):
    """The office parks no ticket for this reason."""

    slug = "unknown-park-reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The office parks no ticket for this reason"
    remedy = "Choose one of the park_reasons in /api/v1/office."


class UnknownVoidReason(KerakError):
    """The office makes no ticket void for this reason."""

    slug = "unknown-void-reason"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The office makes no ticket void for this reason"
    remedy = "Choose one of the void_reasons in /api/v1/office."


class NothingToUndo(KerakError):
    """Nothing at this counter can be taken back now."""

    slug = "nothing-to-undo"
    status = HTTPStatus.CONFLICT
    title = "Nothing at this counter can be taken back now"
    remedy = "Only a call, a no-show and a finish can be, for some seconds, if nothing was done since."


class NoAppointments(KerakError):
    """The service takes no appointments."""

    slug = "no-appointments"
    status = HTTPStatus.CONFLICT
    title = "This service takes no appointments"
    remedy = "Come on the day itself, or choose another service."


class SlotNotOffered(KerakError):
    """The service has no slot that begins at this instant."""

    slug = "slot-not-offered"
    status = HTTPStatus.CONFLICT
    title = "There is no such slot"
    remedy = "Choose one of those in /api/v1/services/{service}/slots."


class SlotFull(KerakError):
    """Every place of the slot is taken."""

    slug = "slot-full"
    status = HTTPStatus.CONFLICT
    title = "This slot is taken"
    remedy = "Choose another slot."


class UnknownAppointment(KerakError):
    """There is no such appointment."""

    slug = "unknown-appointment"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such appointment"
    remedy = "Check every digit of the code, or ask an officer."


class AppointmentNotNow(KerakError):
    """The appointment's state does not allow this."""

    slug = "appointment-not-now"
    status = HTTPStatus.CONFLICT
    title = "That cannot be done with this appointment now"
    remedy = "Look at the list of appointments anew."


class AppointmentTooEarly(KerakError):
    """The family has come too early for its slot; `come_at` says from when on it may check in."""

    slug = "appointment-too-early"
    status = HTTPStatus.CONFLICT
    title = "It is too early for this appointment"
    remedy = "Come again at the time in come_at."


class AppointmentNotToday(KerakError):
    """The appointment is for a later day; `come_at` is the beginning of its slot."""

    slug = "appointment-not-today"
    status = HTTPStatus.CONFLICT
    title = "This appointment is not for today"
    remedy = "Come on its day, or take a number for today."


class AppointmentCancelled(KerakError):
    """The appointment was cancelled."""

    slug = "appointment-cancelled"
    status = HTTPStatus.CONFLICT
    title = "This appointment was cancelled"
    remedy = "Take a number for today, or ask an officer."


class AppointmentOver(KerakError):
    """The day of the appointment is over, or its number has been called to its end."""

    slug = "appointment-over"
    status = HTTPStatus.CONFLICT
    title = "This appointment is over"
    remedy = "Take a number for today, or ask an officer."


class TooManyCodes(KerakError):
    """Too many codes or numbers were tried within a minute."""

    slug = "too-many-codes"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many codes or numbers were tried"
    remedy = "Wait a minute, or ask an officer."
