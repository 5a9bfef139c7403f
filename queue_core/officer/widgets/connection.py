"""The connection line: whether what is on the screen is whole, and which slips failed at a kiosk."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content
from textual.widgets import Static

from queue_core.officer.shift import Shift
from queue_core.officer.view import Notice, mm_ss

TALL = 32
"""Terminals of so many rows have room for every notice."""


class ConnectionLine(Static):
    """One line for the connection; above it one for each notice, or for the latest where room is short."""

    def show(self, shift: Shift) -> None:
        """Paints the link and the notices as they are now."""
        shown = shift.notices if self.app.size.height >= TALL else shift.notices[:1]
        lines = [_notice(shift, notice) for notice in reversed(shown)]
        if more := len(shift.notices) - len(shown):
            lines[-1] = Content(" ").join([lines[-1], Content(shift.say("slip.more", more=more))])
        self.update(Content("\n").join([*lines, _link(shift)]))


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


def _notice(shift: Shift, notice: Notice) -> Content:
    key = f"slip.{notice.outcome}"
    why = shift.say(key) if shift.knows(key) else shift.say("slip.other", outcome=notice.outcome)
    told = shift.say(
        "slip.notice", at=shift.clock_time(notice.at), number=notice.number, device=notice.device, why=why
    )
    return Content.styled(f"! {told}", "bold $text-warning")
