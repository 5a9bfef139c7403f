"""Old and new spelling meet in one form, and marks do not count."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reading_corner.rules.folding import folded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Soerabaja", "Surabaya"),
        ("Djakarta", "Jakarta"),
        ("Tjerita Si Kantjil", "cerita si kancil"),
        ("njanjian", "nyanyian"),
        ("sjair", "syair"),
        ("achir", "akhir"),
        ("Sitti Noerbaja", "Sitti Nurbaya"),
        ("Ma'ruf", "Ma\u2019ruf"),
        ("Pipí Kaus Panjang", "pipi kaus panjang"),
    ],
)
def test_old_and_new_spelling_are_one(old: str, new: str) -> None:
    assert folded(old) == folded(new)


@given(st.text())
@example("\U0001d468")
@example("o'e")
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_signs_between_words_do_not_count() -> None:
    assert folded("  Kancil - & Buaya!") == "kancil buaya"
