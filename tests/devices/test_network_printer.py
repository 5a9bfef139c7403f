"""A printer on the network: what became of a paper is told honestly, whatever the printer does."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.printing.drivers.network import NetworkPrinter
from devices.printing.escpos import encode
from devices.printing.open import open_printer
from devices.printing.port import Outcome, Readiness
from tests.devices import fake_printer as fakes
from tests.devices.fake_printer import FakePrinter
from tests.devices.samples import SLIP

SILENCE = 0.12
"""Seconds for which a printer that says nothing is listened to."""
FAULTS = [
    (fakes.PAPER_OUT, "out_of_paper"),
    (fakes.COVER_OPEN, "cover_open"),
    (fakes.SWITCHED_OFFLINE, "offline"),
]


@contextmanager
def driver(fake: FakePrinter, timeout: float = 0.3) -> Iterator[NetworkPrinter]:
    try:
        yield NetworkPrinter("127.0.0.1", fake.port, timeout)
    finally:
        fake.close()


def test_a_healthy_printer_gets_the_whole_paper_and_confirms_it() -> None:
    fake = FakePrinter()
    with driver(fake, timeout=2) as printer:
        assert printer.check() is Readiness.ready
        assert printer.print(SLIP) is Outcome.printed
    assert fake.received.startswith(encode(SLIP))


@pytest.mark.parametrize(("state", "told"), FAULTS)
def test_a_fault_before_the_paper_keeps_every_byte_back(state: dict[int, int], told: str) -> None:
    fake = FakePrinter(state=state)
    with driver(fake) as printer:
        assert printer.check() == told
        assert printer.print(SLIP) == told
    assert fake.received == b""


def test_a_roll_near_its_end_is_told_and_still_prints() -> None:
    with driver(FakePrinter(state=fakes.PAPER_LOW)) as printer:
        assert printer.check() is Readiness.paper_low
        assert printer.print(SLIP) is Outcome.printed


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (fakes.PAPER_OUT, Outcome.out_of_paper),
        (fakes.COVER_OPEN, Outcome.cover_open),
        (fakes.SWITCHED_OFFLINE, Outcome.unknown),
        (fakes.HEALTHY, Outcome.printed),
    ],
)
def test_without_a_word_in_turn_the_state_after_the_paper_tells(
    state: dict[int, int], outcome: Outcome
) -> None:
    with driver(FakePrinter(state_after=state, answers_in_turn=False), SILENCE) as printer:
        assert printer.print(SLIP) is outcome


@pytest.mark.parametrize("count", [1, 500])
def test_a_printer_that_goes_away_within_the_paper_leaves_it_unknown(count: int) -> None:
    with driver(FakePrinter(gone_after=count)) as printer:
        assert printer.print(SLIP) is Outcome.unknown


def test_a_printer_that_tells_no_state_gets_the_paper_and_leaves_it_unknown() -> None:
    fake = FakePrinter(answers_state=False)
    with driver(fake, SILENCE) as printer:
        assert printer.check() is Readiness.unclear
        assert printer.check().can_print
        assert printer.print(SLIP) is Outcome.unknown
    assert fake.received == encode(SLIP)


def test_answers_that_are_no_status_are_not_believed() -> None:
    with driver(FakePrinter(state={1: 0xFF, 2: 0x00, 4: 0x12})) as printer:
        assert printer.check() is Readiness.unclear


def test_a_printer_that_is_switched_off_is_offline() -> None:
    fake = FakePrinter()
    fake.close()
    printer = open_printer(f"network:127.0.0.1:{fake.port}")
    assert printer.check() is Readiness.offline
    assert printer.print(SLIP) is Outcome.offline
