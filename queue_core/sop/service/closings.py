"""The office's own closing days: added even at noon on the day itself, and every running clock moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.errors import AlreadyClosed, DayGoneBy, UnknownClosing
from queue_core.sop.rules.calendar import ONE_DAY
from queue_core.sop.service import one_clock
from queue_core.sop.service.national import national_holidays, thin_years
from queue_core.sop.service.telling import news_of
from queue_core.sop.service.timing import Keeper, Timing
from queue_core.sop.store import clock_book, office_book
from queue_core.sop.store.tables import Row
from queue_core.sop.wire import Closings, ClosingView, NewClosing, SopNews


def close_day(keeper: Keeper, write: WriteRequest, new: NewClosing) -> ClosingView:
    """Closes the office for a day, or for what is left of today; what has gone by stays evidence.

    Raises DayGoneBy or AlreadyClosed.
    """

    def close(timing: Timing) -> ClosingView:
        if new.day < timing.day:
            raise DayGoneBy
        if office_book.closing_on(timing.connection, timing.office, new.day):
            raise AlreadyClosed
        row = office_book.add_closing(
            timing.connection,
            office=timing.office,
            day=new.day,
            starts_at=max(timing.now, _midnight(timing, new.day)),
            ends_at=_midnight(timing, new.day + ONE_DAY),
            reason=new.reason,
            added_by=timing.actor,
            added_at=timing.now,
        )
        timing.record("closing_added", SopNews(day=new.day, reason=new.reason))
        return _view(row, _move_clocks(timing, new.reason))

    return keeper.once(write, ClosingView, close)


def withdraw(keeper: Keeper, write: WriteRequest, day: date) -> ClosingView:
    """Opens a day again, or what is left of it. Raises UnknownClosing or DayGoneBy."""

    def open_again(timing: Timing) -> ClosingView:
        row = office_book.closing_on(timing.connection, timing.office, day)
        if row is None:
            raise UnknownClosing
        if row.ends_at <= timing.now:
            raise DayGoneBy
        row = office_book.withdraw_closing(
            timing.connection,
            row.id,
            ends_at=max(timing.now, row.starts_at),
            by=timing.actor,
            now=timing.now,
        )
        timing.record("closing_withdrawn", SopNews(day=day, reason=row.reason))
        return _view(row, _move_clocks(timing, row.reason))

    return keeper.once(write, ClosingView, open_again)


def closings(keeper: Keeper) -> Closings:
    """The closings from now on; of this year and the next, which is thin, and the holidays to come."""
    now = keeper.clock()
    today = now.astimezone(keeper.profile.office.zone).date()
    years = (today.year, today.year + 1)
    holidays = sorted(day for year in years for day in national_holidays(year) if day >= today)

    def read(connection: Connection) -> Closings:
        rows = office_book.closings_after(connection, keeper.profile.office.key, now)
        return Closings(
            closings=tuple(_view(row) for row in rows),
            thin_years=thin_years(years),
            holidays=tuple(holidays),
        )

    return keeper.database.read(read)


def _move_clocks(timing: Timing, reason: str) -> int:
    """How many running clocks have moved; each keeps the reason in the ledger."""
    running = clock_book.open_clocks(timing.connection, timing.office)
    by_office = [row for row in running if row.office_time]
    clocks = one_clock.retime(timing, by_office)
    moved = [row for row in by_office if clocks[row.id].due_at != row.due_at]
    for row in moved:
        news = news_of(row, reason, due_before=row.due_at)
        timing.record("clock_moved", news.model_copy(update={"due_at": clocks[row.id].due_at}))
    return len(moved)


def _midnight(timing: Timing, day: date) -> datetime:
    return datetime.combine(day, time(), timing.profile.office.zone).astimezone(UTC)


def _view(row: Row, moved: int = 0) -> ClosingView:
    return ClosingView(
        day=row.day, starts_at=row.starts_at, ends_at=row.ends_at, reason=row.reason, moved=moved
    )
