"""The desk: the ticket in front of the officer, its clocks, who waits, and a key for every act.

Acts run in a worker, one at a time; after a refusal or a lost connection the counter is read anew, so that
the screen shows what the core knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Label

from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.errors import KerakError
from queue_core.foundation.identifiers import new_request_id
from queue_core.officer.done_words import done_words
from queue_core.officer.more import (
    ASKED_FIRST,
    OWN_SCREEN,
    Entry,
    Menu,
    Request,
    children,
    entries,
    menus,
    new_ticket,
    reasons,
    request,
)
from queue_core.officer.screens.appointments import AppointmentsScreen
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal, ConsoleScreen
from queue_core.officer.screens.desk_keys import DESK_KEYS, MENU_KEYS
from queue_core.officer.screens.files import FilesScreen
from queue_core.officer.screens.given import Given
from queue_core.officer.screens.pick import NO_KEYS, Pick
from queue_core.officer.screens.stock import StockScreen
from queue_core.officer.shift import Shift, session_ended
from queue_core.officer.state import Action, Desk, keys, natural, offered, question, why_not
from queue_core.officer.widgets.alarm import AlarmBanner
from queue_core.officer.widgets.connection import ConnectionLine
from queue_core.officer.widgets.desk_view import DeskView
from queue_core.officer.widgets.help_strip import HelpStrip
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, TicketView


class DeskScreen(ConsoleScreen):
    """One counter at work."""

    class Done(Message):
        """The core has done what was asked."""

        def __init__(self, done: str, work: CounterWork) -> None:
            super().__init__()
            self.done = done
            self.work = work

    class Issued(Message):
        """The core has given out a number."""

        def __init__(self, issued: IssuedTicket) -> None:
            super().__init__()
            self.issued = issued

    class Failed(Message):
        """The core has refused, or could not be reached."""

        def __init__(self, error: KerakError) -> None:
            super().__init__()
            self.error = error

    class Read(Message):
        """What lies on the counter; nothing when it could not be read."""

        def __init__(self, work: CounterWork | None, error: KerakError | None = None) -> None:
            super().__init__()
            self.work = work
            self.error = error

    class Left(Message):
        """The counter is no longer this console's; its closing may be taken back for some seconds."""

        def __init__(self, words: str, work: CounterWork | None = None) -> None:
            super().__init__()
            self.words = words
            self.work = work

    class SessionEnded(Message):
        """The core no longer knows the session."""

    BINDINGS: ClassVar[list[BindingType]] = DESK_KEYS

    def __init__(self, shift: Shift, work: CounterWork) -> None:
        super().__init__(shift)
        self.work = work
        self._sending = False
        self._stale = False
        self._lost = False
        self._offered: Mapping[str, str] = {}
        self._was_connected = shift.connected

    def compose(self) -> ComposeResult:
        """Ticket and clocks at the left, who waits at the right, words and connection below."""
        yield AlarmBanner(id="alarm")
        yield DeskView(self.shift)
        yield Label(id="message", markup=False)
        yield HelpStrip(id="help-strip")
        yield ConnectionLine(id="connection")
        yield KeyLine()

    @property
    def desk(self) -> Desk:
        """The desk as the rules see it."""
        connected = self.shift.connected and not self._stale
        return Desk(self.work, connected=connected, sending=self._sending, now=self.shift.now())

    @property
    def number(self) -> int:
        """The counter's number."""
        return self.work.counter.number

    @property
    def ticket(self) -> TicketView | None:
        """The ticket at the counter."""
        return self.work.ticket

    @property
    def unfinished(self) -> str | None:
        """The ticket that is still at the counter."""
        return self.work.counter.ticket

    @property
    def offers(self) -> Mapping[str, str]:
        """Only the keys of what is offered now; Space with the name of what it does."""
        return keys(self.desk, notices=bool(self.shift.notices))

    def retell(self) -> None:
        """Writes every sentence anew."""
        self._write("")
        self.tick()

    def tick(self) -> None:
        """Paints everything as it is at this second of the core's clock."""
        self._offer()
        self.query_one(AlarmBanner).show(self.shift)
        self.query_one(DeskView).show(self.shift, self.work)
        self.query_one(HelpStrip).show(self.shift)
        self.query_one(ConnectionLine).show(self.shift)

    def link_changed(self, events: Sequence[Event]) -> None:
        """Reads the counter anew when it changed, or when the link is whole again."""
        self._lost = self._lost or not self.shift.connected
        back = self.shift.connected and (self._stale or not self._was_connected)
        self._was_connected = self.shift.connected
        if back or any(self._is_about_me(event) for event in events):
            self._read()
        self._offer()
        self.tick()

    def _is_about_me(self, event: Event) -> bool:
        here = event.counter is not None and event.counter.number == self.number
        return here or (event.sop is not None and event.sop.file_id is None)  # a clock may have moved

    def action_natural(self) -> None:
        """Does what comes next."""
        self._try(natural(self.desk))

    def action_rest(self) -> None:
        """Begins a break, or ends it; a counter that is closing stays open after all."""
        is_open = self.work.counter.state is CounterState.OPEN
        self._try(Action.BREAK if is_open else Action.RESUME)

    def action_act(self, name: str) -> None:
        """Does one act by its own key."""
        self._try(Action(name))

    def action_understood(self) -> None:
        """Takes the notices away."""
        self.shift.notices = ()
        self._offer()
        self.tick()

    def _try(self, action: Action | None, *, confirmed: bool = False) -> None:
        if action is None or action not in offered(self.desk):
            self._write(self.shift.say(why_not(self.desk, action)))
        elif not confirmed and (key := question(self.desk, action)):
            asked = self.shift.say(key, number=self.unfinished)
            self.app.push_screen(
                Ask(self.shift, asked), lambda yes: self._try(action, confirmed=True) if yes else None
            )
        else:
            self._begin(action)

    def _begin(self, action: Action) -> None:
        number = self.number
        self._say_sending(f"key.{action}")
        self._send(action, lambda core: core.act(number, action))

    def _say_sending(self, key: str) -> None:
        self._sending = True
        self._write(self.shift.say("desk.sending", what=self.shift.say(key)))
        self._offer()

    @work(thread=True, exclusive=True, group="act")
    def _send(self, done: str, request: Request) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Done(done, request(core)))
            except KerakError as error:
                self.post_message(self.Failed(error))

    def action_more(self) -> None:
        """Lists what else can be done."""
        found = [
            Entry(menu, self.shift.say(f"more.{menu}", number=self.unfinished)) for menu in menus(self.desk)
        ]
        self._pick("more.title", found, lambda chosen: self.action_menu(chosen), MENU_KEYS)

    def action_menu(self, name: str) -> None:
        """Opens one list, or says why it is not offered."""
        menu = Menu(name)
        if menu in OWN_SCREEN and menu in menus(self.desk):
            self.app.push_screen(self._screen(menu))
        elif menu in menus(self.desk):
            found = entries(self.shift, menu, self.work)
            self._pick(f"more.{menu}", found, self._issue if menu is Menu.ISSUE else self._chosen)
        else:
            self._write(self.shift.say(why_not(self.desk, None)))

    def _screen(self, menu: Menu) -> ConsoleModal[None]:
        match menu:
            case Menu.FILES:
                return FilesScreen(self.shift, self.ticket)
            case Menu.STOCK:
                return StockScreen(self.shift)
            case _:
                return AppointmentsScreen(self.shift)

    def _pick(
        self, title: str, found: list[Entry], then: Callable[[str], None], keys: Mapping[str, str] = NO_KEYS
    ) -> None:
        pick = Pick(self.shift, self.shift.say(title, number=self.unfinished or ""), found, keys)
        self.app.push_screen(pick, lambda chosen: then(chosen) if chosen else None)

    def _chosen(self, choice: str) -> None:
        verb = choice.partition(":")[0]
        if verb not in ASKED_FIRST:
            self._carry_out(choice)
            return
        asked = self.shift.say(f"ask.{verb}", number=self.unfinished)
        self.app.push_screen(Ask(self.shift, asked), lambda yes: self._carry_out(choice) if yes else None)

    def _carry_out(self, choice: str) -> None:
        verb = choice.partition(":")[0]
        self._say_sending("key.more")
        self._send(verb, request(choice, self.number, self.ticket))

    def _issue(self, service: str) -> None:
        self._pick("more.reason", reasons(self.shift), lambda reason: self._ask_children(service, reason))

    def _ask_children(self, service: str, reason: str) -> None:
        if found := children(self.shift, service):
            self._pick("more.children", found, lambda count: self._give(service, reason, int(count)))
        else:
            self._give(service, reason)

    def _give(self, service: str, reason: str, count: int = 1) -> None:
        self._say_sending("more.issue")
        self._send_issue(new_ticket(self.shift, service, reason, count))

    @work(thread=True, exclusive=True, group="act")
    def _send_issue(self, new: NewTicket) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Issued(core.issue(new, new_request_id())))
            except KerakError as error:
                self.post_message(self.Failed(error))

    def on_desk_screen_issued(self, told: Issued) -> None:
        """Shows the number until the officer has written it down."""
        self._sending = False
        self._write("")
        self._offer()
        self.app.push_screen(Given(self.shift, told.issued))

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Read(core.counter(self.number)))
            except KerakError as error:
                self.post_message(self.Read(None, error))

    def on_desk_screen_done(self, done: Done) -> None:
        """Shows what came of it."""
        self._sending = False
        self._take(done.work, done_words(self.shift, done.done, self.work, done.work))

    def on_desk_screen_failed(self, failed: Failed) -> None:
        """Says why, and reads what is true."""
        self._sending = False
        if session_ended(failed.error):
            self.post_message(self.SessionEnded())
            return
        self._write(self.shift.problem(failed.error))
        self._lost = isinstance(failed.error, CoreUnreachable)
        self._stale = True
        self._offer()
        self._read()

    def on_desk_screen_read(self, read: Read) -> None:
        """Takes what the core knows; without an answer the keys wait for the link."""
        if read.work is not None:
            if self._lost and read.work.counter.officer is None:
                self.post_message(self.Left(self.shift.say("choose.given_up", number=self.number)))
                return
            words = self.shift.say("desk.back") if self._lost else None
            self._stale = self._lost = False
            self._take(read.work, words)
        elif read.error is not None and session_ended(read.error):
            self.post_message(self.SessionEnded())
        else:
            self._stale = True
            self._offer()

    def _take(self, work: CounterWork, words: str | None) -> None:
        self.work = work
        if words is not None:
            self._write(words)
        if work.counter.officer != self.shift.me:
            self.post_message(self.Left(self._farewell(work), work))
            return
        self._offer()
        self.tick()

    def _farewell(self, work: CounterWork) -> str:
        if work.counter.officer is None:
            return self.shift.say("done.close", counter=self.number)
        return self.shift.say("choose.taken_over", number=self.number, officer=work.counter.officer)

    def _offer(self) -> None:
        """Paints the footer anew when other keys are offered."""
        if self.offers != self._offered:
            self._offered = self.offers
            self.refresh_bindings()

    def _write(self, words: str) -> None:
        self.query_one("#message", Label).update(words)
