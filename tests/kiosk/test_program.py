"""The kiosk program itself, beside a real core, with the virtual printer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from queue_core.access.rules import Role
from queue_core.access.service.administration import enrol_device
from queue_core.access.service.door import Door
from queue_core.foundation.clock import system_clock
from queue_core.storage.database import Database
from queue_core.storage.schema import create_database

pytestmark = pytest.mark.real
SECONDS_TO_START = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_office(folder: Path) -> None:
    create_database(folder / "office.db")
    database = Database(folder / "office.db")
    door = Door(database, "kembaran", system_clock, lambda work: work())
    (folder / "kiosk.token").write_text(enrol_device(door, "kiosk-1", Role.KIOSK))
    database.close()


@contextmanager
def running(module: str, settings: Path, port: int) -> Iterator[None]:
    """The program as a process, from when it answers until it is told to end."""
    command = [sys.executable, "-m", module, "--settings", str(settings)]
    with subprocess.Popen(command, env=os.environ | {"PYTHONWARNINGS": "ignore"}) as process:
        try:
            _await_answer(process, port)
            yield
        finally:
            process.terminate()


def _await_answer(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
        except (requests.ConnectionError, requests.Timeout):
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"the program has ended with {process.wait(0.1)}")
        else:
            return
    pytest.fail("the program does not answer")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a real kiosk beside a real core, and the folder of its slips."""
    make_office(tmp_path)
    core, kiosk = free_port(), free_port()
    settings = tmp_path / "kerak.toml"
    settings.write_text(
        f'[core]\nport = {core}\ndatabase = "{tmp_path}/office.db"\n'
        f'[kiosk]\nport = {kiosk}\ncore = "http://127.0.0.1:{core}"\n'
        f'token_file = "{tmp_path}/kiosk.token"\nprinter = "virtual:{tmp_path}/slips"\n'
    )
    with ExitStack() as stack:
        stack.enter_context(running("queue_core.server", settings, core))
        stack.enter_context(running("kiosk", settings, kiosk))
        yield f"http://127.0.0.1:{kiosk}", tmp_path / "slips"


def test_two_touches_on_the_real_programs_give_a_number_and_a_slip(
    office: tuple[str, Path], touch: Page
) -> None:
    address, slips = office
    touch.goto(address)
    touch.get_by_role("button", name="Kartu Identitas Anak").tap()
    touch.get_by_role("button", name="Ambil nomor").tap()
    expect(touch.get_by_role("heading", level=1)).to_have_text("Nomor antrean Anda A001")
    expect(touch.get_by_role("heading", name="Silakan ambil kertas")).to_be_visible()
    assert [path.name for path in slips.glob("*.png")] == ["slip-000001.png"]


def test_a_kiosk_without_its_token_says_so_in_one_line_and_ends(tmp_path: Path) -> None:
    settings = tmp_path / "kerak.toml"
    settings.write_text(f'[kiosk]\ntoken_file = "{tmp_path}/none.token"\n')
    command = [sys.executable, "-m", "kiosk", "--settings", str(settings)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"kerak kiosk: {tmp_path}/none.token: No such file or directory. "
        "Enrol it on the server with 'kerak device enrol' and put the token into that file."
    ]
