"""The SOP clocks: each step of the service standard with its bar, its colour and its words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from queue_core.officer.shift import Shift
from queue_core.officer.view import StepRow, mm_ss
from queue_core.sop.rules.clocks import Verdict

COLOUR = {Verdict.ON_TIME: "success", Verdict.NEAR: "warning", Verdict.LATE: "error"}
DONE, RUNNING, AHEAD, PAUSED = "✓", "▶", "·", "‖"
FULL, REST = "━", "─"


class StepClocks(Widget):
    """The clocks of one ticket. Colour never stands alone: figures and words say the same."""

    rows: reactive[tuple[StepRow, ...]] = reactive(())

    def __init__(self, shift: Shift, *, id: str) -> None:
        super().__init__(id=id)
        self._shift = shift

    def show(self, rows: Sequence[StepRow]) -> None:
        """Paints the steps as they stand now."""
        self.border_title = self._shift.say("steps.title")
        self.rows = tuple(rows)
        self.refresh()

    def render(self) -> Content:
        """Two lines a step: its name with its time, and its bar, or why it is paused."""
        width = self.content_size.width
        return Content("\n").join(line for row in self.rows for line in self._lines(row, width))

    def _lines(self, row: StepRow, width: int) -> tuple[Content, Content]:
        colour = COLOUR[row.verdict]
        sign = AHEAD if row.used is None else DONE if row.done else PAUSED if row.paused else RUNNING
        time = self._figures(row)
        name = self._shift.text(row.step.name)
        room = width - len(sign) - len(time) - 2
        name = name if len(name) <= room else f"{name[: room - 1]}…"
        weight = "$foreground 60%" if row.used is None else "none" if row.done else "bold"
        head = Content.assemble(
            (f"{sign} ", f"bold $text-{colour}" if row.used is not None else "$foreground 60%"),
            (name.ljust(room), weight),
            (f" {time}", f"bold $text-{colour}" if row.used is not None else "$foreground 60%"),
        )
        if row.paused is not None:
            return head, Content.styled(f"{PAUSED} {row.paused}"[:width], "$text-warning")
        filled = min(round(row.share * width), width)
        bar = Content.assemble((FULL * filled, f"${colour}"), (REST * (width - filled), "$foreground 25%"))
        return head, bar

    def _figures(self, row: StepRow) -> str:
        standard = row.step.standard
        allowed = self._shift.say(f"unit.{standard.unit}", amount=standard.amount)
        if row.used is None:
            return allowed
        spent = self._shift.say("steps.used", used=mm_ss(row.used), allowed=allowed)
        if row.over is not None:
            return self._shift.say("steps.late", used=spent, over=mm_ss(row.over))
        return self._shift.say("steps.near", used=spent) if self._is_near(row) else spent

    @staticmethod
    def _is_near(row: StepRow) -> bool:
        return row.verdict is Verdict.NEAR and not row.done
