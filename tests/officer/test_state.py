"""The rules of the desk: which keys are offered, what Space does, what asks first, and why others wait."""

import pytest

from queue_core.officer.state import Action, Choice, Desk, choice, keys, natural, offered, question, why_not
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from tests.officer.fakes import counter, work

FREE = Desk(work())
CALLED = Desk(work(TicketState.CALLED))
SERVING = Desk(work(TicketState.SERVING))
ALL_DONE = Desk(work(TicketState.SERVING, done=3, running=False))
CLOSING = Desk(work(TicketState.SERVING, state=CounterState.CLOSING))
RESTING = Desk(work(state=CounterState.ON_BREAK))
AWAY = Desk(work(), connected=False)
SENDING = Desk(work(), sending=True)


@pytest.mark.parametrize(
    ("desk", "actions"),
    [
        (FREE, {Action.CALL, Action.BREAK, Action.LEAVE}),
        (CALLED, {Action.RECALL, Action.START, Action.NO_SHOW, Action.RETURN, Action.LEAVE}),
        (SERVING, {Action.STEP_DONE, Action.FINISH, Action.RETURN, Action.LEAVE}),
        (ALL_DONE, {Action.FINISH, Action.RETURN, Action.LEAVE}),
        (CLOSING, {Action.STEP_DONE, Action.FINISH, Action.RETURN, Action.RESUME}),
        (RESTING, {Action.RESUME, Action.LEAVE}),
        (AWAY, set()),
        (SENDING, set()),
    ],
)
def test_only_what_applies_is_offered(desk: Desk, actions: set[Action]) -> None:
    assert set(offered(desk)) == actions


@pytest.mark.parametrize(
    ("desk", "action"),
    [
        (FREE, Action.CALL),
        (CALLED, Action.START),
        (SERVING, Action.STEP_DONE),
        (CLOSING, Action.STEP_DONE),
        (ALL_DONE, Action.FINISH),
        (RESTING, Action.RESUME),
        (AWAY, None),
    ],
)
def test_space_does_what_naturally_comes_next(desk: Desk, action: Action | None) -> None:
    assert natural(desk) is action


def test_a_no_show_and_an_early_finish_ask_first() -> None:
    assert question(CALLED, Action.NO_SHOW) == "ask.no-show"
    assert question(SERVING, Action.FINISH) == "ask.finish"
    assert question(ALL_DONE, Action.FINISH) is None
    assert question(CALLED, Action.START) is None


@pytest.mark.parametrize(
    ("desk", "action", "key"),
    [
        (AWAY, Action.CALL, "why.away"),
        (SENDING, Action.CALL, "why.sending"),
        (RESTING, Action.CALL, "why.on_break"),
        (FREE, Action.START, "why.no_ticket"),
        (SERVING, Action.CALL, "why.ticket_here"),
        (CALLED, Action.BREAK, "why.ticket_here"),
        (CLOSING, Action.LEAVE, "why.closing"),
        (CALLED, Action.FINISH, "why.not_started"),
        (SERVING, Action.NO_SHOW, "why.started"),
        (ALL_DONE, Action.STEP_DONE, "why.steps_done"),
    ],
)
def test_what_is_not_offered_says_why(desk: Desk, action: Action, key: str) -> None:
    assert action not in offered(desk)
    assert why_not(desk, action) == key


def test_the_footer_names_space_by_what_it_does_and_b_by_the_break() -> None:
    assert keys(FREE, notices=False)["desk.natural"] == "space.call-next"
    assert keys(FREE, notices=False)["desk.rest"] == "key.break"
    assert keys(RESTING, notices=False)["desk.natural"] == "space.open"
    assert "desk.understood" in keys(FREE, notices=True)
    assert set(keys(AWAY, notices=False)) == {"desk.quit", "app.language"}


@pytest.mark.parametrize(
    ("officer", "mine", "head", "chosen"),
    [
        (None, None, False, Choice.OPEN),
        ("budi", 3, False, Choice.RESUME),
        (None, 2, False, Choice.STILL_HAVE),
        ("sari", None, False, Choice.HELD),
        ("sari", None, True, Choice.TAKE_OVER),
    ],
)
def test_choosing_a_counter_depends_on_who_holds_it(
    officer: str | None, mine: int | None, head: bool, chosen: Choice
) -> None:
    assert choice(counter(officer), "budi", mine, may_take_over=head) is chosen


def test_a_counter_that_is_not_known_yet_is_tried() -> None:
    assert choice(None, "budi", None, may_take_over=False) is Choice.OPEN
