"""Prints many cards: orders them, loads their blanks, and shows how far the printer is, until Esc."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList, ProgressBar
from textual.widgets.option_list import Option

from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.orders import PrintProgress
from queue_core.officer import print_many as many
from queue_core.officer.screens.ask_serial import AskSerial
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.reason import Reason
from queue_core.officer.screens.scan_many import ScanManyScreen
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.stock.rules.serials import NotARange

LOOK_SECONDS = 1.5
Steps = Callable[[int], Iterator[many.Step]]
"""What is done with so many cards, step by step."""


class PrintManyScreen(ListModal[int | None]):
    """Gives back the file of a refused card that was chosen, or nothing."""

    class Far(Message):
        """So far the cards are."""

        def __init__(self, far: PrintProgress) -> None:
            super().__init__()
            self.far = far

    class Went(Message):
        """A part was ordered or loaded."""

        def __init__(self, step: many.Step) -> None:
            super().__init__()
            self.step = step

    class Over(Message):
        """Nothing is left to order or load, or it broke off, for this reason."""

        def __init__(self, verb: str, problem: str) -> None:
            super().__init__()
            self.verb = verb
            self.problem = problem

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._far: PrintProgress | None = None
        self._step = many.Step(0, 0)
        self._sending = False

    def compose(self) -> ComposeResult:
        """How far all are, a bar, what can be done, and a line for words."""
        with Vertical(id="file"):
            yield Label(self.shift.say("many.title"), id="title", markup=False)
            yield Label(self.shift.say("files.reading"), id="about", markup=False)
            yield ProgressBar(id="progress", show_eta=False)
            yield OptionList(id="entries")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads how far the cards are, and again and again."""
        self.query_one(ProgressBar).display = False
        self._read()
        self.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Reads anew, unless something is asked or sent just now."""
        if self.is_current and not self._sending:
            self._read()

    def action_leave(self) -> None:
        """Goes back; while parts are sent it stays, so that nobody believes it done."""
        if not self._sending:
            self.dismiss(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Orders, loads, scans back, or shows a file."""
        verb, _, what = (selected.option.id or "").partition(":")
        if self._far is None or self._sending:
            return
        match verb:
            case "file":
                self.dismiss(int(what))
            case "scan":
                self.app.push_screen(ScanManyScreen(self.shift), self._come_back)
            case "order":
                self._ask_number("order", self._far.recorded, partial(many.ordering, self.shift))
            case "load" if self._far.waiting:
                first = AskSerial(self.shift, self.shift.say("many.ask.first"))
                self.app.push_screen(first, self._ask_blanks)
            case _:
                self.write(self.shift.say("many.nothing"))

    def _come_back(self, _: None) -> None:
        self._read()

    def _ask_blanks(self, serial: str | None) -> None:
        if serial is not None and self._far is not None:
            steps = partial(many.loading, self.shift, serial)
            self._ask_number("load", self._far.waiting, steps, serial=serial)

    def _ask_number(self, verb: str, most: int, steps: Steps, **told: str) -> None:
        def answered(line: str | None) -> None:
            if line is None:
                return
            if line.isdecimal() and 0 < int(line) <= most:
                self._begin(verb, partial(steps, int(line)))
            else:
                self.write(self.shift.say("many.not_so_many", count=most))

        if most:
            question = self.shift.say(f"many.ask.{verb}", count=most, **told)
            self.app.push_screen(Reason(self.shift, question, str(most), shortest=1), answered)
        else:
            self.write(self.shift.say("many.nothing"))

    def _begin(self, verb: str, steps: Callable[[], Iterator[many.Step]]) -> None:
        self._sending, self._step = True, many.Step(0, 0)
        self.write(self.shift.say("why.sending"))
        self._send(verb, steps)

    @work(thread=True, exclusive=True, group="many")
    def _send(self, verb: str, steps: Callable[[], Iterator[many.Step]]) -> None:
        problem = ""
        try:
            for step in steps():
                self.post_message(self.Went(step))
        except NotARange:
            problem = self.shift.say("card.no_serial")
        except KerakError as error:
            problem = self.shift.problem(error)
        self.post_message(self.Over(verb, problem))

    @work(thread=True, exclusive=True, group="far")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Far(core.print_progress()))
            except KerakError as error:
                self.app.call_from_thread(self.write, self.shift.problem(error))

    def on_print_many_screen_went(self, went: Went) -> None:
        """Moves the bar on."""
        self._step = went.step
        self._move_bar(many.Bar(went.step.done, went.step.of))

    def on_print_many_screen_over(self, over: Over) -> None:
        """Says what came of it; what went in is kept, whatever broke off."""
        self._sending = False
        told = many.outcome(self.shift, over.verb, self._step)
        self.write(f"{over.problem} {told}".strip())
        self._read()

    def on_print_many_screen_far(self, told: Far) -> None:
        """Shows how far all are; the list goes on pointing at the same line."""
        self._far = told.far
        self.query_one("#about", Label).update(many.about(self.shift, told.far))
        if not self._sending:
            self._move_bar(many.bar(told.far))
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        for entry in many.entries(self.shift, told.far, self._step.left):
            options.add_option(Option(Content(entry.words), id=entry.id or None, disabled=not entry.id))
        options.highlighted = min(pointed, options.option_count - 1)

    def _move_bar(self, at: many.Bar) -> None:
        shown = self.query_one(ProgressBar)
        shown.display = at.of > 0
        shown.update(total=at.of or None, progress=at.out)
