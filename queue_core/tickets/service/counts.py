"""The queue in numbers, for who watches the machine: no ticket, no person, no reason."""

from __future__ import annotations

from dataclasses import dataclass

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
        rows = {row.lane: row for row in counts.lanes_today(connection, desk.office, day)}
        lanes = (
            LaneCount(**rows[lane.letter]._mapping) if lane.letter in rows else LaneCount(lane.letter)
            for lane in desk.profile.lanes
        )
        return QueueCount(tuple(lanes), counts.open_help(connection, desk.office, day))

    return desk.database.read(read)
