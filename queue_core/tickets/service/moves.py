"""The one way by which a ticket moves: the table decides, compare-and-set writes, the clock follows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from queue_core.sop.errors import NotPaused
from queue_core.sop.service import clocks
from queue_core.tickets.errors import NotNow
from queue_core.tickets.rules.assistance import HelpState, HelpVerb
from queue_core.tickets.rules.life import (
    AT_COUNTER_STATES,
    ENDED_STATES,
    IllegalMove,
    TicketState,
    Verb,
    move,
)
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.service.assistance import apply_verb, asked_with
from queue_core.tickets.service.counters import settle
from queue_core.tickets.service.desk import EVERYBODY, STAFF_ONLY, Act
from queue_core.tickets.service.views import counter_work, ticket_view
from queue_core.tickets.store import counter_book, tables, ticket_book
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.counters import CounterWork

ACTION: Mapping[Verb, str] = {
    Verb.CALL: "ticket_called",
    Verb.CALL_BACK: "ticket_called_back",
    Verb.RECALL: "ticket_recalled",
    Verb.START: "service_started",
    Verb.STEP_DONE: "step_done",
    Verb.PARK: "ticket_parked",
    Verb.TRANSFER: "ticket_transferred",
    Verb.RETURN: "ticket_returned",
    Verb.NO_SHOW: "ticket_no_show",
    Verb.FINISH: "service_finished",
    Verb.WITHDRAW: "ticket_withdrawn",
    Verb.CANCEL: "ticket_cancelled",
    Verb.VOID: "ticket_void",
    Verb.UNDO: "move_undone",
    Verb.PARK_AGAIN: "move_undone",
    Verb.NO_SHOW_AGAIN: "move_undone",
    Verb.LAPSE: "ticket_lapsed",
}
"""What the ledger calls each verb once it is done."""
CALLING_VERBS = frozenset({Verb.CALL, Verb.CALL_BACK, Verb.RECALL})
LEAVING_VERBS = frozenset({Verb.WITHDRAW, Verb.CANCEL, Verb.VOID, Verb.LAPSE})
"""After these the family is not here to be helped."""


@dataclass(frozen=True)
class Move:
    """What is done to a ticket, and by which officer; none when it is the family, or the core itself.

    `why` tells by which rule it was chosen, `reason` why it is void, `changes` what else of its row is set.
    """

    verb: Verb
    officer: str | None = None
    why: Why | None = None
    reason: str | None = None
    changes: Mapping[str, object] = field(default_factory=dict)


def move_at_counter(act: Act, number: int, ticket_id: int, state: TicketState, wanted: Move) -> CounterWork:
    """Moves a ticket that is, or comes to, the counter; what lies on the counter then.

    Raises NotNow when the table has no such move, or the ticket is no longer in the state.
    """
    row = _moved(act, ticket_id, state, wanted, number)
    return _tell_at_counter(act, number, row, wanted)


def move_wherever(act: Act, row: tables.TicketRow, wanted: Move) -> tables.TicketRow:
    """Moves a ticket out of the queue, or back into it; a counter that it leaves is free. Raises NotNow."""
    moved = _moved(act, row.id, TicketState(row.state), wanted, row.counter)
    if row.state in AT_COUNTER_STATES:
        _tell_at_counter(act, row.counter, moved, wanted)
    else:
        act.record(ACTION[wanted.verb], ticket=ticket_view(moved), reason=wanted.reason)
    if wanted.verb in LEAVING_VERBS:
        _withdraw_open_help(act, row.id)
    return moved


def _withdraw_open_help(act: Act, ticket_id: int) -> None:
    """Nobody sets out for a family that has gone; who is on the way already finishes the request."""
    for asked in asked_with(act.transaction.connection, ticket_id):
        if asked.state is HelpState.OPEN:
            apply_verb(act, asked.id, HelpVerb.WITHDRAW)


def _tell_at_counter(act: Act, number: int, row: tables.TicketRow, wanted: Move) -> CounterWork:
    connection = act.transaction.connection
    counter_book.note_move(connection, act.desk.office, number, act.now)
    work = counter_work(act.desk, connection, number)
    act.record(
        ACTION[wanted.verb],
        ticket=ticket_view(row),
        counter=work.counter,
        why=wanted.why,
        reason=wanted.reason,
        audiences=STAFF_ONLY if wanted.verb is Verb.STEP_DONE else EVERYBODY,
    )
    return settle(act, work)


def _moved(
    act: Act, ticket_id: int, state: TicketState, wanted: Move, number: int | None
) -> tables.TicketRow:
    try:
        after = move(state, wanted.verb)
    except IllegalMove as error:
        raise NotNow(f"{str(error).capitalize()}.") from None
    values = {**_stamps(act, wanted, after, number), **wanted.changes}
    row = ticket_book.compare_and_set(act.transaction.connection, ticket_id, state, **values)
    if row is None:
        raise NotNow("The ticket has changed in the meantime.")
    _move_clocks(act, row, wanted)
    return row


def _stamps(act: Act, wanted: Move, state: TicketState, number: int | None) -> dict[str, object]:
    """What a ticket's row says after the verb, as far as it follows from verb and state alone."""
    values: dict[str, object] = {"state": state, "last_verb": wanted.verb, "moved_at": act.now}
    values |= {"parked_for": None, "ended_at": act.now if state in ENDED_STATES else None}
    if state is TicketState.WAITING:
        values |= {"counter": None, "calls": 0, "started_at": None}
        if wanted.verb is not Verb.UNDO:  # waits anew: what was expected held for the first wait
            values["expected_minutes"] = None
    if wanted.verb in CALLING_VERBS:
        values |= {"counter": number, "called_at": act.now, "calls": tables.ticket.c.calls + 1}
    if wanted.verb in (Verb.CALL, Verb.CALL_BACK):
        values["why"] = wanted.why and wanted.why.model_dump()
    if wanted.verb is Verb.START:
        values["started_at"] = act.now
    return values


def _move_clocks(act: Act, row: tables.TicketRow, wanted: Move) -> None:
    """Leaving the counter stops no clock by itself; what paused it is over when the family is back."""
    visit = clocks.Visit(
        ticket_id=row.id,
        number=ticket_number(row.lane, row.serial),
        service=row.service,
        officer=wanted.officer,
    )
    match wanted.verb:
        case Verb.START:
            clocks.begin(act.timing, visit)
        case Verb.STEP_DONE:
            if clocks.step_done(act.timing, visit) is None:
                raise NotNow("Every step is done.", remedy="Finish the service.")
        case Verb.CALL_BACK | Verb.RETURN:
            with suppress(NotPaused):
                clocks.resume(act.timing, row.id)
        case Verb.FINISH:
            clocks.end(act.timing, row.id, wanted.officer)
        case Verb.TRANSFER if "service" in wanted.changes:
            clocks.interrupt(act.timing, row.id, wanted.officer)
        case _ if row.state in ENDED_STATES:
            clocks.interrupt(act.timing, row.id, wanted.officer)
        case _:
            pass
