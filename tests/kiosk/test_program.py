"""The kiosk program itself, beside a real core, with the virtual printer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from queue_core.access.rules import Role
from tests.core.office import copied, token_of
from tests.programs import Program, free_port

pytestmark = pytest.mark.real


@contextmanager
def running_office(staffed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a real kiosk beside a real core."""
    copied(staffed, tmp_path / "office.db")
    (tmp_path / "kiosk.token").write_text(token_of(Role.KIOSK))
    core, kiosk = free_port(), free_port()
    settings = tmp_path / "kerak.toml"
    settings.write_text(
        f'[core]\nport = {core}\ndatabase = "{tmp_path}/office.db"\n'
        f'[kiosk]\nport = {kiosk}\ncore = "http://127.0.0.1:{core}"\n'
        f'token_file = "{tmp_path}/kiosk.token"\nprinter = "virtual:{tmp_path}/slips"\n'
    )
    ports = {"queue_core.server": core, "kiosk": kiosk}
    programs = [Program(module, settings, f"http://127.0.0.1:{port}") for module, port in ports.items()]
    try:
        for program in programs:
            program.start()
        yield programs[1].address
    finally:
        for program in programs:
            program.kill()


def take_a_number(touch: Page, address: str) -> None:
    touch.goto(address)
    touch.get_by_role("button", name="Kartu Identitas Anak").tap()
    touch.get_by_role("button", name="Ambil nomor").tap()
    expect(touch.get_by_role("heading", level=1)).to_have_text("Nomor antrean Anda A001")


def test_two_touches_on_the_real_programs_give_a_number_and_a_slip(
    staffed: Path, tmp_path: Path, touch: Page
) -> None:
    with running_office(staffed, tmp_path) as address:
        take_a_number(touch, address)
        expect(touch.get_by_role("heading", name="Silakan ambil kertas")).to_be_visible()
    assert [path.name for path in (tmp_path / "slips").glob("*.png")] == ["slip-000001.png"]


def test_a_kiosk_whose_disk_takes_no_book_still_gives_the_cores_numbers(
    staffed: Path, tmp_path: Path, touch: Page
) -> None:
    (tmp_path / "kiosk.book").mkdir()
    with running_office(staffed, tmp_path) as address:
        take_a_number(touch, address)


def test_a_kiosk_without_its_token_says_so_in_one_line_and_ends(tmp_path: Path) -> None:
    settings = tmp_path / "kerak.toml"
    settings.write_text(f'[kiosk]\ntoken_file = "{tmp_path}/none.token"\n')
    command = [sys.executable, "-m", "kiosk", "--settings", str(settings)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"kerak kiosk: This device has no token: {tmp_path}/none.token: No such file or directory. "
        "Enrol it on the server with 'kerak device enrol' and put the token into that file."
    ]
