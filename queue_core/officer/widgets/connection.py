"""The connection line: whether what is on the screen is whole, whose console is gone, which slips failed."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content
from textual.widgets import Static

from queue_core.officer.alarms import my_call
from queue_core.officer.shift import Shift
from queue_core.officer.view import Notice, left_behind, mm_ss
from queue_core.tickets.wire.counters import CounterView

TALL = 32
"""Terminals of so many rows have room for every notice."""


class ConnectionLine(Static):
    """One line for the connection; above it one for each notice, or for the latest where room is short.

    Above these, the counters whose officer's console is gone, or the first of them.
    """

    def show(self, shift: Shift) -> None:
        """Paints the link and the notices as they are now."""
        shown = shift.notices if self.app.size.height >= TALL else shift.notices[:1]
        lines = [_notice(shift, notice) for notice in reversed(shown)]
        if more := len(shift.notices) - len(shown):
            lines[-1] = Content(" ").join([lines[-1], Content(shift.say("slip.more", more=more))])
        away = left_behind(shift.link.state, shift.me) if shift.link and shift.link.state else []
        away = away if self.app.size.height >= TALL else away[:1]
        above = [*_own_call(shift), *(_away(shift, view) for view in away)]
        self.update(Content("\n").join([*above, *lines, _link(shift)]))


def _link(shift: Shift) -> Content:
    link = shift.link
    if link is None:
        return Content.styled(f"○ {shift.say('link.connecting')}", "$foreground 60%")
    if link.connected:
        return Content.styled(f"● {shift.say('link.connected')}", "$text-success")
    if link.state is None:
        return Content.styled(f"○ {shift.say('link.never')}", "bold $text-error")
    age = mm_ss(timedelta(seconds=link.age(shift.monotonic())))
    return Content.styled(f"○ {shift.say('link.lost', age=age)}", "bold $text-error")


def _own_call(shift: Shift) -> list[Content]:
    """One's own emergency call, in words that betray nothing to who looks over the officer's shoulder."""
    call = my_call(shift.link.state, shift.me) if shift.link and shift.link.state else None
    if call is None:
        return []
    key = "alarm.sent" if call.seen_by is None else "alarm.seen"
    told = shift.say(key, at=shift.clock_time(call.raised_at), officer=call.seen_by)
    return [Content.styled(f"· {told}", "none")]


def _away(shift: Shift, view: CounterView) -> Content:
    since = shift.clock_time(view.away_since) if view.away_since else "-"
    told = shift.say("away.notice", number=view.number, officer=view.officer, at=since)
    return Content.styled(f"! {told}" + (f" ({view.ticket})" if view.ticket else ""), "bold $text-warning")


def _notice(shift: Shift, notice: Notice) -> Content:
    key = f"slip.{notice.outcome}"
    why = shift.say(key) if shift.knows(key) else shift.say("slip.other", outcome=notice.outcome)
    told = shift.say(
        "slip.notice", at=shift.clock_time(notice.at), number=notice.number, device=notice.device, why=why
    )
    return Content.styled(f"! {told}", "bold $text-warning")
