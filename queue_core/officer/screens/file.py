"""One file: how far it is, what can be done now, its papers to tick, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import FileView, Hold, Revealed
from queue_core.kia.wire.orders import OrderHead
from queue_core.officer import cards
from queue_core.officer import file_view as words
from queue_core.officer.file_refusals import refused
from queue_core.officer.more import Entry, marked
from queue_core.officer.photo.words import PHOTO, SCANS
from queue_core.officer.screens.card import CardQuestions
from queue_core.officer.screens.download import paper_screen
from queue_core.officer.screens.file_form import FormScreen
from queue_core.officer.screens.file_questions import Answer, Deed, FileQuestions
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.photo import PhotoScreen
from queue_core.officer.screens.scans import ScansScreen
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine

SECONDS_SHOWN = 30.0
"""How long a number stands on the screen in full."""
PICTURES = {PHOTO: PhotoScreen, SCANS: ScansScreen}
"""The entries that open a screen of their own."""
LOOK_SECONDS = 3.0


class FileScreen(ListModal[None]):
    """One file at work. What was refused is told, and the file read anew."""

    class Told(Message):
        """What the core answered, and the file as it is now, where it could be read."""

        def __init__(self, view: FileView | None, answer: Answer | None, error: KerakError | None) -> None:
            super().__init__()
            self.view = view
            self.answer = answer
            self.error = error

    class LetGo(Message):
        """The file lies in nobody's hands any more, or the core said why not."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "form", "key.form", id="file.form", tooltip="tip.form"),
        Binding("escape", "leave", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, file_id: int) -> None:
        super().__init__(shift)
        self._file_id = file_id
        self._view: FileView | None = None
        self._sending = True
        self._filling_in = False

    def compose(self) -> ComposeResult:
        """What is known of the file, the list, and a line for words."""
        with Vertical(id="file"):
            yield Label(self.shift.say("files.reading"), id="title", markup=False)
            yield Label("", id="about", markup=False)
            yield OptionList(id="entries")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the file, and again and again while others are at work on it."""
        self._send(None)
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Reads the file anew where somebody else may have done something with it."""
        waits = self._view is not None and words.waits_for_others(self.shift, self._view)
        if waits and self.is_current and not self._sending:
            self._send(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The form's key is there where the list offers the form."""
        return self._offers_form() if action == "form" else super().check_action(action, parameters)

    def action_form(self) -> None:
        """Opens the form, where the list offers it."""
        if self._view is not None and not self._sending and self._offers_form():
            self._fill_in(self._view)

    def _offers_form(self) -> bool:
        return self._view is not None and words.offers_form(self.shift, self._view)

    def action_leave(self) -> None:
        """Goes back; a file that is in the officer's hands is let go for colleagues."""
        held = self._view.head.held if self._view else None
        if held is not None and held.by == self.shift.me:
            self._let_go()
        else:
            self.dismiss(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Does what the line stands for."""
        view, entry = self._view, selected.option.id or ""
        if view is None or self._sending:
            self.write(self.shift.say("why.sending"))
        elif pictures := PICTURES.get(entry):
            self.app.push_screen(pictures(self.shift, view), self._come_back)
        elif (paper := paper_screen(self.shift, view, entry)) is not None:
            self.app.push_screen(paper)
        elif view.order is not None and entry.startswith(cards.CARD):
            CardQuestions(self, self._begin).ask(view.order, cards.act_of(entry))
        else:
            self._choose(view, entry)

    def _choose(self, view: FileView, entry: str) -> None:
        verb, _, what = entry.partition(":")
        if verb in ("form", "fact"):
            self.action_form()
        else:
            FileQuestions(self, view, self._begin, self.write).ask(verb, what)

    def _fill_in(self, view: FileView) -> None:
        """Opens the form once the file is in the officer's hands."""
        if view.head.held is not None and view.head.held.by == self.shift.me:
            self.app.push_screen(FormScreen(self.shift, view), self._come_back)
        else:
            self._filling_in = True
            self._begin(lambda core: core.hold_file(self._file_id, Hold()))

    def _come_back(self, _: None) -> None:
        self._send(None)

    def _begin(self, deed: Deed | None) -> None:
        self._sending = True
        self._send(deed)

    @work(thread=True, group="file")
    def _send(self, deed: Deed | None) -> None:
        answer, refusal, view = None, None, None
        with self.shift.talking() as core:
            try:
                answer = deed(core) if deed else None
            except KerakError as error:
                refusal = error
            try:
                view = core.file(self._file_id)
            except KerakError as error:
                refusal = refusal or error
            self.post_message(self.Told(view, answer, refusal))

    @work(thread=True, group="file")
    def _let_go(self) -> None:
        with self.shift.talking() as core:
            try:
                core.release_file(self._file_id)
                self.post_message(self.LetGo(""))
            except KerakError as error:
                self.post_message(self.LetGo(self.shift.problem(error)))

    def on_file_screen_let_go(self, told: LetGo) -> None:
        """Goes back; says so when the file could not be let go."""
        if told.words:
            self.app.notify(told.words)
        self.dismiss(None)

    def on_file_screen_told(self, told: Told) -> None:
        """Shows the file as it is now, and what came of the act."""
        self._sending = False
        before = self._view
        if told.view is not None:
            self._view = told.view
            self._paint(told.view)
        if told.error is not None:
            self.write(refused(self.shift, told.error, self._view))
        elif isinstance(told.answer, Revealed):
            self._show_in_full(told.answer)
        elif isinstance(told.answer, OrderHead):
            self.write(cards.outcome(self.shift, told.answer))
        elif told.answer is not None and before is not None:
            self.write(words.outcome(self.shift, before, told.answer))
        self._go_on_to_form(told)

    def _go_on_to_form(self, told: Told) -> None:
        filling_in, self._filling_in = self._filling_in, False
        if filling_in and told.error is None and self._view is not None:
            self.write("")
            self._fill_in(self._view)

    def _show_in_full(self, revealed: Revealed) -> None:
        field = words.field_name(self.shift, revealed.field)
        line = self.shift.say("files.full", field=field, value=revealed.value)
        self.write(line)
        self.set_timer(SECONDS_SHOWN, lambda: self._take_away(line))

    def _take_away(self, line: str) -> None:
        if self.query_one("#words", Label).content == line:
            self.write("")

    def _paint(self, view: FileView) -> None:
        self.query_one("#title", Label).update(words.title(self.shift, view))
        self.query_one("#about", Label).update(words.about(self.shift, view))
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted_option
        options.clear_options()
        options.add_options(self._options(view))
        ids = [option.id for option in options.options]
        options.highlighted = marked(ids, pointed.id if pointed else None)
        self.refresh_bindings()

    def _options(self, view: FileView) -> Iterator[Option]:
        for section, entries in words.sections(self.shift, view):
            yield Option(Content.styled(section, "bold underline"), disabled=True)
            for entry in entries:
                yield _option(entry)


def _option(entry: Entry) -> Option:
    return Option(Content(f"  {entry.words}"), id=entry.id or None, disabled=not entry.id)
