"""Who moved a file or looked at its numbers, in words, for those who answer for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from queue_core.access.rules import DECIDING_ROLES
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.needs import Field
from queue_core.kia.wire.files import RevealReason
from queue_core.kia.wire.people import ActView, ExportReason, FileHistory
from queue_core.officer.shift import Shift

WRITTEN = "file_written"
ACTS = (
    "opened",
    "written",
    "taken",
    "released",
    "moved",
    "asked",
    "declined",
    "revealed",
    "exported",
    "erased",
    "card_read",
)
"""Those that have words; another one is told by its name."""
WHY = {
    **{str(why): f"files.reveal.{why}" for why in RevealReason},
    **{str(why): f"files.export_reason.{why}" for why in ExportReason},
}


def may_see_history(shift: Shift) -> bool:
    """Whether the officer answers for what others do with files."""
    return shift.account is not None and not DECIDING_ROLES.isdisjoint(shift.account.roles)


def lines(shift: Shift, history: FileHistory) -> Iterator[str]:
    """A line for each act, the latest first; one for all that an officer wrote on end."""
    for _, acts in groupby(reversed(history.acts), _on_end):
        act = next(acts)
        yield shift.say("files.act_line", at=shift.moment(act.at), who=_who(act.by), what=_what(shift, act))


def _on_end(act: ActView) -> object:
    """What is alike in writes that make one line: the form saves by itself, bit by bit."""
    return (act.by, act.state) if act.action == WRITTEN else act


def _who(actor: str) -> str:
    return actor.removeprefix("account:")


def _what(shift: Shift, act: ActView) -> str:
    name = act.action.removeprefix("file_")
    state = shift.say(f"files.state.{FileState(act.state)}")
    told = shift.say(f"files.history.{name}", state=state) if name in ACTS else act.action
    if act.field:
        told += f": {shift.say(f'files.field.{Field(act.field)}')}"
    return f"{told} ({shift.say(WHY[act.why])})" if act.why in WHY else told
