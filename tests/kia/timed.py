"""Files with a clock to test with: an office that owes a document for twelve working days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.foundation.durations import StartEvent, Unit
from queue_core.foundation.profile import Profile
from queue_core.foundation.standards import ServiceStandard
from tests.core.office import Office, kembaran
from tests.kia.filing import FILES, Filing, draft
from tests.kia.ordering import Ordering

TWELVE_DAYS = ServiceStandard(amount=12, unit=Unit.WORKING_DAYS, starts=StartEvent.DECLARED_COMPLETE)
Told = dict[str, Any]


@pytest.fixture
def office(slow: Filing) -> Office:
    """The office that has twelve working days, for the tests that import it."""
    return slow.api.office


@pytest.fixture
def ordering(slow: Filing) -> Ordering:
    """Its orders, with a packet of blanks."""
    return Ordering(slow)


def twelve_days_after_it_is_complete() -> Profile:
    """Kembaran, but for a KIA that is timed as Tempeh's is."""
    first, *others = kembaran().services
    slow = first.model_copy(update={"standard": TWELVE_DAYS, "timed_by": "file"})
    return kembaran().model_copy(update={"services": (slow, *others)})


def moved(filing: Filing, head: Told, *actions: str) -> Told:
    """The head after these moves of an officer."""
    for action in actions:
        head = filing.done(filing.move(head, action))
    return head


def verified(filing: Filing) -> Told:
    """A file whose papers were found complete, so that its clock runs."""
    return moved(filing, filing.written(), "submit", "verify")


def due(head: Told) -> datetime:
    """When the office owes the document."""
    return datetime.fromisoformat(head["clock"]["due_at"])


def head_of(filing: Filing, head: Told) -> Told:
    """The head as it is now."""
    return filing.read(head)["head"]  # type: ignore[no-any-return]


def urgent_ones(filing: Filing) -> list[int]:
    """The ids of the files that are listed as late or soon due."""
    found = filing.done(filing.api.send("GET", f"{FILES}?urgent=true", Role.OFFICER))["files"]
    return [one["id"] for one in found]


LETTER = ["Kartu keluarga", "KTP pemohon"]


def verified_letter(filing: Filing, ticket_id: int | None = None) -> Told:
    """A document that is due on the next working day at half past three."""
    return moved(filing, filing.written(draft(LETTER), "documents", ticket_id), "submit", "verify")


def agreed(filing: Filing, head: Told, action: str, by: Role = Role.CAMAT) -> Told:
    """The head after what takes two people: an officer asks for it, and somebody agrees."""
    asked = filing.done(filing.move(head, action, reason="nama keliru"))
    return filing.done(filing.send(asked, "agree", by, version=asked["version"]))


def clocks_of(filing: Filing, head: Told) -> list[Told]:
    """Every clock that the file had."""
    return filing.read(head)["clocks"]  # type: ignore[no-any-return]


def made_ready(filing: Filing, head: Told) -> Told:
    """A document without a card, that is recorded and ready."""
    head = filing.done(filing.move(head, "record", Role.SIAK_OPERATOR))
    return moved(filing, head, "make_ready")


def card_ready(ordering: Ordering, head: Told) -> Told:
    """A file whose card came out of the printer, was read, and is ready."""
    filing, serial = ordering.filing, ordering.serial()
    head = filing.done(filing.move(head, "record", Role.SIAK_OPERATOR))
    filing.done(filing.move(head, "order_print", Role.SIAK_OPERATOR))
    order = ordering.done(ordering.load([ordering.of_file(head["id"])], serial))["orders"][0]
    order = ordering.done(ordering.act(order, "take", Role.PRINT_STATION))
    ordering.done(ordering.said(order, "printed", Role.PRINT_STATION))
    ordering.done(ordering.scan(order, serial))
    return moved(filing, head_of(filing, head), "make_ready")
