"""The ticket in front of the officer: its number, what the family came for, how often it was called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from queue_core.officer.shift import Shift
from queue_core.officer.view import mm_ss, whole_minutes
from queue_core.officer.widgets.big_number import BigNumber
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import TicketView


class TicketPanel(Vertical):
    """Shows the ticket at the counter, or what the counter waits for."""

    def compose(self) -> ComposeResult:
        """The number, and lines below it."""
        yield BigNumber(id="number")
        yield Static(id="about")

    def show(self, shift: Shift, work: CounterWork, next_number: str | None) -> None:
        """Paints the counter's work as it is now."""
        self.border_title = shift.say("ticket.title")
        self.query_one(BigNumber).number = work.ticket.number if work.ticket else ""
        self.set_class(work.ticket is None, "-free")
        self.border_subtitle = " · ".join(shift.say(f"ticket.{badge}") for badge in _badges(work))
        lines = _free(shift, work, next_number) if work.ticket is None else _lines(shift, work, work.ticket)
        self.query_one("#about", Static).update(Content("\n").join(lines))


def _badges(work: CounterWork) -> tuple[str, ...]:
    if work.ticket is None:
        return (work.counter.state,)
    closing = work.counter.state is CounterState.CLOSING
    return (work.ticket.state, work.counter.state) if closing else (work.ticket.state,)


def _free(shift: Shift, work: CounterWork, next_number: str | None) -> Iterator[Content]:
    if work.counter.state is CounterState.ON_BREAK:
        yield Content.styled(shift.say("ticket.resting"), "bold")
        yield Content.styled(shift.say("ticket.resting_hint"), "$foreground 60%")
        return
    yield Content.styled(shift.say("ticket.nobody"), "bold")
    if next_number is None:
        yield Content.styled(shift.say("ticket.nobody_waits"), "$foreground 60%")
    else:
        yield Content(shift.say("ticket.next_is", number=next_number))


def _lines(shift: Shift, work: CounterWork, ticket: TicketView) -> Iterator[Content]:
    profile = shift.office.profile if shift.office else None
    service = profile.service(ticket.service or "") if profile else None
    yield Content.styled(shift.text(service.name) if service else ticket.service or "", "bold")
    if profile:
        lane = shift.text(profile.lane(ticket.waits_in).name)
        yield Content(shift.say("ticket.lane", letter=ticket.waits_in, name=lane))
        if (ticket.children or 1) > 1:
            yield Content.styled(shift.say("ticket.children", number=ticket.children), "bold")
        for reason in profile.reasons:
            if reason.key == work.reason:
                yield Content.styled(
                    shift.say("ticket.reason", name=shift.text(reason.name)), "bold $text-accent"
                )
    if work.book:
        yield Content.styled(shift.say("ticket.book"), "bold $text-warning")
    for line in (*_since(shift, work, ticket), *_why(shift, work)):
        yield Content.styled(line, "$foreground 60%")


def _since(shift: Shift, work: CounterWork, ticket: TicketView) -> Iterator[str]:
    now, state = shift.now(), shift.link.state if shift.link else None
    if state is not None and ticket.day != state.day:
        yield shift.say("ticket.other_day", day=ticket.day)
    if ticket.state is TicketState.SERVING and work.steps:
        began = work.steps[0].started_at
        yield shift.say("ticket.since_start", at=shift.clock_time(began), span=_span(began, now))
    elif ticket.called_at is not None:
        calls = shift.count("ticket.calls", ticket.calls)
        yield shift.say("ticket.since_call", calls=calls, span=_span(ticket.called_at, now))
        yield shift.say("ticket.waited", waited=whole_minutes(ticket.called_at - ticket.issued_at))


def _why(shift: Shift, work: CounterWork) -> Iterator[str]:
    """Why this ticket was called; nothing from a core that knows a reason which this console does not."""
    if work.why is not None and shift.knows(work.why.key):
        yield shift.say(work.why.key, **work.why.figures)


def _span(since: datetime, now: datetime | None) -> str:
    return mm_ss(now - since) if now else "-"
