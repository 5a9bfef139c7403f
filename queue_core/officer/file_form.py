"""The form of a file as texts: from a draft and back, beside what is missing, and merged after a conflict.

Pure. A text of a choice is the value's own word (`female`), that of a date is written as offices write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pydantic import ValidationError

from queue_core.kia.rules.needs import COMES_WITH_REGISTRATION, MASKED, Field
from queue_core.kia.rules.nik import Sex
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.subject import Child, Consent, Draft, Relation
from queue_core.officer.file_view import field_name, ticks, value_words, village_name
from queue_core.officer.shift import Shift

Texts = Mapping[str, str]
NO_TEXTS: Texts = MappingProxyType({})
CONSENT_BY, CONSENT_RELATION = "consent_by", "consent_relation"
CONSENT_ROWS = frozenset({CONSENT_BY, CONSENT_RELATION})
"""These are kept together or not at all."""
ROWS = (*Child.model_fields, CONSENT_BY, CONSENT_RELATION)
MARRIED, YES, NO = "married", "yes", "no"
ROW_OF = {Field.PARENT_OR_GUARDIAN: "mother", Field.CONSENT: CONSENT_BY}
"""Beside which row it is told that these are missing."""
DAY = re.compile(r"(\d{1,2})[-/. ]?(\d{1,2})[-/. ]?(\d{4})")
DOT = "•"


class BadRow(ValueError):
    """A row that cannot be read; the message is the key of the sentence that says why."""

    def __init__(self, row: str, key: str) -> None:
        super().__init__(key)
        self.row = row
        self.key = key


def texts_of(draft: Draft) -> dict[str, str]:
    """What stands in each row."""
    child, consent = draft.child, draft.consent
    plain = {name: str(value) if value else "" for name, value in child}
    return plain | {
        Field.BIRTH_DATE: f"{child.birth_date:%d-%m-%Y}" if child.birth_date else "",
        MARRIED: YES if child.married else NO,
        CONSENT_BY: consent.by if consent else "",
        CONSENT_RELATION: str(consent.relation) if consent else "",
    }


def draft_of(texts: Texts, upon: Draft) -> Draft:
    """The draft that the rows make of another one, whose papers and reasons stay. Raises BadRow."""
    _require_whole_numbers(texts, texts_of(upon))
    child = {name: texts[name].strip() for name in Child.model_fields}
    read: dict[str, object] = {
        Field.BIRTH_DATE: _day(child[Field.BIRTH_DATE]),
        Field.SEX: child[Field.SEX] or None,
        MARRIED: child[MARRIED] == YES,
    }
    try:
        kept = Child.model_validate(child | read)
    except ValidationError as error:
        raise BadRow(str(error.errors()[0]["loc"][0]), "form.unreadable") from None
    return upon.model_copy(update={"child": kept, "consent": _consent(texts)})


def storable(texts: Texts, upon: Draft) -> tuple[Draft, tuple[str, ...]]:
    """The draft of all rows that can be read, and the rows that cannot, which stay as the draft has them."""
    left: frozenset[str] = frozenset()
    shown = texts_of(upon)
    while True:
        try:
            draft = draft_of({row: shown[row] if row in left else texts[row] for row in ROWS}, upon)
        except BadRow as bad:
            left |= CONSENT_ROWS if bad.row in CONSENT_ROWS else {bad.row}
        else:
            return draft, tuple(row for row in ROWS if row in left)


def merged(before: Texts, mine: Texts, theirs: Texts) -> tuple[dict[str, str], dict[str, str]]:
    """What stands in the rows after somebody else has written, and what they wrote where both did.

    A row that only they changed is theirs; one that was typed in stays as typed.
    """
    rows = {row: mine[row] if mine[row] != before[row] else theirs[row] for row in ROWS}
    both = {row for row in ROWS if mine[row] != before[row] and theirs[row] not in (before[row], mine[row])}
    return rows, {row: theirs[row] for row in ROWS if row in both}


def hints(shift: Shift, view: FileView, clashes: Texts = NO_TEXTS) -> dict[str, str]:
    """What is missing, impossible, doubtful or written by somebody else, by the row it is told beside."""
    told = {ROW_OF.get(field, str(field)): shift.say("form.missing") for field in view.missing}
    for one in view.doubts:
        told[one.about] = shift.say("form.doubtful", why=shift.say(f"files.doubt.{one.doubt}"))
    for wrong in view.faults:
        told[wrong.about] = shift.say("form.impossible", why=shift.say(f"files.fault.{wrong.fault}"))
    if view.bar is not None:
        told[Field.BIRTH_DATE] = shift.say(f"files.bar.{view.bar}")
    for row, text in clashes.items():
        told[row] = shift.say("form.theirs", text=in_words(shift, row, text) or "-")
    return told


def unread(shift: Shift, rows: Sequence[str]) -> str:
    """Which rows are not saved because they cannot be read."""
    return shift.say("form.unread", rows=", ".join(row_name(shift, row) for row in rows)) if rows else ""


def choices(shift: Shift, row: str, text: str) -> list[tuple[str, str]]:
    """What a row offers to choose from, words and text; nothing where something is typed."""
    match row:
        case Field.SEX:
            return [(value_words(shift, row, sex), str(sex)) for sex in Sex]
        case "married":
            return [(shift.say("files.no"), NO), (shift.say("files.yes"), YES)]
        case "consent_relation":
            return [(shift.say(f"files.relation.{one}"), str(one)) for one in Relation]
        case Field.VILLAGE:
            return [(village_name(shift, code), code) for code in _villages(shift, text)]
        case _:
            return []


def in_words(shift: Shift, row: str, text: str) -> str:
    """A row's text as it is read."""
    return next((words for words, value in choices(shift, row, text) if value == text), text)


def row_name(shift: Shift, row: str) -> str:
    """A row in the officer's language."""
    return field_name(shift, row)


def open_rows(view: FileView) -> frozenset[str]:
    """The rows that may be written: all before approval, then those that a registration gave."""
    return frozenset(ROWS) if ticks(view) else frozenset(str(field) for field in COMES_WITH_REGISTRATION)


def longest(row: str) -> int:
    """How many characters a row takes."""
    field = Child.model_fields.get(row)
    limits = (getattr(one, "max_length", None) for one in field.metadata) if field else iter(())
    return next((limit for limit in limits if limit), 200)


def _villages(shift: Shift, present: str) -> Iterator[str]:
    codes = [one.code for one in shift.office.profile.villages] if shift.office else []
    yield from codes
    if present and present not in codes:
        yield present


def _day(text: str) -> date | None:
    if not text:
        return None
    found = DAY.fullmatch(text)
    try:
        day, month, year = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError:
        raise BadRow(Field.BIRTH_DATE, "form.not_a_day") from None


def _consent(texts: Texts) -> Consent | None:
    by, relation = texts[CONSENT_BY].strip(), texts[CONSENT_RELATION]
    if bool(by) != bool(relation):
        raise BadRow(CONSENT_RELATION if by else CONSENT_BY, "form.half_consent")
    try:
        return Consent(by=by, relation=Relation(relation)) if by else None
    except ValidationError:
        raise BadRow(CONSENT_BY, "form.unreadable") from None


def _require_whole_numbers(texts: Texts, shown: Texts) -> None:
    for field in MASKED:
        if texts[field] != shown[field] and DOT in texts[field]:
            raise BadRow(field, "form.half_number")
