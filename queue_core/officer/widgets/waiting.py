"""Who waits, lane by lane: how many, how long the first of them has waited, and who comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from queue_core.officer.shift import Shift
from queue_core.officer.view import LaneRow, whole_minutes


class WaitingList(Widget):
    """The waiting list; lanes of other counters are dimmed."""

    rows: reactive[tuple[LaneRow, ...]] = reactive(())

    def __init__(self, shift: Shift, *, id: str) -> None:
        super().__init__(id=id)
        self._shift = shift
        self._next: str | None = None

    def show(self, rows: Sequence[LaneRow], next_number: str | None) -> None:
        """Paints the lanes as they are now."""
        self.border_title = self._shift.say("waiting.title")
        self._next = next_number
        self.rows = tuple(rows)
        self.refresh()

    def render(self) -> Content:
        """The next number, then three lines a lane."""
        if not self.rows:
            return Content.styled(self._shift.say("waiting.unknown"), "$foreground 60%")
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> Iterator[Content]:
        if self._next is None:
            yield Content.styled(self._shift.say("waiting.no_next"), "$foreground 60%")
        else:
            label = self._shift.say("waiting.next")
            yield Content.assemble((f"{label} ", "none"), (self._next, "bold $text-accent"))
        for row in self.rows:
            yield Content()
            yield from self._lane(row, width)

    def _lane(self, row: LaneRow, width: int) -> Iterator[Content]:
        tone = "bold" if row.served_here else "$foreground 60%"
        count = str(len(row.numbers))
        name = f"{row.lane.letter} {self._shift.text(row.lane.name)}"
        room = width - len(count) - 1
        yield Content.styled(f"{name[:room].ljust(room)} {count}", tone)
        if row.oldest is None:
            yield Content.styled(f"  {self._shift.say('waiting.empty')}", "$foreground 60%")
            return
        oldest = self._shift.say("waiting.oldest", minutes=whole_minutes(row.oldest))
        elsewhere = f"{oldest}, {self._shift.say('waiting.elsewhere')}"
        told = elsewhere if not row.served_here and len(elsewhere) + 2 <= width else oldest
        yield Content.styled(f"  {told}", "none" if row.served_here else "$foreground 60%")
        yield Content.styled(f"  {fitting(row.numbers, width - 2)}", "$foreground 60%")


def fitting(numbers: Sequence[str], width: int) -> str:
    """As many numbers as fit into the width; an ellipsis says that there are more."""
    line = " ".join(numbers)
    while len(line) > width and numbers:
        numbers = numbers[:-1]
        line = " ".join((*numbers, "…"))
    return line
