"""Which actions the desk offers, which is the natural next one, which asks first, and why others must wait.

Pure: the counter's work and the link's state come in; message keys go out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState, Verb, verbs_for
from queue_core.tickets.wire.counters import CounterView, CounterWork


class Action(StrEnum):
    """What an officer does at the desk; the value is the core's name of it."""

    CALL = "call-next"
    RECALL = "recall"
    START = "start"
    STEP_DONE = "step-done"
    NO_SHOW = "no-show"
    FINISH = "finish"
    RETURN = "return"
    BREAK = "break"
    RESUME = "open"
    LEAVE = "close"
    UNDO = "undo"


ON_TICKET: Mapping[Verb, Action] = {
    Verb.RECALL: Action.RECALL,
    Verb.START: Action.START,
    Verb.STEP_DONE: Action.STEP_DONE,
    Verb.NO_SHOW: Action.NO_SHOW,
    Verb.FINISH: Action.FINISH,
    Verb.RETURN: Action.RETURN,
}
WHILE_FREE = (Action.CALL, Action.BREAK, Action.LEAVE)
ON_BREAK = (Action.RESUME, Action.LEAVE)
NATURAL = (Action.CALL, Action.START, Action.STEP_DONE, Action.FINISH, Action.RESUME)
"""The first of these that is offered comes next."""


@dataclass(frozen=True)
class Desk:
    """The desk as far as the choice of actions needs to know it."""

    work: CounterWork
    connected: bool = True
    sending: bool = False
    now: datetime | None = None

    @property
    def state(self) -> TicketState | None:
        """The state of the ticket at the counter, if there is one."""
        return self.work.ticket.state if self.work.ticket else None

    @property
    def closing(self) -> bool:
        """Whether the counter calls nobody after the ticket that is there."""
        return self.work.counter.state is CounterState.CLOSING

    @property
    def may_undo(self) -> bool:
        """Whether the latest call, no-show or finish can still be taken back."""
        until = self.work.undo_until
        return until is not None and self.now is not None and self.now <= until

    @property
    def steps_open(self) -> bool:
        """Whether a step of the service standard is still running."""
        return any(step.finished_at is None for step in self.work.steps)


def offered(desk: Desk) -> tuple[Action, ...]:
    """Every action that applies now, in the order of the keys."""
    if not desk.connected or desk.sending:
        return ()
    if desk.work.counter.state is CounterState.ON_BREAK:
        return ON_BREAK
    undo = (Action.UNDO,) if desk.may_undo else ()
    if desk.state is None:
        return WHILE_FREE + undo
    actions = {ON_TICKET[verb] for verb in verbs_for(desk.state) if verb in ON_TICKET}
    actions.add(Action.RESUME if desk.closing else Action.LEAVE)
    if not desk.steps_open:
        actions.discard(Action.STEP_DONE)
    return tuple(action for action in Action if action in actions) + undo


def natural(desk: Desk) -> Action | None:
    """What Space does."""
    return next((action for action in NATURAL if action in offered(desk)), None)


def question(desk: Desk, action: Action) -> str | None:
    """The key of what is asked before the action; None when it is done at once."""
    if action is Action.NO_SHOW or (action is Action.FINISH and desk.steps_open):
        return f"ask.{action}"
    return None


def why_not(desk: Desk, action: Action | None) -> str:
    """The key of the sentence that says why an action is not offered."""
    if not desk.connected:
        return "why.away"
    if desk.sending:
        return "why.sending"
    if action is Action.UNDO:
        return "why.no_undo"
    if desk.work.counter.state is CounterState.ON_BREAK:
        return "why.on_break"
    return "why.no_ticket" if desk.state is None else _why_not_with_ticket(desk, action)


def _why_not_with_ticket(desk: Desk, action: Action | None) -> str:
    if desk.closing and action in WHILE_FREE:
        return "why.closing"
    if action in WHILE_FREE:
        return "why.ticket_here"
    if desk.state is TicketState.CALLED:
        return "why.not_started"
    return "why.steps_done" if action is Action.STEP_DONE else "why.started"


def keys(desk: Desk, *, notices: bool) -> dict[str, str]:
    """What the footer offers: a binding's id, and the message key of its label.

    The own key of what Space does stands in Space's label, and giving back in the list of what else can be
    done, so that all fits into 80 columns.
    """
    shown = {f"desk.{action}": f"key.{action}" for action in offered(desk) if action is not Action.RETURN}
    if (rest := shown.pop("desk.break", None) or shown.pop("desk.open", None)) is not None:
        shown["desk.rest"] = rest
    if (space := natural(desk)) is not None:
        shown = {key: label for key, label in shown.items() if label != f"key.{space}"}
        shown["desk.natural"] = f"space.{space}"
    if notices:
        shown["desk.understood"] = "key.understood"
    if desk.connected:
        shown |= {"desk.more": "key.more", "app.help": "key.help", "app.clocks": "key.clocks"}
    return shown | {"desk.quit": "key.quit", "app.language": "key.language"}


class Choice(StrEnum):
    """What choosing a counter from the list leads to."""

    OPEN = "open"
    RESUME = "resume"
    TAKE_OVER = "take_over"
    HELD = "held"
    STILL_HAVE = "still_have"


def choice(view: CounterView | None, me: str, mine: int | None, *, may_take_over: bool) -> Choice:
    """What to do about a counter when the officer holds the counter `mine`. An unknown one is tried."""
    if view is not None and view.officer == me:
        return Choice.RESUME
    if mine is not None:
        return Choice.STILL_HAVE
    if view is None or view.officer is None:
        return Choice.OPEN
    return Choice.TAKE_OVER if may_take_over else Choice.HELD
