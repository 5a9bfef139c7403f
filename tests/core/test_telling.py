"""Places told by shifts are the places: for whoever keeps its order, whatever leaves and comes in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from queue_core.tickets.rules.telling import Shift, runs, shifted, shifts_between

orders = st.lists(st.integers(0, 60), unique=True)
places = st.dictionaries(st.integers(0, 30), st.integers(0, 30))


def place_of(order: list[int]) -> dict[int, int]:
    return {ticket: ahead for ahead, ticket in enumerate(order)}


@given(before=orders, gone=st.sets(st.integers(0, 60)), come=orders)
def test_who_keeps_the_order_is_told_by_the_shifts_alone(
    before: list[int], gone: set[int], come: list[int]
) -> None:
    now = [ticket for ticket in before if ticket not in gone]
    for ticket in set(come) - set(before):
        now.insert(ticket % (len(now) + 1), ticket)
    news = shifts_between(place_of(before), place_of(now))
    assert news.untold == frozenset()
    for ticket in set(before) & set(now):
        assert shifted(before.index(ticket), news.shifts) == now.index(ticket)


@given(before=places, now=places)
def test_every_ticket_is_told_rightly_or_named(before: dict[int, int], now: dict[int, int]) -> None:
    news = shifts_between(before, now)
    for ticket in before.keys() & now.keys():
        assert (shifted(before[ticket], news.shifts) == now[ticket]) is (ticket not in news.untold)


def test_a_call_moves_everybody_up_by_one() -> None:
    assert shifts_between(place_of([7, 8, 9]), place_of([8, 9])).shifts == (Shift(1, -1),)


def test_nothing_new_is_told_by_nothing() -> None:
    assert shifts_between(place_of([7, 8, 9]), place_of([7, 8, 9])).shifts == ()


def test_runs_keep_the_first_of_equal_neighbours() -> None:
    assert runs([(0, "a"), (1, "a"), (4, "b"), (5, "a")]) == [(0, "a"), (4, "b"), (5, "a")]
