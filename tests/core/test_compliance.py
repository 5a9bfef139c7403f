"""How well the standard was kept: every ended clock is counted once, in its week and for its officer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import Role
from queue_core.sop.rules.compliance import Group, iso_week, summary
from queue_core.sop.service.compliance import compliance
from queue_core.sop.wire import ComplianceRow
from queue_core.tickets.rules.life import Verb
from tests.core.http_office import build_api
from tests.core.office import Office

groups = st.builds(
    Group,
    st.sampled_from(("kia", "documents")),
    st.sampled_from(("verify", "*")),
    st.sampled_from(("ani", "-")),
    st.sampled_from(("2021-W06", "2021-W07")),
)


@given(st.lists(st.tuples(groups, st.booleans())))
def test_every_clock_is_counted_once(clocks: list[tuple[Group, bool]]) -> None:
    found = summary(clocks)
    assert sum(one.ended for one in found) == len(clocks)
    assert sum(one.in_time for one in found) == sum(kept for _, kept in clocks)
    assert [one.group for one in found] == sorted({group for group, _ in clocks})
    assert all(0 <= one.share <= 1 for one in found)


@pytest.mark.parametrize(("day", "week"), [(date(2021, 1, 3), "2020-W53"), (date(2021, 1, 4), "2021-W01")])
def test_a_week_begins_on_monday_and_belongs_to_one_year(day: date, week: str) -> None:
    assert iso_week(day) == week


def serve(office: Office, minutes: float) -> None:
    office.issue()
    office.call()
    office.act(Verb.START)
    office.clock.forward(minutes=minutes)
    office.act(Verb.STEP_DONE)
    office.act(Verb.FINISH)


def steps(rows: tuple[ComplianceRow, ...]) -> dict[str, tuple[int, int]]:
    return {row.step: (row.ended, row.in_time) for row in rows}


def test_a_late_step_counts_against_its_step_alone(office: Office) -> None:
    office.take()
    for minutes in (4, 6):
        serve(office, minutes)
    found = compliance(office.desk.keeper, None, None)
    assert steps(found.rows) == {"*": (2, 2), "verify": (2, 1), "make": (2, 2)}
    assert {(row.officer, row.week, row.service) for row in found.rows} == {("ani", "2021-W06", "kia")}


def test_only_the_days_that_are_asked_for_count(office: Office) -> None:
    office.take()
    serve(office, 4)
    day = date(2021, 2, 8)
    assert compliance(office.desk.keeper, day, day).rows
    assert not compliance(office.desk.keeper, None, date(2021, 2, 7)).rows
    assert not compliance(office.desk.keeper, date(2021, 2, 9), date(2021, 2, 15)).rows


def test_the_head_of_section_reads_it_over_http(office: Office) -> None:
    office.take()
    serve(office, 4)
    path = "/api/v1/sop/compliance?from=2021-02-08&to=2021-02-08"
    told = build_api(office).send("GET", path, Role.HEAD_OF_SECTION).get_json()
    assert (told["first"], len(told["rows"])) == ("2021-02-08", 3)
