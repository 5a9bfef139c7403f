"""The clock of a file: what starts it, what stops it, and when the document is owed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.tickets.rules.life import Verb
from tests.core.office import kembaran, open_office
from tests.kia.filing import PAPERS, Filing, draft, filing_in
from tests.kia.timed import Told, due, moved, twelve_days_after_it_is_complete, urgent_ones


@pytest.fixture
def slow(staffed: Path, tmp_path: Path) -> Iterator[Filing]:
    with open_office(staffed, tmp_path, profile=twelve_days_after_it_is_complete()) as office:
        yield filing_in(office)


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


def letter(filing: Filing) -> Told:
    """A document that is due on the next working day at half past three."""
    whole = draft(["Kartu keluarga", "KTP pemohon"])
    return moved(filing, filing.written(whole, kind="documents"), "submit", "verify")


def test_documents_that_are_soon_due_or_late_are_listed_the_one_that_is_due_first_on_top(
    filing: Filing,
) -> None:
    first = letter(filing)
    assert urgent_ones(filing) == []
    filing.api.office.clock.forward(hours=29)
    second = letter(filing)
    assert urgent_ones(filing) == [first["id"]]
    filing.api.office.clock.forward(days=3)
    assert urgent_ones(filing) == [first["id"], second["id"]]


def test_what_is_ready_is_urgent_no_more(filing: Filing) -> None:
    head = letter(filing)
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
