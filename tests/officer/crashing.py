"""A console that dies in the middle of a word. It is told the core, the password and the next one.

It runs as a process of its own, so that nothing of it ends in good order.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable

from queue_core.foundation.settings import OfficerSettings
from queue_core.officer.build import build
from queue_core.officer.screens.desk import DeskScreen
from tests.officer.driving import Driver, fill_in, knows_the_counters, press, screen_of, sign_in, words

PATIENCE = 60.0


async def type_and_die(core: str, password: str, new: str) -> None:
    """Calls a family, opens its file, types, and dies once the form says that it has saved."""
    async with build(OfficerSettings(core=core)).run_test() as pilot:
        await sign_in(pilot, password)
        await fill_in(pilot, new=new, again=new)
        await until(pilot, lambda: knows_the_counters(pilot))
        await press(pilot, "down", "down", "enter")
        await until(pilot, lambda: isinstance(screen_of(pilot), DeskScreen))
        await press(pilot, "space", "space", "o", "enter", "f")
        screen_of(pilot).query_one("#row-name").focus()
        await pilot.press(*"Siti")
        await until(pilot, lambda: words(pilot).startswith("Tersimpan sendiri"))
        await pilot.press(*"Nur")
        os.kill(os.getpid(), signal.SIGKILL)


async def until(pilot: Driver, true: Callable[[], bool]) -> None:
    """Lets the console go on until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        await pilot.pause(0.02)


if __name__ == "__main__":
    asyncio.run(type_and_die(*sys.argv[1:]))
