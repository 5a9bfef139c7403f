"""The line of keys at the foot of a screen."""

from __future__ import annotations

from textual.widgets import Footer


class KeyLine(Footer):
    """Textual's own, but for one thing: that keeps every key it has ever shown.

    Each key watches the footer's `compact`, and those that are gone are only left out once that is looked at.
    A desk shows others with each step, all day long.
    """

    async def recompose(self) -> None:
        """Shows the keys anew, and forgets those that are gone."""
        await super().recompose()
        self.mutate_reactive(Footer.compact)
