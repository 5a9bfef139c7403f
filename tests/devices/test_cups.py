"""A card through a real CUPS to a simulated printer: what comes out, is told, and is left behind."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from zxingcpp import read_barcodes

from devices.cards.drawing import draw, draw_card
from devices.cards.ipp import IppCardPrinter
from devices.cards.layout import Side
from devices.cards.pictures import encode
from devices.cards.port import ENDED, JobId, JobState, JobView, Problem
from devices.sheets.ipp import IppSheetPrinter
from reading_corner.papers.labels import Label, sheets_of
from tests.devices.card_samples import LINK, NIK, VALUES, photo, with_back
from tests.devices.cups import Cups, Simulator
from tests.programs import free_port, until

pytestmark = pytest.mark.real


@dataclass
class Station:
    cups: Cups
    simulator: Simulator
    queue: str

    def printer(self) -> IppCardPrinter:
        return IppCardPrinter(self.queue)


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The simulated printer looks for D-Bus, to announce itself, and does not start without it."""
    address = f"unix:path={tmp_path_factory.mktemp('bus') / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        daemon.stdout.readline()
        yield address
        daemon.kill()


@pytest.fixture(scope="module")
def station(bus: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    simulator = Simulator(tmp_path_factory.mktemp("printer"), bus)
    folder = Path(tempfile.mkdtemp(prefix="kerak-cups-"))
    folder.chmod(0o711)  # as root, cupsd gives the work to a user who sees nothing of pytest's own folders
    cups = Cups(folder)
    try:
        simulator.start()
        cups.start()
        yield Station(cups, simulator, cups.add_queue("kartu", simulator.uri))
    finally:
        cups.kill()
        simulator.kill()
        shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _with_blanks_and_an_empty_hopper(station: Station) -> None:
    station.simulator.fill()
    for card in station.simulator.cards():
        card.unlink()


def back() -> tuple[Image.Image]:
    return (draw(with_back(), VALUES, photo(), Side.back),)


def ended(printer: IppCardPrinter, job: JobId) -> JobState:
    until(lambda: printer.look(job).state in ENDED)
    return printer.look(job).state


def held(printer: IppCardPrinter, job: JobId, problem: Problem) -> None:
    until(lambda: printer.look(job) == JobView(JobState.held, problem))


def test_a_card_goes_through_cups_and_what_comes_out_is_the_card(station: Station) -> None:
    printer = station.printer()
    assert printer.status().ready
    assert ended(printer, printer.send("KIA-2026-000001", back())) is JobState.done
    (card,) = station.simulator.cards()
    assert card.name.startswith("KIA-2026-000001.")
    with Image.open(card) as picture:
        assert picture.size == (1011, 638)
        assert [code.text for code in read_barcodes(picture)] == [LINK]


def test_without_a_blank_it_says_so_and_goes_on_within_five_seconds_when_it_has_one(station: Station) -> None:
    printer = station.printer()
    station.simulator.run_out()
    job = printer.send("KIA-2026-000002", back())
    held(printer, job, Problem.no_blank)
    assert printer.status().problem is Problem.no_blank
    assert station.simulator.cards() == []
    station.simulator.fill()
    until(station.simulator.cards, seconds=5)
    assert ended(printer, job) is JobState.done


def test_of_a_card_nothing_is_left_in_cups_once_it_is_printed(station: Station) -> None:
    printer, front = station.printer(), draw(with_back(), VALUES, photo())
    planted = encode([front], "PNG")[2000:2100]
    station.simulator.run_out()
    job = printer.send("KIA-2026-000003", (front,))
    held(printer, job, Problem.no_blank)
    assert station.cups.holds(planted)
    station.simulator.fill()
    assert ended(printer, job) is JobState.done
    until(lambda: not station.cups.holds(planted))
    assert not station.cups.holds(NIK.encode())
    assert [path.name for path in station.cups.memory.rglob("d*") if path.is_file()] == []


def test_a_cups_that_is_killed_within_a_card_leaves_it_unknown_and_prints_no_second_one(
    station: Station,
) -> None:
    printer = station.printer()
    station.simulator.run_out()
    job = printer.send("KIA-2026-000004", back())
    held(printer, job, Problem.no_blank)
    station.cups.kill()
    assert printer.look(job) == JobView(JobState.silent, Problem.offline)
    station.cups.start()
    station.simulator.fill()
    assert printer.look(job).state is JobState.unknown
    printer.send("KIA-2026-000005", back())
    until(lambda: len(station.simulator.cards()) > 1)
    assert [card.stem for card in station.simulator.cards()] == ["KIA-2026-000004", "KIA-2026-000005"]


def test_a_card_that_was_begun_and_cancelled_is_unknown(station: Station) -> None:
    printer = station.printer()
    station.simulator.run_out()
    job = printer.send("KIA-2026-000006", back())
    held(printer, job, Problem.no_blank)
    printer.cancel(job)
    assert ended(printer, job) is JobState.unknown


def test_what_waits_for_a_printer_that_is_away_is_let_be_and_never_comes_out(
    station: Station,
) -> None:
    station.simulator.kill()
    station.printer().send("order-9", back())
    until(station.printer().clear)
    station.simulator.start()
    next_one = station.printer().send("order-10", back())
    assert ended(station.printer(), next_one) is JobState.done
    assert not [card for card in station.simulator.cards() if card.name.startswith("order-9.")]


def test_a_card_for_a_printer_that_is_away_ends_at_its_deadline(station: Station) -> None:
    away = station.cups.add_queue("away", f"ipp://localhost:{free_port()}/ipp/print", model="raw")
    printer = IppCardPrinter(away, deadline=2)
    job = printer.send("KIA-2026-000007", back())
    held(printer, job, Problem.offline)
    assert ended(printer, job) is JobState.unknown


def test_a_printer_that_speaks_ipp_needs_no_cups_and_takes_both_sides_as_one_pdf(station: Station) -> None:
    printer = IppCardPrinter(station.simulator.uri)
    job = printer.send("KIA-2026-000008", draw_card(with_back(), VALUES, photo()))
    assert ended(printer, job) is JobState.done
    (card,) = station.simulator.cards()
    assert card.read_bytes().count(b"/Type /Page\n") == 2


def test_sheets_of_labels_come_out_of_cups_as_a_pdf_in_their_own_size(station: Station) -> None:
    labels = [Label("B00000101", "Si Kancil")] * 25
    printer = IppSheetPrinter(station.printer())
    job = printer.send("sheets-7", sheets_of(labels))
    until(lambda: printer.look(job).state in ENDED)
    assert printer.look(job).state is JobState.done
    (sheets,) = station.simulator.cards()
    assert places(PdfDocument(sheets)) == pytest.approx(places(PdfDocument(sheets_of(labels))), abs=2)


def places(document: PdfDocument) -> list[int]:
    """Where a scanner finds both codes of the only label on the second of two sheets."""
    assert len(document) == 2
    found = read_barcodes(document[1].render(scale=4).to_pil())
    corners = sorted((code.position.top_left.x, code.position.bottom_right.y) for code in found)
    assert len(corners) == 2
    return [length for corner in corners for length in corner]


def test_a_printer_that_was_switched_off_within_a_card_knows_nothing_of_it_afterwards(
    station: Station,
) -> None:
    printer = IppCardPrinter(station.simulator.uri)
    station.simulator.run_out()
    job = printer.send("KIA-2026-000009", back())
    held(printer, job, Problem.no_blank)
    station.simulator.kill()
    assert printer.look(job).state is JobState.silent
    station.simulator.start()
    assert printer.look(job).state is JobState.unknown
