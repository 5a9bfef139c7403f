"""What the staff are told of files whose clock is near its end or past it, many in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from queue_core.officer.shift import Shift
from queue_core.tickets.wire.live import Event

NEAR, LATE = "clock_near", "clock_late"
MARKS = (NEAR, LATE)
MOST_NAMED = 3
Marked = Mapping[str, Sequence[int]]
"""By each of the marks, the ids of the files."""


def marked(events: Iterable[Event], before: Marked) -> Marked:
    """What was told before and the files of these events, which passed a mark."""
    found = {mark: list(before.get(mark, ())) for mark in MARKS}
    for event in events:
        if event.action in MARKS and event.sop is not None and event.sop.file_id is not None:
            found[event.action].append(event.sop.file_id)
    return {mark: files for mark, files in found.items() if files}


def marked_words(shift: Shift, told: Marked) -> Iterator[str]:
    """One line for each mark: how many files, and the first of them; one that is late is no more near."""
    late = told.get(LATE, ())
    near = [file_id for file_id in told.get(NEAR, ()) if file_id not in late]
    for mark, files in ((NEAR, near), (LATE, late)):
        if files:
            named = ", ".join(f"#{file_id}" for file_id in files[:MOST_NAMED])
            more = " ..." if len(files) > MOST_NAMED else ""
            yield shift.say(f"files.told.{mark}", number=len(files), named=named + more)
