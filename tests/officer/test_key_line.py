"""The line of keys, shown anew with each step of a day."""

import gc
import weakref

import pytest
from textual.app import App, ComposeResult
from textual.widgets._footer import FooterKey

from queue_core.officer.widgets.key_line import KeyLine
from tests.officer.driving import settled

pytestmark = pytest.mark.real


class Keys(App[None]):
    BINDINGS = [("a", "bell", "Bell")]  # noqa: RUF012  as Textual wants it

    def compose(self) -> ComposeResult:
        yield KeyLine(show_command_palette=False)


async def test_keys_that_are_gone_are_forgotten() -> None:
    app, kept = Keys(), weakref.WeakSet[FooterKey]()
    async with app.run_test() as pilot:
        await settled(pilot)
        line = app.query_one(KeyLine)
        for _ in range(10):
            app.screen.refresh_bindings()
            await settled(pilot)
            kept.update(line.query(FooterKey))
        gc.collect()
        assert len(kept) < 3 * len(line.query(FooterKey))
