"""The form of a file: what it says about the child, with what is missing or doubtful told beside each row.

Nothing typed is lost. It is saved by itself, quietly: no row is touched, no question asked. After a refusal
the form stays as it is, beside a row that somebody else has written meanwhile stands what they wrote, and
what was typed is written over that only when the officer says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label

from queue_core.foundation.errors import KerakError
from queue_core.foundation.identifiers import new_request_id
from queue_core.kia.wire.files import FileHead, FileView, Hold, WrittenDraft
from queue_core.kia.wire.subject import Draft
from queue_core.officer import file_form as form
from queue_core.officer.file_refusals import changed_by, refused
from queue_core.officer.file_view import ticks, title
from queue_core.officer.form_saving import Pace, Writing, unanswered
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.form_rows import FormRows
from queue_core.officer.widgets.key_line import KeyLine

LOOK_SECONDS = 1.0


class FormScreen(ConsoleModal[None]):
    """Fills in one file upon the version that was read."""

    class Told(Message):
        """What the core answered, and the file as it is now, where it could be read."""

        def __init__(
            self,
            writing: Writing | None,
            answer: FileHead | None,
            error: KerakError | None,
            view: FileView | None,
        ) -> None:
            super().__init__()
            self.writing = writing
            self.answer = answer
            self.error = error
            self.view = view

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "key.save", key_display="Ctrl+S", id="form.save", tooltip="tip.save"),
        Binding("escape", "leave", "key.back", key_display="Esc", id="form.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, view: FileView) -> None:
        super().__init__(shift)
        self._view = view
        self._stood: form.Texts = form.texts_of(view.draft)
        """The rows as they were typed when the file came to say what the view shows."""
        self._pace = Pace(self._stood)
        self._by_itself = ticks(view)
        self._sending = False
        self._writing: Writing | None = None
        self._wish: tuple[Callable[[], None], form.Texts] | None = None
        """What the officer has asked for and waits for an answer, and the rows as they stood then."""

    def compose(self) -> ComposeResult:
        """The rows, and a line for words."""
        with Vertical(id="form"):
            yield Label(title(self.shift, self._view), id="title", markup=False)
            yield FormRows(self.shift, self._view)
            how = "form.how" if self._by_itself else "form.how_by_hand"
            yield Label(self.shift.say(how), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begins to look for what is to be saved."""
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Saves what is typed once it is time; what the core has not answered is sent again."""
        now, (draft, left) = self.shift.monotonic(), self._storable()
        changed = self._by_itself and (draft != self._view.draft or bool(left))
        unsaved = changed or self._writing is not None
        self._pace = self._pace.looked(self._rows.typed, unsaved=unsaved, now=now)
        if self._sending or not self.is_current or not self._pace.due(now):
            return
        if self._writing is not None:
            self._send_write(replace(self._writing, by_hand=False))
        elif draft != self._view.draft:
            self._save(draft, by_hand=False)
        else:
            self._pace = self._pace.sent(now)
            self._write(form.unread(self.shift, left))

    def on_input_submitted(self) -> None:
        """Enter goes on to the next row."""
        self.focus_next()

    def action_save(self) -> None:
        """Sends what is typed, or says which row cannot be read; what is saved already is shown as it is."""
        if self._waits(self.action_save):
            return
        try:
            draft = form.draft_of(self._mine(), self._view.draft)
        except form.BadRow as bad:
            self._write(self.shift.say(bad.key))
            self._rows.point_at(bad.row)
            return
        self._by_itself = ticks(self._view)
        if draft == self._view.draft:
            self._show_saved(self._rows.typed)
            return
        self._write(self.shift.say("why.sending"))
        self._save(draft, by_hand=True)

    def action_leave(self) -> None:
        """Saves and goes back; asks when something typed cannot be saved now."""
        if self._waits(self.action_leave):
            return
        draft, left = self._storable()
        if self._by_itself and draft != self._view.draft:
            self._wish = (self.action_leave, self._rows.typed)
            self._save(draft, by_hand=False)
        elif left or draft != self._view.draft:
            self._ask_to_leave()
        else:
            self.dismiss(None)

    def _ask_to_leave(self) -> None:
        question = self.shift.say("form.ask_leave")
        self.app.push_screen(Ask(self.shift, question), self._leave)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)

    def _waits(self, wish: Callable[[], None]) -> bool:
        """Whether a write has to be answered first; the officer's wish comes after it."""
        if self._sending or self._writing is not None:
            self._wish = (wish, self._rows.typed)
            self._write(self.shift.say("why.sending"))
            if not self._sending and self._writing is not None:
                self._send_write(self._writing)
            return True
        return False

    def _save(self, draft: Draft, *, by_hand: bool) -> None:
        written = WrittenDraft(version=self._view.head.version, draft=draft)
        shown, left = form.texts_of(self._view.draft), self._storable()[1]
        texts = {row: shown[row] if row in left else text for row, text in self._rows.typed.items()}
        self._send_write(Writing(new_request_id(), written, texts, by_hand))

    def _send_write(self, writing: Writing) -> None:
        self._writing = writing
        self._pace = self._pace.sent(self.shift.monotonic())
        file_id = self._view.head.id
        self._begin(lambda core: core.write_file(file_id, writing.written, writing.request_id), writing)

    def _begin(self, deed: Callable[[Core], FileHead], writing: Writing | None = None) -> None:
        self._sending = True
        self._send(deed, writing)

    @work(thread=True, group="file")
    def _send(self, deed: Callable[[Core], FileHead], writing: Writing | None) -> None:
        answer, refusal, view = None, None, None
        with self.shift.talking() as core:
            try:
                answer = deed(core)
            except KerakError as error:
                refusal = error
            if not unanswered(refusal):
                try:
                    view = core.file(self._view.head.id)
                except KerakError as error:
                    refusal = refusal or error
            self.post_message(self.Told(writing, answer, refusal, view))

    def on_form_screen_told(self, told: Told) -> None:
        """Goes on upon the file as it is now; nothing typed is taken away."""
        self._sending = False
        wish = self._wish_of_now()
        if told.view is None:
            self._not_reached(told)
        elif told.writing is not None and told.answer is not None and _is_latest(told.answer, told.view):
            self._saved(told.writing, told.view)
            if wish is not None:
                wish()
            return
        else:
            self._changed(told, told.view)
        if wish == self.action_leave:
            self._ask_to_leave()
        elif told.writing is not None and told.writing.by_hand:
            self._offer_to_take()

    def _wish_of_now(self) -> Callable[[], None] | None:
        """What the officer has asked for; nothing once they have typed on."""
        wish, self._wish = self._wish, None
        return wish[0] if wish is not None and wish[1] == self._rows.typed else None

    def _saved(self, writing: Writing, view: FileView) -> None:
        """The file says what was typed. Only who asked for it sees their rows as the file has them."""
        self._view, self._writing = view, None
        self._rows.hint(form.hints(self.shift, view))
        if writing.by_hand:
            self._show_saved(writing.texts)
            return
        self._stood = writing.texts
        at = self.shift.moment(view.head.changed_at)
        left = form.unread(self.shift, self._storable()[1])
        self._write(f"{self.shift.say('form.saved', at=at)} {left}".strip())

    def _show_saved(self, sent: form.Texts) -> None:
        """The rows as the file has them, but for what was typed since."""
        self._stood = form.texts_of(self._view.draft)
        self._rows.show(form.merged(sent, self._rows.typed, self._stood)[0])
        self._write(self.shift.say("files.sent"))

    def _changed(self, told: Told, view: FileView) -> None:
        """The file does not say what was typed: what both have written stands beside it."""
        before, theirs = form.texts_of(self._view.draft), form.texts_of(view.draft)
        rows, clashes = form.merged(before, self._mine(), theirs)
        self._view, self._writing, self._by_itself, self._stood = view, None, False, theirs
        self._rows.show(rows)
        self._rows.hint(form.hints(self.shift, view, clashes))
        self._write(" ".join(self._outcome(told, view, clashes)))

    def _outcome(self, told: Told, view: FileView, clashes: form.Texts) -> Iterator[str]:
        if told.error is not None:
            yield refused(self.shift, told.error, view)
        elif told.writing is not None:
            yield changed_by(self.shift, view)
        else:
            yield self.shift.say("form.taken")
            return
        yield self.shift.say("form.both" if clashes else "form.kept")

    def _not_reached(self, told: Told) -> None:
        """What the core has not answered is kept to be sent again; after a refusal nothing is."""
        if told.error is not None and told.answer is None and not unanswered(told.error):
            self._writing, self._by_itself = None, False
        if told.error is not None and self._writing is None:
            self._write(f"{self.shift.problem(told.error)} {self.shift.say('form.kept')}")
        else:
            self._write(self.shift.say("form.not_saved"))

    def _offer_to_take(self) -> None:
        """What was typed can be saved once the file is in the officer's hands again."""
        held = self._view.head.held
        if held is None or held.by == self.shift.me:
            return
        file_id, taken = self._view.head.id, Hold(from_holder=held.by)

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin(lambda core: core.hold_file(file_id, taken))

        self.app.push_screen(Ask(self.shift, self.shift.say("files.ask.take", who=held.by)), answered)

    def _storable(self) -> tuple[Draft, tuple[str, ...]]:
        return form.storable(self._mine(), self._view.draft)

    def _mine(self) -> dict[str, str]:
        """What the officer wants of the file: a row as it was saved stands for what the file shows there."""
        shown, typed = form.texts_of(self._view.draft), self._rows.typed
        return {row: shown[row] if typed[row] == self._stood[row] else typed[row] for row in form.ROWS}

    @property
    def _rows(self) -> FormRows:
        return self.query_one(FormRows)

    def _write(self, words: str) -> None:
        self.query_one("#words", Label).update(words)


def _is_latest(answer: FileHead, view: FileView) -> bool:
    """Whether nobody has written after what was answered."""
    return answer.version == view.head.version
