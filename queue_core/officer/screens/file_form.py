"""The form of a file: what it says about the child, with what is missing or doubtful told beside each row.

Nothing typed is lost: after a refusal the form stays as it is, and beside a row that somebody else has
written meanwhile stands what they wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Footer, Input, Label, Select

from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import FileHead, FileView, Hold, WrittenDraft
from queue_core.officer import file_form as form
from queue_core.officer.file_refusals import refused
from queue_core.officer.file_view import title
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Core, Shift


class FormScreen(ConsoleModal[None]):
    """Fills in one file upon the version that was read."""

    class Told(Message):
        """What the core answered, and the file as it is now, where it could be read."""

        def __init__(self, view: FileView | None, error: KerakError | None, *, saved: bool) -> None:
            super().__init__()
            self.view = view
            self.error = error
            self.saved = saved

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "key.save", key_display="Ctrl+S", id="form.save", tooltip="tip.save"),
        Binding("escape", "leave", "key.back", key_display="Esc", id="form.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, view: FileView) -> None:
        super().__init__(shift)
        self._view = view
        self._sending = False

    def compose(self) -> ComposeResult:
        """A row for each field, and a line for words."""
        texts, hints = form.texts_of(self._view.draft), form.hints(self.shift, self._view)
        with Vertical(id="form"):
            yield Label(title(self.shift, self._view), id="title", markup=False)
            with VerticalScroll(can_focus=False):
                for row in form.ROWS:
                    with Horizontal(classes="row"):
                        yield Label(form.row_name(self.shift, row), classes="name", markup=False)
                        yield self._field(row, texts[row])
                        yield Label(hints.get(row, ""), id=f"hint-{row}", classes="hint", markup=False)
            yield Label(self.shift.say("form.how"), id="words", markup=False)
        yield Footer()

    def _field(self, row: str, text: str) -> Widget:
        shut = row not in form.open_rows(self._view)
        if offered := form.choices(self.shift, row, text):
            value = text or Select.NULL
            prompt = self.shift.say("form.choose")
            return Select(offered, value=value, prompt=prompt, id=f"row-{row}", compact=True, disabled=shut)
        most = form.longest(row)
        return Input(text, id=f"row-{row}", max_length=most, compact=True, disabled=shut)

    def on_input_submitted(self) -> None:
        """Enter goes on to the next row."""
        self.focus_next()

    def action_save(self) -> None:
        """Sends what is typed, or says which row cannot be read."""
        if self._sending:
            return
        try:
            draft = form.draft_of(self._typed(), self._view.draft)
        except form.BadRow as bad:
            self._write(self.shift.say(bad.key))
            self._row(bad.row).focus()
            return
        self._sending = True
        self._write(self.shift.say("why.sending"))
        written = WrittenDraft(version=self._view.head.version, draft=draft)
        self._send(lambda core: core.write_file(self._view.head.id, written), saves=True)

    def action_leave(self) -> None:
        """Goes back; asks when something typed is not saved."""
        if self._typed() == form.texts_of(self._view.draft):
            self.dismiss(None)
            return
        question = self.shift.say("form.ask_leave")
        self.app.push_screen(Ask(self.shift, question), self._leave)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)

    @work(thread=True, group="file")
    def _send(self, deed: Callable[[Core], FileHead], *, saves: bool) -> None:
        file_id, refusal, view = self._view.head.id, None, None
        with self.shift.talking() as core:
            try:
                deed(core)
            except KerakError as error:
                refusal = error
            try:
                view = core.file(file_id)
            except KerakError as error:
                refusal = refusal or error
            self.post_message(self.Told(view, refusal, saved=saves and refusal is None))

    def on_form_screen_told(self, told: Told) -> None:
        """Shows the file as it is now beside what is typed."""
        self._sending = False
        before, typed = form.texts_of(self._view.draft), self._typed()
        if told.saved:
            before = typed
        clashes: Mapping[str, str] = {}
        if told.view is not None:
            rows, clashes = form.merged(before, typed, form.texts_of(told.view.draft))
            self._view = told.view
            self._show(rows, clashes)
        self._write("".join(self._outcome(told, clashes)))
        held = self._view.head.held
        if told.error is not None and held is not None and held.by != self.shift.me:
            self._offer_to_take(held.by)

    def _offer_to_take(self, holder: str) -> None:
        """What was typed can be saved once the file is in the officer's hands again."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._send(
                    lambda core: core.hold_file(self._view.head.id, Hold(from_holder=holder)), saves=False
                )

        self.app.push_screen(Ask(self.shift, self.shift.say("files.ask.take", who=holder)), answered)

    def _outcome(self, told: Told, clashes: Mapping[str, str]) -> Iterator[str]:
        if told.error is None:
            yield self.shift.say("files.sent" if told.saved else "form.taken")
            return
        yield refused(self.shift, told.error, told.view)
        yield " " + self.shift.say("form.both" if clashes else "form.kept")

    def _show(self, rows: Mapping[str, str], clashes: Mapping[str, str]) -> None:
        hints = form.hints(self.shift, self._view)
        for row, text in clashes.items():
            hints[row] = self.shift.say("form.theirs", text=form.in_words(self.shift, row, text) or "-")
        for row in form.ROWS:
            self._put(row, rows[row])
            self.query_one(f"#hint-{row}", Label).update(hints.get(row, ""))

    def _put(self, row: str, text: str) -> None:
        field = self._row(row)
        if isinstance(field, Input) and field.value != text:
            field.value = text
        elif isinstance(field, Select):
            field.value = text or Select.NULL

    def _typed(self) -> dict[str, str]:
        return {row: self._text(row) for row in form.ROWS}

    def _text(self, row: str) -> str:
        field = self._row(row)
        if isinstance(field, Input):
            return field.value
        return "" if not isinstance(field, Select) or field.value is Select.NULL else str(field.value)

    def _row(self, row: str) -> Widget:
        return self.query_one(f"#row-{row}")

    def _write(self, words: str) -> None:
        self.query_one("#words", Label).update(words)
