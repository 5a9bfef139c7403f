"""What may be lent to whom and until when, by rule alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_corner.rules.lending import (
    Asked,
    LendingRules,
    Refusal,
    due_on,
    goes_home,
    refusal,
)
from reading_corner.rules.shelf import Care, ReaderKind, Where

RULES = LendingRules()
SUNDAY = 7
READ_HERE = Asked(ReaderKind.TICKET, Where.HERE, Care.IN_USE)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
asked = st.builds(
    Asked,
    kind=st.sampled_from(ReaderKind),
    where=st.sampled_from(Where),
    care=st.sampled_from(Care),
    out=st.integers(0, 5),
    waiting=st.integers(0, 3),
    free=st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"kind": ReaderKind.KIA, "where": Where.HOME}, None),
        ({"kind": ReaderKind.READER, "where": Where.HOME}, None),
        ({"where": Where.HOME}, Refusal.TICKET_STAYS_HERE),
        ({"care": Care.REFERENCE}, None),
        ({"kind": ReaderKind.KIA, "where": Where.HOME, "care": Care.REFERENCE}, Refusal.STAYS_HERE),
        ({"care": Care.REPAIR}, Refusal.IN_REPAIR),
        ({"care": Care.MISSING}, Refusal.MARKED_MISSING),
        ({"care": Care.WITHDRAWN}, Refusal.WITHDRAWN),
        ({"out": RULES.ticket_books}, Refusal.TOO_MANY),
        ({"waiting": 1, "free": 1}, Refusal.KEPT_FOR_ANOTHER),
        ({"waiting": 1, "free": 2}, None),
    ],
)
def test_a_book_is_lent_unless_one_reason_speaks_against_it(
    change: dict[str, object], why: Refusal | None
) -> None:
    assert refusal(replace(READ_HERE, **change), RULES) is why  # type: ignore[arg-type]  # a table of cases


@given(one=asked)
def test_only_a_card_takes_a_book_home_and_never_one_for_reference(one: Asked) -> None:
    if refusal(one, RULES) is None and one.where is Where.HOME:
        assert one.kind is not ReaderKind.TICKET
        assert one.care is Care.IN_USE


@given(one=asked)
def test_nobody_gets_more_books_than_the_rules_say(one: Asked) -> None:
    if refusal(one, RULES) is None:
        assert one.out < RULES.books(one.kind)


@given(one=asked)
def test_fewer_books_out_and_fewer_who_wait_never_make_a_refusal(one: Asked) -> None:
    if refusal(one, RULES) is None:
        easier = replace(one, out=max(0, one.out - 1), waiting=max(0, one.waiting - 1), free=one.free + 1)
        assert refusal(easier, RULES) is None


@given(lent=days, closed=st.sets(st.integers(1, SUNDAY), max_size=6), holidays=st.sets(days, max_size=9))
def test_a_book_is_due_on_the_first_open_day_from_a_week_on(
    lent: date, closed: set[int], holidays: set[date]
) -> None:
    def is_closed(day: date) -> bool:
        return day.isoweekday() in closed or day in holidays

    due = due_on(lent, Where.HOME, RULES, is_closed)
    first = lent + timedelta(days=RULES.home_days)
    assert due is not None
    assert due >= first
    assert not is_closed(due)
    assert all(is_closed(first + timedelta(days=day)) for day in range((due - first).days))


@pytest.mark.parametrize("now", Where)
@pytest.mark.parametrize("wanted", Where)
def test_only_a_book_that_is_read_here_goes_home_after_all(now: Where, wanted: Where) -> None:
    assert goes_home(now, wanted) is ((now, wanted) == (Where.HERE, Where.HOME))


def test_an_office_that_never_opens_again_still_gets_a_due_day() -> None:
    lent = date(2026, 11, 29)
    due = due_on(lent, Where.HOME, RULES, lambda _day: True)
    assert due == lent + timedelta(days=RULES.home_days)


@given(lent=days)
def test_what_is_read_here_has_no_due_day(lent: date) -> None:
    assert due_on(lent, Where.HERE, RULES, lambda _day: False) is None
