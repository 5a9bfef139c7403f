"""One file in words: what can be done now, its papers, what is missing or doubtful, and what it says.

Pure: the file as the core told it comes in; entries come out. An entry without an id is only told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from queue_core.access.rules import ACCOUNT_ROLES
from queue_core.foundation.files import FileKind
from queue_core.kia.rules.life import (
    MOVES,
    TO_BE_WRITTEN,
    Action,
    FileState,
    Move,
    Output,
    Way,
    actions_for,
    agreeing_roles,
)
from queue_core.kia.rules.needs import MASKED, Field
from queue_core.kia.wire.files import FileHead, FileView, RevealReason
from queue_core.kia.wire.subject import Child, Draft, ExplainedDoubt
from queue_core.officer import cards
from queue_core.officer.alike_view import entries as alike
from queue_core.officer.evidence import pause_line
from queue_core.officer.file_history import may_see_history
from queue_core.officer.files import clock_words, kind_name, state_name
from queue_core.officer.handover import place_words, prints
from queue_core.officer.more import Entry
from queue_core.officer.photo.words import entries as pictures
from queue_core.officer.shift import Shift

PAPER_NAME = "id"
FORM = "form:"
"""The entry that opens the form."""
ASIDE = frozenset({Action.CORRECT, Action.ERASE})
"""Next steps that nobody waits for."""
DONE_AT_ONCE = frozenset({Action.SUBMIT, Action.FIND_INCOMPLETE})
"""What is easily set right; every other move is asked about first, or needs a reason."""


def title(shift: Shift, view: FileView) -> str:
    """Which file it is, and how far."""
    head = view.head
    blanks = {"id": head.id, "kind": kind_name(shift, head.kind), "state": state_name(shift, head.state)}
    return shift.say("files.title", number=head.ticket or "-", **blanks)


def about(shift: Shift, view: FileView) -> str:
    """Who did what last, whose hands it is in, what is asked for, and who comes next; a line each."""
    return "\n".join(_about(shift, view))


def sections(shift: Shift, view: FileView) -> Iterator[tuple[str, list[Entry]]]:
    """The parts of the list, each with its title; what has nothing to tell is left out."""
    if view.order is not None:
        yield cards.title(shift, view.order), list(cards.entries(shift, view.order))
    now = list(acts(shift, view)) or [Entry("", shift.say("files.nothing_now"))]
    if may_see_history(shift):
        now.append(Entry("history:", shift.say("files.act.history")))
    yield shift.say("files.now"), now
    if view.head.erased_at is not None:
        return
    titled_papers = "papers" if ticks(view) else "papers_told"
    parts = (
        ("same_child", alike),
        ("checks", lacks),
        ("prints", prints),
        (titled_papers, papers),
        ("pictures", pictures),
        ("facts", facts),
    )
    for name, part in parts:
        if entries := list(part(shift, view)):
            yield shift.say(f"files.{name}"), entries


def outcome(shift: Shift, before: FileView, after: FileHead) -> str:
    """What came of an act."""
    if after.asked is not None:
        return shift.say("files.wished")
    if before.head.asked is not None and after.state is before.head.state:
        return shift.say("files.left")
    if after.state is not before.head.state:
        return shift.say("files.moved", state=state_name(shift, after.state))
    return shift.say("files.sent")


def acts(shift: Shift, view: FileView) -> Iterator[Entry]:
    """What the reader can do now."""
    if view.head.erased_at is not None:
        return
    asked, held = view.head.asked, view.head.held
    if asked is not None:
        yield from _decisions(shift, view.head)
        return
    if held is not None and held.by != shift.me:
        yield Entry(f"take:{held.by}", shift.say("files.act.take", who=held.by))
        return
    if may_be_written(shift, view):
        yield Entry(FORM, shift.say("files.act.form"))
    for action in view.actions:
        key = "files.act.ask_for" if _move(view, action).needs_two else "files.act.do"
        yield Entry(f"move:{action}", shift.say(key, what=shift.say(f"files.act.{action}")))


def papers(shift: Shift, view: FileView) -> Iterator[Entry]:
    """The papers of the service, ticked or not; those by age come once the birth date is known."""
    for index, paper in enumerate(view.papers):
        box = "[x]" if paper.there else "[ ]"
        yield Entry(f"paper:{index}" if ticks(view) else "", f"{box} {shift.text(paper.name)}")
    if view.draft.child.birth_date is None:
        yield Entry("", shift.say("files.papers_by_age"))


def lacks(shift: Shift, view: FileView) -> Iterator[Entry]:
    """What speaks against the file: missing, impossible, doubtful; a doubt can be explained."""
    if view.missing:
        yield Entry("", shift.say("files.missing", fields=missing(shift, view)))
    if view.bar is not None:
        yield Entry("", shift.say(f"files.bar.{view.bar}"))
    for wrong in view.faults:
        words = {"field": field_name(shift, wrong.about), "why": shift.say(f"files.fault.{wrong.fault}")}
        yield Entry("", shift.say("files.impossible", **words))
    for one in view.doubts:
        doubt = doubted(shift, one.about, one.doubt)
        if ticks(view):
            yield Entry(f"doubt:{one.about}:{one.doubt}", f"{doubt} {shift.say('files.explain')}")
        else:
            yield Entry("", doubt)
    for told in view.draft.doubts:
        yield Entry("", _explained(shift, told))


def doubted(shift: Shift, about: str, doubt: str) -> str:
    """What speaks against a number."""
    return shift.say("files.doubtful", field=field_name(shift, about), why=shift.say(f"files.doubt.{doubt}"))


def waits_for_others(shift: Shift, view: FileView) -> bool:
    """Whether the file may change without anybody at this console: a printer, a second person, its holder."""
    held, order = view.head.held, view.order
    elsewhere = view.head.asked is not None or (held is not None and held.by != shift.me)
    return elsewhere or (order is not None and cards.moves_by_itself(order))


def facts(shift: Shift, view: FileView) -> Iterator[Entry]:
    """What the file says; a number can be looked at in full."""
    child = view.draft.child
    for name in Child.model_fields:
        value = value_words(shift, name, getattr(child, name))
        hidden = name in MASKED and bool(value)
        key, entry = ("files.hidden", f"reveal:{name}") if hidden else ("files.fact", f"fact:{name}")
        yield Entry(entry, shift.say(key, field=field_name(shift, name), value=value or "-"))
    consent = {"field": field_name(shift, Field.CONSENT), "value": _consent(shift, view) or "-"}
    yield Entry(f"fact:{Field.CONSENT}", shift.say("files.fact", **consent))


def missing(shift: Shift, view: FileView) -> str:
    """The fields that are not filled in, by name."""
    return ", ".join(field_name(shift, field) for field in view.missing)


def missing_papers(shift: Shift, view: FileView) -> str:
    """The papers that are not there, by name."""
    return ", ".join(shift.text(paper.name) for paper in view.papers if not paper.there)


def reveal_reasons(shift: Shift) -> list[Entry]:
    """Why a number is looked at in full."""
    return [Entry(why, shift.say(f"files.reveal.{why}")) for why in RevealReason]


def field_name(shift: Shift, name: str) -> str:
    """A field in the officer's language."""
    return shift.say(f"files.field.{name}")


def value_words(shift: Shift, name: str, value: object) -> str:
    """What a field says, in the officer's language; nothing for one that is not filled in."""
    if value is None:
        return ""
    if isinstance(value, date):
        return str(format_date(value, "d MMMM y", locale=shift.language))
    if isinstance(value, bool):
        return shift.say("files.yes" if value else "files.no")
    if name == Field.SEX:
        return shift.say(f"files.sex.{value}") if value else ""
    return village_name(shift, str(value)) if name == Field.VILLAGE else str(value)


def village_name(shift: Shift, code: str) -> str:
    """A village by its code; the code itself for one of another sub-district."""
    villages = shift.office.profile.villages if shift.office else ()
    return next((one.name for one in villages if one.code == code), code)


def ticked(draft: Draft, paper: str) -> Draft:
    """The draft with a paper there that was not, or the other way round."""
    without = tuple(one for one in draft.papers if one != paper)
    return draft.model_copy(
        update={"papers": without if len(without) < len(draft.papers) else (*without, paper)}
    )


def explained(draft: Draft, doubt: str, reason: str) -> Draft:
    """The draft with a reason for a doubt, which is named as its entry is."""
    about, _, what = doubt.partition(":")
    told = ExplainedDoubt.model_validate({"about": about, "doubt": what, "reason": reason})
    return draft.model_copy(update={"doubts": (*draft.doubts, told)})


def needs_reason(view: FileView, action: Action) -> bool:
    """Whether a move of the file is not made without a reason."""
    return _move(view, action).needs_reason


def ticks(view: FileView) -> bool:
    """Whether papers and doubts may still change."""
    return view.head.state in TO_BE_WRITTEN


def offers_form(shift: Shift, view: FileView) -> bool:
    """Whether the form is among what can be done now."""
    return any(entry.id == FORM for entry in acts(shift, view))


def may_be_written(shift: Shift, view: FileView) -> bool:
    """Whether the form may be opened: before approval, and for the numbers that a registration gave."""
    kind = _kind(shift, view.head)
    registered = view.head.state is FileState.RECORDED and kind is not None and kind.registers_birth
    return ticks(view) or registered


def _move(view: FileView, action: Action) -> Move:
    return MOVES[view.head.state, action]


def _kind(shift: Shift, head: FileHead) -> FileKind | None:
    return shift.office.profile.files.kind(head.kind) if shift.office else None


def _decisions(shift: Shift, head: FileHead) -> Iterator[Entry]:
    roles = shift.account.roles if shift.account else ()
    mine = head.asked is not None and head.asked.by == shift.me
    decides = head.asked is not None and not agreeing_roles(head.asked.action).isdisjoint(roles)
    if decides and not mine:
        yield Entry("agree:", shift.say("files.act.agree"))
    if decides or mine:
        yield Entry("decline:", shift.say("files.act.take_back" if mine else "files.act.decline"))


def _about(shift: Shift, view: FileView) -> Iterator[str]:
    head = view.head
    yield shift.say("files.changed", who=head.changed_by, at=shift.moment(head.changed_at))
    if head.erased_at is not None:
        yield shift.say("files.erased", at=shift.moment(head.erased_at))
    if head.held is not None and head.held.by != shift.me:
        yield shift.say("files.in_hand", who=head.held.by, since=shift.moment(head.held.since))
    if head.asked is not None:
        what = shift.say(f"files.act.{head.asked.action}")
        yield shift.say("files.asked", who=head.asked.by, what=what, at=shift.moment(head.asked.at))
    if head.register_number is not None:
        yield shift.say("files.registered", number=head.register_number, place=place_words(shift, head))
    if view.reason is not None:
        yield shift.say("files.reason", reason=view.reason)
    if told := clock_words(shift, head):
        yield told
    yield from _pauses(shift, view)
    if view.card is not None and view.valid_until is not None:
        until = value_words(shift, "", view.valid_until)
        yield shift.say(f"files.card.{view.card}", until=until)
    yield from _next(shift, view)


def _pauses(shift: Shift, view: FileView) -> Iterator[str]:
    """What held the clock of the file that is made now, and what holds it."""
    for clock in view.clocks[-1:] if view.head.clock else ():
        for pause in clock.pauses:
            yield pause_line(shift, pause)


def _next(shift: Shift, view: FileView) -> Iterator[str]:
    """The next step of the way, where it is for another role."""
    kind = _kind(shift, view.head)
    if kind is None or view.head.asked is not None:
        return
    way = Way(Output(kind.output), kind.validated, kind.signed)
    following = next(actions_for(way, view.head.state, ACCOUNT_ROLES), None)
    if following is None or following in view.actions or following in ASIDE:
        return
    roles = ", ".join(sorted(shift.say(f"files.role.{role}") for role in _move(view, following).roles))
    yield shift.say("files.next", what=shift.say(f"files.act.{following}"), roles=roles)


def _explained(shift: Shift, told: ExplainedDoubt) -> str:
    why = shift.say(f"files.doubt.{told.doubt}")
    return shift.say("files.explained", field=field_name(shift, told.about), why=why, reason=told.reason)


def _consent(shift: Shift, view: FileView) -> str:
    consent = view.draft.consent
    return f"{consent.by} ({shift.say(f'files.relation.{consent.relation}')})" if consent else ""
