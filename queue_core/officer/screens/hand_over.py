"""The form of handing over: to whom, proved how, signed how. What was refused stays as it was typed."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Select

from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.handover import Signed
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.handover import HandOver
from queue_core.officer import handover as form
from queue_core.officer.file_refusals import refused
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.code import SignScreen
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine

LONGEST = 200


class HandOverScreen(ConsoleModal[None]):
    """Hands one file over upon the version that was read."""

    class Answered(Message):
        """The core has handed it over, or refused."""

        def __init__(self, error: KerakError | None) -> None:
            super().__init__()
            self.error = error

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "send", "key.hand_over", key_display="Ctrl+S", id="over.send", tooltip="tip.hand_over"
        ),
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="over.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, view: FileView) -> None:
        super().__init__(shift)
        self._view = view

    def compose(self) -> ComposeResult:
        """A row for each thing to say, and a line for words."""
        head = self._view.head
        place = form.place_words(self.shift, head)
        told = {"number": head.register_number or "-", "id": head.id, "place": place}
        with Vertical(id="over"):
            yield Label(self.shift.say("ending.title", **told), id="title", markup=False)
            for row in form.ROWS:
                with Horizontal(classes="row"):
                    yield Label(self.shift.say(f"ending.row.{row}"), classes="name", markup=False)
                    yield self._field(row)
            yield Label(self.shift.say("ending.how"), id="words", markup=False)
        yield KeyLine()

    def _field(self, row: str) -> Widget:
        if offered := form.choices(self.shift, row):
            return Select(offered, prompt=self.shift.say("form.choose"), id=f"row-{row}", compact=True)
        return Input(id=f"row-{row}", max_length=LONGEST, compact=True)

    def on_input_submitted(self) -> None:
        """Enter goes on to the next row."""
        self.focus_next()

    def action_send(self) -> None:
        """Asks, or lets the receiver sign; says what is missing."""
        try:
            given = form.given({row: self._text(row) for row in form.ROWS}, self._view.head.version)
        except ValueError as error:
            self._write(self.shift.say(str(error)))
            return
        if given.signed is Signed.DRAWN:
            screen: ConsoleModal[bool] = SignScreen(self.shift, self._view.head.id)
        else:
            screen = Ask(self.shift, self.shift.say("ending.ask"))
        self.app.push_screen(screen, lambda yes: self._if(yes, given))

    def _if(self, yes: bool | None, given: HandOver) -> None:
        if yes:
            self._send(given)

    @work(thread=True, group="file")
    def _send(self, given: HandOver) -> None:
        with self.shift.talking() as core:
            try:
                core.hand_over(self._view.head.id, given)
                self.post_message(self.Answered(None))
            except KerakError as error:
                self.post_message(self.Answered(error))

    def on_hand_over_screen_answered(self, answered: Answered) -> None:
        """Goes back to the file, or says why not."""
        if answered.error is None:
            self.app.notify(self.shift.say("ending.done"))
            self.dismiss(None)
        else:
            self._write(refused(self.shift, answered.error, self._view))

    def _text(self, row: str) -> str:
        field = self.query_one(f"#row-{row}")
        if isinstance(field, Input):
            return field.value
        return "" if not isinstance(field, Select) or field.value is Select.NULL else str(field.value)

    def _write(self, words: str) -> None:
        self.query_one("#words", Label).update(words)
