"""The printer without paper: what it keeps, and how it misbehaves on command."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from zxingcpp import read_barcodes

from devices.errors import BadAddress, UnknownFault, UnknownPrinter
from devices.printing.drivers.virtual import VirtualPrinter
from devices.printing.escpos import DOTS, encode
from devices.printing.open import open_printer
from devices.printing.paper import Line, Style
from devices.printing.port import Outcome, Readiness
from devices.printing.slip_folder import SlipFolder
from tests.devices.samples import LINK, SLIP


@pytest.fixture
def printer(tmp_path: Path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path)


def slips(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "fault.txt")


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_slip_is_kept_as_the_bytes_and_as_a_picture(printer: VirtualPrinter, tmp_path: Path) -> None:
    assert printer.check() is Readiness.ready
    assert printer.print(SLIP) is Outcome.printed
    assert slips(tmp_path) == ["slip-000001.bin", "slip-000001.png"]
    assert (tmp_path / "slip-000001.bin").read_bytes() == encode(SLIP)


def test_a_phone_can_read_the_qr_code_from_the_picture(printer: VirtualPrinter, tmp_path: Path) -> None:
    printer.print(SLIP)
    with Image.open(tmp_path / "slip-000001.png") as picture:
        assert picture.width == DOTS
        assert [code.text for code in read_barcodes(picture)] == [LINK]


def test_the_number_fills_a_wide_dark_band_of_the_picture(printer: VirtualPrinter, tmp_path: Path) -> None:
    printer.print((Line(Style.huge, "A012"),))
    with Image.open(tmp_path / "slip-000001.png") as picture:
        box = picture.crop((0, 0, DOTS, picture.height - 10)).point(lambda shade: 255 - shade).getbbox()
    assert box is not None
    assert box[2] - box[0] > DOTS * 0.6
    assert box[3] - box[1] > 120


def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    VirtualPrinter(tmp_path).print(SLIP)
    VirtualPrinter(tmp_path).print(SLIP)
    assert slips(tmp_path)[-1] == "slip-000002.png"


def test_only_the_newest_slips_are_kept(tmp_path: Path) -> None:
    folder = SlipFolder(tmp_path, keep=2)
    for _ in range(3):
        folder.add(encode(()))
    assert [name for name in slips(tmp_path) if name.endswith("bin")] == [
        "slip-000002.bin",
        "slip-000003.bin",
    ]


@pytest.mark.parametrize("fault", ["out_of_paper", "cover_open", "offline"])
def test_a_fault_is_told_before_and_instead_of_printing(
    fault: str, printer: VirtualPrinter, tmp_path: Path
) -> None:
    (tmp_path / "fault.txt").write_text(f"{fault}\n")
    assert printer.check() == fault
    assert printer.print(SLIP) == fault
    assert slips(tmp_path) == []


def test_a_low_roll_is_told_and_still_prints(printer: VirtualPrinter, tmp_path: Path) -> None:
    (tmp_path / "fault.txt").write_text("paper_low")
    assert printer.check() is Readiness.paper_low
    assert printer.print(SLIP) is Outcome.printed


def test_a_vanishing_printer_leaves_the_upper_part_of_the_slip(
    printer: VirtualPrinter, tmp_path: Path
) -> None:
    printer.print(SLIP)
    (tmp_path / "fault.txt").write_text("vanish:2100")
    assert printer.print(SLIP) is Outcome.unknown
    with Image.open(tmp_path / "slip-000001.png") as whole, Image.open(tmp_path / "slip-000002.png") as torn:
        assert 0 < torn.height < whole.height / 2


def test_a_silent_printer_says_printed_and_prints_nothing(printer: VirtualPrinter, tmp_path: Path) -> None:
    (tmp_path / "fault.txt").write_text("silent")
    assert printer.print(SLIP) is Outcome.printed
    assert slips(tmp_path) == []


def test_an_unknown_fault_word_is_refused_by_name(printer: VirtualPrinter, tmp_path: Path) -> None:
    (tmp_path / "fault.txt").write_text("paper_jam")
    with pytest.raises(UnknownFault, match=r"'paper_jam'.*out_of_paper"):
        printer.print(SLIP)


def test_when_the_fault_is_taken_away_it_prints_again(printer: VirtualPrinter, tmp_path: Path) -> None:
    (tmp_path / "fault.txt").write_text("offline")
    assert printer.print(SLIP) is Outcome.offline
    (tmp_path / "fault.txt").unlink()
    assert printer.print(SLIP) is Outcome.printed


def test_a_disk_without_room_refuses_the_slip_and_keeps_no_half_of_it(
    printer: VirtualPrinter, tmp_path: Path
) -> None:
    with no_file_larger_than(3000):
        outcome = printer.print(SLIP)
    assert outcome is Outcome.refused
    assert slips(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    printer = VirtualPrinter(tmp_path / "file" / "slips")
    assert printer.check() is Readiness.refused
    assert printer.print(SLIP) is Outcome.refused


def test_the_address_leads_to_the_driver(tmp_path: Path) -> None:
    assert open_printer(f"virtual:{tmp_path / 'new'}").print(SLIP) is Outcome.printed
    assert slips(tmp_path / "new") == ["slip-000001.bin", "slip-000001.png"]


def test_an_unknown_kind_of_printer_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownPrinter, match=r"Known kinds: .*virtual") as told:
        open_printer("parallel:lpt1")
    assert told.value.title
    assert told.value.remedy


@pytest.mark.parametrize("address", ["virtual:", "network:printer", "network::9100", "network:printer:http"])
def test_an_address_that_lacks_a_part_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        open_printer(address)
