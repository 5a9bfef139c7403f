"""A text that was encoded twice is read as it was meant, and no other is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_corner.rules.mojibake import mended


@pytest.mark.parametrize(
    ("held", "meant"),
    [
        ("Developer\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s library", "Developer\u2019s library"),
        ("anak\u00e2\u20ac\u2122s", "anak\u2019s"),
        ("\u00e2\u20ac\u0153Kancil\u00e2\u20ac\x9d", "\u201cKancil\u201d"),
        ("Pipi\u00c3\u00a9", "Pipi\u00e9"),
    ],
)
def test_a_text_that_was_encoded_twice_is_mended(held: str, meant: str) -> None:
    assert mended(held) == meant


@pytest.mark.parametrize("text", ["Si Kancil", "Pip\u00ed", "S\u00c3O PAULO", "\u00e2\u20ac \u5b57", ""])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert mended(text) == text


@given(st.text())
def test_what_is_mended_stays_as_it_is(text: str) -> None:
    assert mended(mended(text)) == mended(text)
