"""Children whom the reading corner proposes, in words: a page, one of them, and what can be said of it."""

from __future__ import annotations

from collections.abc import Iterator

from babel.dates import format_date

from queue_core.access.rules import COUNTER_ROLES
from queue_core.kia.rules.listing import CLOSED, ListedState
from queue_core.kia.rules.proposals import StrikeReason
from queue_core.kia.wire.children import GuardianConsent
from queue_core.kia.wire.proposals import ProposalHead, ProposalList, ProposalView
from queue_core.officer.file_view import value_words, village_name
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift


def page(shift: Shift, found: ProposalList) -> Iterator[Entry]:
    """The proposals of a page, then the ways to other pages."""
    for one in found.proposals:
        yield Entry(f"proposal:{one.head.id}", _line(shift, one))
    if found.page < found.pages:
        yield Entry(f"page:{found.page + 1}", shift.say("children.next_page"))
    if found.page > 1:
        yield Entry(f"page:{found.page - 1}", shift.say("children.page_before"))


def about(shift: Shift, one: ProposalView) -> str:
    """All that an officer looks at: the child, where it came from, who agreed, what the list knows."""
    record, head = one.record, one.head
    child = [
        record.name,
        value_words(shift, "birth_date", record.birth_date),
        shift.say("children.mother", name=record.mother or "-"),
        shift.say("children.nik", nik=record.nik or "-"),
        shift.say("proposals.phone", phone=record.phone or "-"),
        village_name(shift, record.village),
    ]
    came = shift.say("proposals.came", device=head.proposed_by, at=shift.moment(head.proposed_at))
    until = shift.say("proposals.until", day=_day(shift, one))
    listed = shift.say("proposals.by_list", known=known(shift, one))
    return "\n".join((", ".join(child), came, consent_words(shift, record.consent), listed, until))


def consent_words(shift: Shift, consent: GuardianConsent) -> str:
    """Who agreed, when, and to what."""
    return shift.say(
        "proposals.consent",
        by=consent.by,
        relation=shift.say(f"files.relation.{consent.relation}"),
        at=shift.moment(consent.given_at),
        purpose=shift.say(f"proposals.purpose.{consent.purpose}"),
    )


def known(shift: Shift, one: ProposalView) -> str:
    """What the list knows of the same child."""
    if one.known is None:
        return shift.say("proposals.new")
    if one.known is ListedState.WITHOUT_CARD:
        return shift.say("proposals.listed")
    key = "proposals.closed" if one.known in CLOSED else "proposals.known"
    return shift.say(key, state=shift.say(f"children.state.{one.known}"))


def choices(shift: Shift, one: ProposalView) -> list[Entry]:
    """What an officer of a counter can say of it."""
    if shift.account is None or COUNTER_ROLES.isdisjoint(shift.account.roles):
        return []
    good = "proposals.confirm" if one.known is None else "proposals.confirm_known"
    strikes = [Entry(f"strike:{why}", shift.say(f"proposals.strike.{why}")) for why in StrikeReason]
    return [Entry("confirm:", shift.say(good)), *strikes]


def outcome(shift: Shift, head: ProposalHead) -> str:
    """What became of a proposal, without whom it was about."""
    if head.why is not None:
        return shift.say("proposals.struck")
    return shift.say("proposals.kept" if head.child_id is None else "proposals.confirmed")


def _line(shift: Shift, one: ProposalView) -> str:
    told = (
        one.record.name,
        value_words(shift, "birth_date", one.record.birth_date),
        village_name(shift, one.record.village),
        shift.say("proposals.by", by=one.record.consent.by),
        known(shift, one),
    )
    return ", ".join(told)


def _day(shift: Shift, one: ProposalView) -> str:
    zone = shift.office.profile.office.zone if shift.office else None
    return str(format_date(one.kept_until.astimezone(zone).date(), "d MMMM y", locale=shift.language))
