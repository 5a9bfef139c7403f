"""A card printer over IPP: what became of a card is told honestly, whatever the printer does."""

from __future__ import annotations

import pytest
from PIL import Image

from devices.cards.ipp import IppCardPrinter
from devices.cards.open import open_card_printer
from devices.cards.pictures import best_format
from devices.cards.port import JobId, JobState, JobView, Problem
from devices.cards.reasons import job_state, problem
from devices.errors import BadAddress, CardNotTaken, CardUnclear
from tests.devices.fake_ipp import GET_JOB, GET_PRINTER, PRINT_JOB, FakeIpp, listening

CARD = (Image.new("RGB", (101, 64), "white"),)
JOB = JobId("7 a")
NOT_FOUND, NOT_ACCEPTING, BUSY = 0x0406, 0x0506, 0x0507
NOBODY = "ipp://127.0.0.1:9/ipp/print"


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (["none"], None),
        (["marker-supply-low-warning", "media-low-report"], None),
        (["media-empty-error"], Problem.no_blank),
        (["media-empty-warning", "cups-waiting-for-job-completed"], Problem.no_blank),
        (["media-needed"], Problem.no_blank),
        (["cover-open-error", "media-empty-warning"], Problem.no_blank),
        (["door-open"], Problem.cover_open),
        (["media-jam-error"], Problem.jam),
        (["marker-supply-empty-error"], Problem.no_ribbon),
        (["offline-report"], Problem.offline),
        (["connecting-to-device"], Problem.offline),
        (["com.maker-head-too-hot-error"], Problem.other),
        (["paused"], Problem.other),
    ],
)
def test_what_a_printer_says_of_itself_is_one_problem(reasons: list[str], told: Problem | None) -> None:
    assert problem(reasons) is told


@pytest.mark.parametrize(
    ("state", "was_begun", "hindrance", "told"),
    [
        (3, False, None, JobState.pending),
        (4, False, None, JobState.held),
        (5, True, None, JobState.printing),
        (5, True, Problem.no_blank, JobState.held),
        (6, True, None, JobState.held),
        (7, False, None, JobState.failed),
        (7, True, None, JobState.unknown),
        (8, False, Problem.jam, JobState.failed),
        (8, True, None, JobState.unknown),
        (9, True, Problem.no_blank, JobState.done),
    ],
)
def test_a_job_that_was_begun_and_given_up_may_have_left_a_card(
    state: int, was_begun: bool, hindrance: Problem | None, told: JobState
) -> None:
    assert job_state(state, was_begun, hindrance) is told


def test_png_goes_before_jpeg_before_pdf_and_two_sides_into_one_pdf() -> None:
    every = ["application/pdf", "image/jpeg", "image/png", "image/urf"]
    assert best_format(every, 1) == "image/png"
    assert best_format(every[:2], 1) == "image/jpeg"
    assert best_format(every, 2) == "application/pdf"
    assert best_format(["image/urf"], 1) is None


def test_a_printer_that_cups_does_not_reach_is_offline_by_its_message_alone() -> None:
    away = "The printer may not exist or is unavailable at this time."
    assert problem(["none"], away) is Problem.offline
    assert problem(["none"], "Printing page 1, 50% complete.") is None


def test_a_job_is_named_by_its_number_and_its_uuid() -> None:
    with listening(FakeIpp()) as fake:
        assert IppCardPrinter(fake.uri).send("KIA-1", CARD) == JOB


def test_another_job_with_the_same_number_is_not_taken_for_it() -> None:
    with listening(FakeIpp(job={"job-id": 7, "job-state": 9, "job-uuid": "b"})) as fake:
        printer = IppCardPrinter(fake.uri)
        printer.cancel(JOB)
        assert printer.look(JOB) == JobView(JobState.unknown)
        assert set(fake.asked) == {GET_JOB, GET_PRINTER}


def test_a_job_that_the_printer_forgot_is_unknown() -> None:
    with listening(FakeIpp(refuses={GET_JOB: NOT_FOUND})) as fake:
        assert IppCardPrinter(fake.uri).look(JOB) == JobView(JobState.unknown)


def test_a_printer_that_is_busy_is_asked_again() -> None:
    with listening(FakeIpp(refuses={GET_JOB: BUSY})) as fake:
        assert IppCardPrinter(fake.uri).look(JOB) == JobView(JobState.silent, Problem.other)


def test_a_stopped_printer_holds_the_card() -> None:
    with listening(FakeIpp(printer={"printer-state": 5})) as fake:
        assert IppCardPrinter(fake.uri).look(JOB) == JobView(JobState.held, Problem.other)


@pytest.mark.parametrize("lost", [PRINT_JOB, GET_JOB])
def test_no_answer_after_the_card_was_sent_is_unclear_and_nothing_is_sent_again(lost: int) -> None:
    with listening(FakeIpp(hangs_up=lost)) as fake:
        with pytest.raises(CardUnclear):
            IppCardPrinter(fake.uri).send("KIA-1", CARD)
        assert fake.asked.count(PRINT_JOB) == 1


@pytest.mark.parametrize(
    "fake",
    [
        FakeIpp(refuses={PRINT_JOB: NOT_ACCEPTING}),
        FakeIpp(printer={"printer-state": 3, "document-format-supported": "image/urf"}),
        FakeIpp(hangs_up=GET_PRINTER),
    ],
)
def test_a_printer_that_refuses_the_card_surely_prints_none(fake: FakeIpp) -> None:
    with listening(fake), pytest.raises(CardNotTaken):
        IppCardPrinter(fake.uri).send("KIA-1", CARD)


def test_a_printer_that_nobody_reaches_is_offline_and_takes_nothing() -> None:
    printer = IppCardPrinter(NOBODY)
    assert printer.status().problem is Problem.offline
    assert printer.look(JOB) == JobView(JobState.silent, Problem.offline)
    printer.cancel(JOB)
    with pytest.raises(CardNotTaken) as told:
        printer.send("KIA-1", CARD)
    assert told.value.problem is Problem.offline


@pytest.mark.parametrize("address", ["cups:kartu", "ipp://printer.local/ipp/print", "ipp://[::1]:8631/ipp"])
def test_the_address_leads_to_the_driver(address: str) -> None:
    assert isinstance(open_card_printer(address), IppCardPrinter)


@pytest.mark.parametrize(
    "address", ["cups:", "cups:a/b", "ipp:", "ipp://host", "ipp://:631/x", "ipp://host:port/x"]
)
def test_an_address_that_lacks_a_part_is_refused(address: str) -> None:
    with pytest.raises(BadAddress) as told:
        open_card_printer(address)
    assert told.value.remedy
