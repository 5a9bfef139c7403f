"""A QR code for a phone; that of a page to sign on has digits for a kiosk, and waits for the signature."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Label, Static

from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.handover import SignatureSheet
from queue_core.officer.qr import half_blocks
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine

SECONDS_BETWEEN_LOOKS = 1.5


class CodeScreen(ConsoleModal[bool]):
    """Shows a code; gives back False when the officer went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "key.back", key_display="Esc", id="code.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift, title: str, text: str) -> None:
        super().__init__(shift)
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """What it is for, the code, and a line for words."""
        with Vertical(id="code"):
            yield Label(self._title, id="title", markup=False)
            with Horizontal(id="shown"):
                yield Static(half_blocks(self._text) if self._text else "", id="qr", markup=False)
                yield from self.beside()
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def beside(self) -> ComposeResult:
        """What stands beside the code: nothing, unless a screen has more to show."""
        yield from ()

    def action_leave(self) -> None:
        """Goes back."""
        self.dismiss(False)


class SignScreen(CodeScreen):
    """Opens a page to sign on, shows its code, and gives back True once the signature has come."""

    class Opened(Message):
        """The page is there."""

        def __init__(self, sheet: SignatureSheet) -> None:
            super().__init__()
            self.sheet = sheet

    class Looked(Message):
        """Whether the signature has come, or why nobody knows."""

        def __init__(self, words: str, *, came: bool = False) -> None:
            super().__init__()
            self.words = words
            self.came = came

    def __init__(self, shift: Shift, file_id: int) -> None:
        super().__init__(shift, shift.say("ending.sign"), "")
        self._file_id = file_id

    def beside(self) -> ComposeResult:
        """The way for who signs at a kiosk."""
        with Vertical(id="beside"):
            yield Label(self.shift.say("ending.at_kiosk"), markup=False)
            yield Label("", id="digits", markup=False)

    def on_mount(self) -> None:
        """Asks for the page, then looks again and again."""
        self._open()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)

    @work(thread=True, group="sign")
    def _open(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Opened(core.ask_for_signature(self._file_id)))
            except KerakError as error:
                self.post_message(self.Looked(self.shift.problem(error)))

    @work(thread=True, group="look", exclusive=True)
    def look(self) -> None:
        """Asks whether the signature has come, once the page is there."""
        if not self._text:
            return
        with self.shift.talking() as core:
            try:
                came = core.signature_came(self._file_id).came
                self.post_message(self.Looked(self.shift.say("ending.waiting"), came=came))
            except KerakError as error:
                self.post_message(self.Looked(self.shift.problem(error)))

    def on_sign_screen_opened(self, opened: Opened) -> None:
        """Shows the code, and the digits in two groups, as the kiosk does."""
        address, digits = opened.sheet.address, opened.sheet.code
        self._text = address
        self.query_one("#qr", Static).update(half_blocks(address))
        self.query_one("#digits", Label).update(f"{digits[:3]} {digits[3:]}")
        self.query_one("#words", Label).update(address)

    def on_sign_screen_looked(self, looked: Looked) -> None:
        """Goes on once it has come."""
        if looked.came:
            self.dismiss(True)
        else:
            self.query_one("#words", Label).update(f"{self._text}\n{looked.words}".strip())
