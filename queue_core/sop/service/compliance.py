"""Reads how well the service standard was kept between two days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from queue_core.sop.rules.calendar import ONE_DAY
from queue_core.sop.rules.clocks import late_by
from queue_core.sop.rules.compliance import Group, iso_week, summary
from queue_core.sop.service.timing import Keeper
from queue_core.sop.service.views import step_view
from queue_core.sop.store import clock_book
from queue_core.sop.wire import ComplianceRow, Compliances

NOBODY = "-"
"""Stands for the officer of a clock that nobody served."""
A_WEEK = timedelta(days=6)


def compliance(keeper: Keeper, first: date | None, last: date | None) -> Compliances:
    """The clocks whose work was done from the first day to the last; the last seven days where none is named.

    One that was interrupted measured nothing, and counts neither for nor against anybody.
    """
    zone = keeper.profile.office.zone
    end = last or keeper.clock().astimezone(zone).date()
    begin = first or end - A_WEEK
    since, until = (
        datetime.combine(day, time(), zone).astimezone(UTC) for day in (begin, max(begin, end) + ONE_DAY)
    )
    office = keeper.profile.office.key
    rows = keeper.database.read(lambda c: clock_book.measured_clocks(c, office, since, until))
    counted = summary(
        (
            Group(row.service, row.step, row.officer or NOBODY, iso_week(row.finished_at.astimezone(zone))),
            not late_by(step_view(row).clock(), row.finished_at),
        )
        for row in rows
    )
    told = tuple(
        ComplianceRow(
            service=one.group.service,
            step=one.group.step,
            officer=one.group.officer,
            week=one.group.week,
            ended=one.ended,
            in_time=one.in_time,
        )
        for one in counted
    )
    return Compliances(first=begin, last=end, rows=told)
