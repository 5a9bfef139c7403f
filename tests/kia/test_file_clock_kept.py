"""The clock of a file is evidence as a ticket's is: held, moved, told of once, counted, kept."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.feedback import service as feedback
from queue_core.sop.rules.clocks import DOCUMENT
from queue_core.sop.service.compliance import compliance
from queue_core.sop.service.telling import tell
from queue_core.sop.wire import ComplianceRow, Pausing
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import pausing, views
from queue_core.tickets.wire.tickets import VisitDocuments
from tests.core.office import MORNING, Office, open_office, rows
from tests.core.test_sop_clocks import PAPER, TUESDAY, close_day, declare, lift, near, told, withdraw
from tests.kia.filing import Filing, draft, filing_in
from tests.kia.ordering import Ordering
from tests.kia.timed import (
    Told,
    due,
    head_of,
    moved,
    twelve_days_after_it_is_complete,
    urgent_ones,
    verified,
)

A_WORKING_DAY_LATER = datetime(2021, 3, 1, 2, tzinfo=UTC)
"""Seven hours and a half of office time after the afternoon of 25 February: Friday has six and a half."""
LETTER = ["Kartu keluarga", "KTP pemohon"]


@pytest.fixture
def slow(staffed: Path, tmp_path: Path) -> Iterator[Filing]:
    with open_office(staffed, tmp_path, profile=twelve_days_after_it_is_complete()) as office:
        yield filing_in(office)


@pytest.fixture
def office(slow: Filing) -> Office:
    return slow.api.office


def made_ready(filing: Filing, head: Told) -> Told:
    head = filing.done(filing.move(head, "record", Role.SIAK_OPERATOR))
    return moved(filing, head, "make_ready")


def verified_letter(filing: Filing) -> Told:
    return moved(filing, filing.written(draft(LETTER), "documents"), "submit", "verify")


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


def test_one_that_starts_in_a_disturbance_stands_from_its_start(slow: Filing, office: Office) -> None:
    disturbance = declare(office, "*")
    head = verified(slow)
    assert head["clock"]["due_at"] is None
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


def test_what_is_ready_counts_for_who_made_it_and_what_was_handed_back_for_nobody(
    slow: Filing, office: Office
) -> None:
    made_ready(slow, verified_letter(slow))
    moved(slow, verified(slow), "withdraw")
    late = verified_letter(slow)
    office.clock.forward(days=6)
    made_ready(slow, late)
    (row,) = counted(office)
    assert (row.service, row.officer, row.ended, row.in_time) == ("documents", "officer", 2, 1)


def test_every_clock_that_a_file_had_stays_as_evidence(slow: Filing, office: Office) -> None:
    head = verified(slow)
    disturbance = declare(office)
    office.clock.forward(hours=1)
    lift(office, disturbance)
    asked = slow.done(slow.move(head, "correct", Role.HEAD_OF_SECTION, reason="nama keliru"))
    head = slow.done(slow.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert head["clock"] is None
    moved(slow, head, "submit", "verify")
    first, second = slow.read(head)["clocks"]
    assert [pause["reason"] for pause in first["pauses"]] == ["SIAK tidak dapat dibuka"]
    assert (first["finished_at"] is not None, second["finished_at"]) == (True, None)


def served(slow: Filing, office: Office) -> tuple[str, Told]:
    """A visit that led to a file and is over; the key of its page, and the file, whose clock runs."""
    issued = office.issue()
    head = slow.written(ticket_id=issued.ticket.id)
    office.take()
    office.call()
    office.act(Verb.START)
    pausing.pause(office.desk, office.write(), "ani", 3, Pausing(reason=PAPER))
    head = moved(slow, head, "submit", "verify")
    assert head["clock"]["due_at"] is not None
    office.act(Verb.FINISH)
    return issued.page.rsplit("/", 1)[1], head_of(slow, head)


def test_the_end_of_the_visit_ends_no_clock_of_its_file(slow: Filing, office: Office) -> None:
    _, head = served(slow, office)
    assert head["clock"]["ended_at"] is None


def test_a_late_document_gives_the_family_the_right_to_object_with_its_clock_as_evidence(
    slow: Filing, office: Office
) -> None:
    page, head = served(slow, office)
    assert not views.ticket_page(office.desk, page).late
    office.clock.now = due(head) + timedelta(minutes=5)
    assert views.ticket_page(office.desk, page).late
    feedback.object_from_page(office.desk, office.write("public"), page)
    (found,) = feedback.objections(office.desk).objections
    assert [step.step for step in found.evidence] == ["verify", DOCUMENT]
    assert (found.served_by, round(found.late_seconds)) == (("ani", "officer"), 300)


def promised(office: Office, page: str) -> VisitDocuments | None:
    return views.ticket_page(office.desk, page).documents


def test_the_page_tells_by_when_the_document_is_owed_then_that_it_is_ready(
    slow: Filing, ordering: Ordering, office: Office
) -> None:
    page, head = served(slow, office)
    assert promised(office, page) == VisitDocuments(being_made=1, ready=0, due_at=due(head))
    disturbance = declare(office)
    assert promised(office, page) == VisitDocuments(being_made=1, ready=0, due_at=None)
    lift(office, disturbance)
    head = moved(slow, printed(ordering, head), "make_ready")
    assert promised(office, page) == VisitDocuments(being_made=0, ready=1, due_at=None)
    slow.done(slow.hand_over(head))
    assert promised(office, page) is None


def test_of_several_documents_the_page_tells_the_last(slow: Filing, office: Office) -> None:
    page, head = served(slow, office)
    office.clock.forward(days=1)
    later = moved(slow, slow.written(ticket_id=head["ticket_id"]), "submit", "verify")
    assert promised(office, page) == VisitDocuments(being_made=2, ready=0, due_at=due(later))


def test_the_counter_shows_the_clocks_of_the_visit_alone(slow: Filing, office: Office) -> None:
    issued = office.issue()
    moved(slow, slow.written(ticket_id=issued.ticket.id), "submit", "verify")
    office.take()
    office.call()
    work = office.act(Verb.START)
    assert [step.step for step in work.steps] == ["verify"]
    assert work.whole is None


@pytest.fixture
def ordering(slow: Filing) -> Ordering:
    return Ordering(slow)


def printed(ordering: Ordering, head: Told) -> Told:
    """The head of a file whose card came out of the printer and was read."""
    filing, serial = ordering.filing, ordering.serial()
    head = filing.done(filing.move(head, "record", Role.SIAK_OPERATOR))
    filing.done(filing.move(head, "order_print", Role.SIAK_OPERATOR))
    order = ordering.done(ordering.load([ordering.of_file(head["id"])], serial))["orders"][0]
    order = ordering.done(ordering.act(order, "take", Role.PRINT_STATION))
    ordering.done(ordering.said(order, "printed", Role.PRINT_STATION))
    ordering.done(ordering.scan(order, serial))
    return head_of(filing, head)


def test_a_card_that_is_made_once_more_was_owed_from_the_first_start(
    ordering: Ordering, slow: Filing, office: Office
) -> None:
    first = verified(slow)
    ready = moved(slow, printed(ordering, first), "make_ready")
    assert ready["clock"]["ended_at"] is not None
    disturbance = declare(office)
    asked = slow.done(slow.move(ready, "reprint", Role.HEAD_OF_SECTION, reason="nama keliru"))
    head = slow.done(slow.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert (head["clock"]["due_at"], head["clock"]["ended_at"]) == (None, None)
    lift(office, disturbance)
    after = head_of(slow, head)["clock"]
    assert after["started_at"] == first["clock"]["started_at"]
    assert datetime.fromisoformat(after["due_at"]) - due(first) < timedelta(days=1)
