"""Imports a file of children: its columns to confirm, the first rows, what is wrong by row, then a bar.

Nothing is sent before the officer has said yes. What broke off goes on when the same file is chosen again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
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
from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.listing import ListField, Yardstick
from queue_core.kia.wire.children import ImportView
from queue_core.officer import import_view as words
from queue_core.officer.cells import village_codes
from queue_core.officer.columns import Columns, recognised
from queue_core.officer.importing import Preview, parts, preview
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.sheet import BadSheet, Sheet, read_sheet
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine


class ImportScreen(ListModal[None]):
    """One file on its way onto the list."""

    class Read(Message):
        """The file was read and judged; without a preview a column is missing."""

        def __init__(self, sheet: Sheet, columns: Columns, found: Preview | None) -> None:
            super().__init__()
            self.sheet = sheet
            self.columns = columns
            self.found = found

    class Went(Message):
        """So far the import is."""

        def __init__(self, done: ImportView) -> None:
            super().__init__()
            self.done = done

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, path: str) -> None:
        super().__init__(shift)
        self._path = Path(path.strip("'\" ")).expanduser()
        self._sheet: Sheet | None = None
        self._columns = Columns()
        self._found: Preview | None = None
        self._sending = False

    def compose(self) -> ComposeResult:
        """What was found, a bar, and a line for words."""
        with Vertical(id="files"):
            yield Label(
                self.shift.say("children.title_import", name=self._path.name), id="title", markup=False
            )
            yield OptionList(id="entries")
            yield ProgressBar(id="progress", show_eta=False)
            yield Label(self.shift.say("files.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the file."""
        self.query_one(ProgressBar).display = False
        self._read(None)

    def action_leave(self) -> None:
        """Goes back; while rows are sent it stays, so that nobody believes it done."""
        if not self._sending:
            self.dismiss(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Chooses a column, or begins."""
        verb, _, what = (selected.option.id or "").partition(":")
        if self._sheet is None or self._sending:
            return
        if verb == "field":
            one = ListField(what)
            title = self.shift.say("children.which_column", field=words.name(self.shift, one))
            entries = words.columns_to_choose(self.shift, self._sheet, one)
            self.app.push_screen(Pick(self.shift, title, entries), lambda chosen: self._choose(one, chosen))
        elif verb == "go" and self._found is not None:
            question = self.shift.say("children.ask_import", count=len(self._found.children))
            self.app.push_screen(Ask(self.shift, question), lambda yes: self._begin() if yes else None)

    def _choose(self, one: ListField, chosen: str | None) -> None:
        if chosen is None:
            return
        verb, _, what = chosen.partition(":")
        place = int(what) if verb == "column" and what else None
        self._read(self._columns.all_of(what) if verb == "all" else self._columns.told_by(one, place))

    def _begin(self) -> None:
        self._sending = True
        self.query_one(ProgressBar).display = True
        self.write(self.shift.say("why.sending"))
        self._send()

    @work(thread=True, exclusive=True, group="import")
    def _read(self, columns: Columns | None) -> None:
        try:
            sheet = self._sheet or read_sheet(self._path)
        except BadSheet as bad:
            self.post_message(self.Failed(self.shift.say(bad.key)))
            return
        chosen = recognised(sheet.header) if columns is None else columns
        found = None if chosen.missing else self._judged(sheet, chosen)
        self.post_message(self.Read(sheet, chosen, found))

    def _judged(self, sheet: Sheet, columns: Columns) -> Preview | None:
        office, today = self.shift.office, self.shift.today()
        if office is None or today is None:
            return None
        profile = office.profile
        codes = frozenset(village.code for village in profile.villages)
        by = Yardstick(today, LeapBirthday(profile.files.leap_birthday), codes)
        return preview(sheet, columns, by, village_codes(profile.villages))

    @work(thread=True, exclusive=True, group="import")
    def _send(self) -> None:
        found = self._found
        if found is None:
            return
        try:
            with self.shift.talking() as core:
                done = core.begin_import(found.new_import)
            self.post_message(self.Went(done))
            for part in parts(found, done.done):
                with self.shift.talking() as core:
                    done = core.import_rows(done.id, part)
                self.post_message(self.Went(done))
        except KerakError as error:
            self.post_message(
                self.Failed(self.shift.problem(error) + " " + self.shift.say("children.goes_on"))
            )

    def on_import_screen_read(self, read: Read) -> None:
        """Shows what was found."""
        self._sheet, self._columns, self._found = read.sheet, read.columns, read.found
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted
        options.clear_options()
        options.add_options(self._options())
        options.highlighted = pointed if pointed is not None else self._first_to_do()
        self.write(self.shift.say("children.nothing_kept"))

    def on_import_screen_went(self, went: Went) -> None:
        """Moves the bar on; at the end says what came of it."""
        self.query_one(ProgressBar).update(total=went.done.rows, progress=went.done.done)
        if went.done.finished_at is not None:
            self._sending = False
            self.write(words.outcome(self.shift, went.done))

    def on_list_modal_failed(self, failed: ListModal.Failed) -> None:
        """Says why."""
        self._sending = False
        self.write(failed.words)

    def _first_to_do(self) -> int:
        ids = [option.id for option in self.query_one("#entries", OptionList).options]
        return ids.index("go:") if "go:" in ids else 1

    def _options(self) -> Iterator[Option]:
        if self._sheet is None:
            return
        for title, entries in words.sections(self.shift, self._sheet, self._columns, self._found):
            yield Option(Content.styled(title, "bold underline"), disabled=True)
            for entry in entries:
                yield Option(Content(f"  {entry.words}"), id=entry.id or None, disabled=not entry.id)
