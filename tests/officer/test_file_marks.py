"""The clock of a file at the console: by when it is due, what holds it, that it is near its end or late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from queue_core.kia.wire.files import ClockView
from queue_core.officer import app
from queue_core.officer.evidence import evidence_line
from queue_core.officer.file_marks import marked, marked_words
from queue_core.officer.file_view import about
from queue_core.officer.files import clock_words
from queue_core.officer.shift import Shift
from queue_core.sop.rules.clocks import DOCUMENT
from queue_core.sop.wire import PauseView, SopNews, StepView
from queue_core.tickets.wire.live import Event
from tests.officer.crashing import until
from tests.officer.driving import go_on, picture, settled, sign_in
from tests.officer.fake_files import file_head, file_view
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, shift_with, work
from tests.officer.test_desk import link_now

HOUR = timedelta(hours=1)


@pytest.fixture
def shift() -> Shift:
    shift = shift_with(FakeCore())
    shift.office = FakeCore().office()
    shift.link = link_now()
    return shift


def clock(near: float, due: float, ended: float | None = None) -> ClockView:
    """A clock by hours from now."""
    end = None if ended is None else NOW + ended * HOUR
    return ClockView(
        started_at=NOW - 2 * HOUR, near_at=NOW + near * HOUR, due_at=NOW + due * HOUR, ended_at=end
    )


HELD = ClockView(started_at=NOW, near_at=None, due_at=None)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, ""),
        (clock(0.5, 1), "batas 10:30"),
        (clock(0, 1), "SEGERA JATUH TEMPO: 10:30"),
        (clock(-2, -1), "TERLAMBAT: batasnya 08:30"),
        (clock(-2, 1, ended=-1), ""),
        (clock(-2, -1, ended=-0.5), "TERLAMBAT: batasnya 08:30"),
        (HELD, "jam layanannya berhenti sementara"),
    ],
)
def test_a_file_tells_by_when_it_is_due(shift: Shift, told: ClockView | None, words: str) -> None:
    assert clock_words(shift, file_head(clock=told)) == words


def test_a_file_tells_what_holds_its_clock_and_what_held_it(shift: Shift) -> None:
    pauses = (
        PauseView(started_at=NOW - HOUR, ended_at=NOW, reason="SIAK mati"),
        PauseView(started_at=NOW, reason="banjir"),
    )
    step = StepView(
        step=DOCUMENT, started_at=NOW, allowed_seconds=60, near_at=None, due_at=None, pauses=pauses
    )
    corrected = step.model_copy(update={"pauses": (PauseView(started_at=NOW, reason="gempa"),)})
    words = about(shift, file_view(file_head(clock=HELD), clocks=(corrected, step)))
    assert "gempa" not in words
    assert "jeda 08:30 - 09:30: SIAK mati" in words
    assert "jeda 09:30 - ...: banjir" in words


def test_a_document_that_was_never_made_is_no_evidence_of_one_in_time(shift: Shift) -> None:
    broken_off = StepView(
        step=DOCUMENT,
        file_id=12,
        started_at=NOW,
        allowed_seconds=60,
        near_at=NOW,
        due_at=NOW + HOUR,
        finished_at=NOW,
        interrupted=True,
        officer="ani",
    )
    line = "Pembuatan dokumen #12 (ani): 09:30, batas 10:30, berhenti 09:30 sebelum selesai"
    assert evidence_line(shift, broken_off, NOW) == line


@pytest.mark.parametrize(("late", "words"), [(timedelta(minutes=8), "8:00"), (timedelta(hours=30), "1 hari")])
def test_what_is_late_by_days_is_told_in_days(shift: Shift, late: timedelta, words: str) -> None:
    assert shift.lateness(late) == words


def passed(number: int, mark: str = "clock_late") -> Event:
    news = SopNews(subject=f"A{number:03d}", file_id=number)
    return Event(seq=1 + number, at=NOW, action=mark, sop=news)


def test_many_files_of_one_instant_are_one_line(shift: Shift) -> None:
    told = marked((passed(number) for number in range(1, 3)), {})
    told = marked([*(passed(number) for number in range(3, 6)), passed(9, "clock_near")], told)
    near, late = marked_words(shift, told)
    assert near == "Berkas segera jatuh tempo: 1 (#9). Tekan O untuk melihatnya."
    assert late == "Berkas TERLAMBAT: 5 (#1, #2, #3 ...). Tekan O untuk melihatnya."


def test_a_file_that_passed_both_marks_at_once_is_late_alone(shift: Shift) -> None:
    told = marked([passed(1, "clock_near"), passed(1)], {})
    assert list(marked_words(shift, told)) == ["Berkas TERLAMBAT: 1 (#1). Tekan O untuk melihatnya."]


def test_the_clocks_of_tickets_are_told_by_the_desk_alone() -> None:
    event = Event(seq=2, at=NOW, action="clock_late", sop=SopNews(subject="A001", ticket_id=1))
    assert marked([event], {}) == {}


@pytest.mark.real
async def test_everybody_hears_at_once_of_files_that_are_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "GATHERED_SECONDS", 0.2)
    core, link = FakeCore(here=work()), FakeLink()
    async with console(core, link).run_test(notifications=True) as pilot:
        await go_on(pilot, link)
        link.tell(link_now(), passed(1))
        link.tell(link_now(), passed(2))
        await until(pilot, lambda: "Berkas TERLAMBAT: 2 (#1, #2)." in picture(pilot))


@pytest.mark.real
@pytest.mark.parametrize(("listed_at_most", "number"), [(100, "1"), (1, "1+")])
async def test_who_signs_in_hears_how_many_files_are_urgent(
    monkeypatch: pytest.MonkeyPatch, listed_at_most: int, number: str
) -> None:
    monkeypatch.setattr(app, "MOST_LISTED", listed_at_most)
    late = file_view(file_head(clock=clock(-2, -1)))
    core = FakeCore(kept={1: late})
    async with console(core, FakeLink()).run_test(notifications=True) as pilot:
        await sign_in(pilot)
        await settled(pilot)
        assert f"{number} berkas terlambat atau segera" in picture(pilot)
