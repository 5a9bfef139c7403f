"""What every use case of the queue stands on: the office's book, its profile, its clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection

from queue_core.foundation.audiences import Audience
from queue_core.foundation.clock import Clock, business_day
from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue
from queue_core.foundation.profile import Profile
from queue_core.sop.service.timing import Keeper, Timing
from queue_core.storage import ledger, requests
from queue_core.storage.database import Database
from queue_core.storage.writer import Transaction
from queue_core.tickets.rules.policy import Policy
from queue_core.tickets.service.competition import Competitions
from queue_core.tickets.service.corner import ToldBooks, ToldFigures
from queue_core.tickets.service.habits import KeptHabits
from queue_core.tickets.wire.appointments import AppointmentView
from queue_core.tickets.wire.assistance import HelpView
from queue_core.tickets.wire.availability import Blanks
from queue_core.tickets.wire.choice import Why, lane_policy
from queue_core.tickets.wire.corner import ShownBook
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.live import Event, ReadyNumbers
from queue_core.tickets.wire.tickets import SlipReport, TicketView, VisitDocuments

Answer = TypeVar("Answer", bound=BaseModel)
EVERYBODY = frozenset(Audience)
STAFF_ONLY = frozenset({Audience.STAFF})
UNHEARD: frozenset[Audience] = frozenset()
"""For the ledger alone."""
StillOpen = Callable[[Connection, int, datetime], bool]
"""Whether something of a ticket, by its id, is still open in a room above."""
DocumentsOf = Callable[[Connection, int, datetime], VisitDocuments | None]
"""What the family of a ticket, by its id, still gets of its visit, as it stands at an instant."""
CORE = "core"
"""Who does what nobody asked for."""


@dataclass(frozen=True)
class Desk:
    """The means of the use cases, handed in by whoever builds the program."""

    database: Database
    profile: Profile
    clock: Clock
    public_address: str
    catalogues: Mapping[str, Catalogue]
    habits: KeptHabits = field(default_factory=KeptHabits)
    books: ToldBooks = field(default_factory=ToldBooks)
    reading: ToldFigures = field(default_factory=ToldFigures)
    still_open: tuple[StillOpen, ...] = ()
    """What the rooms above know of a visit that its ticket does not."""
    documents: DocumentsOf = lambda *_: None
    """Told by the room that makes them."""

    @property
    def office(self) -> str:
        """The key under which this office's rows stand."""
        return self.profile.office.key

    @property
    def keeper(self) -> Keeper:
        """The same means for the use cases of clocks."""
        return Keeper(self.database, self.profile, self.clock)

    @cached_property
    def competitions(self) -> Competitions:
        """Whom each ticket competes with."""
        return Competitions(self.profile)

    @cached_property
    def policy(self) -> Policy:
        """The rule by which the next ticket is chosen."""
        return lane_policy(self.profile.queue)

    @cached_property
    def _some_serve_few(self) -> bool:
        return any(counter.services for counter in self.profile.counters)

    def placed(self, ticket: TicketView) -> TicketView:
        """The ticket as clients follow it: with the counters that serve it, which the hall cannot tell."""
        if ticket.service is None or not self._some_serve_few:
            return ticket
        serving = self.competitions.serving(ticket.waits_in, ticket.service)
        return ticket.model_copy(update={"served_at": serving})

    def catalogue(self, language: str) -> Catalogue:
        """The sentences in a language, or in the default one where it has none."""
        return self.catalogues.get(language, self.catalogues[DEFAULT_LANGUAGE])

    def day(self, now: datetime) -> date:
        """The business day at an instant."""
        return business_day(now, self.profile.office.zone)

    def once(self, write: WriteRequest, model: type[Answer], work: Callable[[Act], Answer]) -> Answer:
        """Does a write in a transaction of its own; sent again, it gives the same answer."""

        def act(transaction: Transaction, now: datetime) -> Answer:
            return work(Act(self, transaction, now, self.day(now), write.actor))

        return requests.answer_once(self.database, self.office, self.clock, write, model, act)

    def unasked(self, work: Callable[[Act], None]) -> None:
        """Does what the core does by itself, in a transaction of its own."""

        def in_transaction(transaction: Transaction) -> None:
            now = self.clock()
            work(Act(self, transaction, now, self.day(now), CORE))

        self.database.write(in_transaction)


@dataclass(frozen=True)
class Act:
    """One write in the making: where it writes, when, and who does it."""

    desk: Desk
    transaction: Transaction
    now: datetime
    day: date
    actor: str

    @property
    def timing(self) -> Timing:
        """The write as the clocks of the service standard see it."""
        return Timing(self.desk.profile, self.transaction, self.now, self.actor)

    def record(
        self,
        action: str,
        *,
        ticket: TicketView | None = None,
        counter: CounterView | None = None,
        slip: SlipReport | None = None,
        help: HelpView | None = None,
        why: Why | None = None,
        blanks: Blanks | None = None,
        appointment: AppointmentView | None = None,
        ready: ReadyNumbers | None = None,
        book_of_the_day: ShownBook | None = None,
        reason: str | None = None,
        audiences: frozenset[Audience] = EVERYBODY,
    ) -> None:
        """Writes what happened into the ledger; the audiences hear of it after the commit."""
        parts = {
            "ticket": ticket and self.desk.placed(ticket),
            "counter": counter,
            "slip": slip,
            "help": help,
            "why": why,
            "blanks": blanks,
            "appointment": appointment,
            "ready": ready,
            "book_of_the_day": book_of_the_day,
            "reason": reason,
        }
        told = {name: part for name, part in parts.items() if part is not None}
        event = Event(seq=0, at=self.now, action=action, **told)
        self.transaction.rows.append(
            ledger.append(
                self.transaction.connection,
                self.desk.office,
                at=self.now,
                actor=self.actor,
                action=action,
                body=event.model_dump(mode="json", include=set(told)),
                audiences=audiences,
            )
        )


def events_of(row: ledger.LedgerRow) -> Iterator[tuple[Audience, Event]]:
    """A ledger row as each audience hears of it that does."""
    told = Event(seq=0, at=row.at, action=row.action, **row.body)
    for audience, seq in row.sequence.items():
        event = told if audience is Audience.STAFF else told.for_hall()
        yield audience, event.model_copy(update={"seq": seq})
