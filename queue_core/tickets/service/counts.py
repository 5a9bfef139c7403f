"""The queue in numbers, for who watches the machine: no ticket, no person, no reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

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
        lanes = tuple(
            _count_lane(lane.letter, [row for row in rows if row.letter in lane.letters])
            for lane in desk.profile.lanes
        )
        return QueueCount(lanes, counts.open_help(connection, desk.office, day))

    return desk.database.read(read)


def _count_lane(lane: str, rows: Sequence[Any]) -> LaneCount:
    """The sum over the lane's own letter and its spare ones."""
    return LaneCount(
        lane,
        issued=sum(row.issued for row in rows),
        called=sum(row.called for row in rows),
        calls=sum(row.calls for row in rows),
        waiting=sum(row.waiting for row in rows),
    )
