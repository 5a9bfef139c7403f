"""Tells families' phones: a ticket's news to its own page, places to all pages of a lane in one message."""

from __future__ import annotations

import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from flask_socketio import SocketIO

from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.rules.telling import runs, shifts_between
from queue_core.tickets.service import outlook, views
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.outlook import Seat, wire_wait
from queue_core.tickets.wire.places import PagePulse, PlaceNews, PlaceShift, WaitStep
from queue_core.tickets.wire.tickets import TicketPage

log = logging.getLogger(__name__)
PAGES_WAIT_SECONDS = 0.2
"""Changes within this time reach the families' pages together."""
PULSES_FOR_ALL = 20
RECENT_SECONDS = 10.0
"""So long the pulse repeats what was told to single pages."""


def page_room(key: str) -> str:
    """The Socket.IO room of one ticket's page."""
    return f"page:{key}"


def lane_room(lane: str) -> str:
    """The room of all pages whose ticket waits, or waited last, in the lane."""
    return f"lane:{lane}"


@dataclass
class _Watched:
    """An open page: what it was told, and the connections that show it."""

    ticket_id: int
    lane: str | None
    """Whose news it hears; None for a ticket of another day."""
    number: str
    state: TicketState
    told_at: float = float("-inf")
    """When its state last changed, by the monotonic clock."""
    ahead: int | None = None
    sids: set[str] = field(default_factory=set)


class Pages:
    """The open pages."""

    def __init__(self, socketio: SocketIO, desk: Desk, monotonic: Callable[[], float]) -> None:
        self._socketio = socketio
        self._desk = desk
        self._clock = monotonic
        self._open: dict[str, _Watched] = {}
        self._due: set[str] = set()
        self._changed: set[str] = set()
        self._round: list[str] = []
        self._stale = threading.Event()
        self._seq: Counter[str] = Counter()
        self._waits: dict[str, tuple[WaitStep, ...]] = {}

    def watch(self, key: str, sid: str) -> TicketPage:
        """Keeps a page that has been opened; what it shows at once. Raises UnknownTicket.

        It is told again as soon as it is in its rooms: something may have happened in between.
        """
        found = views.watched_page(self._desk, key)
        watched = _Watched(found.ticket_id, _lane_of(found), found.page.number, found.page.state)
        self._open.setdefault(key, watched).sids.add(sid)
        self._due.add(key)
        return found.page

    def rooms(self, key: str) -> list[str]:
        """What an open page listens to."""
        lane = self._open[key].lane
        return [page_room(key)] if lane is None else [page_room(key), lane_room(lane)]

    def joined(self) -> None:
        """The page that was watched last hears its rooms now."""
        self._stale.set()

    def unwatch(self, key: str, sid: str) -> None:
        """Forgets a page that was closed."""
        watched = self._open.get(key)
        if watched is not None:
            watched.sids.discard(sid)
            if not watched.sids:
                del self._open[key]

    def changed(self, numbers: Iterable[str]) -> None:
        """Something was committed, about these tickets among others."""
        self._changed.update(numbers)
        self._stale.set()

    def tell(self) -> None:
        """Waits until something has changed, and tells it."""
        self._stale.wait()
        self._stale.clear()
        due, self._due = self._due, set()
        changed, self._changed = self._changed, set()
        due |= {key for key, page in self._open.items() if page.number in changed}
        try:
            self._tell(due)
        except Exception:  # the pulse looks again
            self._due |= due
            raise

    def _tell(self, due: set[str]) -> None:
        if not self._open:
            return
        now = outlook.everybody(self._desk)
        for lane, pages in self._by_lane().items():
            due |= self._tell_lane(lane, pages, now)
        for key in due:
            try:
                self._tell_page(key, now)
            except Exception:  # one page must not keep the others waiting; the pulse looks again
                log.exception("a page could not be told")
                self._due.add(key)

    def pulse(self) -> None:
        """Tells each lane's pages the head of its news, and what was told to single pages a moment ago."""
        recent = self._clock() - RECENT_SECONDS
        for lane, pages in self._by_lane().items():
            states = {page.number: page.state for page in pages.values() if page.told_at > recent}
            pulse = PagePulse(seq=self._seq[lane], states=states)
            self._socketio.emit("pulse", pulse.model_dump(mode="json"), to=lane_room(lane))
        self._refresh()

    def _refresh(self) -> None:
        """Tells every page anew once in so many pulses: what it says may change with the hour alone."""
        self._round = self._round or list(self._open)
        share = len(self._open) // PULSES_FOR_ALL + 1
        self._due.update(self._round[:share])
        del self._round[:share]
        self._stale.set()

    def _by_lane(self) -> dict[str, dict[str, _Watched]]:
        lanes: dict[str, dict[str, _Watched]] = defaultdict(dict)
        for key, page in self._open.items():
            if page.lane is not None:
                lanes[page.lane][key] = page
        return lanes

    def _tell_lane(self, lane: str, pages: Mapping[str, _Watched], now: Mapping[int, Seat]) -> set[str]:
        """Sends the lane's news; the pages that they do not tell."""
        before = {key: page.ahead for key, page in pages.items() if page.ahead is not None}
        here = {key: now[page.ticket_id] for key, page in pages.items() if page.ticket_id in now}
        news = shifts_between(before, {key: seat.outlook.ahead for key, seat in here.items()})
        waits = _steps(seat for seat in now.values() if seat.lane == lane)
        for key, page in pages.items():
            page.ahead = here[key].outlook.ahead if key in here and page.ahead is not None else None
        if news.shifts or waits != self._waits.get(lane):
            self._waits[lane] = waits
            self._seq[lane] += 1
            shifts = tuple(PlaceShift(ahead=shift.ahead, by=shift.by) for shift in news.shifts)
            told = PlaceNews(seq=self._seq[lane], shifts=shifts, waits=waits)
            self._socketio.emit("place", told.model_dump(mode="json"), to=lane_room(lane))
        return set(news.untold)

    def _tell_page(self, key: str, now: Mapping[int, Seat]) -> None:
        if key not in self._open:
            return
        found = views.watched_page(self._desk, key)
        watched = self._open.get(key)
        if watched is None:  # closed while it was read
            return
        page, seat = found.page, now.get(watched.ticket_id)
        watched.ahead = None
        if page.state is TicketState.WAITING and found.today:
            if seat is None or seat.lane != found.lane:  # it began to wait there a moment ago
                self._due.add(key)
                self._stale.set()
                return
            before = seat.outlook.ahead
            page = page.model_copy(update={"ahead": before, "wait": wire_wait(seat.outlook.wait)})
            watched.ahead = before
        self._move(watched, _lane_of(found))
        if page.state is not watched.state:
            watched.state, watched.told_at = page.state, self._clock()
        if found.today:
            page = page.model_copy(update={"place_seq": self._seq[found.lane]})
        self._socketio.emit("page", page.model_dump(mode="json"), to=page_room(key))

    def _move(self, watched: _Watched, lane: str | None) -> None:
        """Into the room of the lane where the ticket waits now: it was transferred, or its day has begun."""
        if watched.lane == lane:
            return
        for sid in watched.sids:
            if watched.lane is not None:
                self._socketio.server.leave_room(sid, lane_room(watched.lane))
            if lane is not None:
                self._socketio.server.enter_room(sid, lane_room(lane))
        watched.lane = lane


def _lane_of(found: views.WatchedPage) -> str | None:
    """The lane whose news are this ticket's: none for a ticket of another day."""
    return found.lane if found.today else None


def _steps(seats: Iterable[Seat]) -> tuple[WaitStep, ...]:
    """The wait by how many are ahead."""
    by_ahead = sorted({seat.outlook.ahead: seat.outlook.wait for seat in seats}.items())
    return tuple(WaitStep(ahead=ahead, wait=wire_wait(wait)) for ahead, wait in runs(by_ahead))
