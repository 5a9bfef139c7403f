"""Why a book number is not taken for an ISBN."""

from __future__ import annotations

from enum import StrEnum


class IsbnDoubt(StrEnum):
    """What is wrong with a number that was given as ISBN. It is kept as it was given."""

    NO_NUMBER = "no_number"
    """No digit in it: a dash, or words."""
    ROUNDED = "rounded"
    """A spreadsheet made a floating-point number of it and lost its last digits."""
    WRONG_LENGTH = "wrong_length"
    """Neither 10 nor 13 signs."""
    WRONG_CHECK = "wrong_check"
    """Its check digit does not fit: a digit is wrong, or two changed places."""
    OTHER_ARTICLE = "other_article"
    """A right EAN of 13 digits that is not of books."""
    ISSN = "issn"
    """The number of a periodical."""
