"""Other files that may be of the same child, in words: what is alike, what was decided, both side by side."""

from __future__ import annotations

from collections.abc import Iterator

from queue_core.kia.rules.life import Action
from queue_core.kia.wire.files import AlikeFile, FileView
from queue_core.officer.files import kind_name, state_name
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift

COMPARED = ("name", "birth_date", "birth_place", "sex", "mother", "father", "village", "nik")
ENDING = (Action.REFUSE, Action.WITHDRAW)
"""How a file of the same child ends."""
OTHER = "other"
"""The answer that it is another child."""


def entries(shift: Shift, view: FileView) -> Iterator[Entry]:
    """A line for each file that is alike; it opens both side by side."""
    for one in view.alike:
        yield Entry(f"alike:{one.head.id}", _line(shift, one))


def answers(shift: Shift, view: FileView) -> Iterator[Entry]:
    """What a person may say: another child, or the same, which ends this file as it may end now."""
    yield Entry(OTHER, shift.say("alike.other"))
    for action in ENDING:
        if action in view.actions:
            yield Entry(action, shift.say(f"alike.same_{action}"))


def _line(shift: Shift, one: AlikeFile) -> str:
    blanks = {
        "id": one.head.id,
        "kind": kind_name(shift, one.head.kind),
        "state": state_name(shift, one.head.state),
        "traits": ", ".join(shift.say(f"alike.trait.{trait}") for trait in one.traits),
    }
    if one.told_apart is not None:
        decided = one.told_apart
        told = {"who": decided.by, "at": shift.moment(decided.at), "reason": decided.reason}
        return shift.say("alike.decided", **blanks, **told)
    return shift.say(f"alike.{one.sureness}", **blanks)
