"""What the clock of a file means for the visit that led to it: counter, family's page, objection."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queue_core.access.rules import Role
from queue_core.feedback import service as feedback
from queue_core.feedback.rules import ObjectionState, Ruling
from queue_core.feedback.wire import Decision
from queue_core.server.pages import Pages
from queue_core.sop.rules.clocks import DOCUMENT
from queue_core.sop.service.views import has_begun
from queue_core.sop.wire import Pausing
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import pausing, views
from queue_core.tickets.wire.tickets import VisitDocuments
from tests.core.office import Office
from tests.core.older import execute
from tests.core.test_sop_clocks import PAPER, declare, lift
from tests.kia.filing import Filing
from tests.kia.ordering import Ordering
from tests.kia.timed import Told, agreed, card_ready, due, head_of, moved, office, ordering
from tests.server.hall import Wire

__all__ = ["office", "ordering"]


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
    assert promised(office, page) == VisitDocuments(being_made=1, ready=0)
    lift(office, disturbance)
    head = card_ready(ordering, head)
    assert promised(office, page) == VisitDocuments(being_made=0, ready=1)
    slow.done(slow.hand_over(head))
    assert promised(office, page) is None


def test_of_several_documents_the_page_tells_the_last(slow: Filing, office: Office) -> None:
    page, head = served(slow, office)
    office.clock.forward(days=1)
    later = moved(slow, slow.written(ticket_id=head["ticket_id"]), "submit", "verify")
    assert promised(office, page) == VisitDocuments(being_made=2, ready=0, due_at=due(later))
    execute(office.path, "UPDATE sop_clock SET due_at = NULL WHERE file_id = 1")
    assert promised(office, page) == VisitDocuments(being_made=2, ready=0)


def test_before_the_family_was_called_its_page_promises_nothing(slow: Filing, office: Office) -> None:
    issued = office.issue()
    moved(slow, slow.written(ticket_id=issued.ticket.id), "submit", "verify")
    assert promised(office, issued.page.rsplit("/", 1)[1]) is None


LATE_STEP = """UPDATE sop_clock SET due_at = datetime(started_at, '+1 second'),
    finished_at = datetime(started_at, '+9 second') WHERE step = 'verify'"""


@pytest.mark.parametrize("late_step", [False, True])
def test_a_page_that_is_open_hears_that_the_document_is_late(
    slow: Filing, office: Office, late_step: bool
) -> None:
    page, head = served(slow, office)
    if late_step:
        execute(office.path, LATE_STEP)
    wire = Wire()
    pages = Pages(wire, office.desk)
    pages.watch(page, "phone")
    pages.tell()
    office.clock.now = due(head) + timedelta(minutes=1)
    wire.taken()
    pages.pulse()
    pages.tell()
    ((_, _, told),) = [one for one in wire.taken() if one[0] == "page"]
    assert told["documents"]["late"]


def test_the_counter_shows_the_clocks_of_the_visit_alone(slow: Filing, office: Office) -> None:
    ticket_id = office.issue().ticket.id
    assert ticket_id is not None
    moved(slow, slow.written(ticket_id=ticket_id), "submit", "verify")
    assert not office.database.read(lambda connection: has_begun(connection, ticket_id, "kia"))
    office.take()
    office.call()
    work = office.act(Verb.START)
    assert [step.step for step in work.steps] == ["verify"]
    assert work.whole is None


def test_who_stops_the_clock_has_not_served_the_family_and_decides(slow: Filing, office: Office) -> None:
    page, head = served(slow, office)
    for agreeing in (Role.HEAD_OF_SECTION, Role.CAMAT):
        head = moved(slow, agreed(slow, head, "correct", agreeing), "submit", "verify")
    feedback.object_from_page(office.desk, office.write("public"), page)
    (found,) = feedback.objections(office.desk).objections
    assert found.served_by == ("ani", "officer")
    decision = Decision(reason="memang terlambat")
    write = office.write("account:head_of_section")
    decided = feedback.decide(office.desk, write, "head_of_section", found.id, Ruling.ACCEPT, decision)
    assert decided.state is ObjectionState.ACCEPTED
