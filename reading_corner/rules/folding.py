"""Folds words so that old and new spelling meet: without marks, oe as u, dj and j and y as one, tj as c.

Old spellings: Van Ophuijsen (1901: oe, dj, tj, j, nj, sj, ch) and Soewandi (1947: u for oe); Ejaan Yang
Disempurnakan (1972) made them u, j, c, y, ny, sy, kh. A j of today and one of then cannot be told apart, so
both become y, here and in the vocabulary alike.
"""

from __future__ import annotations

import re
import unicodedata

OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("ch", "kh"), ("j", "y"))
"""In this order: a later one works on what an earlier one left."""
APOSTROPHES = "'\u2019"
WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """The words of a text as they are sought, parted by single spaces."""
    large = unicodedata.normalize("NFKD", text)  # first: a letter of mathematics is a plain capital only then
    plain = unicodedata.normalize("NFKD", large.casefold())
    plain = "".join(sign for sign in plain if sign not in APOSTROPHES and not unicodedata.combining(sign))
    for old, new in OLD_SPELLING:
        plain = plain.replace(old, new)
    return " ".join(WORD.findall(plain))
