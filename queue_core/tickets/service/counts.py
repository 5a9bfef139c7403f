"""The queue in numbers, for who watches the machine: no ticket, no person, no reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from queue_core.foundation.queueing import Lane
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.store import counts


@dataclass(frozen=True)
class LaneCount:
    """One lane today: tickets issued, called at least once, and waiting; calls with repeated ones."""

    lane: str
    issued: int = 0
    called: int = 0
    calls: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class QueueCount:
    """Every lane of the office today, and how many requests for help nobody has taken."""

    lanes: tuple[LaneCount, ...]
    open_help: int


def count_queue(desk: Desk) -> QueueCount:
    """The queue of today in numbers."""
    day = desk.day(desk.clock())

    def read(connection: Connection) -> QueueCount:
        rows = counts.letters_today(connection, desk.office, day)
        kiosks = desk.profile.queue.offline_letters
        lanes = tuple(
            _count_lane(lane.letter, [row for row in rows if _is_of(row, lane, kiosks)])
            for lane in desk.profile.lanes
        )
        return QueueCount(lanes, counts.open_help(connection, desk.office, day))

    return desk.database.read(read)


def _is_of(row: Any, lane: Lane, kiosks: Collection[str]) -> bool:  # noqa: ANN401  a row of a query
    """Whether a number is the lane's: by its letter, or, under the letter of a kiosk, by where it waits."""
    return row.letter in lane.letters or (row.letter in kiosks and row.waits_in == lane.letter)


def _count_lane(lane: str, rows: Sequence[Any]) -> LaneCount:
    """The sum over the lane's own letter, its spare ones, and those of kiosks."""
    return LaneCount(
        lane,
        issued=sum(row.issued for row in rows),
        called=sum(row.called for row in rows),
        calls=sum(row.calls for row in rows),
        waiting=sum(row.waiting for row in rows),
    )
