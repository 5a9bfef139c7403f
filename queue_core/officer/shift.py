"""What all screens share during an officer's shift: the core, who signed in, the office, the link."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from babel.dates import format_date

from queue_core.access.rules import LONGEST_DELAY, SHORTEST_PASSWORD
from queue_core.access.wire import Account, Devices, Login, PasswordChange, Session
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.state import Changed, Link
from queue_core.feedback.rules import Ruling
from queue_core.feedback.wire import Balances, Decision, Objections, ObjectionView
from queue_core.foundation.errors import KerakError
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue
from queue_core.foundation.profile_words import Text
from queue_core.officer.assistance import place_key
from queue_core.officer.child_calls import ChildCalls
from queue_core.officer.file_calls import FileCalls
from queue_core.officer.handover_calls import HandOverCalls
from queue_core.officer.picture_calls import PictureCalls
from queue_core.officer.print_calls import PrintCalls
from queue_core.officer.reading_calls import ReadingCalls
from queue_core.officer.stock_calls import StockCalls
from queue_core.officer.view import Notice, mm_ss
from queue_core.sop.rules.clocks import DOCUMENT, WHOLE
from queue_core.sop.wire import (
    Closings,
    ClosingView,
    Disturbances,
    DisturbanceView,
    Lifting,
    NewClosing,
    NewDisturbance,
    Pausing,
)
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentView,
    BookedAppointment,
    FreeSlots,
    NewAppointment,
)
from queue_core.tickets.wire.assistance import HelpAsked, HelpView, NewHelp
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, TicketView

NO_LONGER_SIGNED_IN = "not-signed-in"
FIGURES = {"shortest": SHORTEST_PASSWORD, "longest": int(LONGEST_DELAY.total_seconds() // 60)}
"""What the sentences about problems may name."""
SECONDS_TO_SIGN_OUT = 1.0


class ClockCalls(Protocol):
    """The calls of the core that are about service clocks; queue_core/client/api.py says what each does."""

    def pause(self, number: int, pausing: Pausing) -> CounterWork:
        """Pauses the ticket's clocks."""

    def resume(self, number: int) -> CounterWork:
        """Lets them run again."""

    def disturbances(self) -> Disturbances:
        """The disturbances that last."""

    def declare(self, new: NewDisturbance) -> DisturbanceView:
        """Pauses every clock of a service."""

    def lift(self, disturbance_id: int, lifting: Lifting) -> DisturbanceView:
        """Lets the clocks of a service run again."""

    def closings(self) -> Closings:
        """The office's own closing days."""

    def close_day(self, new: NewClosing) -> ClosingView:
        """Closes a day."""

    def withdraw_closing(self, day: date) -> ClosingView:
        """Opens a day again."""

    def object_for(self, ticket_id: int) -> ObjectionView:
        """Objects on behalf of a family."""

    def objections(self) -> Objections:
        """Objections with their evidence."""

    def decide(self, objection_id: int, ruling: Ruling, decision: Decision) -> ObjectionView:
        """Accepts or refuses an objection."""

    def balances(self) -> Balances:
        """How many objections came, and how many were right."""


class AppointmentCalls(Protocol):
    """The calls of the core that are about appointments."""

    def free_slots(self, service: str) -> FreeSlots:
        """The slots of a service with room in them."""

    def appointments(self, day: date | None = None) -> AppointmentList:
        """The appointments of a day, today's without one, and those that a closing has left outside."""

    def book(self, new: NewAppointment) -> BookedAppointment:
        """Books a slot for a family."""

    def check_in_by_id(self, appointment_id: int) -> IssuedTicket:
        """The ticket of a family of the list that has come."""

    def cancel_appointment(self, appointment_id: int) -> AppointmentView:
        """Cancels an appointment."""


class Core(
    ClockCalls,
    AppointmentCalls,
    FileCalls,
    PictureCalls,
    HandOverCalls,
    ChildCalls,
    PrintCalls,
    ReadingCalls,
    StockCalls,
    Protocol,
):
    """The calls of the core that the console makes."""

    token: str | None

    def sign_in(self, login: Login) -> Session:
        """Signs in."""

    def sign_out(self) -> None:
        """Ends the session."""

    def change_password(self, change: PasswordChange) -> Account:
        """Replaces the account's own password."""

    def office(self) -> OfficeView:
        """What everybody may know of the office."""

    def counter(self, number: int) -> CounterWork:
        """What lies on the counter."""

    def act(self, number: int, verb: str) -> CounterWork:
        """Does one act at the counter."""

    def park(self, number: int, why: ParkTicket) -> CounterWork:
        """Sets the ticket at the counter aside."""

    def transfer(self, number: int, to: TransferTicket) -> CounterWork:
        """Hands the ticket at the counter on."""

    def call_back(self, number: int, which: CallBack) -> CounterWork:
        """Calls a ticket that was set aside."""

    def return_to_queue(self, ticket_id: int) -> TicketView:
        """Puts a ticket that was set aside back to its place."""

    def cancel(self, ticket_id: int) -> TicketView:
        """Ends a ticket because its family goes home."""

    def make_void(self, ticket_id: int, why: VoidTicket) -> TicketView:
        """Ends a ticket that should never have been issued."""

    def issue(self, new: NewTicket, request_id: str) -> IssuedTicket:
        """A new ticket."""

    def devices(self) -> Devices:
        """How every kiosk and board is."""

    def ask_help(self, new: NewHelp) -> HelpAsked:
        """Asks a colleague for help."""

    def act_on_help(self, help_id: int, verb: HelpVerb) -> HelpView:
        """Takes, finishes or withdraws a request for help."""


class Listener(Protocol):
    """A live link that tells of changes from its start to its close."""

    def start(self) -> None:
        """Begins to listen."""

    def close(self) -> None:
        """Stops listening."""


@dataclass(frozen=True)
class Line:
    """The way to one core: calls, and a live link that carries the calls' token."""

    core: Core
    listen: Callable[[Changed], Listener]


def show_nowhere(address: str) -> bool:  # noqa: ARG001  where there is no desktop
    """The officer opens the page by its address."""
    return False


@dataclass
class Shift:
    """The officer's shift. Only `talking` and `end` are called outside the screen's own thread."""

    dial: Callable[[], Line]
    catalogues: Mapping[str, Catalogue]
    language: str = DEFAULT_LANGUAGE
    monotonic: Callable[[], float] = time.monotonic
    downloads: Path = Path("~/Downloads")
    """Where papers are saved."""
    office: OfficeView | None = None
    account: Account | None = None
    counter: int | None = None
    """The counter that this console works at; kept when the session ends."""
    link: Link | None = None
    notices: tuple[Notice, ...] = ()
    scans: Path | None = None
    """The folder into which the scanner of this counter puts its pictures."""
    camera_port: int = 0
    show_page: Callable[[str], bool] = show_nowhere
    """Asks the desktop to show a page of the console; whether there is one."""
    _line: Line | None = None
    _listener: Listener | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def talking(self) -> Iterator[Core]:
        """The core, for one call at a time: who posts the answer before leaving keeps answers in order."""
        with self._lock:
            yield self._dialled().core

    def listen(self, changed: Changed) -> None:
        """Begins to hear of changes, with the session of now."""
        self.hang_up()
        self._listener = self._dialled().listen(changed)
        self._listener.start()

    def hang_up(self) -> None:
        """Stops listening; what the link knew is forgotten."""
        if self._listener is not None:
            threading.Thread(target=self._listener.close, daemon=True).start()
        self._listener = self.link = None

    def end(self) -> None:
        """Ends the session at the core, if it answers soon. The counter stays as it is."""
        self.hang_up()
        if self._line is not None and self._line.core.token is not None:
            farewell = threading.Thread(target=self._sign_out, args=(self._line.core,), daemon=True)
            farewell.start()
            farewell.join(SECONDS_TO_SIGN_OUT)
        self.account = None

    @property
    def me(self) -> str:
        """The user name of who is signed in."""
        return self.account.username if self.account else ""

    @property
    def connected(self) -> bool:
        """Whether the link is whole; True before it was first heard of, so that the core may decide."""
        return self.link is None or self.link.connected

    @property
    def help(self) -> tuple[HelpView, ...]:
        """The requests for help that are not finished."""
        state = self.link.state if self.link else None
        return tuple(state.help.values()) if state else ()

    def help_name(self, kind: str) -> str:
        """A kind of help in the officer's language."""
        kinds = self.office.profile.help.kinds if self.office else ()
        return next((self.text(one.name) for one in kinds if one.key == kind), kind)

    def help_place(self, request: HelpView) -> str:
        """Where help is wanted, in words."""
        return self.say(
            place_key(request), ticket=request.ticket, kiosk=request.kiosk, counter=request.counter
        )

    def now(self) -> datetime | None:
        """The core's clock; None until it was heard."""
        return self.link.now(self.monotonic()) if self.link else None

    def say(self, key: str, **values: object) -> str:
        """A sentence in the officer's language."""
        return self._catalogue.say(key, **values)

    def count(self, key: str, number: int) -> str:
        """A sentence about a number of things."""
        return self._catalogue.count(key, number)

    def text(self, text: Text) -> str:
        """A text of the profile in the officer's language."""
        return text.get(self._catalogue.language) or text[DEFAULT_LANGUAGE]

    def knows(self, key: str) -> bool:
        """Whether the catalogue has this sentence."""
        return key in self._catalogue.sentences

    def problem(self, error: KerakError) -> str:
        """What happened and what to do, in words; what came with it where the catalogue has no sentence."""
        cause = error.cause if isinstance(error, Refused) else error.slug
        key = f"problem.{cause}"
        return self.say(key, **FIGURES) if self.knows(key) else str(error)

    def clock_time(self, instant: datetime) -> str:
        """An instant as the office's clock shows it."""
        zone = self.office.profile.office.zone if self.office else None
        return f"{instant.astimezone(zone):%H:%M}"

    def moment(self, instant: datetime) -> str:
        """An instant as the office's clock shows it, with its date unless that is today's."""
        zone = self.office.profile.office.zone if self.office else None
        day, clock = instant.astimezone(zone).date(), self.clock_time(instant)
        if day == self.today():
            return clock
        return f"{format_date(day, 'd MMM', locale=self.language)} {clock}"

    def lateness(self, span: timedelta) -> str:
        """How late something is: to the second, and in whole days from one on."""
        days = span // timedelta(days=1)
        return self.say("unit.days", amount=days) if days else mm_ss(span)

    def today(self) -> date | None:
        """The office's own date; None until the core was heard."""
        return self.link.state.day if self.link and self.link.state else None

    def service_name(self, key: str) -> str:
        """A service in the officer's language, by its key; every service for '*'."""
        if key == WHOLE:
            return self.say("sop.every_service")
        service = self.office.profile.service(key) if self.office else None
        return self.text(service.name) if service else key

    def step_name(self, key: str) -> str:
        """A step in the officer's language, by its key; the whole service for '*'."""
        if key in (WHOLE, DOCUMENT):
            return self.say("sop.whole_service" if key == WHOLE else "sop.document")
        steps = self.office.profile.steps if self.office else ()
        return next((self.text(step.name) for step in steps if step.key == key), key)

    def next_language(self) -> None:
        """Goes on to the next language."""
        languages = sorted(self.catalogues)
        position = languages.index(self._catalogue.language)
        self.language = languages[(position + 1) % len(languages)]

    @property
    def _catalogue(self) -> Catalogue:
        return self.catalogues.get(self.language) or self.catalogues[DEFAULT_LANGUAGE]

    def _dialled(self) -> Line:
        if self._line is None:
            self._line = self.dial()
        return self._line

    @staticmethod
    def _sign_out(core: Core) -> None:
        with suppress(CoreUnreachable, Refused):
            core.sign_out()


def session_ended(error: KerakError) -> bool:
    """Whether the core no longer knows this session."""
    return isinstance(error, Refused) and error.cause == NO_LONGER_SIGNED_IN
