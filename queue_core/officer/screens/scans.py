"""The scanned papers of one file: taken in, opened with a reason, taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
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
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.pictures import LARGEST_SCAN, ScanOpening, ScanPlace, ScanReason
from queue_core.officer.camera.pages import Pages
from queue_core.officer.file_refusals import refused
from queue_core.officer.file_view import title
from queue_core.officer.photo import tray
from queue_core.officer.photo import words as told
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.reason import Reason
from queue_core.officer.screens.sheets import pick_sheet
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine

Deed = Callable[[Core], object]


class ScansScreen(ListModal[None]):
    """The papers of a file, scanned or not."""

    class Told(Message):
        """What came of an act: the file as it is now, a scan to look at, or why not."""

        def __init__(self, view: FileView | None, scan: bytes | None, line: str) -> None:
            super().__init__()
            self.view = view
            self.scan = scan
            self.line = line

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="scans.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, view: FileView) -> None:
        super().__init__(shift)
        self._view = view
        self._pages = Pages(shift)

    def compose(self) -> ComposeResult:
        """Which file it is, its papers, and a line for words."""
        with Vertical(id="scans"):
            yield Label(title(self.shift, self._view), id="title", markup=False)
            yield OptionList(id="entries")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Lists the papers."""
        self._paint()

    def on_unmount(self) -> None:
        """A paper that was shown goes with the screen."""
        self._pages.close()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Offers what can be done with the paper."""
        paper = selected.option.id or ""
        scan = next((one for one in self._view.scans if one.paper == paper), None)
        entries = told.choices(self.shift, scan)
        self.app.push_screen(Pick(self.shift, paper, entries), lambda what: self._do(paper, what))

    def _do(self, paper: str, what: str | None) -> None:
        match what:
            case told.FROM_PATH:
                question = self.shift.say("photo.which_path")
                self.app.push_screen(Reason(self.shift, question), lambda line: self._typed(paper, line))
            case told.FROM_FOLDER:
                pick_sheet(self, self.shift, tray.SCANS, lambda path: self._keep(paper, path, leaves=True))
            case told.OPEN:
                question = self.shift.say("scans.why")
                self.app.push_screen(
                    Pick(self.shift, question, told.reasons(self.shift)), lambda why: self._open(paper, why)
                )
            case told.REMOVE:
                question = self.shift.say("scans.ask_remove", paper=paper)
                self.app.push_screen(
                    Ask(self.shift, question), lambda yes: self._remove(paper) if yes else None
                )

    def _typed(self, paper: str, line: str | None) -> None:
        if line is not None:
            self._keep(paper, tray.typed(line), leaves=False)

    def _keep(self, paper: str, path: Path, *, leaves: bool) -> None:
        place = ScanPlace(version=self._view.head.version, paper=paper)

        def keep(core: Core) -> None:
            picked = tray.read(path, LARGEST_SCAN, leaves=leaves)
            core.put_scan(self._view.head.id, place, picked.data)
            if not tray.done_with(picked):
                self.app.call_from_thread(self.app.notify, self.shift.say("photo.stays_in_folder"))

        self._send(keep)

    def _remove(self, paper: str) -> None:
        place = ScanPlace(version=self._view.head.version, paper=paper)
        self._send(lambda core: core.remove_scan(self._view.head.id, place))

    def _open(self, paper: str, why: str | None) -> None:
        if why is not None:
            wanted = ScanOpening(paper=paper, reason=ScanReason(why))
            self._send(lambda core: core.open_scan(self._view.head.id, wanted))

    @work(thread=True, group="scans")
    def _send(self, deed: Deed) -> None:
        view, scan, line = None, None, ""
        with self.shift.talking() as core:
            try:
                answer = deed(core)
                scan = answer if isinstance(answer, bytes) else None
            except tray.UnreadableFile:
                line = self.shift.say("photo.unreadable")
            except KerakError as error:
                line = refused(self.shift, error, self._view)
            try:
                view = core.file(self._view.head.id)
            except KerakError as error:
                line = line or self.shift.problem(error)
            self.post_message(self.Told(view, scan, line))

    def on_scans_screen_told(self, answer: Told) -> None:
        """Shows the papers as they are now."""
        self._view = answer.view or self._view
        self._paint()
        self.write(answer.line)
        if answer.scan is not None:
            self.write(self._pages.scan(answer.scan))

    def _paint(self) -> None:
        options = self.query_one(OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        entries = told.papers(self.shift, self._view)
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = min(pointed, len(entries) - 1) if entries else None
