"""What was read in the reading corner, in words: a month day by day, what is there, what was read most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date

from queue_core.officer.shift import Shift
from queue_core.tickets.wire.reading import LEAST_TOLD, CornerReading, MonthOfReading, ReadingFigures

BAR = 20
"""Signs of the bar of the day on which most was read."""
WIDE, NARROW = 20, 14
"""Signs of the column of days, and of a column of figures."""


def month_before(month: str) -> str:
    """The month before one such as 2026-11."""
    return f"{date.fromisoformat(f'{month}-01') - timedelta(days=1):%Y-%m}"


def month_name(shift: Shift, month: str) -> str:
    """A month in the officer's language."""
    return str(format_date(date.fromisoformat(f"{month}-01"), "LLLL y", locale=shift.language))


def table(shift: Shift, found: MonthOfReading) -> str:
    """All corners of the office, one below the other."""
    if not found.corners:
        return shift.say("reading.nothing_told")
    return "\n\n".join("\n".join(_corner(shift, one)) for one in found.corners)


def _corner(shift: Shift, one: CornerReading) -> Iterator[str]:
    yield shift.say("reading.told", corner=one.corner, at=shift.moment(one.told_at))
    if one.figures is None:
        yield shift.say("reading.not_of_month")
        return
    figures = one.figures
    yield shift.say("reading.holding", titles=figures.titles, copies=figures.copies, missing=figures.missing)
    yield ""
    yield from _days(shift, figures)
    yield ""
    yield from _most_read(shift, figures)


def _days(shift: Shift, figures: ReadingFigures) -> Iterator[str]:
    head = (shift.say(f"reading.head.{one}").rjust(NARROW) for one in ("here", "home"))
    yield " ".join((" " * WIDE, *head))
    most = max((1, *(one.here + one.home for one in figures.days)))
    for one in figures.days:
        name = str(format_date(one.day, "EEEE, d MMM", locale=shift.language))
        yield f"{_row(name, one.here, one.home)}  {'█' * round(BAR * (one.here + one.home) / most)}"
    here, home = sum(one.here for one in figures.days), sum(one.home for one in figures.days)
    yield _row(shift.say("reading.together"), here, home)


def _row(name: str, here: int, home: int) -> str:
    return f"{name:<{WIDE}} {here:>{NARROW}} {home:>{NARROW}}"


def _most_read(shift: Shift, figures: ReadingFigures) -> Iterator[str]:
    yield shift.say("reading.most_read", least=LEAST_TOLD)
    for title in figures.most_read:
        yield f"{title.times:>4}  {title.name}"
    if not figures.most_read:
        yield shift.say("reading.none_so_often")
