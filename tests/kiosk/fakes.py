"""A core, a printer and a kiosk that stands on them, for tests that need no other process."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from werkzeug.serving import make_server

from devices.printing.paper import Paper
from devices.printing.port import Outcome, Readiness
from kiosk.alone import Alone
from kiosk.app import create_app
from kiosk.book import Book
from kiosk.entering import Entering
from kiosk.flow import Timing
from kiosk.helping import Helping
from kiosk.looking import Looking
from kiosk.offers import FRESH_SECONDS, Offers
from kiosk.officetime import OfficeTime
from kiosk.picking_up import PickingUp
from kiosk.reports import SlipReporter
from kiosk.signing import Signing
from kiosk.visits import Visits
from kiosk.watch import CoreWatch
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.state import Link, QueueState
from queue_core.feedback.rules import ObjectionState
from queue_core.feedback.wire import ObjectionPage
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import Profile, read_profile
from queue_core.kia.rules.pick_up import PickUp
from queue_core.kia.wire.handover import (
    NamedDrawing,
    NamedPickUp,
    NamedSheet,
    PickUpView,
    SignaturePage,
    SignatureState,
)
from queue_core.tickets import papers
from queue_core.tickets.rules.assistance import HelpState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.appointments import CheckIn
from queue_core.tickets.wire.assistance import HelpAsked, NewHelp
from queue_core.tickets.wire.availability import Availability, ServiceAvailability
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.slips import BlankLine
from queue_core.tickets.wire.tickets import (
    IssuedTicket,
    NewTicket,
    PageKey,
    SlipLine,
    SlipReport,
    TicketPage,
    TicketView,
    Wait,
)

DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def waiting_ticket(number: str, ticket_id: int | None = None) -> TicketView:
    return TicketView(
        number=number, day=DAY, lane=number[0], state=TicketState.WAITING, issued_at=MORNING, id=ticket_id
    )


@cache
def kembaran() -> Profile:
    return read_profile("kembaran")


@cache
def slips_with_blanks() -> dict[str, tuple[BlankLine, ...]]:
    catalogues = load_catalogues("queue_core.tickets")
    return {code: papers.offline_slip(words, kembaran().office) for code, words in catalogues.items()}


@dataclass
class FakeCore:
    """Answers as the core does: the same request id gives the same ticket."""

    away: bool = False
    refuses: str | None = None
    demonstration: bool = False
    issued: dict[str, IssuedTicket] = field(default_factory=dict)
    wishes: list[NewTicket] = field(default_factory=list)
    arrivals: list[CheckIn] = field(default_factory=list)
    come_at: datetime | None = None
    reports: list[tuple[int, str]] = field(default_factory=list)
    help_wishes: dict[str, NewHelp] = field(default_factory=dict)
    help_state: HelpState = HelpState.OPEN
    offers: list[ServiceAvailability] = field(default_factory=list)
    late: bool = False
    ahead: int | None = None
    """So many wait before a ticket that is looked at; None: it is at a counter."""
    objections: dict[str, ObjectionPage] = field(default_factory=dict)
    pick_up: PickUp = PickUp.READY
    pick_ups: list[NamedPickUp] = field(default_factory=list)
    sheets: dict[str, SignatureState] = field(default_factory=dict)
    """By code or key."""
    signatures: dict[str, NamedDrawing] = field(default_factory=dict)
    profile: Profile = field(default_factory=kembaran)
    letter: str | None = "K"
    entered: dict[str, OfflineTicket] = field(default_factory=dict)
    """By page key, in the order in which they came first."""

    def issue(self, new: NewTicket, request_id: str) -> IssuedTicket:
        self._answer()
        self.wishes.append(new)
        lane = "C" if new.reason else "A"
        number = f"{lane}{len(self.issued) + 12:03d}"
        slip = (SlipLine(style="huge", text=number), SlipLine(style="sparkling", text="KIA"))
        ticket = IssuedTicket(
            ticket=waiting_ticket(number, ticket_id=len(self.issued) + 1),
            ahead=3,
            wait=None if new.next_day else Wait(half=10, nine_in_ten=35),
            come_at=TOMORROW if new.next_day else None,
            page="https://antrean.kembaran.example/t/0123456789abcdef0123",
            slip=slip,
        )
        return self.issued.setdefault(request_id, ticket)

    def check_in(self, who: CheckIn, request_id: str) -> IssuedTicket:
        self._answer()
        self.arrivals.append(who)
        issued = self.issue(NewTicket(service="kia"), request_id)
        return issued.model_copy(update={"slot_at": MORNING})

    def report_slip(self, ticket_id: int, report: SlipReport, _request_id: str) -> SlipReport:
        self._answer()
        self.reports.append((ticket_id, report.outcome))
        return report

    def ask_help(self, new: NewHelp, request_id: str) -> HelpAsked:
        self._answer()
        self.help_wishes.setdefault(request_id, new)
        return HelpAsked(id=len(self.help_wishes), kind=new.kind, state=self.help_state)

    def help_asked(self, help_id: int) -> HelpAsked:
        self._answer()
        return HelpAsked(id=help_id, kind="come", state=self.help_state)

    def withdraw_help(self, help_id: int) -> HelpAsked:
        self.help_state = HelpState.WITHDRAWN
        return self.help_asked(help_id)

    def page_key(self, number: str) -> PageKey:
        self._answer()
        return PageKey(key=f"{int(number[1:]):020x}")

    def page(self, key: str) -> TicketPage:
        self._answer()
        return TicketPage(
            number=f"A{int(key, 16):03d}",
            service={"id": "Kartu Identitas Anak (KIA)", "en": "Child's identity card (KIA)"},
            state=TicketState.SERVING if self.ahead is None else TicketState.WAITING,
            at=MORNING,
            counter=3 if self.ahead is None else None,
            ahead=self.ahead or 0,
            wait=None if self.ahead is None else Wait(half=9, nine_in_ten=20),
            calls=1,
            late=self.late,
        )

    def page_objection(self, key: str) -> ObjectionPage:
        self._answer()
        return self.objections.get(key, ObjectionPage())

    def object(self, key: str, _request_id: str) -> ObjectionPage:
        self._answer()
        return self.objections.setdefault(key, ObjectionPage(state=ObjectionState.OPEN))

    def look_at_pick_up(self, named: NamedPickUp) -> PickUpView:
        self._answer()
        self.pick_ups.append(named)
        return PickUpView(standing=self.pick_up)

    def find_sheet(self, named: NamedSheet) -> SignaturePage:
        self._answer()
        state = self.sheets.get(named.code or named.key or "")
        if state is None:
            raise Refused("unknown-signature", "No.", "Ask an officer.", 404)
        return SignaturePage(state=state)

    def sign_sheet(self, drawn: NamedDrawing, request_id: str) -> SignaturePage:
        if request_id not in self.signatures:
            if self.find_sheet(drawn.sheet).state is not SignatureState.OPEN:
                raise Refused("signature-over", "No.", "Ask an officer.", 409)
            self.signatures[request_id] = drawn
            self.sheets[drawn.sheet.code or drawn.sheet.key or ""] = SignatureState.SIGNED
        self._answer()
        return SignaturePage(state=SignatureState.SIGNED)

    def office(self) -> OfficeView:
        self._answer()
        return OfficeView(
            profile=self.profile,
            demonstration=self.demonstration,
            pages="https://antrean.kembaran.example/t/",
            offline_slips=slips_with_blanks(),
        )

    def offline_letter(self, _wish: LetterWish) -> OfflineLetter:
        self._answer()
        return OfflineLetter(letter=self.letter, last=0, day=DAY, at=MORNING)

    def enter(self, ticket: OfflineTicket) -> TicketView:
        self._answer()
        self.entered.setdefault(ticket.page_key, ticket)
        ticket_id = 100 + list(self.entered).index(ticket.page_key)
        return waiting_ticket(f"{ticket.letter}{ticket.serial:03d}", ticket_id)

    def availability(self) -> Availability:
        self._answer()
        return Availability(at=MORNING, day=DAY, services=tuple(self.offers))

    def _answer(self) -> None:
        if self.away:
            raise CoreUnreachable
        if self.refuses:
            raise Refused(self.refuses, "No.", "Ask an officer.", 409, self.come_at)


@dataclass
class FakePrinter:
    """Keeps what it was given, and tells the outcome that it was told to tell."""

    outcome: Outcome = Outcome.printed
    papers: list[Paper] = field(default_factory=list)

    def check(self) -> Readiness:
        return Readiness.ready

    def print(self, paper: Paper) -> Outcome:
        self.papers.append(paper)
        return self.outcome


def link_up(demonstration: bool = False) -> Link:
    """A link that has just heard of three families in lane A and one in lane B."""
    tickets = {number: waiting_ticket(number) for number in ("A009", "A010", "A011", "B001")}
    tickets["A007"] = waiting_ticket("A007").model_copy(update={"state": TicketState.SERVING, "counter": 3})
    state = QueueState(4, DAY, 1.0, demonstration, tickets, {}, ())
    return Link(state=state, connected=True, at=MORNING, waits={"A": Wait(half=10, nine_in_ten=35)})


@dataclass
class Hands:
    """The hands of a clock, which tests move."""

    elapsed: float = 0.0

    def seconds(self) -> float:
        return self.elapsed

    def instant(self) -> datetime:
        return MORNING + timedelta(seconds=self.elapsed)


@dataclass
class FakeKiosk:
    """A whole kiosk on fakes; tests turn its core and its printer to what they need."""

    core: FakeCore = field(default_factory=FakeCore)
    printer: FakePrinter = field(default_factory=FakePrinter)
    idle_seconds: int = 60

    def __post_init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="kiosk-")
        self.start()

    def start(self) -> None:
        """Starts the program; again, as after a power cut: only what stands in its book is still known."""
        seconds = itertools.count(0, FRESH_SECONDS)
        self.wall, self.monotonic = Hands(), Hands()
        self.book = Book(Path(self._folder.name, "kiosk.book"))
        self.alone = Alone(self.book, OfficeTime(self.book, self.wall.instant, self.monotonic.seconds))
        offers = Offers(self.core.availability, lambda: next(seconds))
        self.watch = CoreWatch(self.core.office, offers, self.alone)
        reporter = SlipReporter(self.core, lambda _seconds: None)
        self.visits = Visits(self.core, self.printer, reporter, self.alone, self.watch)
        self.entering = Entering(self.core, self.alone, reporter, self.is_connected, self.monotonic.seconds)
        self.app: Flask = create_app(
            self.watch,
            self.visits,
            Helping(self.core),
            Looking(self.core),
            PickingUp(self.core),
            Signing(self.core),
            Timing(self.idle_seconds),
        )

    def is_connected(self) -> bool:
        return self.watch.is_connected

    def connect(self) -> None:
        self.watch.changed(self.heard(), ())

    def heard(self) -> Link:
        """A link that hears the core now: at the office it is as late as this machine has run."""
        at = MORNING + timedelta(seconds=self.monotonic.elapsed)
        return replace(link_up(self.core.demonstration), at=at, heard=self.monotonic.elapsed)

    def disconnect(self, refused: str | None = None) -> None:
        self.watch.changed(Link(connected=False, refused=refused), ())

    def cut_off(self) -> None:
        """Has its letter, and has lost the core."""
        self.disconnect()
        self.connect()
        self.entering.step()
        self.core.away = True
        self.disconnect()

    def back(self) -> None:
        """The core is there again, and what waits has entered."""
        self.core.away = False
        self.connect()
        self.entering.step()

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address of its pages on a free port of this machine."""
        server = make_server("127.0.0.1", 0, self.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
