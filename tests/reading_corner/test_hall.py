"""The corner beside a real core: it hears the hall, tells of its books, and lends when the core is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import WriteRequest, new_request_id
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket
from reading_corner.book_of_the_day import BookOfDays
from reading_corner.errors import UnknownReader
from reading_corner.lending_desk import Core, lending_desk, open_hall, tellers, tellers_of_the_day
from reading_corner.routes.lending import LendingDesk
from reading_corner.rules.calling import Standing
from reading_corner.rules.lending import LoanOutcome
from reading_corner.service.browsing import Browsing
from reading_corner.service.covers import Covers
from reading_corner.service.looks import read_looks
from reading_corner.wire.lending import NewLoan
from tests.core.core_process import CoreProcess
from tests.core.office import token_of
from tests.programs import until
from tests.reading_corner.lending_desk import FIRST, KEY, SECOND, fill
from tests.reading_corner.new_shelf import shelf_at

pytestmark = pytest.mark.real


@dataclass
class Beside:
    """A corner whose link listens to a core."""

    core: CoreProcess
    desk: LendingDesk
    reached: Core

    def issue(self) -> IssuedTicket:
        kiosk = CoreApi(self.core.address, token_of(Role.KIOSK))
        return kiosk.issue(NewTicket(service="kia"), new_request_id())

    def lend(self, reader: str, code: str = FIRST) -> LoanOutcome:
        wish = WriteRequest(new_request_id(), "print", "corner")
        outcome = self.desk.lending.lend(NewLoan(copy_code=code, reader=reader), wish).outcome
        assert isinstance(outcome, LoanOutcome)
        return outcome

    def stands(self, number: str) -> Standing:
        return self.desk.number(number).standing

    def tell_of_the_day(self) -> None:
        """The book of the day, and what was read."""
        shelf = self.desk.lending.shelf
        browsing, covers = Browsing(shelf, read_looks()), Covers(Path("/nowhere"))
        books = BookOfDays(Flask("reading_corner"), browsing, covers, lambda: date(2026, 11, 30))
        for teller in tellers_of_the_day(self.desk, self.reached, books):
            teller.step()


@pytest.fixture
def beside(staffed: Path, tmp_path: Path) -> Iterator[Beside]:
    core = CoreProcess(staffed, tmp_path)
    core.start()
    shelf = shelf_at(tmp_path / "corner.db", system_clock)
    fill(shelf)
    reached = Core(core.address, token_of(Role.READING_CORNER))
    hall, link = open_hall(reached)
    link.start()
    yield Beside(core, lending_desk(shelf, hall, reached, KEY), reached)
    link.close()
    core.kill()


def test_a_number_is_followed_from_the_queue_to_its_counter_where_the_book_is_seen(beside: Beside) -> None:
    number = beside.issue().ticket.number
    until(lambda: beside.stands(number) is Standing.WAITING)
    assert beside.lend(number) is LoanOutcome.LENT
    officer = CoreApi(beside.core.address, token_of(Role.OFFICER))
    officer.act(3, "open")
    officer.act(3, "call-next")
    until(lambda: beside.stands(number) is Standing.CALLED)
    for teller in tellers(beside.desk, beside.reached):
        teller.step()
    assert officer.counter(3).book
    beside.tell_of_the_day()
    assert [book.name for book in [officer.snapshot().book_of_the_day] if book] == ["Si Kancil"]
    (corner,) = CoreApi(beside.core.address, token_of(Role.CAMAT)).reading().corners
    assert corner.figures
    assert [(day.here, day.home) for day in corner.figures.days] == [(1, 0)]


def test_a_number_that_the_hall_does_not_know_borrows_nothing(beside: Beside) -> None:
    number = beside.issue().ticket.number
    until(lambda: beside.stands(number) is Standing.WAITING)
    with pytest.raises(UnknownReader):
        beside.lend("Z999")
    assert beside.lend(number) is LoanOutcome.LENT


def test_the_square_of_a_slip_borrows_on_its_number(beside: Beside) -> None:
    issued = beside.issue()
    assert beside.lend(issued.page) is LoanOutcome.LENT
    assert len(beside.desk.lending.out_on_ticket(issued.ticket.number)) == 1


def test_a_dead_core_stops_no_loan_and_nothing_is_said_of_numbers(beside: Beside) -> None:
    number = beside.issue().ticket.number
    until(lambda: beside.stands(number) is Standing.WAITING)
    beside.core.kill()
    until(lambda: beside.stands(number) is Standing.UNKNOWN)
    assert beside.lend(number, SECOND) is LoanOutcome.LENT
