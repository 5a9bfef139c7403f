"""Logging in. The office's name comes as soon as the core answers; until then it is sought."""

from __future__ import annotations

from pydantic import ValidationError
from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Label

from queue_core.access.wire import Login, Session
from queue_core.foundation.errors import KerakError
from queue_core.officer.screens.base import ConsoleScreen
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.officer.widgets.top_line import TopLine
from queue_core.tickets.wire.office import OfficeView

SECONDS_UNTIL_RETRY = 3.0


class LoginScreen(ConsoleScreen):
    """User name and password."""

    class SignedIn(Message):
        """The core knows the officer."""

        def __init__(self, session: Session, office: OfficeView, password: str) -> None:
            super().__init__()
            self.session = session
            self.office = office
            self.password = password

    class Refused(Message):
        """Signing in did not succeed."""

        def __init__(self, error: KerakError) -> None:
            super().__init__()
            self.error = error

    class OfficeKnown(Message):
        """The core has told of the office, or has not answered."""

        def __init__(self, office: OfficeView | None) -> None:
            super().__init__()
            self.office = office

    def __init__(self, shift: Shift, words: str | None = None, username: str = "") -> None:
        super().__init__(shift)
        self.words = words
        self._username = username

    def compose(self) -> ComposeResult:
        """The form."""
        yield TopLine()
        with VerticalScroll(classes="form", can_focus=False):
            yield Label(id="title", markup=False)
            yield Label(id="office", markup=False)
            yield Label(id="username-label", markup=False)
            yield Input(self._username, id="username", max_length=40)
            yield Label(id="password-label", markup=False)
            yield Input(id="password", password=True, max_length=200)
            yield Label(id="words", markup=False)
            yield Button(id="submit", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        """Asks for the office, and puts the cursor where it is needed."""
        super().on_mount()
        self.set_focus(self.query_one("#password" if self._username else "#username"))
        if self.shift.office is None:
            self.call_after_refresh(self._ask_office)

    def retell(self) -> None:
        """Writes every sentence anew."""
        say = self.shift.say
        self.tick()
        self.query_one("#title", Label).update(say("login.title"))
        self.query_one("#username-label", Label).update(say("login.username"))
        self.query_one("#password-label", Label).update(say("login.password"))
        self.query_one("#submit", Button).label = say("login.submit")
        self.query_one("#words", Label).update(self.words or "")
        office = self.shift.office
        name = office.profile.office.name if office else say("login.seeking")
        self.query_one("#office", Label).update(name)

    def tick(self) -> None:
        """Keeps the top line."""
        self.query_one(TopLine).show(self.shift, self.shift.say("login.place"))

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Enter goes on to the password, then signs in."""
        password = self.query_one("#password", Input)
        if submitted.input.id == "username" and not password.value:
            self.set_focus(password)
        else:
            self.submit()

    def on_button_pressed(self) -> None:
        """The button signs in."""
        self.submit()

    def submit(self) -> None:
        """Signs in with what was typed, or says what is missing."""
        username = self.query_one("#username", Input).value.strip().lower()
        password = self.query_one("#password", Input).value
        if not username or not password:
            self._say("login.both")
            return
        try:
            login = Login(username=username, password=password)
        except ValidationError:
            self._say("login.not_a_name")
            return
        self._say("login.sending", busy=True)
        self._sign_in(login)

    @work(thread=True, exclusive=True, group="act")
    def _sign_in(self, login: Login) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.SignedIn(core.sign_in(login), core.office(), login.password))
            except KerakError as error:
                self.post_message(self.Refused(error))

    @work(thread=True, exclusive=True, group="office")
    def _ask_office(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.OfficeKnown(core.office()))
            except KerakError:
                self.post_message(self.OfficeKnown(None))

    def on_login_screen_refused(self, refused: Refused) -> None:
        """Says why, and keeps what was typed but the password."""
        self._write(self.shift.problem(refused.error), busy=False)
        password = self.query_one("#password", Input)
        password.value = ""
        self.set_focus(password)

    def on_login_screen_office_known(self, known: OfficeKnown) -> None:
        """Shows the office, or tries again a little later."""
        if known.office is None:
            self.query_one("#office", Label).update(self.shift.say("login.away"))
            self.set_timer(SECONDS_UNTIL_RETRY, self._ask_office)
            return
        self.shift.office = known.office
        self.query_one("#office", Label).update(known.office.profile.office.name)
        self.tick()

    def _say(self, key: str, *, busy: bool = False) -> None:
        self._write(self.shift.say(key), busy=busy)

    def _write(self, words: str, *, busy: bool) -> None:
        self.words = words
        self.query_one("#words", Label).update(words)
        self.query_one("#words").set_class(busy, "-busy")
        self.query_one("#submit", Button).disabled = busy
