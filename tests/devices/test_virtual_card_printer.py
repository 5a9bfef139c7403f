"""The card printer without a printer: what lies in its hopper, and how it misbehaves on command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from devices.cards.drivers.virtual import VirtualCardPrinter
from devices.cards.hopper import cards_inside, cards_out
from devices.cards.open import open_card_printer
from devices.cards.port import JobId, JobState, JobView, Problem
from devices.errors import BadAddress, BadJobName, CardNotTaken, CardUnclear, UnknownFault, UnknownPrinter

CARD = (Image.new("RGB", (101, 64), "white"),)
ORDER = "KIA-2026-000123"
OBSTACLES = [Problem.no_blank, Problem.cover_open, Problem.jam, Problem.no_ribbon, Problem.other]


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def printer(tmp_path: Path) -> VirtualCardPrinter:
    return VirtualCardPrinter(tmp_path)


def fault(folder: Path, word: str) -> None:
    (folder / "fault.txt").write_text(f"{word}\n")


def test_a_card_lies_in_the_hopper_under_the_number_of_its_order(
    printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    job = printer.send(ORDER, CARD)
    assert printer.look(job) == JobView(JobState.done)
    assert cards_out(tmp_path) == [ORDER]
    with Image.open(tmp_path / f"{ORDER}.000001.png") as card:
        assert card.size == (101, 64)


def test_two_sides_are_one_card(printer: VirtualCardPrinter, tmp_path: Path) -> None:
    printer.send(ORDER, CARD * 2)
    assert cards_out(tmp_path) == [ORDER]
    with Image.open(tmp_path / f"{ORDER}.000001.png") as card:
        assert card.size == (101, 128)


def test_an_order_that_is_sent_twice_is_two_cards(printer: VirtualCardPrinter, tmp_path: Path) -> None:
    assert printer.send(ORDER, CARD) != printer.send(ORDER, CARD)
    assert cards_out(tmp_path) == [ORDER, ORDER]


def test_the_log_tells_what_befell_each_card(printer: VirtualCardPrinter, tmp_path: Path) -> None:
    printer.send(ORDER, CARD)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [(line["order"], line["event"]) for line in lines] == [(ORDER, "taken"), (ORDER, "out")]


def test_a_card_takes_its_time_and_the_next_one_waits_for_it(tmp_path: Path) -> None:
    clock = Clock()
    printer = VirtualCardPrinter(tmp_path, seconds=2, clock=clock)
    first, second = printer.send(ORDER, CARD), printer.send("KIA-2", CARD)
    assert [printer.look(job).state for job in (first, second)] == [JobState.printing, JobState.pending]
    clock.seconds = 2
    assert [printer.look(job).state for job in (first, second)] == [JobState.done, JobState.printing]


def test_what_was_taken_comes_out_once_although_the_program_was_killed(tmp_path: Path) -> None:
    job = VirtualCardPrinter(tmp_path, seconds=2, clock=Clock()).send(ORDER, CARD)
    for _ in range(2):
        assert VirtualCardPrinter(tmp_path).look(job).state is JobState.done
    assert cards_out(tmp_path) == [ORDER]


def test_bytes_upon_which_it_was_killed_are_no_card_and_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "000001.png").write_bytes(b"")
    printer = VirtualCardPrinter(tmp_path, seconds=2, clock=Clock())
    assert cards_inside(tmp_path) == []
    printer.send(ORDER, CARD)
    assert cards_inside(tmp_path) == [ORDER]


@pytest.mark.parametrize("problem", OBSTACLES)
def test_a_problem_holds_the_card_until_it_is_mended(
    problem: Problem, printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    fault(tmp_path, problem)
    job = printer.send(ORDER, CARD)
    assert printer.look(job) == JobView(JobState.held, problem)
    assert printer.status().problem is problem
    assert cards_out(tmp_path) == []
    (tmp_path / "fault.txt").unlink()
    assert printer.look(job).state is JobState.done
    assert printer.status().ready


def test_a_printer_that_is_offline_takes_nothing_and_tells_nothing(
    printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    job = printer.send(ORDER, CARD)
    fault(tmp_path, "offline")
    assert printer.look(job) == JobView(JobState.silent, Problem.offline)
    with pytest.raises(CardNotTaken) as told:
        printer.send("KIA-2", CARD)
    assert told.value.problem is Problem.offline
    assert cards_out(tmp_path) == [ORDER]


@pytest.mark.parametrize(("word", "cards"), [("vanish", [ORDER]), ("swallow", [])])
def test_a_printer_that_vanishes_before_its_answer_leaves_it_open_whether_there_is_a_card(
    word: str, cards: list[str], printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    fault(tmp_path, word)
    with pytest.raises(CardUnclear):
        printer.send(ORDER, CARD)
    assert cards_out(tmp_path) == cards


@pytest.mark.parametrize(("word", "cards"), [("silent", []), ("twice", [ORDER, ORDER])])
def test_a_printer_may_say_done_and_lie(
    word: str, cards: list[str], printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    fault(tmp_path, word)
    assert printer.look(printer.send(ORDER, CARD)).state is JobState.done
    assert cards_out(tmp_path) == cards


def test_a_card_that_the_printer_gave_up_has_failed(printer: VirtualCardPrinter, tmp_path: Path) -> None:
    fault(tmp_path, "refuse")
    assert printer.look(printer.send(ORDER, CARD)).state is JobState.failed
    assert cards_out(tmp_path) == []


def test_a_held_card_can_be_cancelled_and_a_done_one_stays_done(
    printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    done = printer.send(ORDER, CARD)
    fault(tmp_path, "no_blank")
    held = printer.send("KIA-2", CARD)
    for job in (done, held):
        printer.cancel(job)
    assert [printer.look(job).state for job in (done, held)] == [JobState.done, JobState.failed]
    assert cards_out(tmp_path) == [ORDER]


def test_what_is_held_is_let_be_all_at_once_unless_nobody_reaches_the_printer(tmp_path: Path) -> None:
    slow = VirtualCardPrinter(tmp_path, seconds=9, clock=lambda: 0.0)
    job = slow.send("7", CARD)
    fault(tmp_path, "offline")
    assert not slow.clear()
    fault(tmp_path, "no_blank")
    assert slow.clear()
    fault(tmp_path, "")
    assert slow.look(job).state is JobState.failed
    assert cards_out(tmp_path) == []


@pytest.mark.parametrize("job", ["000009", "7 urn:uuid:1", ""])
def test_a_job_that_the_printer_never_had_is_unknown(job: str, printer: VirtualCardPrinter) -> None:
    printer.cancel(JobId(job))
    assert printer.look(JobId(job)) == JobView(JobState.unknown)


@pytest.mark.parametrize("name", ["", "Budi Santoso", "../KIA", "KIA.1", "-1", "K" * 41])
def test_a_name_that_is_no_number_of_an_order_is_refused(
    name: str, printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    with pytest.raises(BadJobName) as told:
        printer.send(name, CARD)
    assert name not in told.value.sentence.split()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CardNotTaken):
        VirtualCardPrinter(tmp_path / "file" / "cards").send(ORDER, CARD)


def test_an_unknown_fault_is_answered_with_the_known_ones(
    printer: VirtualCardPrinter, tmp_path: Path
) -> None:
    fault(tmp_path, "fire")
    with pytest.raises(UnknownFault, match=r"'fire'.*no_blank.*vanish"):
        printer.status()


@pytest.mark.parametrize("address", ["virtual:{}", "virtual:{}?seconds=0"])
def test_the_address_leads_to_the_driver(address: str, tmp_path: Path) -> None:
    printer = open_card_printer(address.format(tmp_path / "cards"))
    assert printer.look(printer.send(ORDER, CARD)).state is JobState.done
    assert cards_out(tmp_path / "cards") == [ORDER]


def test_an_unknown_kind_of_printer_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownPrinter, match="Known kinds: cups, ipp, virtual"):
        open_card_printer("usb:0")


@pytest.mark.parametrize(
    "address",
    ["virtual:", "virtual:?seconds=1", "virtual:x?seconds=soon", "virtual:x?speed=1"],
)
def test_an_address_of_a_folder_that_lacks_a_part_is_refused(address: str) -> None:
    with pytest.raises(BadAddress) as told:
        open_card_printer(address)
    assert told.value.remedy
