"""The console's App: which screen follows which, the link's news, the language, and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen

from queue_core.access.rules import COUNTER_ROLES, STAFF_ROLES
from queue_core.client.state import Changed, Link
from queue_core.feedback.rules import ObjectionState, may_decide
from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import MOST_LISTED
from queue_core.officer.alarms import alarms, pressed_twice
from queue_core.officer.assistance import waiting_ids
from queue_core.officer.clocks import is_head
from queue_core.officer.file_marks import Marked, marked, marked_words
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal, ConsoleScreen
from queue_core.officer.screens.choose import ChooseScreen
from queue_core.officer.screens.clocks import ClocksScreen
from queue_core.officer.screens.desk import DeskScreen
from queue_core.officer.screens.devices import DevicesScreen
from queue_core.officer.screens.help import HelpScreen
from queue_core.officer.screens.login import LoginScreen
from queue_core.officer.screens.new_password import NewPasswordScreen
from queue_core.officer.screens.room import RoomScreen
from queue_core.officer.shift import NO_LONGER_SIGNED_IN, Shift
from queue_core.officer.stock import decides_on_blanks, warnings
from queue_core.officer.view import notices_after
from queue_core.tickets.wire.live import Event

SECONDS_TOLD = 30
GATHERED_SECONDS = 1.0
"""Files that were received on one day are due at one instant: they are told in one line."""


class LinkChanged(Message):
    """The live link tells of a change, from its own thread."""

    def __init__(self, hearing: int, link: Link, events: Sequence[Event]) -> None:
        super().__init__()
        self.hearing = hearing
        self.link = link
        self.events = events


class OfficerApp(App[None]):
    """The officer's console."""

    TITLE = "KERAK TELOR"
    CSS_PATH = "officer.tcss"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall"), (46, "-high")]  # noqa: RUF012  so declared by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "language",
            "key.language",
            id="app.language",
            key_display="F2",
            tooltip="tip.language",
            priority=True,
        ),
        Binding("g", "devices", "key.devices", id="app.devices", tooltip="tip.devices"),
        Binding("ctrl+e", "emergency", "key.emergency", tooltip="tip.emergency", priority=True, show=False),
        Binding("e", "seen", "key.seen", tooltip="tip.seen", show=False),
        Binding("j", "clocks", "key.clocks", id="app.clocks", tooltip="tip.clocks"),
        Binding("h", "help", "key.help", id="app.help", tooltip="tip.help"),
        Binding(
            "ctrl+q",
            "quit_console",
            "key.quit",
            id="app.quit",
            key_display="Ctrl+Q",
            tooltip="tip.quit",
            priority=True,
        ),
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self.shift = shift
        self._hearing = 0
        self._rung: frozenset[int] = frozenset()
        self._pressed: float | None = None
        self._marked: Marked = {}

    def on_mount(self) -> None:
        """Begins with the login."""
        self.push_screen(LoginScreen(self.shift))

    def on_login_screen_signed_in(self, told: LoginScreen.SignedIn) -> None:
        """Goes on to a password of one's own, or to the counters."""
        self.shift.account, self.shift.office = told.session.account, told.office
        if told.session.account.must_change_password:
            self._go(NewPasswordScreen(self.shift, told.password))
        else:
            self._enter()

    def on_new_password_screen_chosen(self, told: NewPasswordScreen.Chosen) -> None:
        """Goes on to the counters."""
        self.shift.account = told.account
        self._enter()

    def on_choose_screen_taken(self, told: ChooseScreen.Taken) -> None:
        """Sits down at the counter."""
        self.shift.counter = told.work.counter.number
        self._go(DeskScreen(self.shift, told.work))

    def on_desk_screen_left(self, told: DeskScreen.Left) -> None:
        """Goes back to the counters."""
        self.shift.counter = None
        self._go(ChooseScreen(self.shift, told.words, told.work))

    def on_desk_screen_session_ended(self) -> None:
        """Goes back to the login; the counter is kept."""
        self._sign_in_again()

    def on_choose_screen_session_ended(self) -> None:
        """Goes back to the login."""
        self._sign_in_again()

    def on_new_password_screen_session_ended(self) -> None:
        """Goes back to the login."""
        self._sign_in_again()

    def on_link_changed(self, told: LinkChanged) -> None:
        """Keeps what the link knows, and tells the screen."""
        if told.hearing != self._hearing:
            return
        if told.link.refused == NO_LONGER_SIGNED_IN:
            self._sign_in_again()
            return
        self.shift.link = told.link
        self.shift.notices = notices_after(self.shift.notices, told.events)
        self._ring()
        self._tell_of_objections(told.events)
        self._gather_files(told.events)
        for screen in self.screen_stack:
            if isinstance(screen, (ConsoleScreen, ConsoleModal)) and screen.is_mounted:
                screen.link_changed(told.events)

    def action_help(self) -> None:
        """Opens the list of requests for help."""
        screen = self.screen
        if isinstance(screen, ConsoleScreen) and self.shift.link is not None and self.shift.connected:
            self.push_screen(HelpScreen(self.shift, screen.ticket))

    def action_devices(self) -> None:
        """Opens the list of kiosks and boards."""
        if isinstance(self.screen, ConsoleScreen) and self.shift.link is not None:
            self.push_screen(DevicesScreen(self.shift))

    def action_emergency(self) -> None:
        """A quiet call to all other counters, by the second press; the first one shows nothing."""
        before, self._pressed = self._pressed, self.shift.monotonic()
        if self.shift.counter is not None and pressed_twice(before, self._pressed):
            self._pressed = None
            self._send_quietly(self.shift.counter, "emergency")

    def action_seen(self) -> None:
        """Says that the calls of other counters were seen."""
        state = self.shift.link.state if self.shift.link else None
        for view in alarms(state, self.shift.me) if state else ():
            self._send_quietly(view.number, "emergency/seen")

    @work(thread=True, group="emergency")
    def _send_quietly(self, number: int, verb: str) -> None:
        with self.shift.talking() as core:
            try:
                core.act(number, verb)
            except KerakError:
                self.call_from_thread(self.notify, self.shift.say("alarm.not_sent"))

    def action_clocks(self) -> None:
        """Opens the list of what can be done about the service clocks."""
        if isinstance(self.screen, ConsoleScreen) and self.shift.link is not None and self.shift.connected:
            self.push_screen(ClocksScreen(self.shift))

    def _tell_of_objections(self, events: Sequence[Event]) -> None:
        """The head of section hears of an objection at once, wherever they are in the console."""
        if self.shift.account is None or not is_head(self.shift.account.roles):
            return
        for event in events:
            if event.action == "objection_filed" and event.ticket is not None:
                self.notify(self.shift.say("sop.filed", number=event.ticket.number), timeout=SECONDS_TOLD)
                self.bell()

    def _gather_files(self, events: Sequence[Event]) -> None:
        """Everybody hears of files that are near their end or past it, wherever they are in the console."""
        before, self._marked = self._marked, marked(events, self._marked)
        if self._marked and not before:
            self.set_timer(GATHERED_SECONDS, self._tell_of_files)

    def _tell_of_files(self) -> None:
        told, self._marked = self._marked, {}
        for words in marked_words(self.shift, told):
            self.notify(words, severity="warning", timeout=SECONDS_TOLD)

    @work(thread=True, group="files")
    def _tell_of_urgent_files(self) -> None:
        """At the start of a shift: how many files are late, or soon due."""
        with self.shift.talking() as core, suppress(KerakError):
            if urgent := len(core.urgent_files().files):
                more = "+" if urgent >= MOST_LISTED else ""
                words = self.shift.say("files.told.at_start", number=f"{urgent}{more}")
                self.call_from_thread(self.notify, words, severity="warning", timeout=SECONDS_TOLD)

    @work(thread=True, group="objections")
    def _tell_what_waits(self) -> None:
        """Who signs in to decide hears of the objections that came before."""
        with self.shift.talking() as core, suppress(KerakError):
            filed = core.objections().objections
            mine = [one for one in filed if may_decide(self.shift.me, one.served_by)]
            if waiting := sum(one.state is ObjectionState.OPEN for one in mine):
                words = self.shift.say("sop.waiting", number=waiting)
                self.call_from_thread(self.notify, words, timeout=SECONDS_TOLD)

    @work(thread=True, group="stock")
    def _tell_of_stock(self) -> None:
        """At the start of a shift: that blanks or ribbon run out, how many blanks are to be decided on."""
        with self.shift.talking() as core, suppress(KerakError):
            for words in warnings(self.shift, core.stock()):
                self.call_from_thread(self.notify, words, severity="warning", timeout=SECONDS_TOLD)

    def _ring(self) -> None:
        """The terminal's bell, once for each request that nobody has taken."""
        waiting = waiting_ids(self.shift.help)
        if waiting - self._rung:
            self.bell()
        self._rung |= waiting

    def action_language(self) -> None:
        """Says everything in the next language."""
        self.shift.next_language()
        for screen in self.screen_stack:
            if isinstance(screen, ConsoleScreen):
                screen.retell()
        self.screen.refresh_bindings()

    def action_quit_console(self) -> None:
        """Leaves the console; asks when a ticket is still at the counter."""
        if isinstance(self.screen, ModalScreen):
            return
        ticket = self.screen.unfinished if isinstance(self.screen, ConsoleScreen) else None
        if ticket is None or self.shift.office is None:
            self.exit()
        else:
            queue = self.shift.office.profile.queue
            question = self.shift.say(f"ask.quit-{queue.vanished}", number=ticket, seconds=queue.hold_seconds)
            self.push_screen(Ask(self.shift, question), lambda yes: self.exit() if yes else None)

    def _enter(self) -> None:
        account = self.shift.account
        if account is None or not STAFF_ROLES & set(account.roles):
            words = self.shift.say("login.no_counter_role", username=self.shift.me)
            self.shift.account = None
            self._go(LoginScreen(self.shift, words))
            return
        self._hearing += 1
        self.shift.listen(self._changed(self._hearing))
        at_counters = COUNTER_ROLES & set(account.roles)
        self._go(ChooseScreen(self.shift) if at_counters else RoomScreen(self.shift))
        self._tell_of_urgent_files()
        if is_head(account.roles):
            self._tell_what_waits()
        if decides_on_blanks(account.roles):
            self._tell_of_stock()

    def _changed(self, hearing: int) -> Changed:
        def changed(link: Link, events: Sequence[Event]) -> None:
            self.post_message(LinkChanged(hearing, link, events))

        return changed

    def _sign_in_again(self) -> None:
        username = self.shift.me
        self._hearing += 1
        self.shift.hang_up()
        self.shift.account = None
        words = self.shift.say("problem.not-signed-in")
        self._go(LoginScreen(self.shift, words, username))

    def _go(self, screen: ConsoleScreen) -> None:
        while isinstance(self.screen, ModalScreen):
            self.pop_screen()
        self.switch_screen(screen)
