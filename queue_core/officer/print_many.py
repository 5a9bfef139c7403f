"""Many cards at once: ordered and loaded part by part, scanned back one by one; how far all are, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from queue_core.access.rules import CARD_ROLES
from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.wire.orders import FilesToPrint, Loading, OrderedFile, OrderHead, PrintProgress, Scanned
from queue_core.officer.more import Entry
from queue_core.officer.shift import Core, Shift
from queue_core.stock.rules.serials import following

AT_ONCE = 25
"""The core orders so many within a tenth of a second: nobody who calls a number meanwhile notices."""
NOT_NOW = "order-not-now"
OF_ITS_ORDER = frozenset({"file-asked", "order-changed", "order-flagged", NOT_NOW, "unknown-order"})
"""What one order alone is refused for: the blank goes to the next one."""


class Left(NamedTuple):
    """A file whose card was refused, and the cause."""

    file_id: int
    cause: str


@dataclass(frozen=True)
class Step:
    """So many of so many are done, and these were refused."""

    done: int
    of: int
    left: tuple[Left, ...] = ()


class Bar(NamedTuple):
    """Of so many cards that went to the printer so many came out."""

    out: int
    of: int


def may_print(shift: Shift) -> bool:
    """Whether the officer orders and prints cards."""
    return shift.account is not None and not CARD_ROLES.isdisjoint(shift.account.roles)


def has_blanks(shift: Shift) -> bool:
    """Whether the office loads blanks of its own."""
    return shift.office is not None and shift.office.profile.files.card.printed_by == "office"


def ordering(shift: Shift, most: int) -> Iterator[Step]:
    """Orders the cards of so many recorded files, the oldest first; tells after each part how far it is."""
    after, tried, left = 0, 0, list[Left]()
    while tried < most:
        with shift.talking() as core:
            files = core.files_without_order(after).files[: min(AT_ONCE, most - tried)]
            if not files:
                return
            found = core.order_prints(FilesToPrint(files=files)).files
        after, tried = files[-1].file_id, tried + len(files)
        left += _refused(found)
        yield Step(tried, most, tuple(left))


def loading(shift: Shift, first: str, most: int) -> Iterator[Step]:
    """Binds so many blanks from the first serial on to waiting orders; one that cannot be is left out.

    Raises NotARange, and Refused for a blank that cannot be loaded: what was loaded before stays.
    """
    serials, done, size = following(first, most), 0, AT_ONCE
    left: dict[int, Left] = {}
    while done < most:
        with shift.talking() as core:
            waiting = [one for one in core.orders_in(OrderState.WAITING).orders if one.id not in left]
            part = waiting[: min(size, most - done)]
            if not part:
                return
            try:
                core.load_blanks(Loading(orders=tuple(one.id for one in part), first=serials[done]))
            except Refused as error:
                if error.cause not in OF_ITS_ORDER:
                    raise
                if len(part) == 1:
                    left[part[0].id] = Left(part[0].file_id, error.cause)
                size = AT_ONCE if len(part) == 1 else 1
                continue
        done += len(part)
        yield Step(done, most, tuple(left.values()))


def scanned_back(core: Core, serial: str) -> tuple[OrderHead, str] | None:
    """Scans the next card back: its order, and the child's name; None for no card of this office.

    Cards are scanned as they came out, so that blanks in another order in the feeder are noticed: the
    first that came out is held against what was read. Raises Refused or CoreUnreachable.
    """
    found = core.orders_on(serial).orders
    if not found:
        return None
    file_id = expected(core, found[0]).file_id
    done = core.scan_back(file_id, Scanned(serial=serial))
    return done, core.file(file_id).draft.child.name


def expected(core: Core, read: OrderHead) -> OrderHead:
    """The card that should have been read: of those that came out and are not flagged, the first.

    One that is not among them is held against its own order alone.
    """
    out = [one for one in core.orders_in(OrderState.PRINTED).orders if one.flagged_at is None]
    if read.id not in {one.id for one in out}:
        return read
    return min(out, key=lambda one: (one.sent_at or one.changed_at, one.id))


def why_wrong(shift: Shift, error: KerakError) -> str:
    """Why a card is not scanned back, where many are."""
    is_early = isinstance(error, Refused) and error.cause == NOT_NOW
    return shift.say("many.not_out") if is_early else shift.problem(error)


def bar(far: PrintProgress) -> Bar:
    """How far the printer is with what was loaded."""
    return Bar(far.printed, far.loaded + far.sending + far.unknown + far.printed)


def about(shift: Shift, far: PrintProgress) -> str:
    """How many cards are how far, and what keeps the printer."""
    told = [shift.say(f"many.far.{state}", count=getattr(far, state)) for state in _STATES]
    troubles = [
        shift.say("many.trouble", problem=shift.say(f"card.problem.{problem}"), count=count)
        for problem, count in far.problems.items()
    ]
    return "\n".join([", ".join(told), *troubles])


def entries(shift: Shift, far: PrintProgress, left: tuple[Left, ...]) -> list[Entry]:
    """What can be done now, then the files whose cards were refused."""
    lines = [Entry("order:", shift.say("many.order", count=far.recorded))]
    if has_blanks(shift):
        lines.append(Entry("load:", shift.say("many.load", count=far.waiting)))
    lines.append(Entry("scan:", shift.say("many.scan", count=far.printed)))
    if far.unknown or far.flagged:
        lines.append(Entry("", shift.say("many.people", count=far.unknown + far.flagged)))
    if left:
        lines.append(Entry("", shift.say("many.left", count=len(left))))
    return lines + [Entry(f"file:{one.file_id}", _left_line(shift, one)) for one in left]


def outcome(shift: Shift, verb: str, step: Step) -> str:
    """What came of it, in the end."""
    done = step.done - len(step.left) if verb == "order" else step.done
    return shift.say(f"many.done.{verb}", done=done, left=len(step.left))


_STATES = ("waiting", "loaded", "sending", "printed", "unknown", "flagged")


def _refused(found: tuple[OrderedFile, ...]) -> list[Left]:
    return [Left(one.file_id, one.refused) for one in found if one.refused is not None]


def _left_line(shift: Shift, one: Left) -> str:
    key = f"problem.{one.cause}"
    return shift.say("many.line", file=one.file_id, why=shift.say(key) if shift.knows(key) else one.cause)
