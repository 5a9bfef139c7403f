"""Who has a card: a table with a bar for each village, and the months. P shows it as it may be published."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from queue_core.officer.children import table
from queue_core.officer.screens.figures import BACK, FiguresScreen
from queue_core.officer.shift import Core


class CoverageScreen(FiguresScreen):
    """The figures of this month and of the twelve up to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "turn", "key.publish", id="coverage.publish", tooltip="tip.publish"),
        BACK,
    ]

    def figures(self, core: Core) -> tuple[str, str]:
        """All figures, or those that may be published."""
        title = "children.title_public" if self.turned else "children.title_coverage"
        return self.shift.say(title), table(self.shift, core.coverage(public=self.turned))
