"""From the key at the console to the file on its screen: the real core, the console without a terminal."""

from __future__ import annotations

import asyncio
import time

from textual.widgets import OptionList

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import RunningOffice
from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.access.wire import Login, PasswordChange
from queue_core.admin.office import open_door
from queue_core.client.api import CoreApi
from queue_core.foundation.garbage import settle
from queue_core.foundation.identifiers import new_request_id, one_time_password
from queue_core.kia.wire.files import NewFile, WrittenDraft
from queue_core.kia.wire.subject import Draft
from queue_core.officer.app import OfficerApp
from queue_core.officer.build import build
from queue_core.officer.screens.file import FileScreen
from queue_core.tickets.wire.tickets import NewTicket
from tests.kia.filing import draft
from tests.officer.driving import Driver, press, settled, sign_in

ROUNDS, COUNTER = 100, 1
LOOK_SECONDS = 0.001
USER = "console"


def measure(running: RunningOffice) -> list[Row]:
    """A file of the ticket in service, opened from the list of its files: p50 and p95."""
    password = _serve_a_family(running)
    app = build(running.settings.officer)
    settle()  # as a console does before it runs
    seconds = asyncio.run(_open_again_and_again(app, password))
    app.shift.end()
    return [
        Row(
            "a file opened at the console, from key to screen",
            f"p50 {milliseconds(percentile(seconds, 0.5))}, p95 {milliseconds(percentile(seconds, 0.95))}",
            "bar: 200 ms",
        )
    ]


def _serve_a_family(running: RunningOffice) -> str:
    """An officer at the counter, with a ticket in service and a file of it; the officer's password."""
    password = one_time_password()
    with open_door(running.settings.core) as door:
        first = administration.add_account(door, USER, [Role.OFFICER])
    officer = CoreApi(running.settings.officer.core)
    officer.sign_in(Login(username=USER, password=first))
    officer.change_password(PasswordChange(present=first, new=password))
    running.kiosk.issue(NewTicket(service="kia"), new_request_id())
    for verb in ("open", "call-next", "start"):
        work = officer.act(COUNTER, verb)
    ticket = work.ticket
    head = officer.open_file(NewFile(kind="kia_new", ticket_id=ticket.id if ticket else None))
    officer.write_file(head.id, WrittenDraft(version=head.version, draft=Draft.model_validate(draft())))
    return password


async def _open_again_and_again(app: OfficerApp, password: str) -> list[float]:
    async with app.run_test() as pilot:
        await sign_in(pilot, password, USER)
        await press(pilot, "enter", "o")
        return [await _opened(pilot) for _ in range(ROUNDS)]


async def _opened(pilot: Driver) -> float:
    """Seconds until the file's entries stand on the screen and it is painted."""
    painted, begun = asyncio.Event(), time.perf_counter()
    pilot.app.simulate_key("space")
    while not _shows_a_file(pilot):
        await asyncio.sleep(LOOK_SECONDS)
    pilot.app.screen.call_after_refresh(painted.set)
    await painted.wait()
    took = time.perf_counter() - begun
    await settled(pilot)
    await press(pilot, "escape")
    return took


def _shows_a_file(pilot: Driver) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, FileScreen) and any(
        entries.option_count for entries in screen.query("#entries").results(OptionList)
    )
