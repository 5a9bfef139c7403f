"""A cut-off kiosk and the core's own use cases together: what the one tells is what the other believes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.service import entering, letters
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.tickets import NewTicket, TicketView
from tests.core.office import Office, open_office
from tests.kiosk.fakes import MORNING, FakeCore, FakeKiosk

KIA = NewTicket(service="kia")


@dataclass
class OfficeCore(FakeCore):
    """Letters and numbers go to an office with a book of its own."""

    real: Office | None = None

    def offline_letter(self, wish: LetterWish) -> OfflineLetter:
        self._answer()
        return letters.letter_for(self.office_.desk, self.office_.write("device:kiosk"), "kiosk", wish)

    def enter(self, ticket: OfflineTicket) -> TicketView:
        self._answer()
        try:
            view = entering.enter(self.office_.desk, self.office_.write("device:kiosk"), ticket)
        except KerakError as error:
            raise Refused(error.slug, error.detail, error.remedy, error.status) from None
        self.entered.setdefault(ticket.page_key, ticket)
        return view

    @property
    def office_(self) -> Office:
        assert self.real is not None
        return self.real


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        opened.clock.now = MORNING
        yield opened


def test_a_core_put_back_to_before_the_letter_takes_every_number_of_the_outage(office: Office) -> None:
    kiosk = FakeKiosk(OfficeCore(real=office))
    kiosk.cut_off()
    for number in range(3):
        kiosk.visits.take(KIA, f"request-{number}")
    connection = sqlite3.connect(office.path)
    connection.execute("DELETE FROM offline_letter")
    connection.commit()
    connection.close()
    kiosk.back()
    assert [one.serial for one in kiosk.core.entered.values()] == [1, 2, 3]
    assert kiosk.book.letter == "K"


def test_a_clock_of_1970_after_a_night_makes_a_number_of_today_that_waits(office: Office) -> None:
    kiosk = FakeKiosk(OfficeCore(real=office))
    kiosk.cut_off()
    kiosk.core.away = False
    kiosk.monotonic.elapsed = kiosk.wall.elapsed = 240  # heard again, but not for its letter
    kiosk.connect()
    kiosk.core.away = True
    office.clock.now = MORNING + timedelta(days=1)
    for request_id in ("request-1", None):  # twice without power
        kiosk.start()
        kiosk.wall.elapsed = -MORNING.timestamp()
        kiosk.disconnect()
        if request_id:
            assert kiosk.visits.take(KIA, request_id).number == "K001"
    kiosk.back()
    (told,) = kiosk.core.entered.values()
    view = entering.enter(office.desk, office.write("device:kiosk"), told)
    assert (view.day, view.state) == ((MORNING + timedelta(days=1)).date(), TicketState.WAITING)
