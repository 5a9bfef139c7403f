"""How long a title takes whoever reads it, and which titles fit into a wait.

Words a minute of a school year: the median in mid-year of Hasbrouck & Tindal, "An update to compiled ORF
norms" (Technical Report 1702, University of Oregon, 2017), of English read aloud; none of Indonesian is known
to us. A child of 7 is in its first year here. From 16 on 238, Brysbaert, "How many words do we read per
minute?" (Journal of Memory and Language 109, 2019). Younger than 7: somebody reads aloud, 183 there, here 120
with the time to look at the pictures, which is assumed. So are the words of a page: they differ from book to
book more than readers do, which is why a wait is told in rounded minutes and never as a promise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

READ_TO = 120
WORDS_A_MINUTE = {7: 29, 8: 84, 9: 97, 10: 120, 11: 133, 12: 145}
"""By age in years; the last holds until `GROWN`."""
FIRST_YEAR, LAST_YEAR, GROWN = 7, 12, 16
GROWN_WORDS = 238
WORDS_A_PAGE = ((6, 30), (9, 80), (12, 180))
"""Assumed: a book for children up to this age has so many words on a page."""
GROWN_PAGE = 250
PICTURE_BOOK = 48
"""Pages: a title of unknown age that is no thicker is taken for a picture book (32 is the commonest)."""
USUAL_AGE = 8
"""Of a reader who did not say: between the picture books and the first novels."""


@dataclass(frozen=True)
class Length:
    """What of a title tells how long it takes; ages in years, from and to."""

    pages: int | None
    age_from: int | None = None
    age_to: int | None = None


def words_a_minute(age: int) -> int:
    """How fast a reader of this age gets on, or whoever reads to one who does not read yet."""
    if age < FIRST_YEAR:
        return READ_TO
    return GROWN_WORDS if age >= GROWN else WORDS_A_MINUTE[min(age, LAST_YEAR)]


def words_a_page(length: Length) -> int:
    """How many words a page of such a title has."""
    if length.age_from is None:
        is_thin = length.pages is not None and length.pages <= PICTURE_BOOK
        return WORDS_A_PAGE[0 if is_thin else 2][1]
    return next((words for age, words in WORDS_A_PAGE if length.age_from <= age), GROWN_PAGE)


def minutes_of(length: Length, age: int | None = None) -> int | None:
    """Whole minutes, at least one, that a reader of this age needs; none when the pages are unknown."""
    if length.pages is None:
        return None
    reader = USUAL_AGE if age is None else age
    return max(1, ceil(length.pages * words_a_page(length) / words_a_minute(reader)))


def suits(length: Length, age: int | None) -> bool:
    """Whether a title is for this age; who does not say an age, and what is for nobody in particular, fit."""
    if age is None:
        return True
    return (length.age_from or 0) <= age and (length.age_to is None or age <= length.age_to)


def fitting(lengths: Mapping[int, Length], minutes: int, age: int | None = None) -> tuple[int, ...]:
    """The ids of titles that suit and can be finished in these minutes; those that fill them best first."""
    taken = {
        key: needed
        for key, length in lengths.items()
        if suits(length, age) and (needed := minutes_of(length, age)) is not None and needed <= minutes
    }
    return tuple(sorted(taken, key=lambda key: (-taken[key], key)))
