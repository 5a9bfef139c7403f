"""What else can be done at the desk: the lists that are offered, and what each entry asks of the core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from queue_core.foundation.profile import Profile
from queue_core.officer.shift import Core, Shift
from queue_core.officer.state import Desk
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import SET_ASIDE_STATES
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.tickets import NewTicket, TicketView

Request = Callable[[Core], CounterWork]


class Menu(StrEnum):
    """The lists behind the desk's keys; the value is the id of an entry that leads there."""

    PARK = "park"
    TRANSFER = "transfer"
    END = "end"
    ASIDE = "aside"
    ISSUE = "issue"
    APPOINTMENTS = "appointments"
    FILES = "files"
    STOCK = "stock"


OWN_SCREEN = (Menu.APPOINTMENTS, Menu.FILES, Menu.STOCK)
"""Lists with a screen of their own: `screens/appointments.py`, `screens/files.py`, `screens/stock.py`."""
ON_TICKET = (Menu.PARK, Menu.TRANSFER, Menu.END)
MOST_CHILDREN = 9
ASKED_FIRST = frozenset({"cancel", "void"})


class Entry(NamedTuple):
    """One line of a list: what it does, and its words."""

    id: str
    words: str


def menus(desk: Desk) -> tuple[Menu, ...]:
    """The lists that apply now."""
    if not desk.connected or desk.sending:
        return ()
    on_ticket = ON_TICKET if desk.state is not None else ()
    return (*on_ticket, Menu.ASIDE, Menu.ISSUE, *OWN_SCREEN)


def entries(shift: Shift, menu: Menu, work: CounterWork) -> list[Entry]:
    """The lines of a list, in the officer's language."""
    profile = shift.office.profile if shift.office else None
    if profile is None:
        return []
    match menu:
        case Menu.PARK:
            return [Entry(f"park:{one.key}", shift.text(one.name)) for one in profile.park_reasons]
        case Menu.TRANSFER:
            return list(_elsewhere(shift, profile, work))
        case Menu.END:
            return list(_ends(shift, profile))
        case Menu.ASIDE:
            return list(_set_aside(shift, profile, work))
        case Menu.ISSUE:
            return [Entry(one.key, shift.text(one.name)) for one in profile.services]
        case Menu.APPOINTMENTS | Menu.FILES | Menu.STOCK:
            return []


def reasons(shift: Shift) -> list[Entry]:
    """Why a new number has priority, or that it has none."""
    found = shift.office.profile.reasons if shift.office else ()
    named = (Entry(f"for:{one.key}", shift.text(one.name)) for one in found)
    return [Entry("for:", shift.say("more.no_reason")), *named]


def children(shift: Shift, service: str) -> list[Entry]:
    """For how many children a family comes, where the service asks; else nothing."""
    found = shift.office.profile.service(service) if shift.office else None
    if found is None or not found.asks_children:
        return []
    return [Entry(str(count), shift.say("more.child", number=count)) for count in range(1, MOST_CHILDREN + 1)]


def request(choice: str, number: int, ticket: TicketView | None) -> Request:
    """What the chosen entry asks of the core; the counter as it is then."""
    verb, _, what = choice.partition(":")
    ticket_id = ticket.id if ticket and ticket.id else 0
    match verb:
        case "park":
            return lambda core: core.park(number, ParkTicket(reason=what))
        case "return":
            return lambda core: core.act(number, "return")
        case "service":
            return lambda core: core.transfer(number, TransferTicket(service=what))
        case "counter":
            return lambda core: core.transfer(number, TransferTicket(counter=int(what)))
        case "call":
            return lambda core: core.call_back(number, CallBack(ticket_id=int(what)))
        case "back":
            return lambda core: _then_read(core, number, core.return_to_queue(int(what)))
        case "void":
            return lambda core: _then_read(core, number, core.make_void(ticket_id, VoidTicket(reason=what)))
        case _:
            return lambda core: _then_read(core, number, core.cancel(ticket_id))


def new_ticket(shift: Shift, service: str, reason: str, count: int = 1) -> NewTicket:
    """The number that the officer gives out, in the language of the office's papers."""
    languages = shift.office.profile.office.languages if shift.office else ("id",)
    why = reason.partition(":")[2] or None
    return NewTicket(service=service, reason=why, language=languages[0], children=count)


def _then_read(core: Core, number: int, _moved: TicketView) -> CounterWork:
    return core.counter(number)


def _elsewhere(shift: Shift, profile: Profile, work: CounterWork) -> Iterator[Entry]:
    yield Entry("return", shift.say("more.return"))
    present = work.ticket.service if work.ticket else None
    for service in profile.services:
        if service.key != present:
            name = shift.text(service.name)
            yield Entry(f"service:{service.key}", shift.say("more.service", name=name))
    for counter in profile.counters:
        if counter.number != work.counter.number:
            yield Entry(f"counter:{counter.number}", shift.say("more.counter", number=counter.number))


def _ends(shift: Shift, profile: Profile) -> Iterator[Entry]:
    yield Entry("cancel", shift.say("more.cancel"))
    for reason in profile.void_reasons:
        yield Entry(f"void:{reason.key}", shift.say("more.void", why=shift.text(reason.name)))


def _set_aside(shift: Shift, profile: Profile, work: CounterWork) -> Iterator[Entry]:
    """Who was parked or did not come, the longest away first; a free counter calls them back."""
    state = shift.link.state if shift.link else None
    away = [one for one in state.tickets.values() if one.state in SET_ASIDE_STATES] if state else []
    free = work.ticket is None and work.counter.state is CounterState.OPEN
    for ticket in sorted(away, key=lambda one: one.moved_at or one.issued_at):
        why, since = _why(shift, profile, ticket), shift.clock_time(ticket.moved_at or ticket.issued_at)
        told = {"number": ticket.number, "why": why, "since": since}
        if free:
            yield Entry(f"call:{ticket.id}", shift.say("more.call", **told))
        yield Entry(f"back:{ticket.id}", shift.say("more.back", **told))


def _why(shift: Shift, profile: Profile, ticket: TicketView) -> str:
    for reason in profile.park_reasons:
        if reason.key == ticket.parked_for:
            return shift.text(reason.name)
    return shift.say(f"ticket.{ticket.state}")


def marked(ids: Sequence[str | None], pointed: str | None) -> int | None:
    """Where the mark belongs: its own entry, else one of its kind, else the first that can be chosen.

    Who explains one doubt after the other stays among the doubts.
    """
    deeds = [index for index, one in enumerate(ids) if one]
    kind = (pointed or "").partition(":")[0]
    same = [index for index in deeds if ids[index] == pointed]
    alike = [index for index in deeds if (ids[index] or "").partition(":")[0] == kind]
    return next(iter(same + alike + deeds), None)
