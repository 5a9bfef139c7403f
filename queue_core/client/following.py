"""Follows what the core tells: one state, whole or known to be old, whatever is lost, doubled or late.

It knows what the core answers, and nothing of the socket that the messages come by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from queue_core.client.state import Changed, Link, QueueState, from_snapshot, heard, reduce
from queue_core.tickets.wire.live import Event, Heartbeat, MissedEvents, Snapshot
from queue_core.tickets.wire.tickets import Wait


class Core(Protocol):
    """What is asked of the core where messages are missing."""

    def snapshot(self) -> Snapshot:
        """The whole present state."""
        ...

    def missed(self, since: int) -> MissedEvents:
        """The events after a number."""
        ...


class Following:
    """Keeps a Link up to date by the messages that come, and by what the core answers."""

    def __init__(self, core: Core, changed: Changed, monotonic: Callable[[], float]) -> None:
        self._core = core
        self._changed = changed
        self._monotonic = monotonic
        self.link = Link(heard=monotonic())

    def take(self, message: Event | Heartbeat) -> None:
        """Takes the next message that arrived, whichever it is."""
        state = self.link.state
        if state is None:
            self._start_afresh()
        elif isinstance(message, Heartbeat):
            self._take_heartbeat(state, message)
        elif (after := heard(state, message)) is None:
            self.catch_up()
        elif after is not state:
            self._tell(self._whole(after, message.at), [message])

    def catch_up(self) -> None:
        """Asks for what was missed, or for all of it."""
        state = self.link.state
        if state is None:
            self._start_afresh()
            return
        missed = self._core.missed(state.seq)
        if missed.more:
            self._start_afresh()
            return
        events = [event for event in missed.events if event.seq > state.seq]
        for event in events:
            state = reduce(state, event)
        self._tell(replace(self.link, state=state, connected=True, refused=None), events)

    def lose(self, refused: str | None) -> None:
        """Tells that the core is out of reach, or why it refuses: the state is old from now on."""
        self._tell(replace(self.link, connected=False, refused=refused))

    def _take_heartbeat(self, state: QueueState, beat: Heartbeat) -> None:
        if beat.day != state.day or beat.seq < state.seq:
            self._start_afresh()
            return
        self._tell(self._whole(state, beat.at, beat.waits))
        if beat.seq > state.seq:
            self.catch_up()

    def _start_afresh(self) -> None:
        snapshot = self._core.snapshot()
        self._tell(self._whole(from_snapshot(snapshot), snapshot.at, snapshot.waits))

    def _whole(self, state: QueueState, at: datetime, waits: Mapping[str, Wait] | None = None) -> Link:
        known = self.link.waits if waits is None else waits
        return Link(state=state, connected=True, at=at, heard=self._monotonic(), waits=known)

    def _tell(self, link: Link, events: Sequence[Event] = ()) -> None:
        self.link = link
        self._changed(link, events)
