"""Saves a paper that the core makes into the officer's folder, and tells where; shows what is read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label

from queue_core.client.calls import Download
from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.handover import PaperKind, WantedPaper
from queue_core.officer.card_preview import preview_of
from queue_core.officer.handover import PREVIEW, paper_language
from queue_core.officer.saving import save
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine


class DownloadScreen(ConsoleModal[None]):
    """Does one thing, and tells what came of it."""

    class Done(Message):
        """It is done, or the core or the disk has refused."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,space",
            "dismiss",
            "key.back",
            key_display="Esc",
            id="saved.back",
            tooltip="tip.back",
        )
    ]

    def __init__(self, shift: Shift, deed: Callable[[Core], str]) -> None:
        super().__init__(shift)
        self._deed = deed

    def compose(self) -> ComposeResult:
        """A line for words."""
        with Vertical(id="saved"):
            yield Label(self.shift.say("ending.making"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Does it."""
        self._make()

    @work(thread=True, group="file")
    def _make(self) -> None:
        with self.shift.talking() as core:
            try:
                words = self._deed(core)
            except KerakError as error:
                words = self.shift.problem(error)
            except OSError as error:
                words = self.shift.say("ending.not_saved", why=error.strerror or "-")
            self.post_message(self.Done(words))

    def on_download_screen_done(self, done: Done) -> None:
        """Tells what came of it."""
        self.query_one("#words", Label).update(done.words)


def saving(shift: Shift, ask: Callable[[Core], Download]) -> DownloadScreen:
    """The screen that saves what the core makes."""
    return DownloadScreen(
        shift, lambda core: shift.say("ending.saved", path=save(shift.downloads, ask(core)))
    )


def paper_screen(shift: Shift, view: FileView, entry: str) -> DownloadScreen | None:
    """The screen behind an entry of a file that stands for a paper; None for any other."""
    verb, _, what = entry.partition(":")
    file_id, language = view.head.id, paper_language(shift)
    if entry == PREVIEW:
        return saving(shift, lambda core: preview_of(shift, view, core))
    if verb == "aloud":
        return DownloadScreen(shift, lambda core: core.missing_words(file_id, language).text)
    if verb != "print":
        return None
    wanted = WantedPaper(paper=PaperKind(what), language=language)
    return saving(shift, lambda core: core.paper(file_id, wanted))
