"""Books and cancels appointments, ends those to which nobody came, and tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest, new_page_key, random_number
from queue_core.tickets.errors import AppointmentNotNow, SlotFull, SlotNotOffered, UnknownAppointment
from queue_core.tickets.rules.appointments import (
    CODES,
    AppointmentState,
    AppointmentVerb,
    IllegalAppointmentMove,
    appointment_move,
    code_of,
)
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.service import quotas, slots
from queue_core.tickets.service.admission import Timetable, local_time, timetable
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.service.issuing import require_reason
from queue_core.tickets.store import appointment_book, ticket_book
from queue_core.tickets.store.appointment_book import AppointmentRow
from queue_core.tickets.store.quota_book import ServiceDay
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentPage,
    AppointmentView,
    BookedAppointment,
    NewAppointment,
)

ACTION = {
    AppointmentVerb.CHECK_IN: "appointment_checked_in",
    AppointmentVerb.CANCEL: "appointment_cancelled",
    AppointmentVerb.WITHDRAW: "appointment_withdrawn",
    AppointmentVerb.LAPSE: "appointment_missed",
}
"""What the ledger calls each verb once it is done."""


def book(desk: Desk, write: WriteRequest, new: NewAppointment) -> BookedAppointment:
    """Keeps a slot for a family; it takes from the quota of its day now, and not again when they come.

    Raises UnknownService, NoAppointments, UnknownReason, SlotNotOffered, SlotFull or QuotaUsedUp.
    """
    service, figures = slots.bookable(desk, new.service)
    require_reason(desk, new.reason)

    def keep(act: Act) -> BookedAppointment:
        connection = act.transaction.connection
        slot = slots.slot_at(desk, connection, new.service, new.starts_at, act.now)
        if slot is None:
            raise SlotNotOffered(f"{new.service} has no slot that begins then.")
        day = desk.day(slot.starts_at)
        row = appointment_book.book(
            connection,
            figures.per_slot,
            office=desk.office,
            service=new.service,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            day=day,
            reason=new.reason,
            language=new.language,
            children=new.children,
            key=new_page_key(),
            code=_new_code(connection, desk.office, act.day),
            booked_at=act.now,
            booked_by=act.actor,
        )
        if row is None:
            raise SlotFull(f"Nothing is left in that slot of {new.service}.")
        if service.quota is not None:
            of = ServiceDay(desk.office, day, new.service)
            quotas.take_ahead(act, of, service.quota, local_time(desk, slot.starts_at), new.children)
        view = view_of(appointment_book.by_id(connection, desk.office, row.id))
        act.record("appointment_booked", appointment=view, audiences=STAFF_ONLY)
        return BookedAppointment(appointment=view, code=row.code, page=page_address(desk, row.key))

    return desk.once(write, BookedAppointment, keep)


def cancel(desk: Desk, write: WriteRequest, appointment_id: int) -> AppointmentView:
    """Ends an appointment, by an officer; its slot and its number are free again.

    Raises UnknownAppointment or AppointmentNotNow.
    """

    def end(act: Act) -> AppointmentView:
        row = appointment_book.by_id(act.transaction.connection, desk.office, appointment_id)
        return _ended(act, row, AppointmentVerb.CANCEL)

    return desk.once(write, AppointmentView, end)


def withdraw(desk: Desk, write: WriteRequest, key: str) -> AppointmentPage:
    """Ends an appointment by the family's own wish. Raises UnknownAppointment or AppointmentNotNow."""

    def end(act: Act) -> AppointmentPage:
        connection = act.transaction.connection
        _ended(act, appointment_book.by_key(connection, desk.office, key), AppointmentVerb.WITHDRAW)
        return _page(desk, connection, key)

    return desk.once(write, AppointmentPage, end)


def miss(act: Act, appointment_id: int) -> None:
    """Ends an appointment whose day is over. Raises AppointmentNotNow when it has moved meanwhile."""
    row = appointment_book.by_id(act.transaction.connection, act.desk.office, appointment_id)
    apply_verb(act, row, AppointmentVerb.LAPSE)


def page(desk: Desk, key: str) -> AppointmentPage:
    """What the family's own page shows. Raises UnknownAppointment."""
    return desk.database.read(lambda connection: _page(desk, connection, key))


def of_day(desk: Desk, day: date | None) -> AppointmentList:
    """The appointments of a day, today's without one, and those for whose slot the office is closed now."""
    now = desk.clock()
    asked = day or desk.day(now)

    def read(connection: Connection) -> AppointmentList:
        rows = appointment_book.on_day(connection, desk.office, asked)
        ahead = appointment_book.booked_after(connection, desk.office, now)
        return AppointmentList(
            day=asked,
            appointments=tuple(view_of(row) for row in rows),
            stranded=tuple(view_of(row) for row in _stranded(desk, connection, ahead, desk.day(now))),
        )

    return desk.database.read(read)


def apply_verb(
    act: Act, row: AppointmentRow, verb: AppointmentVerb, ticket_id: int | None = None
) -> AppointmentView:
    """Moves the appointment by the one table. Raises AppointmentNotNow."""
    connection, state = act.transaction.connection, AppointmentState(row.state)
    try:
        after = appointment_move(state, verb)
    except IllegalAppointmentMove:
        raise AppointmentNotNow(f"The appointment is {state}.") from None
    values = {"state": after, "ended_at": act.now, "ticket_id": ticket_id}
    if not appointment_book.compare_and_set(connection, row.id, state, **values):
        raise AppointmentNotNow("The appointment has changed in the meantime.")
    view = view_of(appointment_book.by_id(connection, act.desk.office, row.id))
    act.record(ACTION[verb], appointment=view, audiences=STAFF_ONLY)
    return view


def view_of(row: AppointmentRow) -> AppointmentView:
    """An appointment as the staff see it."""
    return AppointmentView(
        id=row.id,
        service=row.service,
        day=row.day,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=AppointmentState(row.state),
        children=row.children,
        ticket=None if row.lane is None else ticket_number(row.lane, row.serial),
    )


def page_address(desk: Desk, key: str) -> str:
    """Where the family's page is, as its QR says it."""
    return f"{desk.public_address}/b/{key}"


def _ended(act: Act, row: AppointmentRow | None, verb: AppointmentVerb) -> AppointmentView:
    """Cancelled: who sent word beforehand leaves slot and number to others."""
    if row is None:
        raise UnknownAppointment
    view = apply_verb(act, row, verb)
    service = act.desk.profile.service(row.service)
    if service is not None and service.quota is not None:
        of = ServiceDay(act.desk.office, row.day, row.service)
        quotas.give_back(act, of, service.quota, local_time(act.desk, row.starts_at), row.children)
    return view


def _new_code(connection: Connection, office: str, today: date) -> str:
    used = appointment_book.codes_in_use(connection, office, today)
    first = random_number(CODES)
    found = (code_of((first + more) % CODES) for more in range(CODES))
    return next(code for code in found if code not in used)


def _page(desk: Desk, connection: Connection, key: str) -> AppointmentPage:
    row = appointment_book.by_key(connection, desk.office, key)
    service = desk.profile.service(row.service) if row else None
    if row is None or service is None:
        raise UnknownAppointment
    tolerance = slots.tolerance_of(service)
    ticket = row.ticket_id and ticket_book.by_id(connection, desk.office, row.ticket_id)
    waits = row.state == AppointmentState.BOOKED
    return AppointmentPage(
        service=service.name,
        starts_at=row.starts_at,
        state=AppointmentState(row.state),
        code=row.code,
        come_from=row.starts_at - tolerance.early,
        come_until=row.starts_at + tolerance.late,
        stranded=waits and bool(_stranded(desk, connection, [row], row.day)),
        ticket_key=ticket.page_key if ticket else None,
    )


def _stranded(
    desk: Desk, connection: Connection, rows: Sequence[AppointmentRow], since: date
) -> list[AppointmentRow]:
    """Those for whose slot the office is not open: closed since they were booked, or with other hours."""
    services = {row.service: desk.profile.service(row.service) for row in rows}
    opens = {key: timetable(desk, connection, one, since) for key, one in services.items() if one}
    return [row for row in rows if not _is_open(opens.get(row.service), row.day, row.starts_at, row.ends_at)]


def _is_open(opens: Timetable | None, day: date, starts_at: datetime, ends_at: datetime) -> bool:
    return any(span.opens <= starts_at and ends_at <= span.closes for span in (opens(day) if opens else ()))
