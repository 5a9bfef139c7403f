"""Choosing one's own password in place of the one-time password; nothing else is allowed before."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Label

from queue_core.access.rules import SHORTEST_PASSWORD
from queue_core.access.wire import Account, PasswordChange
from queue_core.foundation.errors import KerakError
from queue_core.officer.screens.base import ConsoleScreen
from queue_core.officer.shift import FIGURES, Shift, session_ended
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.officer.widgets.top_line import TopLine


class NewPasswordScreen(ConsoleScreen):
    """The new password, twice; the rules are told first."""

    class Chosen(Message):
        """The core has taken the new password."""

        def __init__(self, account: Account) -> None:
            super().__init__()
            self.account = account

    class Refused(Message):
        """The core has not taken it."""

        def __init__(self, error: KerakError) -> None:
            super().__init__()
            self.error = error

    class SessionEnded(Message):
        """The core no longer knows the session."""

    AUTO_FOCUS = "#new"

    def __init__(self, shift: Shift, present: str) -> None:
        super().__init__(shift)
        self._present = present

    def compose(self) -> ComposeResult:
        """The form."""
        yield TopLine()
        with VerticalScroll(classes="form", can_focus=False):
            yield Label(id="title", markup=False)
            yield Label(id="rules", markup=False)
            yield Label(id="new-label", markup=False)
            yield Input(id="new", password=True, max_length=200)
            yield Label(id="again-label", markup=False)
            yield Input(id="again", password=True, max_length=200)
            yield Label(id="words", markup=False)
            yield Button(id="submit", variant="primary")
        yield KeyLine()

    def retell(self) -> None:
        """Writes every sentence anew."""
        say = self.shift.say
        self.tick()
        self.query_one("#title", Label).update(say("password.title"))
        self.query_one("#rules", Label).update(say("password.rules", **FIGURES))
        self.query_one("#new-label", Label).update(say("password.new"))
        self.query_one("#again-label", Label).update(say("password.again"))
        self.query_one("#submit", Button).label = say("password.submit")

    def tick(self) -> None:
        """Keeps the top line."""
        self.query_one(TopLine).show(self.shift, self.shift.say("login.place"))

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Enter goes on to the second field, then sends."""
        if submitted.input.id == "new":
            self.set_focus(self.query_one("#again"))
        else:
            self.submit()

    def on_button_pressed(self) -> None:
        """The button sends."""
        self.submit()

    def submit(self) -> None:
        """Sends the new password, or says what is wrong with it."""
        new, again = self.query_one("#new", Input).value, self.query_one("#again", Input).value
        if mistake := mistake_in(new, again, self._present):
            self._write(self.shift.say(mistake, **FIGURES), busy=False)
            self._clear()
            return
        self._write(self.shift.say("login.sending"), busy=True)
        self._change(PasswordChange(present=self._present, new=new))

    @work(thread=True, exclusive=True, group="act")
    def _change(self, change: PasswordChange) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Chosen(core.change_password(change)))
            except KerakError as error:
                self.post_message(self.Refused(error))

    def on_new_password_screen_refused(self, refused: Refused) -> None:
        """Says why; without a session one has to log in again."""
        if session_ended(refused.error):
            self.post_message(self.SessionEnded())
        else:
            self._write(self.shift.problem(refused.error), busy=False)
            self._clear()

    def _clear(self) -> None:
        for field in self.query(Input):
            field.value = ""
        self.set_focus(self.query_one("#new"))

    def _write(self, words: str, *, busy: bool) -> None:
        self.query_one("#words", Label).update(words)
        self.query_one("#words").set_class(busy, "-busy")
        self.query_one("#submit", Button).disabled = busy


def mistake_in(new: str, again: str, present: str) -> str | None:
    """The key of what is wrong with a new password; None when it can be sent."""
    if len(new) < SHORTEST_PASSWORD:
        return "password.too_short"
    if new != again:
        return "password.differ"
    return "password.same" if new == present else None
