"""What a camera's frame shows: barcodes and QR codes, askew or blurred, and frames that are none."""

from __future__ import annotations

import pytest
from PIL import Image

from devices.errors import UnreadableFrame
from devices.scanner.codes import read_codes
from tests.devices.code_pictures import BARCODE, GOODS, QR, Kind, frame, printed, seen

SERIAL = "AB0012345"


@pytest.mark.parametrize("kind", [BARCODE, QR])
@pytest.mark.parametrize("degrees", range(0, 360, 40))
def test_a_code_is_read_however_it_is_turned(kind: Kind, degrees: int) -> None:
    picture = seen(printed(SERIAL, kind), degrees=degrees)
    assert read_codes(frame(picture)) == {SERIAL}


@pytest.mark.parametrize(("kind", "blur"), [(BARCODE, 1.0), (BARCODE, 1.5), (QR, 2.0)])
def test_a_code_that_is_a_little_out_of_focus_is_read(kind: Kind, blur: float) -> None:
    assert read_codes(frame(seen(printed(SERIAL, kind, dots=4), degrees=4, blur=blur))) == {SERIAL}


@pytest.mark.parametrize("kind", [BARCODE, QR])
def test_of_a_code_that_is_badly_blurred_nothing_is_made_up(kind: Kind) -> None:
    assert read_codes(frame(seen(printed(SERIAL, kind), blur=9))) == frozenset()


@pytest.mark.parametrize("degrees", [0, 45, 90])
def test_of_two_codes_in_one_picture_both_are_read(degrees: int) -> None:
    picture = seen(printed(SERIAL), printed("AB0012346", QR), degrees=degrees)
    assert read_codes(frame(picture)) == {SERIAL, "AB0012346"}


def test_the_same_serial_as_barcode_and_as_qr_is_one() -> None:
    assert read_codes(frame(seen(printed(SERIAL), printed(SERIAL, QR)))) == {SERIAL}


def test_the_codes_of_goods_that_lie_about_are_not_read() -> None:
    assert read_codes(frame(seen(printed("8991234567891", GOODS)))) == frozenset()


def test_a_picture_without_a_code_shows_none() -> None:
    assert read_codes(frame(seen())) == frozenset()


@pytest.mark.parametrize("damaged", [b"", b"<svg/>", b"\xff\xd8\xff", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(damaged: bytes) -> None:
    with pytest.raises(UnreadableFrame):
        read_codes(damaged)


def test_a_frame_that_is_cut_off_another_kind_or_too_large_is_refused() -> None:
    whole, large = seen(printed(SERIAL)), Image.new("L", (3000, 2000))
    for bad in (frame(whole)[:9000], frame(whole, "PNG"), frame(large)):
        with pytest.raises(UnreadableFrame):
            read_codes(bad)
