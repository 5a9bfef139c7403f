"""A small core and a live link that tests steer, in place of the real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from queue_core.access.rules import SHORTEST_PASSWORD, Role
from queue_core.access.wire import Account, Devices, DeviceView, Login, PasswordChange, Session
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.state import Changed, Link, QueueState
from queue_core.feedback.rules import ObjectionState, Ruling
from queue_core.feedback.wire import Balances, Decision, Objections, ObjectionView
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.officer.app import OfficerApp
from queue_core.officer.shift import Line, Shift
from queue_core.sop.wire import (
    Closings,
    ClosingView,
    Disturbances,
    DisturbanceView,
    Lifting,
    NewClosing,
    NewDisturbance,
    Pausing,
    StepView,
)
from queue_core.tickets.rules.assistance import HelpState, HelpVerb
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.assistance import HelpAsked, HelpView, NewHelp
from queue_core.tickets.wire.counters import CounterView, CounterWork
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, TicketView
from tests.officer.fake_appointments import FakeAppointmentCalls
from tests.officer.fake_children import FakeChildCalls
from tests.officer.fake_handover import FakeHandOverCalls
from tests.officer.fake_pictures import FakePictureCalls
from tests.officer.fake_printing import FakePrintCalls
from tests.officer.fake_reading import FakeReadingCalls
from tests.officer.fake_stock import FakeStockCalls

Done = TypeVar("Done")
PROFILE = read_profile("kembaran")
NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
PASSWORD = "kue-cucur-hangat"
ONE_TIME = "abcd-efgh-jkmn"
STANDARD = PROFILE.standard(PROFILE.services[0])


def ticket(number: str = "A001", state: TicketState = TicketState.WAITING, minutes: int = 10) -> TicketView:
    """A ticket for a child's card that was issued so many minutes ago."""
    return TicketView(
        number=number,
        lane=number[0],
        day=NOW.date(),
        state=state,
        issued_at=NOW - timedelta(minutes=minutes),
        called_at=None if state is TicketState.WAITING else NOW,
        calls=0 if state is TicketState.WAITING else 1,
        id=int(number[1:]),
        service="kia",
    )


def counter(
    officer: str | None = "budi", state: CounterState = CounterState.OPEN, number: int = 3
) -> CounterView:
    """A counter in somebody's hands."""
    place = PROFILE.counter(number)
    return CounterView(number=number, state=state, lanes=place.lanes if place else (), officer=officer)


def work(
    at: TicketState | None = None,
    *,
    done: int = 0,
    running: bool = True,
    state: CounterState = CounterState.OPEN,
    minutes: float = 1,
) -> CounterWork:
    """A counter with a ticket in a state, so many steps done, the running one begun so many minutes ago."""
    if at is None:
        return CounterWork(counter=counter(state=state))
    begun = STANDARD[: done + running] if at is TicketState.SERVING else ()
    steps = tuple(_step(index, index < done, minutes) for index, _ in enumerate(begun))
    here = counter(state=state).model_copy(update={"ticket": "A001"})
    return CounterWork(counter=here, ticket=ticket(state=at), steps=steps)


def _step(index: int, finished: bool, minutes: float) -> StepView:
    began = NOW - timedelta(minutes=minutes)
    allowed = timedelta(minutes=STANDARD[index].standard.amount)
    return StepView(
        step=STANDARD[index].key,
        started_at=began,
        allowed_seconds=allowed.total_seconds(),
        near_at=began + 0.8 * allowed,
        due_at=began + allowed,
        finished_at=NOW if finished else None,
    )


def request(
    help_id: int = 1, taken_by: str | None = None, *, kind: str = "wheelchair", seconds: int = 70
) -> HelpView:
    """A request for help of A001 at a kiosk, raised and perhaps taken so many seconds ago."""
    then = NOW - timedelta(seconds=seconds)
    return HelpView(
        id=help_id,
        day=NOW.date(),
        kind=kind,
        state=HelpState.TAKEN if taken_by else HelpState.OPEN,
        ticket="A001",
        kiosk="kiosk-1",
        counter=None,
        raised_at=then,
        taken_at=then if taken_by else None,
        taken_by=taken_by,
    )


def queue_state(
    *tickets: TicketView,
    counters: Sequence[CounterView] = (),
    seq: int = 1,
    demonstration: bool = False,
    help: Sequence[HelpView] = (),
) -> QueueState:
    """The queue as the link knows it."""
    return QueueState(
        seq=seq,
        day=NOW.date(),
        speed=1.0,
        demonstration=demonstration,
        tickets={one.number: one for one in tickets},
        counters={one.number: one for one in counters},
        kept_calls=(),
        help={one.id: one for one in help},
    )


def refusal(cause: str) -> Refused:
    """A refusal of the core."""
    return Refused(cause, "detail as it came", "", 409)


@dataclass
class FakeClockCalls:
    """Keeps what is done to the clocks, and gives back what a test has laid out."""

    deeds: list[str] = field(default_factory=list)
    objected: tuple[ObjectionView, ...] = ()

    def pause(self, number: int, pausing: Pausing) -> CounterWork:
        return self._did(f"pause {number} {pausing.reason}", work(TicketState.SERVING))

    def resume(self, number: int) -> CounterWork:
        return self._did(f"resume {number}", work(TicketState.SERVING))

    def disturbances(self) -> Disturbances:
        return Disturbances(disturbances=(disturbance(),))

    def declare(self, new: NewDisturbance) -> DisturbanceView:
        return self._did(f"declare {new.service} {new.reason}", disturbance())

    def lift(self, disturbance_id: int, lifting: Lifting) -> DisturbanceView:
        return self._did(f"lift {disturbance_id} {lifting.reason}", disturbance())

    def closings(self) -> Closings:
        return Closings(closings=(closing(),), thin_years=())

    def close_day(self, new: NewClosing) -> ClosingView:
        return self._did(f"close {new.day} {new.reason}", closing())

    def withdraw_closing(self, day: date) -> ClosingView:
        return self._did(f"withdraw {day}", closing())

    def object_for(self, ticket_id: int) -> ObjectionView:
        return self._did(f"object {ticket_id}", objection())

    def objections(self) -> Objections:
        return Objections(objections=self.objected)

    def decide(self, objection_id: int, ruling: Ruling, decision: Decision) -> ObjectionView:
        return self._did(f"{ruling} {objection_id} {decision.reason}", objection())

    def balances(self) -> Balances:
        return Balances(services=())

    def _did(self, deed: str, answer: Done) -> Done:
        self.deeds.append(deed)
        return answer


def disturbance() -> DisturbanceView:
    """SIAK is away, for the child's card."""
    return DisturbanceView(
        id=4, service="kia", reason="SIAK mati", declared_by="kasi", declared_at=NOW, clocks=1
    )


def closing() -> ClosingView:
    """A day on which the office is closed."""
    day = date(2026, 12, 1)
    return ClosingView(day=day, starts_at=NOW, ends_at=NOW + timedelta(days=1), reason="pilkades")


def objection() -> ObjectionView:
    """An objection about a first step that was three minutes late."""
    late = _step(0, finished=True, minutes=8).model_copy(update={"officer": "ani"})
    return ObjectionView(
        id=7,
        ticket_id=1,
        number="A001",
        service="kia",
        filed_by="family",
        filed_at=NOW,
        state=ObjectionState.OPEN,
        served_by=("ani",),
        late_seconds=180,
        evidence=(late,),
    )


@dataclass
class FakeCore(
    FakeClockCalls,
    FakeAppointmentCalls,
    FakeChildCalls,
    FakePictureCalls,
    FakeHandOverCalls,
    FakePrintCalls,
    FakeReadingCalls,
    FakeStockCalls,
):
    """Keeps one counter and does what the core does, without its rules."""

    role: Role = Role.OFFICER
    password: str = PASSWORD
    must_change: bool = False
    demonstration: bool = False
    here: CounterWork = field(default_factory=lambda: CounterWork(counter=counter(None, CounterState.CLOSED)))
    away: bool = False
    refuse: str | None = None
    token: str | None = None
    acts: list[str] = field(default_factory=list)
    enrolled: tuple[DeviceView, ...] = ()

    def _reached(self) -> None:
        if self.away:
            raise CoreUnreachable
        if self.refuse is not None:
            cause, self.refuse = self.refuse, None
            raise refusal(cause)

    def _account(self) -> Account:
        return Account(username="budi", roles=(self.role,), must_change_password=self.must_change)

    def sign_in(self, login: Login) -> Session:
        self._reached()
        if login.password != self.password:
            raise refusal("wrong-password")
        self.token = "t"
        return Session(token="t", expires_at=NOW, account=self._account())

    def sign_out(self) -> None:
        self._reached()
        self.token = None

    def change_password(self, change: PasswordChange) -> Account:
        self._reached()
        assert len(change.new) >= SHORTEST_PASSWORD
        self.password, self.must_change = change.new, False
        return self._account()

    def office(self) -> OfficeView:
        self._reached()
        return OfficeView(profile=PROFILE, demonstration=self.demonstration)

    def counter(self, number: int) -> CounterWork:
        self._reached()
        assert number == self.here.counter.number
        return self.here

    def act(self, number: int, verb: str) -> CounterWork:
        self._reached()
        assert number == self.here.counter.number
        self.acts.append(verb)
        self.here = self._after(verb)
        return self.here

    def devices(self) -> Devices:
        self._reached()
        return Devices(at=NOW, devices=self.enrolled)

    def ask_help(self, new: NewHelp) -> HelpAsked:
        self._reached()
        self.acts.append(f"ask {new.kind} {new.ticket}")
        return HelpAsked(id=1, kind=new.kind, state=HelpState.OPEN)

    def act_on_help(self, help_id: int, verb: HelpVerb) -> HelpView:
        self._reached()
        self.acts.append(f"{verb} {help_id}")
        return request(help_id)

    def park(self, number: int, why: ParkTicket) -> CounterWork:
        return self._moved(number, f"park {why.reason}")

    def transfer(self, number: int, to: TransferTicket) -> CounterWork:
        return self._moved(number, f"transfer {to.service or to.counter}")

    def call_back(self, number: int, which: CallBack) -> CounterWork:
        self._moved(number, f"call-back {which.ticket_id}")
        self.here = work(TicketState.CALLED)
        return self.here

    def return_to_queue(self, ticket_id: int) -> TicketView:
        return self._ended(f"return {ticket_id}", TicketState.WAITING)

    def cancel(self, ticket_id: int) -> TicketView:
        return self._ended(f"cancel {ticket_id}", TicketState.CANCELLED)

    def make_void(self, ticket_id: int, why: VoidTicket) -> TicketView:
        return self._ended(f"void {ticket_id} {why.reason}", TicketState.VOID)

    def issue(self, new: NewTicket, request_id: str) -> IssuedTicket:
        self._reached()
        assert request_id
        self.acts.append(f"issue {new.service} {new.reason} {new.children}")
        page = "https://antrean.test/t/0123456789abcdef0123"
        return IssuedTicket(ticket=ticket("A042"), ahead=3, wait=None, page=page, slip=())

    def _moved(self, number: int, act: str) -> CounterWork:
        self._reached()
        assert number == self.here.counter.number
        self.acts.append(act)
        self.here = work()
        return self.here

    def _ended(self, act: str, state: TicketState) -> TicketView:
        self._moved(self.here.counter.number, act)
        return ticket(state=state)

    def _after(self, verb: str) -> CounterWork:
        done = sum(step.finished_at is not None for step in self.here.steps)
        match verb:
            case "call-next" | "recall":
                return work(TicketState.CALLED)
            case "start":
                return work(TicketState.SERVING)
            case "step-done":
                return work(TicketState.SERVING, done=done + 1, running=done + 1 < len(STANDARD))
            case "break":
                return work(state=CounterState.ON_BREAK)
            case "close":
                return CounterWork(counter=counter(None, CounterState.CLOSED))
            case _:
                return work()


@dataclass
class FakeLink:
    """Tells of what the test says; nothing by itself."""

    changed: Changed | None = None
    closed: bool = False

    def listen(self, changed: Changed) -> FakeLink:
        self.changed = changed
        return self

    def start(self) -> None:
        """Whatever is told comes from the test."""

    def close(self) -> None:
        self.closed = True

    def tell(self, link: Link, *events: Event) -> None:
        """The link changes."""
        assert self.changed is not None
        self.changed(link, events)

    def whole(
        self,
        *tickets: TicketView,
        counters: Sequence[CounterView] = (),
        help: Sequence[HelpView] = (),
    ) -> None:
        """The link is connected and knows of these."""
        state = queue_state(*tickets, counters=counters, help=help)
        self.tell(Link(state=state, connected=True, at=NOW))


def console(core: FakeCore, link: FakeLink | None = None, language: str = "id") -> OfficerApp:
    """The console before a fake core, with a clock that stands still."""
    return OfficerApp(shift_with(core, link, language))


def shift_with(core: FakeCore, link: FakeLink | None = None, language: str = "id") -> Shift:
    """What the console's screens share, with a clock that stands still."""
    listen: Callable[[Changed], FakeLink] = (link or FakeLink()).listen
    return Shift(
        lambda: Line(core, listen), load_catalogues("queue_core.officer"), language, monotonic=lambda: 0.0
    )
