"""The rows of a file's form: a name, what is typed or chosen, and what is told beside it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Select

from queue_core.kia.wire.files import FileView
from queue_core.officer import file_form as form
from queue_core.officer.shift import Shift


class FormRows(VerticalScroll):
    """Shows a file's rows; those that may not be written now are shut."""

    def __init__(self, shift: Shift, view: FileView) -> None:
        super().__init__(can_focus=False)
        self._shift = shift
        self._view = view

    def compose(self) -> ComposeResult:
        """A row for each field."""
        texts, hints = form.texts_of(self._view.draft), form.hints(self._shift, self._view)
        for row in form.ROWS:
            with Horizontal(classes="row"):
                yield Label(form.row_name(self._shift, row), classes="name", markup=False)
                yield self._field(row, texts[row])
                yield Label(hints.get(row, ""), id=f"hint-{row}", classes="hint", markup=False)

    def _field(self, row: str, text: str) -> Widget:
        shut = row not in form.open_rows(self._view)
        if offered := form.choices(self._shift, row, text):
            value = text or Select.NULL
            prompt = self._shift.say("form.choose")
            return Select(offered, value=value, prompt=prompt, id=f"row-{row}", compact=True, disabled=shut)
        most = form.longest(row)
        return Input(text, id=f"row-{row}", max_length=most, compact=True, disabled=shut)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in each row."""
        return {row: self._text(row) for row in form.ROWS}

    def show(self, texts: Mapping[str, str]) -> None:
        """Puts these texts into the rows; one that stands there already keeps its cursor."""
        for row in form.ROWS:
            self._put(row, texts[row])

    def hint(self, hints: Mapping[str, str]) -> None:
        """Tells this beside the rows, and nothing beside the others."""
        for row in form.ROWS:
            self.query_one(f"#hint-{row}", Label).update(hints.get(row, ""))

    def point_at(self, row: str) -> None:
        """Goes to a row."""
        self._row(row).focus()

    def _put(self, row: str, text: str) -> None:
        field = self._row(row)
        if isinstance(field, Input) and field.value != text:
            field.value = text
        elif isinstance(field, Select):
            field.value = text or Select.NULL

    def _text(self, row: str) -> str:
        field = self._row(row)
        if isinstance(field, Input):
            return field.value
        return "" if not isinstance(field, Select) or field.value is Select.NULL else str(field.value)

    def _row(self, row: str) -> Widget:
        return self.query_one(f"#row-{row}")
