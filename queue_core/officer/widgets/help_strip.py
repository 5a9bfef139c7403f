"""The strip of requests for help: on every screen as long as somebody waits for help or is being helped."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from queue_core.officer.assistance import by_urgency, since
from queue_core.officer.shift import Shift
from queue_core.officer.view import mm_ss
from queue_core.officer.widgets.connection import TALL
from queue_core.tickets.rules.assistance import HelpState
from queue_core.tickets.wire.assistance import HelpView

LINES = 3
"""So many requests a tall terminal shows; a low one shows the most urgent."""


class HelpStrip(Static):
    """One line a request, the most urgent first; nothing when nobody needs help."""

    def show(self, shift: Shift) -> None:
        """Paints the requests as they are now."""
        requests = by_urgency(shift.help, shift.me)
        shown = requests[: LINES if self.app.size.height >= TALL else 1]
        more = len(requests) - len(shown)
        tail = f"  {shift.say('help.more', more=more)}" if more else ""
        key = f"  {shift.say('help.key')}"
        lines = [told(shift, request) for request in shown]
        self.display = bool(lines)
        if lines:
            lines[-1] = Content.assemble(lines[-1], (tail + key, "none"))
        self.update(Content("\n").join(lines))


def told(shift: Shift, request: HelpView) -> Content:
    """A request in words: what, where, and since when it waits or who is on the way."""
    what = shift.help_name(request.kind)
    text = f"{what}: {shift.help_place(request)}, {_state(shift, request)}"
    open_one = request.state is HelpState.OPEN
    return Content.styled(f"{'!' if open_one else '·'} {text}", "bold $text-warning" if open_one else "none")


def _state(shift: Shift, request: HelpView) -> str:
    now = shift.now()
    age = mm_ss(since(request, now)) if now else "-"
    if request.state is HelpState.OPEN:
        return shift.say("help.waiting", age=age)
    if request.taken_by == shift.me:
        return shift.say("help.mine", age=age)
    return shift.say("help.taken", officer=request.taken_by, age=age)
