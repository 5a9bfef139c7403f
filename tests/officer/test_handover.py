"""The end of a file's way at the console: the form, the signature, the shelf, papers saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from textual.widgets import Input, Select, Static

from queue_core.access.rules import Role
from queue_core.foundation.files import HandingOver
from queue_core.kia.rules.life import FileState
from queue_core.officer.handover import given, is_slip, registers, wanted_register
from queue_core.officer.qr import half_blocks
from queue_core.officer.screens.code import SignScreen
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.hand_over import HandOverScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, choose, fill_in, go_on, picture, press, screen_of, settled, words
from tests.officer.fake_files import file_head, file_view
from tests.officer.fake_handover import CODE, PHONE, SHEET
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, refusal, shift_with, work

FORM = {"receiver": "Sulastri", "relation": "mother", "proof": "identity_card", "shown": "1234", "word": ""}


def serving(state: FileState, role: Role = Role.OFFICER) -> FakeCore:
    """A core with A001 in service, and a file of it."""
    core = FakeCore(role=role, here=work(TicketState.SERVING))
    core.kept = {1: file_view(file_head(1, state, register_number="34/2026", shelf="A-12"))}
    return core


def ask_for_places(core: FakeCore) -> None:
    office = core.office()
    profile = office.profile
    files = profile.files.model_copy(update={"handover": HandingOver(shelf=True)})
    told = office.model_copy(update={"profile": profile.model_copy(update={"files": files})})
    core.office = lambda: told  # type: ignore[method-assign]


async def open_file(pilot: Driver, link: FakeLink) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")
    await choose(pilot, "file:1")


async def write_form(pilot: Driver, signed: str, **more: str) -> None:
    await choose(pilot, "move:hand_over")
    for row, text in (FORM | {"signed": signed} | more).items():
        field: Any = screen_of(pilot).query_one(f"#row-{row}")
        field.value = text
        assert isinstance(field, Input | Select)
    await press(pilot, "ctrl+s")


def test_the_form_says_what_is_missing() -> None:
    for row, key in (
        ("receiver", "ending.fill_in"),
        ("relation", "ending.fill_in"),
        ("shown", "ending.bad_proof"),
    ):
        with pytest.raises(ValueError, match=key):
            given(FORM | {"signed": "paper", row: ""}, 1)
    with pytest.raises(ValueError, match=r"ending\.bad_slip"):
        given(FORM | {"signed": "paper", "proof": "pick_up_slip", "shown": ""}, 1)


def test_a_scanned_slip_is_proof_without_digits() -> None:
    over = given(FORM | {"signed": "paper", "proof": "pick_up_slip", "shown": " kerak/x "}, 3)
    assert (over.slip, over.receipt.last_four, over.version) == ("kerak/x", None, 3)
    assert is_slip(" kerak/kembaran/1")
    assert not is_slip("9901015708150001")


def test_the_register_is_offered_for_a_year_back_as_page_and_as_table() -> None:
    shift = shift_with(FakeCore())
    found = registers(shift, NOW.date())
    assert (found[0].id, found[1].id, found[-1].id) == ("2026:11:pdf", "2026:11:xlsx", "2025:12:xlsx")
    assert "November 2026" in found[0].words
    wanted = wanted_register(shift, found[-1].id)
    assert (wanted.year, wanted.month, wanted.format) == (2025, 12, "xlsx")


def test_a_phone_reads_the_code_from_the_letters_of_the_terminal() -> None:
    lines = half_blocks(SHEET).splitlines()
    picture = Image.new("1", (len(lines[0]), 2 * len(lines)), 1)
    for y, line in enumerate(lines):
        for x, letter in enumerate(line):
            picture.putpixel((x, 2 * y), letter not in "▀█")
            picture.putpixel((x, 2 * y + 1), letter not in "▄█")
    (code,) = zxingcpp.read_barcodes(picture.resize([4 * side for side in picture.size]).convert("L"))
    assert code.text == SHEET


@pytest.mark.real
async def test_a_file_is_handed_over_against_a_receipt_signed_on_paper() -> None:
    core, link = serving(FileState.READY), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await write_form(pilot, "paper")
        await press(pilot, "y")
        assert core.filed == ["hand over 1"]
        assert core.given[0].receipt.receiver == "Sulastri"
        assert isinstance(screen_of(pilot), FileScreen)
        assert "diserahkan" in picture(pilot)


@pytest.mark.real
async def test_the_receiver_signs_on_a_phone_and_the_console_goes_on_by_itself() -> None:
    core, link = serving(FileState.READY), FakeLink()
    async with console(core, link).run_test(size=(100, 40)) as pilot:
        await open_file(pilot, link)
        await write_form(pilot, "drawn")
        sign = screen_of(pilot)
        assert isinstance(sign, SignScreen)
        assert "█" in str(sign.query_one("#qr", Static).content)
        assert SHEET in picture(pilot)
        assert f"{CODE[:3]} {CODE[3:]}" in picture(pilot)
        core.signed = True
        sign.look()
        await settled(pilot)
        assert core.filed == ["signature 1", "hand over 1"]


@pytest.mark.real
async def test_what_was_refused_stays_as_it_was_typed() -> None:
    core, link = serving(FileState.READY), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        core.refuses_file = refusal("other-slip")
        await write_form(pilot, "paper", proof="pick_up_slip", shown="KERAK/KEMBARAN/1")
        await press(pilot, "y")
        form = screen_of(pilot)
        assert isinstance(form, HandOverScreen)
        assert words(pilot).startswith("Bukti pengambilan itu untuk berkas lain.")
        assert form.query_one("#row-receiver", Input).value == "Sulastri"


@pytest.mark.real
async def test_the_place_is_asked_for_where_the_office_keeps_things_in_places() -> None:
    core, link = serving(FileState.SCANNED_BACK), FakeLink()
    ask_for_places(core)
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "move:make_ready")
        await fill_in(pilot, line="rak di belakang pintu")
        assert words(pilot).startswith("Tulis tempat dengan huruf")
        await choose(pilot, "move:make_ready")
        await fill_in(pilot, line="A-12")
        assert core.filed == ["make_ready 1 None"]


@pytest.mark.real
async def test_families_are_told_from_the_shelf_and_phones_seen_one_by_one() -> None:
    core, link = serving(FileState.READY), FakeLink()
    async with console(core, link).run_test(size=(120, 40)) as pilot:
        await go_on(pilot, link)
        await press(pilot, "o")
        await choose(pilot, "shelf:")
        assert "No. 34/2026 (berkas 1), tempat A-12, sejak 3 hari, BELUM DIBERI TAHU" in picture(pilot)
        await press(pilot, "space")
        await choose(pilot, "phone:")
        assert PHONE in words(pilot)
        await press(pilot, "space")
        await choose(pilot, "told:phone")
        assert PHONE not in picture(pilot)
        assert "ditelepon oleh budi" in picture(pilot)
        assert core.filed == ["phone 1", "told 1 phone"]


@pytest.mark.real
async def test_a_receipt_and_the_register_are_saved_and_never_written_over(tmp_path: Path) -> None:
    core, link = serving(FileState.READY, Role.HEAD_OF_SECTION), FakeLink()
    app = console(core, link)
    app.shift.downloads = tmp_path / "Unduhan"
    async with app.run_test() as pilot:
        await open_file(pilot, link)
        for name in ("receipt-1.pdf", "receipt-1-2.pdf"):
            await choose(pilot, "print:receipt")
            assert words(pilot).endswith(name)
            await press(pilot, "escape")
        await press(pilot, "escape")
        await choose(pilot, "register:")
        await press(pilot, "enter")
        (saved,) = app.shift.downloads.glob("register-kembaran-*.pdf")
        assert saved.stat().st_mode & 0o077 == 0


@pytest.mark.real
async def test_a_slip_in_the_search_line_opens_its_file() -> None:
    core, link = serving(FileState.READY), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "o")
        await choose(pilot, "search:")
        await fill_in(pilot, line="KERAK/KEMBARAN/1/2026/34/00")
        assert core.filed == ["slip KERAK/KEMBARAN/1/2026/34/00"]
        assert isinstance(screen_of(pilot), FileScreen)


@pytest.mark.real
async def test_what_is_missing_is_shown_to_be_read_aloud() -> None:
    core, link = serving(FileState.INCOMPLETE), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_file(pilot, link)
        await choose(pilot, "aloud:")
        assert words(pilot) == "berkas 1 belum lengkap"
