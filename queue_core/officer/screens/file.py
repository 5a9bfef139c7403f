"""One file: how far it is, what can be done now, its papers to tick, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.needs import Field
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    FileHead,
    FileView,
    Hold,
    Refusal,
    Revealed,
    Revealing,
    RevealReason,
    WrittenDraft,
)
from queue_core.kia.wire.subject import Draft
from queue_core.officer import file_view as words
from queue_core.officer.file_refusals import refused
from queue_core.officer.more import Entry
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.file_form import FormScreen
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Core, Shift

SECONDS_SHOWN = 30.0
"""How long a number stands on the screen in full."""
Deed = Callable[[Core], FileHead | Revealed]


class FileScreen(ConsoleModal[None]):
    """One file at work. What was refused is told, and the file read anew."""

    class Told(Message):
        """What the core answered, and the file as it is now, where it could be read."""

        def __init__(
            self, view: FileView | None, answer: FileHead | Revealed | None, error: KerakError | None
        ) -> None:
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
        Binding("space", "choose", "key.pick", id="list.choose", key_display="Enter", tooltip="tip.pick"),
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
        yield Footer()

    def on_mount(self) -> None:
        """Reads the file."""
        self._send(None)

    def action_choose(self) -> None:
        """Space chooses as Enter does."""
        self.query_one("#entries", OptionList).action_select()

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
        if self._view is None or self._sending:
            self._write(self.shift.say("why.sending"))
        else:
            self._choose(self._view, selected.option.id or "", str(selected.option.prompt).strip())

    def _choose(self, view: FileView, entry: str, told: str) -> None:
        verb, _, what = entry.partition(":")
        match verb:
            case "form" | "fact":
                self.action_form()
            case "move":
                self._move(view, Action(what))
            case "paper":
                paper = view.papers[int(what)].name[words.PAPER_NAME]
                self._save(view, words.ticked(view.draft, paper))
            case "doubt":
                self._explain(view, what, told)
            case "reveal":
                self._reveal(Field(what))
            case "take":
                question = self.shift.say("files.ask.take", who=what)
                self._ask(question, lambda core: core.hold_file(self._file_id, Hold(from_holder=what)))
            case "agree" | "decline":
                self._decide(view, verb)

    def _fill_in(self, view: FileView) -> None:
        """Opens the form once the file is in the officer's hands."""
        if view.head.held is not None and view.head.held.by == self.shift.me:
            self.app.push_screen(FormScreen(self.shift, view), self._come_back)
        else:
            self._filling_in = True
            self._begin(lambda core: core.hold_file(self._file_id, Hold()))

    def _come_back(self, _: None) -> None:
        self._send(None)

    def _move(self, view: FileView, action: Action) -> None:
        def asked(reason: str | None) -> Deed:
            wish = AskedMove(action=action, version=view.head.version, reason=reason)
            return lambda core: core.move_file(self._file_id, wish)

        what = self.shift.say(f"files.act.{action}")
        if words.needs_reason(view, action):
            self._ask_line(self.shift.say("files.ask_reason", what=what), lambda why: self._begin(asked(why)))
        elif action in words.DONE_AT_ONCE:
            self._begin(asked(None))
        else:
            self._ask(self.shift.say(f"files.ask.{action}"), asked(None))

    def _decide(self, view: FileView, verb: str) -> None:
        version = view.head.version
        if verb == "agree":
            agreed = Agreement(version=version)
            self._ask(
                self.shift.say("files.ask.agree"), lambda core: core.agree_to_file(self._file_id, agreed)
            )
        else:
            refusal = Refusal(version=version)
            self._begin(lambda core: core.decline_file(self._file_id, refusal))

    def _save(self, view: FileView, draft: Draft) -> None:
        written = WrittenDraft(version=view.head.version, draft=draft)
        self._begin(lambda core: core.write_file(self._file_id, written))

    def _explain(self, view: FileView, doubt: str, told: str) -> None:
        question = self.shift.say("files.why_right", doubt=told)
        self._ask_line(question, lambda why: self._save(view, words.explained(view.draft, doubt, why)))

    def _reveal(self, field: Field) -> None:
        def chosen(why: str | None) -> None:
            if why is not None:
                wanted = Revealing(field=field, reason=RevealReason(why))
                self._begin(lambda core: core.reveal(self._file_id, wanted))

        title = self.shift.say("files.why_full", field=words.field_name(self.shift, field))
        self.app.push_screen(Pick(self.shift, title, words.reveal_reasons(self.shift)), chosen)

    def _ask(self, question: str, deed: Deed) -> None:
        self.app.push_screen(Ask(self.shift, question), lambda yes: self._begin(deed) if yes else None)

    def _ask_line(self, question: str, then: Callable[[str], None]) -> None:
        self.app.push_screen(Reason(self.shift, question), lambda line: then(line) if line else None)

    def _begin(self, deed: Deed) -> None:
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
            self._write(refused(self.shift, told.error, self._view))
        elif isinstance(told.answer, Revealed):
            self._show_in_full(told.answer)
        elif told.answer is not None and before is not None:
            self._write(words.outcome(self.shift, before, told.answer))
        self._go_on_to_form(told)

    def _go_on_to_form(self, told: Told) -> None:
        filling_in, self._filling_in = self._filling_in, False
        if filling_in and told.error is None and self._view is not None:
            self._write("")
            self._fill_in(self._view)

    def _show_in_full(self, revealed: Revealed) -> None:
        field = words.field_name(self.shift, revealed.field)
        line = self.shift.say("files.full", field=field, value=revealed.value)
        self._write(line)
        self.set_timer(SECONDS_SHOWN, lambda: self._take_away(line))

    def _take_away(self, line: str) -> None:
        if self.query_one("#words", Label).content == line:
            self._write("")

    def _paint(self, view: FileView) -> None:
        self.query_one("#title", Label).update(words.title(self.shift, view))
        self.query_one("#about", Label).update(words.about(self.shift, view))
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted_option
        options.clear_options()
        options.add_options(self._options(view))
        ids = [option.id for option in options.options]
        first = next((index for index, one in enumerate(ids) if one), None)
        options.highlighted = ids.index(pointed.id) if pointed and pointed.id in ids else first
        self.refresh_bindings()

    def _options(self, view: FileView) -> Iterator[Option]:
        for section, entries in words.sections(self.shift, view):
            yield Option(Content.styled(section, "bold underline"), disabled=True)
            for entry in entries:
                yield _option(entry)

    def _write(self, line: str) -> None:
        self.query_one("#words", Label).update(line)


def _option(entry: Entry) -> Option:
    return Option(Content(f"  {entry.words}"), id=entry.id or None, disabled=not entry.id)
