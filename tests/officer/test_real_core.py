"""The console before the real core, as a process on a free port: the whole visit, and a core that dies."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.access.service import administration, sessions
from queue_core.access.service.door import Door
from queue_core.access.wire import Login, PasswordChange
from queue_core.client.api import CoreApi
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.settings import OfficerSettings
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.wire.files import Hold
from queue_core.officer.app import OfficerApp
from queue_core.officer.build import build
from queue_core.officer.screens.desk import DeskScreen
from queue_core.storage.database import Database
from queue_core.storage.schema import create_database
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import NewTicket
from tests.kia.faces import face, jpeg
from tests.officer.driving import (
    Driver,
    fill_in,
    knows_the_counters,
    message,
    number,
    press,
    screen_of,
    sign_in,
    words,
)
from tests.officer.file_driving import fill_in_the_file, move
from tests.programs import Program, free_port

pytestmark = pytest.mark.real

NEW_PASSWORD = "kue-cucur-hangat"
PATIENCE = 40.0
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Office:
    """A core process, and what is told to those who use it."""

    core: Program
    password: str
    token: str
    """Of ani, a colleague who is signed in."""
    kiosk: CoreApi

    def issue(self) -> str:
        return self.kiosk.issue(NewTicket(service="kia"), new_request_id()).ticket.number

    def console(self) -> OfficerApp:
        return build(OfficerSettings(core=self.core.address))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    create_database(tmp_path / "office.db")
    database = Database(tmp_path / "office.db")
    door = Door(database, "kembaran", system_clock, lambda work: work())
    password = administration.add_account(door, "budi", [Role.OFFICER])
    ani = signed_in(door, "ani")
    token = administration.enrol_device(door, "kiosk-1", Role.KIOSK)
    database.close()
    port = free_port()
    settings = f'[core]\nport = {port}\ndatabase = "{tmp_path / "office.db"}"\n'
    (tmp_path / "kerak.toml").write_text(settings)
    core = Program("queue_core.server", tmp_path / "kerak.toml", f"http://127.0.0.1:{port}")
    core.start()
    yield Office(core, password, ani, CoreApi(core.address, token))
    core.kill()


def signed_in(door: Door, username: str) -> str:
    """The token of an officer with a password of their own."""
    once = administration.add_account(door, username, [Role.OFFICER])
    token = sessions.sign_in(door, Login(username=username, password=once)).token
    change = PasswordChange(present=once, new=NEW_PASSWORD)
    sessions.change_password(door, sessions.principal_of(door, token), token, change)
    return token


async def until(pilot: Driver, true: Callable[[], bool]) -> None:
    """Lets the console go on until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, message(pilot)
        await pilot.pause(0.02)


async def sit_down(pilot: Driver, office: Office) -> None:
    await sign_in(pilot, office.password)
    await fill_in(pilot, new=NEW_PASSWORD, again=NEW_PASSWORD)
    await until(pilot, lambda: knows_the_counters(pilot))
    await press(pilot, "down", "down", "enter")
    await until(pilot, lambda: isinstance(screen_of(pilot), DeskScreen))


async def test_a_family_is_served_by_space_alone_before_the_real_core(office: Office) -> None:
    called = office.issue()
    app = office.console()
    async with app.run_test() as pilot:
        await sit_down(pilot, office)
        await press(pilot, "space")
        assert number(pilot) == called
        await press(pilot, "space", "space", "space", "space")
        assert all(step.finished_at for step in work_of(pilot).steps)
        await press(pilot, "space")
        assert message(pilot) == f"{called} selesai."
    app.shift.end()


async def test_another_family_that_comes_is_seen_without_a_key(office: Office) -> None:
    app = office.console()
    async with app.run_test() as pilot:
        await sit_down(pilot, office)
        came = office.issue()
        await until(pilot, lambda: came in known_tickets(app))
    app.shift.end()


async def test_a_core_that_is_killed_and_started_again_finds_the_console_as_it_was(office: Office) -> None:
    called = office.issue()
    app = office.console()
    async with app.run_test() as pilot:
        await sit_down(pilot, office)
        await press(pilot, "space", "space")
        office.core.kill()
        await until(pilot, lambda: not app.shift.connected)
        await press(pilot, "space")
        assert message(pilot).startswith("Sambungan terputus.")
        office.core.start()
        await until(pilot, lambda: message(pilot).startswith("Tersambung lagi."))
        assert (number(pilot), work_of(pilot).ticket is not None) == (called, True)
        await press(pilot, "space")
        assert message(pilot) == f"Langkah {called} tersimpan."
    app.shift.end()


async def test_a_file_is_filled_in_and_verified_before_the_real_core(office: Office, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(jpeg(face()))
    office.issue()
    app = office.console()
    async with app.run_test() as pilot:
        await sit_down(pilot, office)
        await press(pilot, "space", "space", "o", "enter")
        await fill_in_the_file(pilot, tmp_path / "photo.jpg")
        await move(pilot, Action.SUBMIT)
        await move(pilot, Action.VERIFY)
        assert words(pilot) == "Berkas sekarang: terverifikasi."
    app.shift.end()


def test_a_console_that_dies_in_mid_word_leaves_what_was_typed_to_the_next_officer(office: Office) -> None:
    office.issue()
    typing = [sys.executable, "-m", "tests.officer.crashing"]
    told = [office.core.address, office.password, NEW_PASSWORD]
    assert subprocess.run([*typing, *told], cwd=ROOT, check=False).returncode == -signal.SIGKILL
    ani = CoreApi(office.core.address, office.token)
    (found,) = ani.files_in(FileState.DRAFT).files
    held = ani.hold_file(found.id, Hold(from_holder="budi")).held
    assert held is not None
    assert (held.by, ani.file(found.id).draft.child.name) == ("ani", "Siti")


def work_of(pilot: Driver) -> CounterWork:
    screen = screen_of(pilot)
    assert isinstance(screen, DeskScreen)
    return screen.work


def known_tickets(app: OfficerApp) -> set[str]:
    state = app.shift.link.state if app.shift.link else None
    return (
        {one.number for one in state.tickets.values() if one.state is TicketState.WAITING} if state else set()
    )
