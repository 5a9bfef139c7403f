"""How a visit ends, which words belong to it, and what the start screen offers."""

from __future__ import annotations

import pytest

from devices.printing.port import Outcome
from kiosk.flow import Ending, Standing, Timing, ending_of, standing


def test_only_a_confirmed_slip_is_a_success() -> None:
    successes = [outcome for outcome in Outcome if ending_of(outcome) is Ending.PRINTED]
    assert successes == [Outcome.printed]


def test_a_slip_without_confirmation_is_neither_printed_nor_surely_failed() -> None:
    assert ending_of(Outcome.unknown) is Ending.SLIP_UNSURE


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.printed, Outcome.unknown}))
def test_every_fault_of_the_printer_is_a_failed_slip(outcome: Outcome) -> None:
    assert ending_of(outcome) is Ending.SLIP_FAILED


def test_tickets_are_offered_only_while_the_core_is_heard() -> None:
    assert standing(seen=True, connected=True, refused=None) is Standing.READY
    assert standing(seen=True, connected=False, refused=None) is Standing.CORE_AWAY
    assert standing(seen=False, connected=True, refused=None) is Standing.CORE_AWAY


def test_a_kiosk_with_a_letter_goes_on_without_the_core() -> None:
    assert standing(seen=True, connected=False, refused=None, alone=True) is Standing.ALONE
    assert standing(seen=False, connected=False, refused=None, alone=True) is Standing.CORE_AWAY
    assert standing(seen=True, connected=False, refused="not-signed-in", alone=True) is Standing.NOT_ENROLLED


def test_a_device_that_the_core_does_not_know_is_not_called_a_lost_connection() -> None:
    assert standing(seen=False, connected=False, refused="not-signed-in") is Standing.NOT_ENROLLED


def test_a_family_without_paper_has_longer_to_write_its_number_down() -> None:
    timing = Timing(idle_seconds=60)
    assert timing.without_slip_seconds > timing.result_seconds
    assert timing.warning_seconds >= 20
