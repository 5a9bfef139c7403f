"""Drives the console as an officer does: types, presses keys, reads what stands on the screen."""

from __future__ import annotations

import html
import re

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList

from queue_core.officer.app import OfficerApp
from queue_core.officer.screens.choose import ChooseScreen
from queue_core.officer.widgets.big_number import BigNumber
from tests.officer.fakes import PASSWORD, FakeLink, counter

Driver = Pilot[None]
TEXT = re.compile(r'<text[^>]*clip-path="url\(#[^)]*line-(\d+)\)"[^>]*>([^<]*)</text>')
"""The texts of an exported screenshot, with the line that each stands on."""


async def settled(pilot: Driver) -> None:
    """Waits until every call is answered and shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Driver, *keys: str) -> None:
    """Presses keys, one after another, each to its end."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def choose(pilot: Driver, entry: str) -> None:
    """Points at an entry of the list on top by its id, and chooses it."""
    options = screen_of(pilot).query_one("#entries", OptionList)
    options.highlighted = [option.id for option in options.options].index(entry)
    await press(pilot, "space")


async def fill_in(pilot: Driver, **values: str) -> None:
    """Fills in a form and sends it from its last field."""
    for name, value in values.items():
        field = pilot.app.screen.query_one(f"#{name}", Input)
        field.value = value
        field.focus()
    await press(pilot, "enter")


async def sign_in(pilot: Driver, password: str = PASSWORD, username: str = "budi") -> None:
    """Fills in the login and sends it."""
    await settled(pilot)
    await fill_in(pilot, username=username, password=password)


async def sit_down(pilot: Driver) -> None:
    """Signs in and takes counter 3."""
    await sign_in(pilot)
    await press(pilot, "down", "down", "enter")


async def go_on(pilot: Driver, link: FakeLink) -> None:
    """Signs in and goes on at counter 3, which the officer holds already."""
    await sign_in(pilot)
    link.whole(counters=[counter()])
    await settled(pilot)
    await press(pilot, "enter")


def knows_the_counters(pilot: Driver) -> bool:
    """Whether the live link has told of the counters, and the list of them is on top."""
    app = pilot.app
    assert isinstance(app, OfficerApp)
    link = app.shift.link
    return isinstance(app.screen, ChooseScreen) and link is not None and link.state is not None


def screen_of(pilot: Driver) -> Screen[object]:
    """The screen on top."""
    return pilot.app.screen


def message(pilot: Driver) -> str:
    """The line of words of the desk or the list of counters."""
    return str(
        next(s for s in reversed(pilot.app.screen_stack) if s.query("#message"))
        .query_one("#message", Label)
        .content
    )


def words(pilot: Driver) -> str:
    """The words below a form."""
    return str(screen_of(pilot).query_one("#words", Label).content)


def labels(pilot: Driver) -> dict[str, str]:
    """The keys that the footer offers, with their labels."""
    return {
        key: one.binding.description
        for key, one in screen_of(pilot).active_bindings.items()
        if one.binding.show
    }


def picture(pilot: Driver) -> str:
    """All the text on the screen, line by line."""
    lines: dict[int, str] = {}
    for row, text in TEXT.findall(pilot.app.export_screenshot()):
        lines[int(row)] = lines.get(int(row), "") + html.unescape(text).replace("\xa0", " ")
    return "\n".join(text for _, text in sorted(lines.items()))


def number(pilot: Driver) -> str:
    """The number that stands at the counter."""
    return screen_of(pilot).query_one(BigNumber).number
