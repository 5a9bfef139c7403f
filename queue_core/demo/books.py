"""Balances the books of a played morning: every ticket by its state, every card and every blank.

Whoever watches may join in: visitors take tickets, give them up on their phones, or act as officers. What
they did is told apart. A fault of the programs is what nobody's act explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from queue_core.demo.tally import Tally
from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.wire.orders import OrderList
from queue_core.stock.wire import StockView
from queue_core.tickets.rules.life import LIVE_STATES, SET_ASIDE_STATES, TicketState, Verb
from queue_core.tickets.service.moves import ACTION
from queue_core.tickets.wire.live import Event, MissedEvents, Snapshot
from queue_core.up.office import Say

OPEN_ORDERS = frozenset(OrderState) - {OrderState.DONE, OrderState.SPOILED, OrderState.CANCELLED}
PLAYED_VERBS = frozenset({Verb.CALL, Verb.RECALL, Verb.START, Verb.STEP_DONE, Verb.NO_SHOW, Verb.FINISH})
"""What the officers of the morning do with a ticket."""
VISITORS_ACTIONS = frozenset(action for verb, action in ACTION.items() if verb not in PLAYED_VERBS)
UNSERVED_STATES = LIVE_STATES - SET_ASIDE_STATES
IN_WORDS = {
    TicketState.DONE: "served",
    TicketState.NO_SHOW: "that did not come",
    TicketState.CANCELLED: "cancelled",
    TicketState.VOID: "void",
    TicketState.PARKED: "set aside",
    TicketState.WAITING: "waiting",
    TicketState.CALLED: "called",
    TicketState.SERVING: "in service",
}
ALWAYS_TOLD = frozenset({TicketState.DONE, TicketState.NO_SHOW})


class BooksDoNotBalance(KerakError):
    """A ticket or a card of the played morning is not accounted for."""

    slug = "books-do-not-balance"
    title = "The books of the morning do not balance"
    remedy = "This is a fault of the programs: keep the folder and report it."


class MorningTooLong(KerakError):
    """The played clock passed midnight before all were served."""

    slug = "morning-too-long"
    title = "The played morning lasted past midnight"
    remedy = "Play it again with a smaller --speed."


class Books(Protocol):
    """What the core tells of the morning."""

    def missed(self, after: int) -> MissedEvents:
        """The events after a number."""

    def snapshot(self) -> Snapshot:
        """The present state."""


class CardBooks(Protocol):
    """What the core tells of blanks and cards."""

    def stock(self) -> StockView:
        """The balance of the blanks."""

    def orders_in(self, state: OrderState) -> OrderList:
        """The print orders in a state."""


@dataclass(frozen=True)
class History:
    """The day's tickets by the ledger: how each ended, how often it was issued, which ones visitors moved."""

    states: dict[str, TicketState]
    issued: Counter[str]
    visitors: frozenset[str]

    def by_state(self, numbers: Iterable[str]) -> str:
        """How many of these are in each state, in words."""
        found = Counter(self.states[number] for number in numbers)
        return " + ".join(
            f"{found[state]} {words}"
            for state, words in IN_WORDS.items()
            if found[state] or state in ALWAYS_TOLD
        )

    def one_by_one(self, numbers: Iterable[str]) -> str:
        """Each of these with its state, in words."""
        return ", ".join(f"{number} {IN_WORDS[self.states[number]]}" for number in sorted(numbers))


def balance(books: Books, tally: Tally, say: Say) -> None:
    """Compares the core's ledger with its present state and with what the people of the morning did.

    Who did not come stays in the present state, since they may come back: they are counted, not left.
    Raises BooksDoNotBalance, or MorningTooLong.
    """
    now = books.snapshot()
    told = _history(books, now)
    if faults := {what: numbers for what, numbers in _faults(told, now, tally) if numbers}:
        listed = (f"{what}: {', '.join(sorted(numbers))}" for what, numbers in faults.items())
        raise BooksDoNotBalance(f"{'; '.join(listed)}.")
    nobody = UNSERVED_STATES.isdisjoint(told.states.values())
    say(
        f"The books balance: {len(told.states)} tickets issued = {told.by_state(told.states)}"
        f"{'; nobody is left waiting' if nobody else ''}."
    )
    if theirs := told.states.keys() - tally.issued:
        say(f"Visitors took {len(theirs)} of them: {told.one_by_one(theirs)}.")
    if moved := told.visitors & tally.issued:
        say(f"Visitors moved {len(moved)} of the families': {told.one_by_one(moved)}.")
    if tally.given_up:
        say(f"Visitors took over counter {', '.join(map(str, sorted(tally.given_up)))}.")


def _faults(told: History, now: Snapshot, tally: Tally) -> Iterator[tuple[str, set[str]]]:
    """What no act of anybody explains, with the numbers of the tickets."""
    played = (tally.issued | tally.served | tally.no_shows) - told.visitors
    live = {ticket.number: ticket.state for ticket in now.tickets}
    by_ledger = {number: state for number, state in told.states.items() if state in LIVE_STATES}
    yield "not in the ledger", played - told.states.keys()
    yield "issued twice", {number for number, times in told.issued.items() if times > 1}
    yield "ledger and snapshot differ", {number for number, _ in live.items() ^ by_ledger.items()}
    yield "served, but not done", _not_in(told, played & tally.served, TicketState.DONE)
    yield "did not come, but is not so", _not_in(told, played & tally.no_shows, TicketState.NO_SHOW)
    if not tally.given_up:  # else it waits for whoever took the counter over
        waits = {number for number, state in told.states.items() if state in UNSERVED_STATES}
        held = {counter.ticket for counter in now.counters if counter.officer is not None}
        yield "left", (played & waits) - held


def _not_in(told: History, numbers: set[str], state: TicketState) -> set[str]:
    return {number for number in numbers if told.states.get(number) is not state}


def _history(books: Books, now: Snapshot) -> History:
    states: dict[str, TicketState] = {}
    issued: Counter[str] = Counter()
    visitors: set[str] = set()
    for event in _events(books, now.seq):
        ticket = event.ticket
        if ticket is None or ticket.day > now.day:
            continue
        if ticket.day < now.day:
            raise MorningTooLong("This machine is too slow to play it so fast: the day has turned.")
        states[ticket.number] = ticket.state
        issued[ticket.number] += event.action == "ticket_issued"
        if event.action in VISITORS_ACTIONS:
            visitors.add(ticket.number)
    return History(states, issued, frozenset(visitors))


def _events(books: Books, last: int) -> Iterator[Event]:
    """The whole ledger up to an event."""
    seen = 0
    while seen < last:
        missed = books.missed(seen)
        if not missed.events:
            return
        yield from (event for event in missed.events if event.seq <= last)
        seen = missed.events[-1].seq


def balance_cards(books: CardBooks, tally: Tally, say: Say) -> None:
    """Compares the core's blanks and print orders with what the officers counted.

    Raises BooksDoNotBalance.
    """
    stock = books.stock()
    left = [order for state in sorted(OPEN_ORDERS) for order in books.orders_in(state).orders]
    ours = [order.id for order in left if order.file_id in tally.files]
    blanks = f"{stock.good} good + {stock.spoiled} spoiled + {stock.printer} in the printer"
    lost = stock.good < tally.cards or stock.spoiled < tally.spoiled
    if lost or not stock.holds or (ours and not tally.given_up):
        handed = f"{tally.cards} cards handed over, {tally.spoiled} spoiled"
        raise BooksDoNotBalance(f"{handed}; {blanks}; orders left: {ours}.")
    made = stock.good + stock.spoiled
    say(f"The cards balance: {made} made = {stock.good} good + {stock.spoiled} spoiled;")
    say(f"{stock.received} blanks received = {blanks} + {stock.drawer} in the drawer.")
    visitors = made - tally.cards - tally.spoiled
    if visitors or left:
        say(f"Visitors made {visitors} of the cards; print orders that they left open: {len(left)}.")
