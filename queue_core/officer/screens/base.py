"""What every screen of the console has: the shift, and its sentences in the officer's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from textual.binding import ActiveBinding
from textual.screen import ModalScreen, Screen

from queue_core.officer.shift import Shift
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import TicketView

Result = TypeVar("Result")


def in_words(
    shift: Shift, bindings: Mapping[str, ActiveBinding], offers: Mapping[str, str] | None = None
) -> dict[str, ActiveBinding]:
    """The bindings with their labels and tooltips, which are message keys, in the officer's language.

    `offers` names the only bindings to show, by id, each with the message key of its label of now.
    """

    def say(key: str) -> str:
        return shift.say(key) if shift.knows(key) else key

    worded = {}
    for key, active in bindings.items():
        label = active.binding.description if offers is None else offers.get(active.binding.id or "")
        if label is not None:
            display = say(active.binding.key_display or "") or None
            binding = replace(active.binding, description=say(label), key_display=display)
            worded[key] = active._replace(binding=binding, tooltip=say(active.tooltip))
    return worded


class ConsoleScreen(Screen[None]):
    """A whole screen. It tells the App what happened by messages."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self.shift = shift

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys as the footer shows them."""
        return in_words(self.shift, super().active_bindings, self.offers)

    @property
    def offers(self) -> Mapping[str, str]:
        """The keys that are offered now: binding ids with the message keys of their labels."""
        return {"app.language": "key.language", "app.quit": "key.quit"}

    def on_mount(self) -> None:
        """Fills in every sentence, and keeps the times going."""
        self.retell()
        self.set_interval(1, self.tick)

    def retell(self) -> None:
        """Writes every sentence anew, in the language of now."""

    def tick(self) -> None:
        """A second has gone by."""

    def link_changed(self, events: Sequence[Event]) -> None:
        """The link or the queue has changed; the shift holds it already."""

    @property
    def ticket(self) -> TicketView | None:
        """The ticket that the officer has in front of them."""
        return None

    @property
    def unfinished(self) -> str | None:
        """What leaving the console would leave behind, to be asked about; None when nothing."""
        return None


class ConsoleModal(ModalScreen[Result]):
    """A question over a screen; it gives back a typed answer."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self.shift = shift

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys as the footer shows them."""
        return in_words(self.shift, super().active_bindings)

    def link_changed(self, events: Sequence[Event]) -> None:
        """The link or the queue has changed; the shift holds it already."""
