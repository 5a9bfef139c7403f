"""The children without a card in words: villages, a page of children, what can be done, who has a card."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from queue_core.access.rules import DECIDING_ROLES, IMPORT_ROLES
from queue_core.kia.rules.listing import CLOSED, ListedState, Source, has_consent
from queue_core.kia.wire.children import ChildHead, ChildList, ChildView, Coverage, OwnershipView
from queue_core.officer.file_view import value_words, village_name
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift

BAR = 20
"""Signs of a whole bar."""


def villages(shift: Shift, found: ChildList) -> Iterator[Entry]:
    """What is to be checked, the villages with their children, then what else can be done, by role."""
    if found.proposed:
        yield Entry("proposals:", shift.say("children.proposed", number=found.proposed))
    counts = {one.village: one.children for one in found.villages}
    known = shift.office.profile.villages if shift.office else ()
    for village in known:
        words = shift.say("children.village", name=village.name, count=counts.get(village.code, 0))
        yield Entry(f"village:{village.code}", words)
    roles = shift.account.roles if shift.account else ()
    if not IMPORT_ROLES.isdisjoint(roles):
        yield Entry("import:", shift.say("children.import"))
    if not DECIDING_ROLES.isdisjoint(roles):
        yield Entry("coverage:", shift.say("children.coverage"))


def page(shift: Shift, found: ChildList) -> Iterator[Entry]:
    """The children of a page, then the ways to other pages and back."""
    for one in found.children:
        yield Entry(f"child:{one.head.id}", _line(shift, one))
    if found.page < found.pages:
        yield Entry(f"page:{found.page + 1}", shift.say("children.next_page"))
    if found.page > 1:
        yield Entry(f"page:{found.page - 1}", shift.say("children.page_before"))
    yield Entry("villages:", shift.say("children.all_villages"))


def choices(shift: Shift, one: ChildHead) -> list[Entry]:
    """What can be done for one child."""
    kinds = shift.office.profile.files.kinds if shift.office else ()
    opened = [
        Entry(f"open:{kind.key}", shift.say("children.open", kind=shift.text(kind.name)))
        for kind in kinds
        if kind.output == "card"
    ]
    consent = has_consent(one.source, one.state, by_duty=one.by_duty)
    ends = CLOSED if consent else CLOSED - {ListedState.WITHDRAWN}
    closing = (why for why in ListedState if why in ends)
    return [*opened, *(Entry(f"close:{why}", _end(shift, one, why)) for why in closing)]


def table(shift: Shift, found: Coverage) -> str:
    """Who has a card, by village with a bar, and each month of which something is known."""
    names = [village_name(shift, one.village) for one in found.villages]
    widest = max(map(len, (*names, shift.say("children.together"))), default=0)
    lines = [_row(shift, name.ljust(widest), of) for name, of in zip(names, found.villages, strict=True)]
    together = _row(shift, shift.say("children.together").ljust(widest), found.total)
    months = [_row(shift, of.month.ljust(widest), of) for of in found.months if of.due != 0]
    heading = " ".join(
        (" " * widest, *(shift.say(f"children.head.{one}").rjust(8) for one in ("due", "has")))
    )
    by_month = shift.say("children.by_month")
    return "\n".join((heading, *lines, together, "", by_month, *months))


def percent(shift: Shift, value: Decimal | None) -> str:
    """Per cent as the office writes it, with two decimals."""
    told = "-" if value is None else f"{value:.2f} %"
    return told.replace(".", shift.say("children.decimal"))


def _end(shift: Shift, one: ChildHead, why: ListedState) -> str:
    kept = why is ListedState.WITHDRAWN and one.by_duty
    return shift.say("children.close.kept_by_duty" if kept else f"children.close.{why}")


def _row(shift: Shift, name: str, of: OwnershipView) -> str:
    if of.due is None:
        return f"{name} {shift.say('children.hidden')}"
    full = round((of.percent or 0) * BAR / 100)
    bar = "█" * full + "░" * (BAR - full) if of.due else " " * BAR
    return f"{name} {of.due:>8} {of.has:>8}  {bar} {percent(shift, of.percent).rjust(8)}"


def _line(shift: Shift, one: ChildView) -> str:
    record = one.record
    told = [
        record.name,
        value_words(shift, "birth_date", record.birth_date),
        shift.say("children.mother", name=record.mother or "-"),
        shift.say("children.nik", nik=record.nik or "-"),
    ]
    if one.head.source is Source.READING_CORNER and record.consent is not None:
        relation = shift.say(f"files.relation.{record.consent.relation}")
        told.append(shift.say("children.from_corner", by=record.consent.by, relation=relation))
    if one.head.state is not ListedState.WITHOUT_CARD:
        told.append(shift.say(f"children.state.{one.head.state}"))
    return ", ".join(told)
