"""The order's table: blank and file follow it, and no card comes a second time by itself."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import ACCOUNT_ROLES
from queue_core.kia.rules.life import BY_ORDER, FileState, Output, Way
from queue_core.kia.rules.life import legal_move as legal_file_move
from queue_core.kia.rules.orders import (
    BLANK_FOLLOWS,
    ENDED,
    FILE_FOLLOWS,
    IN_PRINTER,
    MOVES,
    WITHOUT_BLANK,
    CardWay,
    IllegalOrderMove,
    OrderAct,
    OrderState,
    Speaker,
    legal_move,
)
from queue_core.stock.rules.blanks import BlankState, after

BLANK_IN = {
    **dict.fromkeys(WITHOUT_BLANK, BlankState.DRAWER),
    **dict.fromkeys((OrderState.LOADED, *IN_PRINTER, OrderState.PRINTED), BlankState.PRINTER),
    OrderState.DONE: BlankState.GOOD,
    OrderState.SPOILED: BlankState.SPOILED,
}
FILE_IN = {
    **dict.fromkeys((OrderState.WAITING, OrderState.LOADED, *IN_PRINTER), FileState.PRINT_ORDERED),
    OrderState.PRINTED: FileState.PRINTED,
    OrderState.DONE: FileState.SCANNED_BACK,
}
WAYS = {way: [key for key, move in MOVES.items() if way in move.ways] for way in CardWay}


@given(st.sampled_from(CardWay), st.lists(st.sampled_from(OrderAct), max_size=30))
def test_wherever_an_order_goes_its_blank_goes_with_it(way: CardWay, acts: list[OrderAct]) -> None:
    state, blank = OrderState.WAITING, BlankState.DRAWER
    for act in acts:
        if (state, act) in WAYS[way]:
            follows = BLANK_FOLLOWS.get((state, act))
            if way is not CardWay.AGENCY and follows is not None:
                moved = after(blank, follows)
                assert moved is not None
                blank = moved
            state = MOVES[state, act].after
        assert way is CardWay.AGENCY or blank is BLANK_IN[state]


def test_the_file_follows_its_order_by_its_own_table() -> None:
    for (state, act), action in FILE_FOLLOWS.items():
        move = legal_file_move(Way(Output.CARD), FILE_IN[state], action, ACCOUNT_ROLES)
        expected = FileState.PRINT_ORDERED if act is OrderAct.SPOIL else FILE_IN[MOVES[state, act].after]
        assert move.after is expected
    assert set(FILE_FOLLOWS.values()) == BY_ORDER


@pytest.mark.parametrize("way", CardWay)
def test_a_card_comes_on_every_way_and_every_order_can_end(way: CardWay) -> None:
    reached, frontier = set[OrderState](), [OrderState.WAITING]
    while frontier:
        state = frontier.pop()
        if state not in reached:
            reached.add(state)
            following = [MOVES[key].after for key in WAYS[way] if key[0] is state]
            assert following or state in ENDED
            frontier += following
    assert reached >= {OrderState.DONE, *ENDED}
    assert (way is CardWay.OVERLAY) == (reached >= IN_PRINTER)


def test_what_nobody_knows_is_resolved_by_a_person_or_by_two_who_say_that_it_is_lost() -> None:
    lines = [move for (state, _), move in MOVES.items() if state is OrderState.UNKNOWN]
    assert {move.after for move in lines} == {OrderState.PRINTED, OrderState.LOADED, OrderState.SPOILED}
    assert all(move.by <= {Speaker.PERSON, Speaker.FILE} for move in lines)
    assert [move.after for move in lines if Speaker.FILE in move.by] == [OrderState.SPOILED]


def test_no_order_that_was_sent_is_taken_again_unless_somebody_says_that_nothing_came_out() -> None:
    """Sent again means: from the printer back to where a station takes orders."""
    back = [
        act for (state, act), move in MOVES.items() if state in IN_PRINTER and move.after not in IN_PRINTER
    ]
    to_printer = {
        act for act in back if OrderState.LOADED in {MOVES[key].after for key in MOVES if key[1] is act}
    }
    assert to_printer == {OrderAct.FAIL}


def test_every_state_act_way_and_speaker_is_legal_by_the_table_or_refused() -> None:
    for way, state, act, speaker in product(CardWay, OrderState, OrderAct, Speaker):
        move = MOVES.get((state, act))
        if move is not None and way in move.ways and speaker in move.by:
            assert legal_move(way, state, act, speaker) is move
        else:
            with pytest.raises(IllegalOrderMove):
                legal_move(way, state, act, speaker)
