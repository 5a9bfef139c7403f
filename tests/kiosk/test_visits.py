"""Issue, print, report: one request id is one ticket and one slip, and the staff know of a failed one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from devices.errors import DeviceError
from devices.printing.paper import Line, Paper, Style
from devices.printing.port import Outcome, Readiness
from kiosk.flow import Ending
from kiosk.reports import SlipReporter
from kiosk.visits import Visits
from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.errors import RequestIdReused
from queue_core.tickets.wire.tickets import NewTicket, SlipReport
from tests.kiosk.fakes import FakeKiosk

KIA = NewTicket(service="kia")


def test_a_visit_gives_a_number_and_a_slip(kiosk: FakeKiosk) -> None:
    taken = kiosk.visits.take(KIA, "request-1")
    assert (taken.ending, taken.number, taken.ahead) == (Ending.PRINTED, "A012", 3)
    assert kiosk.printer.papers[0][0] == Line(Style.huge, "A012")


def test_a_line_in_a_style_of_a_newer_core_is_plain_text(kiosk: FakeKiosk) -> None:
    kiosk.visits.take(KIA, "request-1")
    assert kiosk.printer.papers[0][1] == Line(Style.text, "KIA")


def test_fifty_taps_at_once_give_one_ticket_and_one_slip(kiosk: FakeKiosk) -> None:
    with ThreadPoolExecutor(50) as fingers:
        taken = list(fingers.map(lambda _: kiosk.visits.take(KIA, "request-1"), range(50)))
    assert {one.number for one in taken} == {"A012"}
    assert len(kiosk.core.wishes) == len(kiosk.printer.papers) == 1


def test_the_same_request_with_another_wish_is_a_conflict(kiosk: FakeKiosk) -> None:
    kiosk.visits.take(KIA, "request-1")
    with pytest.raises(RequestIdReused):
        kiosk.visits.take(NewTicket(service="kia", reason="elderly"), "request-1")


def test_a_failed_slip_keeps_its_number_and_the_staff_know(kiosk: FakeKiosk) -> None:
    kiosk.printer.outcome = Outcome.out_of_paper
    taken = kiosk.visits.take(KIA, "request-1")
    assert (taken.ending, taken.number, taken.reported) == (Ending.SLIP_FAILED, "A012", True)
    assert kiosk.core.reports == [(1, "out_of_paper")]


def test_a_lost_core_gives_no_number_and_the_same_request_can_be_sent_again(kiosk: FakeKiosk) -> None:
    kiosk.core.away = True
    assert kiosk.visits.take(KIA, "request-1").ending is Ending.CORE_AWAY
    kiosk.core.away = False
    assert kiosk.visits.take(KIA, "request-1").number == "A012"


def test_a_refusal_has_its_words_and_prints_nothing(kiosk: FakeKiosk) -> None:
    kiosk.core.refuses = "lane-full"
    taken = kiosk.visits.take(KIA, "request-1")
    assert (taken.ending, taken.sentence) == (Ending.REFUSED, "problem.lane-full")
    assert not kiosk.printer.papers


class UnusablePrinter:
    def check(self) -> Readiness:
        return Readiness.offline

    def print(self, _paper: Paper) -> Outcome:
        raise DeviceError("fault.txt says 'nonsense'.")


def test_a_printer_that_is_set_up_wrongly_is_a_failed_slip(kiosk: FakeKiosk) -> None:
    reporter = SlipReporter(kiosk.core)
    visits = Visits(kiosk.core, UnusablePrinter(), reporter, kiosk.alone, kiosk.watch)
    assert visits.take(KIA, "request-1").ending is Ending.SLIP_FAILED


class ReturningCore:
    """Out of reach twice, then back."""

    def __init__(self) -> None:
        self.tries: list[str] = []

    def report_slip(self, _ticket_id: int, report: SlipReport, request_id: str) -> SlipReport:
        self.tries.append(request_id)
        if len(self.tries) < 3:
            raise CoreUnreachable
        return report


def test_a_report_is_sent_under_one_request_id_until_the_core_has_it() -> None:
    core, pauses = ReturningCore(), list[float]()
    told = SlipReporter(core, pauses.append).tell(1, SlipReport(outcome="offline"))
    assert told.wait(5)
    assert (len(core.tries), len(set(core.tries)), len(pauses)) == (3, 1, 2)
