"""Takes a ticket for a family: issue, print, report. One request id is one ticket and one slip.

While the core is away the number is the kiosk's own. Which of the two a request got stands in the book first.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Protocol

from devices.errors import DeviceError
from devices.printing.paper import Line, Paper, Style
from devices.printing.port import Outcome, SlipPrinter
from kiosk.alone import Alone
from kiosk.book import Given
from kiosk.errors import BookNotUsable
from kiosk.flow import Ending, ending_of, refusal_key, sentence_key
from kiosk.reports import SlipReporter
from kiosk.views import PageTicket
from kiosk.watch import CoreWatch
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.errors import RequestIdReused
from queue_core.tickets.wire.appointments import CheckIn
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, SlipLine, SlipReport
from queue_core.web.qr import qr_of

log = logging.getLogger(__name__)
VISITS_KEPT = 4
"""A kiosk has one family at a time; late taps of the one before still find their answer."""
SECONDS_TO_REPORT = 2.0


class TicketDesk(Protocol):
    """The part of the core's API that issues tickets."""

    def issue(self, new: NewTicket, request_id: str) -> IssuedTicket:
        """A new ticket; the same request id gives the same ticket."""
        ...

    def check_in(self, who: CheckIn, request_id: str) -> IssuedTicket:
        """The ticket of an appointment; the same appointment gives the same ticket."""
        ...


@dataclass
class _Visit:
    wish: int
    """A digest that only this process can make; why somebody has priority is not kept."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    answer: PageTicket | None = None


class Visits:
    """The visits of this kiosk, the latest few by their request id."""

    def __init__(
        self,
        core: TicketDesk,
        printer: SlipPrinter,
        reporter: SlipReporter,
        alone: Alone,
        watch: CoreWatch,
    ) -> None:
        self._core = core
        self._alone = alone
        self._watch = watch
        self._printer = printer
        self._reporter = reporter
        self._visits: OrderedDict[str, _Visit] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, new: NewTicket, request_id: str) -> PageTicket:
        """How the visit ends. Raises RequestIdReused when the id came with another wish before."""
        return self._once(new, request_id, lambda: self._number(new, request_id))

    def check_in(self, who: CheckIn, request_id: str) -> PageTicket:
        """How the visit of a family with an appointment ends. Raises RequestIdReused."""
        return self._once(who, request_id, lambda: self._asked(lambda: self._core.check_in(who, request_id)))

    def _once(self, wish: Hashable, request_id: str, ask: Callable[[], IssuedTicket | Given]) -> PageTicket:
        visit = self._visit(wish, request_id)
        with visit.lock:
            if visit.answer is not None:
                return visit.answer
            answer = self._take(ask)
            if answer.number is not None:
                visit.answer = answer
            return answer

    def _visit(self, wish: Hashable, request_id: str) -> _Visit:
        with self._lock:
            visit = self._visits.setdefault(request_id, _Visit(hash(wish)))
            if visit.wish != hash(wish):
                raise RequestIdReused
            while len(self._visits) > VISITS_KEPT:
                self._visits.popitem(last=False)
            return visit

    def _take(self, ask: Callable[[], IssuedTicket | Given]) -> PageTicket:
        try:
            number = ask()
        except Refused as error:
            words = refusal_key(error.cause)
            return PageTicket(ending=Ending.REFUSED, sentence=words, come_at=error.come_at)
        except (CoreUnreachable, BookNotUsable) as error:
            log.warning("no ticket: %s", error.detail)
            return PageTicket(ending=Ending.CORE_AWAY, sentence=sentence_key(Ending.CORE_AWAY))
        return self._hand_over_own(number) if isinstance(number, Given) else self._hand_over(number)

    def _number(self, new: NewTicket, request_id: str) -> IssuedTicket | Given:
        """The core's number, or this kiosk's own: one that was given stays, whatever the core says later.

        Raises Refused, CoreUnreachable or BookNotUsable.
        """
        if given := self._alone.book.given(request_id):
            return given
        if self._watch.is_away and self._alone.is_ready:
            return self._alone.give(new, request_id)
        try:
            return self._asked(lambda: self._core.issue(new, request_id))
        except CoreUnreachable as error:
            log.warning("the core gives no number: %s", error.detail)
            return self._alone.give(new, request_id)

    def _asked(self, call: Callable[[], IssuedTicket]) -> IssuedTicket:
        """The core's answer. When there is none, the next family does not wait for one."""
        try:
            return call()
        except CoreUnreachable:
            self._watch.doubt()
            raise

    def _hand_over(self, issued: IssuedTicket) -> PageTicket:
        outcome = self._print(paper_of(issued.slip))
        ending = ending_of(outcome)
        return PageTicket(
            ending=ending,
            sentence=sentence_key(ending),
            number=issued.ticket.number,
            ticket=issued.ticket.id,
            ahead=issued.ahead,
            wait=issued.wait,
            come_at=issued.come_at,
            slot_at=issued.slot_at,
            qr=qr_of(issued.page),
            reported=self._report(issued, outcome),
        )

    def _hand_over_own(self, given: Given) -> PageTicket:
        """Printed once, too, when the program was started again in between."""
        outcome = Outcome(given.slip) if given.slip else self._print(paper_of(self._alone.slip(given)))
        ticket_id = self._alone.note_slip(given, outcome.value)
        if ticket_id is not None and given.slip is None:  # it has entered while the slip was printed
            self._reporter.tell(ticket_id, SlipReport(outcome=outcome.value))
        ending = ending_of(outcome)
        return PageTicket(
            ending=ending,
            sentence=sentence_key(ending),
            number=given.number,
            ticket=ticket_id,
            qr=qr_of(self._alone.page(given)),
        )

    def _print(self, paper: Paper) -> Outcome:
        try:
            return self._printer.print(paper)
        except DeviceError as error:
            log.error("the slip printer cannot be used: %s %s", error.sentence, error.remedy)
            return Outcome.refused

    def _report(self, issued: IssuedTicket, outcome: Outcome) -> bool:
        """Whether the core surely has the report of a slip that failed; a printed one is nobody's worry."""
        if issued.ticket.id is None:
            return False
        told = self._reporter.tell(issued.ticket.id, SlipReport(outcome=outcome.value))
        return outcome is not Outcome.printed and told.wait(SECONDS_TO_REPORT)


def paper_of(slip: tuple[SlipLine, ...]) -> Paper:
    """The slip as the printer takes it; a style of a newer core is plain text."""
    return tuple(Line(_style(line.style), line.text) for line in slip)


def _style(name: str) -> Style:
    return Style(name) if name in Style.__members__ else Style.text
