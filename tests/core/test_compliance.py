"""How well the standard was kept: every ended clock is counted once, in its week and for its officer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import Role
from queue_core.sop.rules.compliance import Group, iso_week, summary
from queue_core.sop.service.compliance import compliance
from queue_core.sop.wire import ComplianceRow
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import overnight
from tests.core.http_office import build_api
from tests.core.moving import Moves
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


def pass_on(moves: Moves) -> None:
    moves.transfer(service="documents")


def cancel(moves: Moves) -> None:
    moves.cancel(1)


def make_void(moves: Moves) -> None:
    moves.make_void(1)


def leave_parked_overnight(moves: Moves) -> None:
    moves.park()
    moves.office.clock.forward(days=1)
    overnight.end_earlier_days(moves.office.desk)


def not_come_after_parking(moves: Moves) -> None:
    moves.park()
    moves.call_back(1)
    moves.office.act(Verb.NO_SHOW)


INTERRUPTIONS = [pass_on, cancel, make_void, leave_parked_overnight, not_come_after_parking]


@pytest.mark.parametrize("minutes", [1, 30])
@pytest.mark.parametrize("interrupted", INTERRUPTIONS)
def test_an_interrupted_clock_counts_neither_for_nor_against(
    office: Office, interrupted: Callable[[Moves], None], minutes: float
) -> None:
    moves = Moves(office)
    moves.bring_to(TicketState.SERVING)
    office.clock.forward(minutes=minutes)
    interrupted(moves)
    assert not compliance(office.desk.keeper, None, None).rows


def test_a_step_that_begins_anew_after_another_service_counts_once(office: Office) -> None:
    moves = Moves(office)
    moves.bring_to(TicketState.SERVING)
    for service in ("documents", "kia"):
        moves.transfer(service=service)
        office.call()
        office.act(Verb.START)
    office.act(Verb.STEP_DONE)
    office.act(Verb.FINISH)
    found = [row for row in compliance(office.desk.keeper, None, None).rows if row.service == "kia"]
    assert steps(tuple(found)) == {"*": (1, 1), "verify": (1, 1), "make": (1, 1)}


def test_a_family_that_comes_back_goes_on_with_the_step_that_was_interrupted(office: Office) -> None:
    moves = Moves(office)
    moves.bring_to(TicketState.SERVING)
    not_come_after_parking(moves)
    moves.call_back(1)
    office.act(Verb.START)
    office.act(Verb.STEP_DONE)
    assert steps(compliance(office.desk.keeper, None, None).rows) == {"verify": (1, 1)}


def test_an_undone_no_show_lets_its_clock_count_again(office: Office) -> None:
    moves = Moves(office)
    moves.bring_to(TicketState.SERVING)
    not_come_after_parking(moves)
    moves.undo()
    office.act(Verb.START)
    office.act(Verb.STEP_DONE)
    assert steps(compliance(office.desk.keeper, None, None).rows) == {"verify": (1, 1)}


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
