"""A kiosk without the core: it goes on, and afterwards every number is in the core once."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printing.paper import Line, Style
from devices.printing.port import Outcome
from kiosk.entering import ASK_SECONDS, OfflineDesk
from kiosk.flow import Ending
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.profile import Profile
from queue_core.foundation.queueing import Quota
from queue_core.tickets.rules.hours import Standing
from queue_core.tickets.wire.appointments import CheckIn
from queue_core.tickets.wire.availability import ServiceAvailability
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.tickets import NewTicket, TicketView
from tests.examples import share
from tests.kiosk.fakes import DAY, MORNING, FakeKiosk, kembaran, waiting_ticket
from tests.programs import until

KIA = NewTicket(service="kia")


def entered(kiosk: FakeKiosk) -> list[str]:
    return [f"{one.letter}{one.serial:03}" for one in kiosk.core.entered.values()]


def changed_queue(**figures: object) -> Profile:
    queue = kembaran().queue.model_copy(update=figures)
    return kembaran().model_copy(update={"queue": queue})


def test_a_kiosk_that_is_cut_off_gives_its_own_numbers(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    assert kiosk.watch.state().standing == "alone"
    taken = kiosk.visits.take(KIA, "request-1")
    assert (taken.ending, taken.number, taken.ahead, taken.wait) == (Ending.PRINTED, "K001", None, None)
    assert kiosk.core.wishes == []


def test_the_slip_carries_the_number_and_the_page_but_no_figures(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.visits.take(KIA, "request-1")
    (paper,) = kiosk.printer.papers
    (given,) = kiosk.book.waiting()
    assert Line(Style.huge, "K001") in paper
    assert Line(Style.qr, f"https://antrean.kembaran.example/t/{given.page_key}") in paper
    assert Line(Style.text, "Kartu Identitas Anak (KIA)") in paper
    assert Line(Style.small, "Senin, 23 November 2026, 09.00") in paper
    assert not [line for line in paper if "menit" in line.text or "di depan" in line.text]


def test_the_slip_is_in_the_language_of_the_family(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.visits.take(NewTicket(service="kia", language="en"), "request-1")
    assert Line(Style.text, "This number is valid") in kiosk.printer.papers[0]


def test_an_issue_call_that_fails_becomes_an_own_number_at_once(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.back()
    kiosk.core.away = True  # the link has not noticed yet
    assert kiosk.visits.take(KIA, "request-1").number == "K001"


def test_after_a_call_that_failed_nobody_waits_for_another_one_until_the_core_is_heard(
    kiosk: FakeKiosk,
) -> None:
    kiosk.cut_off()
    kiosk.back()
    kiosk.core.away = True
    kiosk.visits.take(KIA, "request-1")
    kiosk.core.away = False
    assert kiosk.visits.take(KIA, "request-2").number == "K002"
    kiosk.connect()
    assert kiosk.visits.take(KIA, "request-3").number == "A012"


def test_a_check_in_that_failed_lets_the_next_family_wait_for_nothing(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.back()
    kiosk.core.away = True
    assert kiosk.visits.check_in(CheckIn(code="123456"), "request-1").ending is Ending.CORE_AWAY
    kiosk.core.away = False
    assert kiosk.visits.take(KIA, "request-2").number == "K001"


def test_a_program_that_was_started_again_asks_the_core_before_its_link_is_up(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.back()
    assert kiosk.visits.take(KIA, "request-1").number == "A012"
    kiosk.start()
    assert kiosk.visits.take(KIA, "request-1").number == "A012"
    kiosk.core.away = True
    assert kiosk.visits.take(KIA, "request-2").number == "K001"
    kiosk.core.away = False
    assert kiosk.visits.take(KIA, "request-3").number == "K002"


def test_a_core_that_does_not_answer_counts_as_away_before_the_link_notices(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.back()
    kiosk.core.away = True
    assert kiosk.watch.state().standing == "alone"
    kiosk.core.away = False
    kiosk.connect()
    assert kiosk.watch.state().standing == "ready"


def test_a_request_keeps_its_own_number_when_the_core_is_back(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.visits.take(KIA, "request-1")
    kiosk.start()
    kiosk.back()
    assert kiosk.visits.take(KIA, "request-1").number == "K001"
    assert (kiosk.core.wishes, len(kiosk.printer.papers)) == ([], 1)


def test_back_again_what_was_given_enters_in_order_and_names_its_request(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    for number in range(3):
        kiosk.visits.take(KIA, f"request-{number}")
    kiosk.back()
    assert entered(kiosk) == ["K001", "K002", "K003"]
    assert [one.instead_of for one in kiosk.core.entered.values()] == ["request-0", "request-1", "request-2"]
    assert kiosk.visits.take(KIA, "request-3").number == "A012"


def test_a_kiosk_that_was_started_without_the_core_goes_on_from_its_book(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.visits.take(KIA, "request-1")
    kiosk.start()
    kiosk.disconnect()
    office = kiosk.app.test_client().get("/api/office").get_json()
    assert office["name"] == "Kecamatan Kembaran"
    assert kiosk.visits.take(KIA, "request-2").number == "K002"
    kiosk.back()
    assert entered(kiosk) == ["K001", "K002"]


def test_a_kiosk_without_a_letter_says_so_and_gives_none(kiosk: FakeKiosk) -> None:
    kiosk.core.letter = None
    kiosk.cut_off()
    assert kiosk.watch.state().standing == "core_away"
    assert kiosk.visits.take(KIA, "request-1").ending is Ending.CORE_AWAY
    told = kiosk.alone.health()
    assert told is not None
    assert told.letter is None


def test_a_revoked_kiosk_gives_none_even_when_the_core_goes_away_afterwards(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.disconnect(refused="not-signed-in")
    kiosk.disconnect()
    assert kiosk.watch.state().standing == "core_away"


def test_a_service_with_a_quota_needs_the_core(kiosk: FakeKiosk) -> None:
    first, *others = kembaran().services
    limited = first.model_copy(update={"quota": Quota(per_day=20)})
    kiosk.core.profile = kembaran().model_copy(update={"services": (limited, *others)})
    kiosk.cut_off()
    offers = kiosk.watch.state().offers
    assert (offers["kia"].standing, offers["documents"].standing) == (Standing.NEEDS_CORE, Standing.OPEN)
    assert kiosk.visits.take(KIA, "request-1").ending is Ending.CORE_AWAY


def test_outside_of_its_hours_it_gives_none(kiosk: FakeKiosk) -> None:
    kiosk.core.profile = changed_queue(issue_outside_hours=False)
    kiosk.cut_off()
    assert kiosk.visits.take(KIA, "request-1").number == "K001"
    kiosk.monotonic.elapsed = timedelta(hours=9).total_seconds()
    assert kiosk.visits.take(KIA, "request-2").sentence == "problem.outside-hours"
    assert kiosk.watch.state().offers["kia"].standing is Standing.OVER


@pytest.mark.parametrize("at_any_time", [kembaran().queue.issue_outside_hours, False])
@pytest.mark.parametrize("told", [Standing.CLOSED, Standing.OVER])
def test_a_day_that_was_told_as_closed_stays_closed_after_a_restart_too(
    kiosk: FakeKiosk, told: Standing, at_any_time: bool
) -> None:
    kiosk.core.profile = changed_queue(issue_outside_hours=at_any_time)
    kiosk.connect()
    for standing in (Standing.OPEN, told):
        kiosk.core.offers = [ServiceAvailability(service="kia", standing=standing)]
        kiosk.watch.state()
    kiosk.cut_off()
    for request_id in ("request-1", "request-2"):
        assert kiosk.watch.state().offers["kia"].standing is told
        assert kiosk.visits.take(KIA, request_id).sentence == "problem.outside-hours"
        kiosk.start()
        kiosk.disconnect()


def test_a_day_s_numbers_are_given_once_and_then_the_lane_is_full(kiosk: FakeKiosk) -> None:
    kiosk.core.profile = changed_queue(last_number=2)
    kiosk.cut_off()
    taken = [kiosk.visits.take(KIA, f"request-{number}") for number in range(3)]
    assert [one.number for one in taken] == ["K001", "K002", None]
    assert taken[2].sentence == "problem.lane-full"


def test_a_wish_that_got_no_number_leaves_nothing_in_memory(kiosk: FakeKiosk) -> None:
    kiosk.core.profile = changed_queue(last_number=1)
    kiosk.cut_off()
    for number in range(3):
        kiosk.visits.take(KIA, f"request-{number}")
    assert list(kiosk.alone._marks) == ["request-0"]


def test_a_slip_is_reported_once_its_ticket_has_entered(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.printer.outcome = Outcome.out_of_paper
    taken = kiosk.visits.take(KIA, "request-1")
    assert (taken.ending, taken.reported) == (Ending.SLIP_FAILED, False)
    kiosk.back()
    until(lambda: kiosk.core.reports)
    assert kiosk.core.reports == [(100, "out_of_paper")]


def test_what_the_core_will_never_take_is_told_and_keeps_nothing_else_out(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.visits.take(KIA, "request-1")
    kiosk.core.away = False
    kiosk.connect()
    kiosk.core.refuses = "offline-number-taken"
    kiosk.entering.step()
    told = kiosk.alone.health()
    assert told is not None
    assert (told.waiting, told.refused) == (0, 1)


def test_a_wish_of_another_version_keeps_no_number_behind_it_out(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    for request_id in ("request-1", "request-2"):
        kiosk.visits.take(KIA, request_id)
    kiosk.book._connection.execute("UPDATE ticket SET wish = '{\"robot\": 1}' WHERE serial = 1")
    kiosk.back()
    assert (entered(kiosk), kiosk.book.tally().refused) == (["K002"], 1)


@pytest.mark.parametrize("cause", ["not-signed-in", "not-allowed", "not-found"])
def test_what_a_revoked_kiosk_gave_waits_until_it_is_known_again(kiosk: FakeKiosk, cause: str) -> None:
    kiosk.cut_off()
    kiosk.visits.take(KIA, "request-1")
    kiosk.core.away = False
    kiosk.connect()
    kiosk.core.refuses = cause
    kiosk.entering.step()
    assert entered(kiosk) == []
    kiosk.core.refuses = None
    kiosk.back()
    assert entered(kiosk) == ["K001"]


def test_the_letter_is_asked_for_at_each_connection_and_now_and_then(kiosk: FakeKiosk) -> None:
    asked: list[float] = []

    def offline_letter(_wish: LetterWish) -> OfflineLetter:
        asked.append(kiosk.monotonic.elapsed)
        return OfflineLetter(letter="K", last=0, day=DAY, at=MORNING)

    kiosk.core.offline_letter = offline_letter  # type: ignore[method-assign]
    kiosk.connect()
    for kiosk.monotonic.elapsed in (0.0, 1.0, ASK_SECONDS, ASK_SECONDS + 1):
        kiosk.entering.step()
    kiosk.disconnect()
    kiosk.entering.step()
    kiosk.connect()
    kiosk.entering.step()
    assert asked == [0.0, ASK_SECONDS, ASK_SECONDS + 1]


class LossyCore(OfflineDesk):
    """Loses what it is sent, or its own answers, at random; what enters twice is noticed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.rows: list[OfflineTicket] = []

    def offline_letter(self, _wish: LetterWish) -> OfflineLetter:
        self._maybe_lost()
        return OfflineLetter(letter="K", last=0, day=DAY, at=MORNING)

    def enter(self, ticket: OfflineTicket) -> TicketView:
        self._maybe_lost()
        if ticket.page_key not in {row.page_key for row in self.rows}:
            self.rows.append(ticket)
        self._maybe_lost()
        return waiting_ticket(f"{ticket.letter}{ticket.serial:03d}", len(self.rows))

    def _maybe_lost(self) -> None:
        match self._chance.randrange(5):
            case 0 | 1:
                raise CoreUnreachable
            case 2:
                raise Refused("storage-unavailable", "", "", 503)


@settings(max_examples=share(15))
@given(st.integers(0, 2**32))
def test_lost_and_repeated_messages_enter_every_number_once_and_in_order(seed: int) -> None:
    kiosk, chance = FakeKiosk(), random.Random(seed)
    kiosk.cut_off()
    lossy, kiosk.core.away = LossyCore(chance), False
    for number in range(8):
        kiosk.visits.take(KIA, f"request-{number}")
        if chance.random() < 0.3:
            kiosk.start()
            kiosk.disconnect()
        kiosk.entering._core = lossy
        kiosk.connect()
        kiosk.entering.step()
        kiosk.disconnect()
    kiosk.connect()
    while kiosk.book.waiting():
        kiosk.entering.step()
    assert [row.serial for row in lossy.rows] == list(range(1, 9))


def test_no_reason_is_left_in_the_book_and_none_in_the_log(
    kiosk: FakeKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.cut_off()
    kiosk.visits.take(NewTicket(service="kia", reason="elderly"), "request-1")
    kiosk.back()
    (ticket,) = kiosk.core.entered.values()
    assert ticket.wish.reason == "elderly"
    assert "elderly" not in caplog.text
    assert kiosk.book.given("request-1").wish is None  # type: ignore[union-attr]


def test_a_book_that_breaks_does_not_keep_a_connected_kiosk_from_working(kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    kiosk.back()
    kiosk.book.close()
    assert kiosk.visits.take(KIA, "request-1").number == "A012"
    kiosk.core.away = True
    assert kiosk.visits.take(KIA, "request-2").ending is Ending.CORE_AWAY


def test_an_office_that_a_newer_program_has_kept_is_read_as_far_as_it_is_known() -> None:
    kiosk = FakeKiosk()
    kept = json.loads(kiosk.core.office().model_dump_json()) | {"weather": "fair"}
    kiosk.book.keep("office", json.dumps(kept))
    kiosk.start()
    assert kiosk.alone.office == kiosk.core.office()
