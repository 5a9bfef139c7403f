"""Office time: adding it to an instant and measuring it, over a calendar that is handed in as values.

Half-open spans of instants in UTC; a day is the office's own, by its time zone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

FOREVER = datetime.max.replace(tzinfo=UTC)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From an instant up to, not including, another; FOREVER while its end is not known."""

    start: datetime
    end: datetime = FOREVER


class NeverOpen(ValueError):
    """The office has no hours, so that no amount of office time ever passes."""


@dataclass(frozen=True)
class OfficeCalendar:
    """When the office is open: hours by weekday (1 is Monday, ISO 8601), holidays, closings of its own."""

    zone: tzinfo
    hours: Mapping[int, Sequence[tuple[time, time]]]
    holidays: Container[date] = frozenset()
    closings: Sequence[Span] = ()

    def spans_on(self, day: date) -> list[Span]:
        """The day's open spans, none on a holiday."""
        if day in self.holidays:
            return []
        hours = sorted(self.hours.get(day.isoweekday(), ()))
        spans = (Span(self._at(day, opens), self._at(day, closes)) for opens, closes in hours)
        return list(without(spans, merged(self.closings)))

    def open_spans(self, since: datetime) -> Iterator[Span]:
        """Every open span that ends after an instant, without end. Raises NeverOpen."""
        for day in self.working_days(since.astimezone(self.zone).date()):
            yield from (span for span in self.spans_on(day) if span.end > since)

    def working_days(self, first: date) -> Iterator[date]:
        """The days from `first` on at which the office is open for any time. Raises NeverOpen."""
        if not any(self.hours.values()):
            raise NeverOpen
        day = first
        while True:
            if self.spans_on(day):
                yield day
            day += ONE_DAY

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order that do not overlap."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def without(spans: Iterable[Span], removed: Sequence[Span]) -> Iterator[Span]:
    """Spans in order less the `removed` ones, which are merged; ends where one of those never ends."""
    for span in spans:
        start = span.start
        for hole in removed:
            if hole.start >= span.end:
                break
            if hole.end > start:
                if hole.start > start:
                    yield Span(start, hole.start)
                start = hole.end
        if start == FOREVER:
            return
        if start < span.end:
            yield Span(start, span.end)


def advance(start: datetime, duration: timedelta, running: Iterable[Span]) -> datetime | None:
    """The instant at which so much of the `running` time has passed since `start`; None if it never does.

    What is used up when a span ends is used up at its end, not at the start of the next.
    """
    left = duration
    for span in running:
        begin = max(span.start, start)
        if left <= span.end - begin:
            return begin + left
        left -= max(span.end - begin, timedelta())
    return None


def measure(start: datetime, end: datetime, running: Iterable[Span]) -> timedelta:
    """How much of the `running` time lies between two instants; none when the second is earlier."""
    total = timedelta()
    for span in running:
        if span.start >= end:
            break
        total += max(min(span.end, end) - max(span.start, start), timedelta())
    return total
