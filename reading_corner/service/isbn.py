"""Reads what was given as ISBN: its normal form where it is right, and why not where it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import ean, isbn, issn
from stdnum.exceptions import ValidationError

from reading_corner.rules.doubts import IsbnDoubt

FLOAT = re.compile(r"(\d)[.,](\d+)E\+?(\d{1,2})", re.IGNORECASE | re.ASCII)
WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+", re.ASCII)
BETWEEN = re.compile(r"[\s\u2010-\u2015-]+|^ISBN(?:-1[03])?:?", re.IGNORECASE)
DIGITS_OF_ISBN, DIGITS_OF_SBN = 13, 9
LOST = "00000"
"""So many zeros at the end of 13 digits are those of a spreadsheet that kept eight or fewer."""


@dataclass(frozen=True)
class ReadIsbn:
    """The 13 digits without hyphens (ISO 2108), or the doubt; neither where nothing was given."""

    isbn13: str | None = None
    doubt: IsbnDoubt | None = None


def read_isbn(given: str | None) -> ReadIsbn:
    """What a text that was given as ISBN is: of 10 or 13 signs, hyphened, or as a spreadsheet mangles it."""
    text = (given or "").strip()
    if not text:
        return ReadIsbn()
    if not any(sign.isdigit() for sign in text):
        return ReadIsbn(doubt=IsbnDoubt.NO_NUMBER)
    number = _unfloated(BETWEEN.sub("", text))
    if number is None or (len(number) == DIGITS_OF_ISBN and number.endswith(LOST)):
        return ReadIsbn(doubt=IsbnDoubt.ROUNDED)
    try:
        return ReadIsbn(isbn13=isbn.to_isbn13(isbn.validate(_ten(number))))
    except ValidationError:
        return ReadIsbn(doubt=_doubt(number))


def _unfloated(number: str) -> str | None:
    """The digits of a floating-point number; None where it has lost some."""
    if whole := WHOLE_FLOAT.fullmatch(number):
        return whole[1]
    if not (parts := FLOAT.fullmatch(number)):
        return number
    digits = parts[1] + parts[2]
    return digits if len(digits) == int(parts[3]) + 1 else None


def _ten(number: str) -> str:
    """A number of nine digits is one of before ISBN, or lost the zero that it began with: the same thing."""
    return number.zfill(10) if len(number) == DIGITS_OF_SBN else number


def _doubt(number: str) -> IsbnDoubt:
    if issn.is_valid(number):
        return IsbnDoubt.ISSN
    if len(number) == DIGITS_OF_ISBN and ean.is_valid(number):
        return IsbnDoubt.OTHER_ARTICLE
    right_length = len(number) in (DIGITS_OF_SBN, 10, DIGITS_OF_ISBN)
    return IsbnDoubt.WRONG_CHECK if right_length else IsbnDoubt.WRONG_LENGTH
