"""The clock of a file: what starts it, what stops it, and when the document is owed."""

from __future__ import annotations

from queue_core.access.rules import Role
from queue_core.kia.wire.files import ClockView
from queue_core.tickets.rules.life import Verb
from tests.core.office import kembaran
from tests.core.test_sop_clocks import declare
from tests.kia.filing import PAPERS, Filing, draft
from tests.kia.timed import due, moved, urgent_ones, verified, verified_letter


def test_a_standard_from_receipt_starts_with_the_submission(filing: Filing) -> None:
    head = filing.written()
    assert head["clock"] is None
    head = moved(filing, head, "submit")
    assert due(head).astimezone(kembaran().office.zone).isoformat() == "2021-02-09T15:30:00+07:00"


def test_one_from_complete_papers_starts_with_the_verification_and_counts_working_days(slow: Filing) -> None:
    head = moved(slow, slow.written(), "submit")
    assert head["clock"] is None
    head = moved(slow, head, "verify")
    assert due(head).astimezone(kembaran().office.zone).date().isoformat() == "2021-02-25"


def test_what_is_handed_back_owes_nothing_and_starts_anew(filing: Filing) -> None:
    head = moved(filing, filing.written(draft(PAPERS[:2])), "submit")
    first = due(head)
    head = moved(filing, head, "find_incomplete")
    assert head["clock"] is None
    filing.api.office.clock.forward(days=1)
    assert due(moved(filing, head, "submit")) > first


def test_documents_that_are_soon_due_or_late_are_listed_the_one_that_is_due_first_on_top(
    slow: Filing,
) -> None:
    clock = slow.api.office.clock
    twelve_days = verified(slow)
    clock.forward(days=14)
    one_day = verified_letter(slow)
    clock.forward(days=1, hours=4)
    assert urgent_ones(slow) == [twelve_days["id"]]
    clock.forward(days=1)
    assert urgent_ones(slow) == [one_day["id"], twelve_days["id"]]


def test_what_a_disturbance_holds_is_listed_after_what_is_late(slow: Filing) -> None:
    held, late = verified_letter(slow), verified(slow)
    slow.api.office.clock.forward(hours=29)
    declare(slow.api.office, "documents")
    slow.api.office.clock.forward(days=30)
    assert urgent_ones(slow) == [late["id"], held["id"]]


def test_what_is_ready_is_urgent_no_more(filing: Filing) -> None:
    head = verified_letter(filing)
    filing.api.office.clock.forward(days=2)
    assert urgent_ones(filing) == [head["id"]]
    head = filing.done(filing.move(head, "record", Role.SIAK_OPERATOR))
    assert moved(filing, head, "make_ready")["clock"]["ended_at"] is not None
    assert urgent_ones(filing) == []


def test_a_service_timed_by_its_file_has_no_clock_of_the_whole_at_the_counter(slow: Filing) -> None:
    office = slow.api.office
    office.take()
    office.issue()
    office.call()
    assert [step.step for step in office.act(Verb.START).steps] == ["verify"]
    assert [step.step for step in office.act(Verb.STEP_DONE).steps] == ["verify", "make"]


def test_a_head_that_an_earlier_version_has_answered_can_still_be_read() -> None:
    """A request that is sent again after the update is told the answer that was kept."""
    kept = {"started_at": "2021-02-08T01:00:00Z", "due_at": "2021-02-09T08:30:00Z", "ended_at": None}
    assert ClockView.model_validate(kept).near_at is None
