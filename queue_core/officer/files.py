"""What the console offers about files: the list of a ticket, of a state or of a search, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from queue_core.foundation.files import FileKind
from queue_core.kia.rules.life import ENDED, FileState
from queue_core.kia.wire.files import FileHead, FileList, FileSearch, NewFile
from queue_core.officer.exports import may_export
from queue_core.officer.handover import to_end
from queue_core.officer.more import Entry
from queue_core.officer.print_many import may_print
from queue_core.officer.shift import Core, Shift
from queue_core.tickets.wire.tickets import TicketView

Source = Callable[[Core], FileList]
MOST_NAMED = 10
"""A list that is no longer tells the children's names: each is read from its file."""
WAITING_STATES = tuple(state for state in FileState if state not in ENDED)


@dataclass(frozen=True)
class Listing:
    """A list of files: the message key of its title, and where the core tells it."""

    title: str
    source: Source


URGENT = Listing("files.by_urgency", lambda core: core.urgent_files())
ASKED = Listing("files.by_asking", lambda core: core.asked_files())
TO_SIGN = Listing("files.to_sign", lambda core: core.files_to_sign())


def signs(shift: Shift) -> bool:
    """Whether the camat signs documents of this office."""
    return any(kind.signed for kind in kinds(shift, None))


def kinds(shift: Shift, service: str | None) -> list[FileKind]:
    """The kinds of application, those that a ticket's service leads to first."""
    known = shift.office.profile.files.kinds if shift.office else ()
    return sorted(known, key=lambda kind: service not in kind.services)


def listed(shift: Shift, found: FileList, names: Mapping[int, str], ticket: TicketView | None) -> list[Entry]:
    """The files, then what can be opened for the ticket, then how to find others."""
    files = [Entry(f"file:{one.id}", _line(shift, one, names.get(one.id, ""))) for one in found.files]
    return [*files, *_to_open(shift, ticket), *_to_find(shift)]


def states(shift: Shift) -> list[Entry]:
    """The states in which a file waits for somebody."""
    return [Entry(state, state_name(shift, state)) for state in WAITING_STATES]


def new_file(kind: str, ticket: TicketView | None) -> NewFile:
    """What is opened, for the ticket at the counter."""
    return NewFile(kind=kind, ticket_id=ticket.id if ticket else None)


def searched(line: str) -> FileSearch:
    """What is looked for: a NIK where there are digits alone, else a name. Raises ValidationError."""
    digits = line.replace(" ", "")
    return FileSearch(nik=digits) if digits.isdecimal() else FileSearch(name=line)


def kind_name(shift: Shift, key: str) -> str:
    """A kind of application in the officer's language, by its key."""
    kind = shift.office.profile.files.kind(key) if shift.office else None
    return shift.text(kind.name) if kind else key


def state_name(shift: Shift, state: FileState) -> str:
    """A file's state in the officer's language."""
    return shift.say(f"files.state.{state}")


def clock_words(shift: Shift, head: FileHead) -> str:
    """By when the document is owed, that it is near or late, or nothing once it was ready in time."""
    now, clock = shift.now(), head.clock
    if clock is None or now is None:
        return ""
    if clock.due_at is None:
        return shift.say("files.stands_still")
    due = shift.moment(clock.due_at)
    if clock.is_late(now):
        return shift.say("files.late", due=due)
    if clock.ended_at is not None:
        return ""
    return shift.say("files.near" if clock.is_near(now) else "files.due", due=due)


def _line(shift: Shift, one: FileHead, child: str) -> str:
    told = [
        shift.say("files.line", id=one.id, kind=kind_name(shift, one.kind)),
        *([child] if child else []),
        state_name(shift, one.state),
        shift.say("files.moved_by", who=one.moved_by, at=shift.moment(one.moved_at)),
    ]
    if one.state is FileState.READY and one.shelf:
        told.append(shift.say("ending.place", place=one.shelf))
    if one.held is not None and one.held.by != shift.me:
        told.append(shift.say("files.held_by", who=one.held.by, since=shift.moment(one.held.since)))
    if one.asked is not None:
        told.append(shift.say("files.waits"))
    if clock := clock_words(shift, one):
        told.append(clock)
    return ", ".join(told)


def _to_open(shift: Shift, ticket: TicketView | None) -> Iterator[Entry]:
    if ticket is None:
        return
    for kind in kinds(shift, ticket.service):
        words = shift.say("files.open", kind=shift.text(kind.name), number=ticket.number)
        yield Entry(f"open:{kind.key}", words)


def _to_find(shift: Shift) -> Iterator[Entry]:
    if kinds(shift, None):
        yield Entry("search:", shift.say("files.search"))
        yield Entry("states:", shift.say("files.by_state"))
        yield from to_end(shift)
        yield Entry("urgent:", shift.say(URGENT.title))
        yield Entry("asked:", shift.say(ASKED.title))
        yield Entry("cards:", shift.say("card.find"))
        if may_print(shift):
            yield Entry("many:", shift.say("many.find"))
        yield Entry("children:", shift.say("children.title"))
        if may_export(shift):
            yield Entry("export:", shift.say("files.export"))
