"""Holds what the board knows: hears the link and the announcer, gives calls to the voice, views to pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from display_board.announcer import Announcement, Announcer
from display_board.state import BoardView, calls_to_speak, likely_calls, paint
from display_board.words import call_sentence
from queue_core.client.state import Link, QueueState
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue
from queue_core.foundation.profile import Profile
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.office import OfficeView


class Screen:
    """One display. `painted` is told of every view that the pages shall show."""

    def __init__(
        self,
        office: Callable[[], OfficeView],
        announcer: Announcer,
        catalogues: Mapping[str, Catalogue],
        monotonic: Callable[[], float],
    ) -> None:
        self._office = office
        self._announcer = announcer
        self._catalogues = catalogues
        self._monotonic = monotonic
        self._link = Link(heard=monotonic())
        self._profile: Profile | None = None
        self._one_at_a_time = threading.RLock()
        self.painted: Callable[[BoardView], None] = lambda _view: None

    @property
    def catalogue(self) -> Catalogue:
        """The sentences in the office's first language."""
        languages = self._profile.office.languages if self._profile else ()
        known = (self._catalogues[code] for code in languages if code in self._catalogues)
        return next(known, self._catalogues[DEFAULT_LANGUAGE])

    def view(self) -> BoardView:
        """What the pages show now."""
        return paint(
            self._link, self._profile, self.catalogue.language, self._announcer.sound, self._monotonic()
        )

    @property
    def cover(self) -> str | None:
        """The cover of the book of the day, as a data address."""
        book = self._link.state.book_of_the_day if self._link.state else None
        return None if book is None else book.cover

    def repaint(self) -> None:
        """Shows the pages what holds now."""
        with self._one_at_a_time:
            self.painted(self.view())

    def link_changed(self, link: Link, _events: Sequence[Event] = ()) -> None:
        """Takes what the link tells: paints first, then speaks. Asks for the profile on every connection."""
        if link.connected and not (self._link.connected and self._profile):
            self._profile = self._office().profile
        before, self._link = self._link.state, link
        self.repaint()
        if link.state is not None and self._profile is not None:
            self._speak(before, link.state, self._profile)

    def _speak(self, before: QueueState | None, state: QueueState, profile: Profile) -> None:
        now = self._link.now(self._monotonic())
        if now is None:
            return
        for call in calls_to_speak(before, state, now):
            if not (state.demonstration and self._announcer.busy):
                self._announcer.announce(self._announcement(call.number, call.counter))
        likely = likely_calls(state, profile, now)
        self._announcer.prepare([self._announcement(*one) for one in likely])

    def _announcement(self, number: str, counter: int) -> Announcement:
        catalogue = self.catalogue
        return Announcement(number, call_sentence(catalogue, number, counter), catalogue.language)
