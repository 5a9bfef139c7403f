"""When a family is told, which phone takes a message, what a slip's code says, where a month ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.handover import (
    Due,
    SlipCode,
    international,
    read_slip,
    slip_text,
    span,
    telling_due,
)

READY = date(2021, 2, 8)


@pytest.mark.parametrize(
    ("told_after", "today_after", "due"),
    [
        (None, 0, Due.FIRST),
        (0, 0, None),
        (0, 6, None),
        (0, 7, Due.REMINDER),
        (7, 7, None),
        (8, 29, None),
        (8, 30, Due.REMINDER),
        (0, 365, Due.REMINDER),
        (30, 365, None),
        (None, 365, Due.FIRST),
    ],
)
def test_a_family_is_told_at_once_and_again_after_seven_and_thirty_days(
    told_after: int | None, today_after: int, due: Due | None
) -> None:
    told = None if told_after is None else READY + timedelta(days=told_after)
    assert telling_due(READY, told, READY + timedelta(days=today_after), (7, 30)) is due


def test_without_reminders_a_family_is_told_once() -> None:
    assert telling_due(READY, READY, READY + timedelta(days=900), ()) is None


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("081234567890", "6281234567890"),
        ("+62 812-3456-7890", "6281234567890"),
        ("62 812 3456 7890", "6281234567890"),
        ("(0812) 34567890", "6281234567890"),
        ("(0281) 6843446", None),
        ("112", None),
        ("0812345678901234567", None),
        ("bapak Budi", None),
        ("", None),
    ],
)
def test_a_mobile_number_is_written_as_wa_me_takes_it(phone: str, digits: str | None) -> None:
    assert international(phone) == digits


CODES = st.builds(
    SlipCode,
    office=st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
    file_id=st.integers(1, 2**59),
    year=st.sampled_from([0, 2021, 2026]),
    number=st.integers(0, 999_999),
    seal=st.text("0123456789abcdef", min_size=32, max_size=32),
)


@given(CODES)
def test_what_a_slip_says_is_read_again(code: SlipCode) -> None:
    assert read_slip(f" {slip_text(code).lower()}\n") == code


@given(st.text(max_size=60))
def test_anything_else_is_no_slip(text: str) -> None:
    assert read_slip(text) is None


def test_a_span_ends_where_the_next_one_begins() -> None:
    spans = [span(2021, month) for month in range(1, 13)]
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert (spans[0][0], spans[-1][1]) == span(2021, None)
