"""A file's clock that is broken off, starts anew, or runs on because a card is made once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.sop.service import documents
from queue_core.sop.service.documents import Making
from queue_core.sop.service.timing import Timing
from queue_core.storage.writer import Transaction
from tests.core.office import Office, open_office, rows
from tests.core.older import execute
from tests.core.test_sop_clocks import declare, lift, near
from tests.kia.filing import PAPERS, Filing, draft, every_way, filing_in
from tests.kia.ordering import Ordering
from tests.kia.timed import (
    TWELVE_DAYS,
    Told,
    agreed,
    card_ready,
    clocks_of,
    due,
    head_of,
    moved,
    office,
    ordering,
    twelve_days_after_it_is_complete,
    verified,
)

__all__ = ["office", "ordering"]

THREE_HOURS_LATER = datetime(2021, 2, 26, 4, tzinfo=UTC)
"""Of office time after the afternoon of 25 February, at which a KIA of this morning is due."""
WHY = "jumlah berkas salah"


@pytest.fixture
def received(staffed: Path, tmp_path: Path) -> Iterator[Filing]:
    """Files of every way, in an office that owes a KIA from the day on which the papers came."""
    with open_office(staffed, tmp_path, profile=every_way()) as office:
        yield filing_in(office)


def submitted(filing: Filing, *actions: str, papers: list[str] = PAPERS) -> Told:
    return moved(filing, filing.written(draft(papers), "card"), "submit", *actions)


BREAK_OFF: dict[str, Callable[[Filing], Told]] = {
    "find_incomplete": lambda filing: submitted(filing, "find_incomplete", papers=PAPERS[:2]),
    "withdraw": lambda filing: submitted(filing, "withdraw"),
    "refuse": lambda filing: filing.done(filing.move(submitted(filing), "refuse", reason=WHY)),
    "void": lambda filing: agreed(filing, submitted(filing), "void"),
    "correct": lambda filing: agreed(filing, submitted(filing, "verify"), "correct"),
}


@pytest.mark.parametrize("action", BREAK_OFF)
def test_after_these_nothing_is_owed_and_the_clock_was_broken_off(received: Filing, action: str) -> None:
    head = BREAK_OFF[action](received)
    (clock,) = clocks_of(received, head)
    assert head["clock"] is None
    assert (clock["interrupted"], clock["finished_at"] is not None) == (True, True)


def test_every_clock_that_a_file_had_stays_as_evidence_even_when_the_file_is_erased(
    slow: Filing, office: Office
) -> None:
    head = verified(slow)
    disturbance = declare(office)
    office.clock.forward(hours=1)
    lift(office, disturbance)
    head = moved(slow, agreed(slow, head, "correct"), "submit", "verify")
    first, second = clocks_of(slow, head)
    assert [pause["reason"] for pause in first["pauses"]] == ["SIAK tidak dapat dibuka"]
    assert (first["interrupted"], second["finished_at"]) == (True, None)
    asked = slow.done(slow.move(moved(slow, head, "withdraw"), "erase", Role.HEAD_OF_SECTION, reason=WHY))
    erased = slow.done(slow.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert len(clocks_of(slow, erased)) == 2


def sent_back(filing: Filing) -> tuple[Told, Told]:
    """The heads before and after the head of section has sent a file back to be verified anew."""
    head = moved(filing, filing.written(kind="card_validated"), "submit", "verify")
    filing.api.office.clock.forward(hours=1)
    return head, filing.done(filing.move(head, "send_back", Role.HEAD_OF_SECTION, reason=WHY))


def test_one_that_is_sent_back_was_received_all_the_same(received: Filing) -> None:
    before, head = sent_back(received)
    assert head["clock"] == before["clock"]
    assert moved(received, head, "verify")["clock"] == before["clock"]


def test_one_whose_clock_started_with_the_verification_is_verified_anew(
    staffed: Path, tmp_path: Path
) -> None:
    profile = twelve_days_after_it_is_complete().model_copy(update={"files": every_way().files})
    with open_office(staffed, tmp_path, profile=profile) as office:
        filing = filing_in(office)
        before, head = sent_back(filing)
        assert head["clock"] is None
        assert moved(filing, head, "verify")["clock"]["started_at"] > before["clock"]["started_at"]


def test_a_clock_that_is_started_anew_takes_the_place_of_the_one_that_runs(
    slow: Filing, office: Office
) -> None:
    """As when the profile's standard has another start than it had when the file came."""
    head = verified(slow)
    making = Making(file_id=head["id"], ticket_id=None, number="#1", service="kia", officer="ani")

    def start(transaction: Transaction) -> None:
        timing = Timing(office.profile, transaction, office.clock(), "account:ani")
        documents.start(timing, making, TWELVE_DAYS)

    office.database.write(start)
    first, second = clocks_of(slow, head)
    assert (first["interrupted"], second["finished_at"]) == (True, None)


@pytest.mark.parametrize("action", ["reprint", "report_lost"])
def test_a_card_that_is_made_once_more_was_owed_from_the_first_start(
    ordering: Ordering, slow: Filing, action: str
) -> None:
    broken_off = verified(slow)
    first = moved(slow, agreed(slow, broken_off, "correct"), "submit", "verify")
    ready = card_ready(ordering, first)
    assert ready["clock"]["ended_at"] is not None
    head = agreed(slow, ready, action)
    assert head["clock"] == first["clock"]
    assert [clock["interrupted"] for clock in clocks_of(slow, head)] == [True, False]


def test_a_document_that_was_handed_over_keeps_its_clock(ordering: Ordering, slow: Filing) -> None:
    ready = card_ready(ordering, verified(slow))
    assert slow.done(slow.hand_over(ready))["clock"] == ready["clock"]


def test_a_clock_that_was_broken_off_is_never_shown_as_that_of_a_document(
    ordering: Ordering, slow: Filing, office: Office
) -> None:
    """As when the profile's standard changed between the submission and the verification."""
    ready = card_ready(ordering, verified(slow))
    execute(office.path, "UPDATE sop_clock SET interrupted = 1")
    assert head_of(slow, ready)["clock"] is None


def test_a_clock_that_was_broken_off_is_not_taken_up_for_a_card_that_is_made_once_more(
    ordering: Ordering, slow: Filing, office: Office
) -> None:
    ready = card_ready(ordering, verified(slow))
    execute(office.path, "UPDATE sop_clock SET interrupted = 1")
    head = agreed(slow, ready, "reprint")
    assert [clock["interrupted"] for clock in clocks_of(slow, head)] == [True]


def ready_then_disturbed(ordering: Ordering, office: Office, head: Told) -> Told:
    """Three hours of a disturbance that came and went while the card was ready."""
    ready = card_ready(ordering, head)
    disturbance = declare(office)
    office.clock.forward(hours=3)
    lift(office, disturbance)
    return ready


def disturbed_then_ready(ordering: Ordering, office: Office, head: Told) -> Told:
    """A disturbance of three hours within which the card became ready."""
    disturbance = declare(office)
    office.clock.forward(hours=1)
    ready = card_ready(ordering, head)
    office.clock.forward(hours=2)
    lift(office, disturbance)
    return ready


@pytest.mark.parametrize("meanwhile", [ready_then_disturbed, disturbed_then_ready])
def test_what_held_the_other_clocks_held_the_one_that_runs_on(
    ordering: Ordering, slow: Filing, office: Office, meanwhile: Callable[..., Told]
) -> None:
    ready = meanwhile(ordering, office, verified(slow))
    office.clock.forward(days=2)
    head = agreed(slow, ready, "reprint")
    assert near(due(head), THREE_HOURS_LATER)
    assert rows(office.path, "SELECT paused_by FROM sop_pause") == [("account:kasi",)]


def test_a_disturbance_that_still_lasts_holds_it_since_it_was_declared(
    ordering: Ordering, slow: Filing, office: Office
) -> None:
    ready = card_ready(ordering, verified(slow))
    disturbance = declare(office)
    office.clock.forward(hours=2)
    head = agreed(slow, ready, "reprint")
    assert head["clock"]["due_at"] is None
    office.clock.forward(hours=1)
    lift(office, disturbance)
    assert near(due(head_of(slow, head)), THREE_HOURS_LATER)


def test_so_does_one_whose_pause_ended_while_the_clock_of_the_machine_was_set_back(
    ordering: Ordering, slow: Filing, office: Office
) -> None:
    head = verified(slow)
    office.clock.forward(hours=2)
    declare(office)
    office.clock.forward(hours=-1)
    ready = card_ready(ordering, head)
    assert agreed(slow, ready, "reprint")["clock"]["due_at"] is None
