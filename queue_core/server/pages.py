"""Tells families' phones: a ticket's news to its own page, places to all pages of a group in one message."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from flask_socketio import SocketIO
from pydantic import BaseModel

from queue_core.server.open_page import OpenPage
from queue_core.tickets.rules.telling import shifts_between
from queue_core.tickets.service import watching
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.outlook import Seat
from queue_core.tickets.service.watching import Look
from queue_core.tickets.wire.places import PagePulse, PlaceNews, PlaceShift, WaitRule

REST_SECONDS = 0.02
"""The least time between two tellings: what changes within it reaches the pages together."""
REST_SECONDS_A_PAGE = 0.0001
"""So that a rush of changes leaves half of the core to those who call and issue."""
PHONES_AT_ONCE = 100
"""After so many phones others have their turn: a call must not wait until thousands have been told."""
PULSES_FOR_ALL = 20


class Telling(NamedTuple):
    """One message, the same for all these connections."""

    event: str
    body: BaseModel
    sids: list[str]


class Crowd(NamedTuple):
    """The open pages of those who wait in a group, and the connections that show them."""

    pages: dict[str, OpenPage]
    sids: list[str]


class Pages:
    """The open pages. Only `tell` sends, so that all phones hear everything in order."""

    def __init__(self, socketio: SocketIO, desk: Desk) -> None:
        self._socketio = socketio
        self._desk = desk
        self._open: dict[str, OpenPage] = {}
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        """The open pages by their tickets' numbers."""
        self._due: set[str] = set()
        self._changed: set[str] = set()
        self._looked_at: set[str] = set()
        self._round: list[str] = []
        self._pulse_due = False
        self._stale = threading.Event()
        self._seq: Counter[str] = Counter()
        self._rules: dict[str, WaitRule | None] = {}

    def watch(self, key: str, sid: str) -> None:
        """Keeps a page that has been opened; it is told with all others that came.

        Raises UnknownTicket or VisitOver.
        """
        found = watching.find(self._desk, key)
        self._open.setdefault(key, OpenPage(found.ticket_id, found.number)).sids.add(sid)
        self._keys[found.number].add(key)
        self._due.add(key)
        self._stale.set()

    def unwatch(self, key: str, sid: str) -> None:
        """Forgets a page that was closed."""
        page = self._open.get(key)
        if page is not None:
            page.sids.discard(sid)
            if not page.sids:
                del self._open[key]
                self._keys[page.number].discard(key)

    def changed(self, numbers: Iterable[str]) -> None:
        """Something was committed, about these tickets among others."""
        self._changed.update(numbers)
        self._stale.set()

    def pulse(self) -> None:
        """Lets each page hear the heads of what it was told; looks at some pages anew.

        What a page says may change with the hour alone: each is looked at once in so many pulses.
        """
        self._round = self._round or list(self._open)
        share = len(self._open) // PULSES_FOR_ALL + 1
        self._looked_at.update(self._round[:share])
        del self._round[:share]
        self._pulse_due = True
        self._stale.set()

    def tell(self) -> None:
        """Waits until something has changed, tells it, and rests."""
        self._stale.wait()
        self._stale.clear()
        if self._pulse_due:
            self._pulse_due = False
            self._send(self._pulses())
        due, self._due = self._due, set()
        changed, self._changed = self._changed, set()
        looked_at, self._looked_at = self._looked_at, set()
        due |= {key for number in changed & self._keys.keys() for key in self._keys[number]}
        try:
            told = self._news(due, looked_at) if self._open else []
        except Exception:  # the pulse looks again
            self._due |= due
            raise
        self._send(told)
        if told:
            self._socketio.sleep(max(REST_SECONDS, REST_SECONDS_A_PAGE * len(self._open)))

    def _send(self, tellings: Iterable[Telling]) -> None:
        for event, body, sids in tellings:
            message = body.model_dump(mode="json")
            for first in range(0, len(sids), PHONES_AT_ONCE):
                self._socketio.emit(event, message, to=sids[first : first + PHONES_AT_ONCE])
                self._socketio.sleep(0)

    def _pulses(self) -> list[Telling]:
        """The heads of what each page was told: one message for all whose heads are the same.

        A page that is due hears none: one of its phones may have been told nothing yet that it could compare.
        """
        alike: defaultdict[tuple[int, int | None], list[str]] = defaultdict(list)
        for key, page in self._open.items():
            if key not in self._due:
                alike[page.seq, self._place_seq(page)].extend(page.sids)
        return [
            Telling("pulse", PagePulse(seq=seq, place_seq=place_seq), sids)
            for (seq, place_seq), sids in alike.items()
        ]

    def _place_seq(self, page: OpenPage) -> int | None:
        """The head of the news of places that the page hears, if it hears any."""
        return None if page.group is None else self._seq[page.group]

    def _news(self, due: set[str], looked_at: set[str]) -> list[Telling]:
        """All that is to be told now; the single pages first, since one of them may be called."""
        seen = watching.look(self._desk, due | looked_at)
        self._end(seen.over)
        self._due |= (due & self._open.keys()) - seen.pages.keys()
        own = self._take(seen, due)
        crowds, strays = self._crowds(seen.seats.of)
        own |= strays
        places: list[Telling] = []
        for group, (pages, sids) in crowds.items():
            news, untold = self._reckon(group, pages, own, seen)
            own |= untold
            if news is not None:
                places.append(Telling("place", news, sids))
        return [self._page(self._open[key], seen) for key in own] + places

    def _end(self, over: Iterable[str]) -> None:
        """Forgets the pages of visits that are over; a phone that asks why its connection ended is told."""
        for key in over:
            page = self._open.pop(key, None)
            if page is None:  # closed while it was read
                continue
            self._keys[page.number].discard(key)
            for sid in page.sids:
                with suppress(KeyError):  # it may have gone by itself
                    self._socketio.server.disconnect(sid)

    def _take(self, seen: Look, due: set[str]) -> set[str]:
        """Keeps what was read; the pages that are due, or say something else than they were told."""
        own = set()
        for key, found in seen.pages.items():
            page = self._open.get(key)
            if page is None:  # closed while it was read
                continue
            if key in due or not page.says(found):
                own.add(key)
                page.take(found)
        return own

    def _crowds(self, seats: Mapping[int, Seat]) -> tuple[dict[str, Crowd], set[str]]:
        """The pages that wait by group, and the strays, in one pass: there may be thousands.

        A stray waits for other counters now than it did, though nothing happened to its ticket.
        """
        crowds: defaultdict[str, Crowd] = defaultdict(lambda: Crowd({}, []))
        strays = set()
        for key, page in self._open.items():
            seat = seats.get(page.ticket_id)
            if seat is not None and seat.group != page.group and page.waits:
                strays.add(key)
                page.group = seat.group
            if page.group is not None:
                crowd = crowds[page.group]
                crowd.pages[key] = page
                crowd.sids.extend(page.sids)
        return crowds, strays

    def _reckon(
        self, group: str, pages: Mapping[str, OpenPage], own: set[str], seen: Look
    ) -> tuple[PlaceNews | None, frozenset[str]]:
        """The group's news, if there are any; the pages that they do not tell."""
        seats, prospect = seen.seats.of, seen.seats.prospects.get(group)
        before: dict[str, int] = {}
        now: dict[str, int] = {}
        for key, page in pages.items():
            if page.ahead is None or key in own:
                continue
            before[key] = page.ahead
            seat = seats.get(page.ticket_id)
            page.ahead = None if seat is None else seat.ahead
            if seat is not None:
                now[key] = seat.ahead
        told = shifts_between(before, now)
        rule = self._rules.get(group) if prospect is None else watching.wait_rule(prospect)
        if not told.shifts and rule == self._rules.get(group):
            return None, told.untold
        self._rules[group] = rule
        self._seq[group] += 1
        shifts = tuple(PlaceShift(ahead=shift.ahead, by=shift.by) for shift in told.shifts)
        return PlaceNews(seq=self._seq[group], shifts=shifts, wait=rule), told.untold

    def _page(self, page: OpenPage, seen: Look) -> Telling:
        seated = page.waits and page.ticket_id in seen.seats.of
        outlook = seen.seats.outlook(page.ticket_id) if seated else None
        return Telling("page", page.message(seen.at, self._place_seq(page), outlook), list(page.sids))
