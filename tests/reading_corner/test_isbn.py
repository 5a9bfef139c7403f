"""What was given as ISBN: right ones in one form, wrong ones with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean, isbn

from reading_corner.rules.collation import pages_of
from reading_corner.rules.doubts import IsbnDoubt
from reading_corner.service.isbn import ReadIsbn, read_isbn


@pytest.mark.parametrize(
    ("given_as", "isbn13"),
    [
        ("0764541668", "9780764541667"),
        ("0-596-00108-8", "9780596001087"),
        ("020161622X", "9780201616224"),
        ("020161622x", "9780201616224"),
        ("978-602-03-1234-7", "9786020312347"),
        ("ISBN 978-602-03-1234-7", "9786020312347"),
        ("ISBN-13: 9786020312347", "9786020312347"),
        ("9786020312347.0", "9786020312347"),
        ("9.786020312347E+12", "9786020312347"),
        ("978\u2010602\u201003\u20101234\u20107", "9786020312347"),
        ("764541668", "9780764541667"),
    ],
)
def test_a_right_one_has_one_form_however_it_was_written(given_as: str, isbn13: str) -> None:
    assert read_isbn(given_as) == ReadIsbn(isbn13=isbn13)


@pytest.mark.parametrize(
    ("given_as", "doubt"),
    [
        ("9.78602E+12", IsbnDoubt.ROUNDED),
        ("9,78602E+12", IsbnDoubt.ROUNDED),
        ("9.78043902348e+12", IsbnDoubt.ROUNDED),
        ("9786020000000.0", IsbnDoubt.ROUNDED),
        ("-", IsbnDoubt.NO_NUMBER),
        ("tidak ada", IsbnDoubt.NO_NUMBER),
        ("97860203123471", IsbnDoubt.WRONG_LENGTH),
        ("12", IsbnDoubt.WRONG_LENGTH),
        ("9786020312349", IsbnDoubt.WRONG_CHECK),
        ("0764541669", IsbnDoubt.WRONG_CHECK),
        ("8991234567891", IsbnDoubt.OTHER_ARTICLE),
        ("0378-5955", IsbnDoubt.ISSN),
    ],
)
def test_a_wrong_one_says_why(given_as: str, doubt: IsbnDoubt) -> None:
    assert read_isbn(given_as) == ReadIsbn(doubt=doubt)


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_none_is_no_doubt(nothing: str | None) -> None:
    assert read_isbn(nothing) == ReadIsbn()


@given(st.text())
def test_whatever_was_given_is_a_right_isbn_or_doubted(text: str) -> None:
    read = read_isbn(text)
    assert read.isbn13 is None or (isbn.is_valid(read.isbn13) and ean.is_valid(read.isbn13))
    assert bool(text.strip()) == ((read.isbn13 is None) != (read.doubt is None))


@pytest.mark.parametrize(
    ("collation", "pages"),
    [
        ("32 hlm", 32),
        ("24 hal. : ilus. ; 21 cm", 24),
        ("xiv, 392 p. : ill. ; 24 cm.", 392),
        ("784p.", 784),
        ("16 h.", 16),
        ("viii, 120 halaman", 120),
        ("1 sound disc", None),
        ("p. cm.", None),
        ("21 cm", None),
        ("0 hlm", None),
        ("", None),
    ],
)
def test_pages_are_those_that_the_collation_names(collation: str, pages: int | None) -> None:
    assert pages_of(collation) == pages


@given(
    st.lists(st.integers(1, 9999), min_size=1, max_size=4), st.sampled_from(("hlm", "hal.", "p.", "halaman"))
)
def test_several_runs_of_pages_are_added_up(runs: list[int], unit: str) -> None:
    assert pages_of(", ".join(f"xiv, {run} {unit}" for run in runs) + " : ilus. ; 21 cm") == sum(runs)


@given(st.text())
def test_any_collation_tells_of_pages_or_of_none(collation: str) -> None:
    pages = pages_of(collation)
    assert pages is None or pages > 0
