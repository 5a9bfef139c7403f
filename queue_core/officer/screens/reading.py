"""What was read in the reading corner: a month day by day. M shows the month before, and this one again."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from queue_core.officer.reading import month_before, month_name, table
from queue_core.officer.screens.figures import BACK, FiguresScreen
from queue_core.officer.shift import Core


class ReadingScreen(FiguresScreen):
    """The figures of this month, or of the one before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "turn", "key.other_month", id="reading.month", tooltip="tip.other_month"),
        BACK,
    ]

    def figures(self, core: Core) -> tuple[str, str]:
        """A month's title and table."""
        found = core.reading()
        if self.turned:
            found = core.reading(month_before(found.month))
        title = self.shift.say("reading.title", month=month_name(self.shift, found.month))
        return title, table(self.shift, found)
