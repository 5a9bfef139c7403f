"""The clock of a file goes as a ticket's does: held, moved, told of once, counted."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta

from queue_core.access.rules import Role
from queue_core.sop.rules.clocks import DOCUMENT
from queue_core.sop.service.compliance import compliance
from queue_core.sop.service.telling import tell
from queue_core.sop.wire import ComplianceRow
from tests.core.office import MORNING, Office, rows
from tests.core.test_sop_clocks import TUESDAY, close_day, declare, lift, near, told, withdraw
from tests.kia.filing import Filing
from tests.kia.timed import (
    clocks_of,
    due,
    head_of,
    made_ready,
    moved,
    office,
    urgent_ones,
    verified,
    verified_letter,
)

__all__ = ["office"]

A_WORKING_DAY_LATER = datetime(2021, 3, 1, 2, tzinfo=UTC)
"""Seven hours and a half of office time after the afternoon of 25 February: Friday has six and a half."""


def counted(office: Office) -> list[ComplianceRow]:
    return [row for row in compliance(office.desk.keeper, None, None).rows if row.step == DOCUMENT]


def test_a_disturbance_holds_the_clock_of_a_file_until_it_is_lifted(slow: Filing, office: Office) -> None:
    head = verified(slow)
    disturbance = declare(office)
    assert disturbance.clocks == 1
    assert head_of(slow, head)["clock"]["due_at"] is None
    office.clock.forward(days=1)
    lift(office, disturbance)
    assert near(due(head_of(slow, head)), A_WORKING_DAY_LATER)


def test_what_is_ready_within_a_disturbance_was_due_at_an_instant_all_the_same(
    slow: Filing, office: Office
) -> None:
    head = verified_letter(slow)
    declare(office, "documents")
    office.clock.forward(hours=1)
    ready = made_ready(slow, head)
    assert due(ready) > due(head)


def test_one_that_starts_in_a_disturbance_stands_from_its_start(slow: Filing, office: Office) -> None:
    disturbance = declare(office, "*")
    head = verified(slow)
    assert head["clock"]["due_at"] is None
    (clock,) = clocks_of(slow, head)
    assert clock["pauses"][0]["started_at"] == clock["started_at"]
    office.clock.forward(days=30)
    assert urgent_ones(slow) == []
    lift(office, disturbance)
    assert due(head_of(slow, head)) > office.clock.now + timedelta(days=14)


def test_a_closing_that_comes_later_moves_it_and_keeps_the_reason(slow: Filing, office: Office) -> None:
    head = verified(slow)
    before = due(head)
    assert close_day(office, TUESDAY).moved == 1
    assert due(head_of(slow, head)) > before
    ((body,),) = rows(office.path, "SELECT body FROM ledger WHERE action = 'clock_moved'")
    news = json.loads(str(body))["sop"]
    assert (news["file_id"], news["step"], news["reason"]) == (head["id"], DOCUMENT, "banjir di kantor")
    withdraw(office, TUESDAY)
    assert due(head_of(slow, head)) == before


def test_a_clock_of_years_ago_that_still_runs_changes_no_holiday_of_now(slow: Filing, office: Office) -> None:
    verified(slow)
    office.clock.now = datetime(2024, 12, 20, 2, tzinfo=UTC)
    head = verified(slow)
    before = due(head)
    close_day(office, date(2024, 12, 23))
    withdraw(office, date(2024, 12, 23))
    assert due(head_of(slow, head)) == before


def test_near_and_late_are_told_once_each_whatever_the_clock_shows(slow: Filing, office: Office) -> None:
    head = verified(slow)
    days = [*range(-2, 60)]
    random.Random(7).shuffle(days)
    for day in days:
        tell(office.desk.keeper, MORNING + timedelta(days=day))
    assert sorted(map(str, told(office))) == ["clock_late", "clock_near"]
    bodies = rows(office.path, "SELECT body FROM ledger WHERE action LIKE 'clock_%'")
    news = [json.loads(str(body))["sop"] for (body,) in bodies]
    assert {(one["subject"], one["file_id"]) for one in news} == {(f"#{head['id']}", head["id"])}


def test_a_file_is_told_of_by_the_number_of_its_ticket_where_it_has_one(slow: Filing, office: Office) -> None:
    head = verified_letter(slow, office.issue("documents").ticket.id)
    tell(office.desk.keeper, MORNING + timedelta(days=60))
    bodies = rows(office.path, "SELECT body FROM ledger WHERE action = 'clock_late'")
    (news,) = [json.loads(str(body))["sop"] for (body,) in bodies]
    assert (news["subject"], news["file_id"], news["ticket_id"]) == ("B001", head["id"], head["ticket_id"])


def test_what_is_ready_counts_for_who_made_it_and_what_was_broken_off_for_nobody(
    slow: Filing, office: Office
) -> None:
    made_ready(slow, verified_letter(slow))
    moved(slow, verified(slow), "withdraw")
    late = verified_letter(slow)
    office.clock.forward(days=6)
    late = slow.done(slow.move(late, "record", Role.SIAK_OPERATOR))
    slow.done(slow.move(late, "make_ready", Role.HEAD_OF_SECTION))
    found = {row.officer: (row.service, row.ended, row.in_time) for row in counted(office)}
    assert found == {"officer": ("documents", 1, 1), "head_of_section": ("documents", 1, 0)}
    (clock,) = clocks_of(slow, late)
    assert (clock["officer"], clock["earlier_officers"]) == ("head_of_section", ["officer"])


def test_two_clocks_of_a_year_meet_the_closings_of_the_first(slow: Filing, office: Office) -> None:
    first = verified(slow)
    close_day(office, TUESDAY)
    before = due(head_of(slow, first))
    office.clock.forward(days=3)
    verified(slow)
    close_day(office, date(2021, 5, 3))
    withdraw(office, date(2021, 5, 3))
    assert due(head_of(slow, first)) == before
