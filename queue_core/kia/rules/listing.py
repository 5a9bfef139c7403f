"""The list of children without a card, which the office keeps by duty: who comes onto it, and how one leaves.

Source: Kecamatan Kembaran: "pendataan warga yang belum memiliki Kartu Identitas Anak (KIA)".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.needs import Bar, bar_to_card
from queue_core.kia.rules.nik import Fault, judge_nik


class ListedState(StrEnum):
    """How it stands with a child of the list."""

    WITHOUT_CARD = "without_card"
    HAS_CARD = "has_card"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    MARRIED = "married"
    WITHDRAWN = "withdrawn"
    """The consent by which alone it was kept was taken back; it is forgotten at once."""
    SEVENTEEN = "seventeen"
    """Follows from the birth date and the office's day, so it is told and never kept."""


CLOSED = frozenset({ListedState.MOVED_AWAY, ListedState.DIED, ListedState.MARRIED, ListedState.WITHDRAWN})
"""Why somebody was taken off the list; such a child is in no count from then on."""
KEPT = tuple(state for state in ListedState if state is not ListedState.SEVENTEEN)


class Source(StrEnum):
    """How a child came onto the list."""

    IMPORT = "import"
    READING_CORNER = "reading_corner"
    COUNTER = "counter"
    FILE = "file"
    """A card was handed over to a child that nobody had listed; it counts as one that has a card."""


BY_CONSENT = frozenset({Source.READING_CORNER, Source.COUNTER})
"""Here the family was asked; the rest of the list is kept by duty."""


class ListField(StrEnum):
    """What the list knows of a child."""

    NAME = "name"
    NIK = "nik"
    BIRTH_DATE = "birth_date"
    MOTHER = "mother"
    VILLAGE = "village"
    PHONE = "phone"
    AT_SCHOOL = "at_school"
    HAS_CARD = "has_card"


class RowFault(StrEnum):
    """Why a row of a file, or one child, does not come onto the list."""

    MISSING = "missing"
    MOTHER_OR_NIK = "mother_or_nik"
    """Without a NIK the mother's name is needed to know the child again."""
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    NOT_A_DAY = "not_a_day"
    NOT_YES_OR_NO = "not_yes_or_no"
    SCIENTIFIC = "scientific"
    """A number as 3.30220E+15: its last digits are lost."""
    ROUNDED = "rounded"
    """A number of sixteen digits in a cell for numbers, which keeps fifteen."""
    NOT_SIXTEEN_DIGITS = "not_sixteen_digits"
    NO_SUCH_DAY = "no_such_day"
    NOT_YET_BORN = "not_yet_born"
    SEVENTEEN_OR_OVER = "seventeen_or_over"
    UNKNOWN_VILLAGE = "unknown_village"
    TWICE = "twice"
    """The same child stands further up in the file."""


NIK_FAULTS = {
    Fault.NOT_SIXTEEN_DIGITS: RowFault.NOT_SIXTEEN_DIGITS,
    Fault.NO_SUCH_DAY: RowFault.NO_SUCH_DAY,
}
BARS = {
    Bar.NOT_YET_BORN: RowFault.NOT_YET_BORN,
    Bar.SEVENTEEN_OR_OVER: RowFault.SEVENTEEN_OR_OVER,
}


class Facts(NamedTuple):
    """What decides whether a child comes onto the list."""

    name: str
    nik: str
    birth_date: date
    mother: str
    village: str


class Wrong(NamedTuple):
    """What is wrong, and with what."""

    field: ListField
    fault: RowFault


class Yardstick(NamedTuple):
    """What a child is judged by: the office's day, its rule for 29 February, and its villages."""

    day: date
    leap: LeapBirthday
    villages: Collection[str]


def judge(facts: Facts, by: Yardstick) -> Iterator[Wrong]:
    """What speaks against taking a child onto the list. A NIK that is only doubtful does not."""
    if not facts.name:
        yield Wrong(ListField.NAME, RowFault.MISSING)
    if not facts.nik and not facts.mother:
        yield Wrong(ListField.MOTHER, RowFault.MOTHER_OR_NIK)
    if facts.nik and (fault := judge_nik(facts.nik).fault) is not None:
        yield Wrong(ListField.NIK, NIK_FAULTS[fault])
    bar = bar_to_card(facts.birth_date, by.day, by.leap, married=False)
    if bar is not None:
        yield Wrong(ListField.BIRTH_DATE, BARS[bar])
    if facts.village not in by.villages:
        yield Wrong(ListField.VILLAGE, RowFault.UNKNOWN_VILLAGE)


def state_on(kept: ListedState, born: date, day: date, leap: LeapBirthday) -> ListedState:
    """How it stands with a child on a day: whoever has turned seventeen is off the list."""
    if kept in CLOSED:
        return kept
    bar = bar_to_card(born, day, leap, married=False)
    return ListedState.SEVENTEEN if bar is Bar.SEVENTEEN_OR_OVER else kept


def has_consent(source: Source, state: ListedState, *, by_duty: bool) -> bool:
    """Whether a consent can be taken back: where the office has named the child itself, its own part stays.

    Without that, once a card was handed over, its file is why the child is kept.
    """
    return source in BY_CONSENT and state not in CLOSED and (by_duty or state is ListedState.WITHOUT_CARD)


def goes_with_file(source: Source, state: ListedState, *, by_duty: bool) -> bool:
    """Whether a file alone is why the list keeps a child: once that file's time is over, it goes too."""
    return not by_duty and (source is Source.FILE or (source in BY_CONSENT and state is ListedState.HAS_CARD))


def same_child(name: str, born: date, mother: str) -> str:
    """The same for the same child however its names are written. It is personal: only its token is kept."""
    return "|".join((plain(name), born.isoformat(), plain(mother)))


def plain(words: str) -> str:
    """Words without case, spaces and marks."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())
