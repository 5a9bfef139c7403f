"""The queries of clocks and their pauses. Nothing decides here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, insert, or_, select, update

from queue_core.sop.rules.clocks import WHOLE
from queue_core.sop.store.tables import Row, sop_clock, sop_disturbance, sop_pause
from queue_core.sqlite.columns import Instant

_OPEN = sop_clock.c.finished_at.is_(None)
_OF_VISIT = sop_clock.c.file_id.is_(None)


def add_clock(connection: Connection, **values: object) -> Row:
    """Keeps a clock that has just been started."""
    return connection.execute(insert(sop_clock).values(values).returning(sop_clock)).one()


def change_clock(connection: Connection, clock_id: int, **values: object) -> None:
    """Sets columns of a clock."""
    connection.execute(update(sop_clock).where(sop_clock.c.id == clock_id).values(values))


def open_clocks(connection: Connection, office: str) -> Sequence[Row]:
    """Every clock of the office that has not ended, in the order in which they began."""
    mine = and_(sop_clock.c.office == office, _OPEN)
    return connection.execute(select(sop_clock).where(mine).order_by(sop_clock.c.id)).all()


def open_clocks_of_service(connection: Connection, office: str, service: str) -> Sequence[Row]:
    """The clocks of one service, or of every one, that have not ended."""
    return [row for row in open_clocks(connection, office) if service in (WHOLE, row.service)]


def open_clocks_of_visit(connection: Connection, ticket_id: int) -> Sequence[Row]:
    """The clocks of the ticket's visit that have not ended; none of its files."""
    mine = and_(sop_clock.c.ticket_id == ticket_id, _OF_VISIT, _OPEN)
    return connection.execute(select(sop_clock).where(mine).order_by(sop_clock.c.id)).all()


def clocks_of_visit(connection: Connection, ticket_id: int) -> Sequence[Row]:
    """Every clock of the ticket's visit in the order in which they began; none of its files."""
    mine = and_(sop_clock.c.ticket_id == ticket_id, _OF_VISIT)
    return connection.execute(select(sop_clock).where(mine).order_by(sop_clock.c.id)).all()


def clocks_of_ticket(connection: Connection, ticket_id: int) -> Sequence[Row]:
    """Every clock of the ticket and of its files in the order in which they began."""
    mine = sop_clock.c.ticket_id == ticket_id
    return connection.execute(select(sop_clock).where(mine).order_by(sop_clock.c.id)).all()


def clocks_of_file(connection: Connection, file_id: int) -> Sequence[Row]:
    """Every clock of the file in the order in which they began."""
    mine = sop_clock.c.file_id == file_id
    return connection.execute(select(sop_clock).where(mine).order_by(sop_clock.c.id)).all()


def open_clocks_of_file(connection: Connection, file_id: int) -> Sequence[Row]:
    """The file's clock that has not ended, if one runs."""
    mine = and_(sop_clock.c.file_id == file_id, _OPEN)
    return connection.execute(select(sop_clock).where(mine)).all()


def urgent_files(office: str, now: datetime) -> Select[tuple[int]]:
    """The query of the files whose clock has not ended and is near its end, or past it."""
    mine = and_(sop_clock.c.office == office, _OPEN, sop_clock.c.near_at <= bindparam("now", now, Instant))
    return select(sop_clock.c.file_id).where(mine, sop_clock.c.file_id.is_not(None))


def has_late(connection: Connection, ticket_id: int, now: datetime) -> bool:
    """Whether a clock of the ticket, or of its files, is past its due instant, or was when it ended."""
    late = sop_clock.c.due_at < func.coalesce(sop_clock.c.finished_at, bindparam("now", now, Instant))
    mine = select(sop_clock.c.id).where(sop_clock.c.ticket_id == ticket_id, late)
    return connection.execute(mine.limit(1)).first() is not None


def measured_clocks(connection: Connection, office: str, since: datetime, until: datetime) -> Sequence[Row]:
    """The clocks whose work was done from `since` up to, not including, `until`; no interrupted ones."""
    within = and_(
        sop_clock.c.office == office,
        sop_clock.c.finished_at >= since,
        sop_clock.c.finished_at < until,
        sop_clock.c.interrupted.is_(False),
    )
    return connection.execute(select(sop_clock).where(within).order_by(sop_clock.c.id)).all()


def _untold(now: datetime) -> ColumnElement[bool]:
    near = and_(sop_clock.c.warned_at.is_(None), sop_clock.c.near_at <= now)
    late = and_(sop_clock.c.breached_at.is_(None), sop_clock.c.due_at < now)
    return and_(_OPEN, or_(near, late))


def untold(connection: Connection, office: str, now: datetime) -> Sequence[Row]:
    """The running clocks that have passed a mark which nobody was told of."""
    mine = and_(sop_clock.c.office == office, _untold(now))
    return connection.execute(select(sop_clock).where(mine).order_by(sop_clock.c.id)).all()


def mark_warned(connection: Connection, clock_id: int, now: datetime) -> bool:
    """Notes that the clock is near its end; False when it was noted before, or is not so."""
    free = and_(sop_clock.c.warned_at.is_(None), sop_clock.c.near_at <= now, _OPEN)
    return _mark(connection, clock_id, free, warned_at=now)


def mark_breached(connection: Connection, clock_id: int, now: datetime) -> bool:
    """Notes that the clock is past its due instant; False when it was noted before, or is not so."""
    free = and_(sop_clock.c.breached_at.is_(None), sop_clock.c.due_at < now, _OPEN)
    return _mark(connection, clock_id, free, breached_at=now)


def _mark(connection: Connection, clock_id: int, free: ColumnElement[bool], **values: object) -> bool:
    marked = update(sop_clock).where(sop_clock.c.id == clock_id, free).values(values)
    return connection.execute(marked).rowcount == 1


def retime(connection: Connection, marks: Mapping[int, tuple[datetime | None, datetime | None]]) -> None:
    """Sets when clocks are near their end, and when they are due, by their ids."""
    if marks:
        named = [{"of": key, "near": near, "due": due} for key, (near, due) in marks.items()]
        connection.execute(_RETIMED, named)


_RETIMED = (
    update(sop_clock)
    .where(sop_clock.c.id == bindparam("of"))
    .values(near_at=bindparam("near"), due_at=bindparam("due"))
)


def add_pauses(connection: Connection, pauses: Sequence[Mapping[str, object]]) -> None:
    """Keeps pauses that begin."""
    if pauses:
        connection.execute(insert(sop_pause), pauses)


def pauses_of(connection: Connection, clock_ids: Iterable[int]) -> Sequence[Row]:
    """The pauses of these clocks in the order in which they began."""
    mine = sop_pause.c.clock_id.in_(list(clock_ids))
    return connection.execute(select(sop_pause).where(mine).order_by(sop_pause.c.id)).all()


def open_own_pauses(connection: Connection, ticket_id: int) -> Sequence[Row]:
    """The pauses that an officer began and nobody has ended: those of the visit, no file's clock has one."""
    mine = and_(
        sop_clock.c.ticket_id == ticket_id,
        sop_pause.c.disturbance_id.is_(None),
        sop_pause.c.ended_at.is_(None),
    )
    return connection.execute(select(sop_pause).join(sop_clock).where(mine)).all()


def open_pauses_of_clock(connection: Connection, clock_id: int) -> Sequence[Row]:
    """Whatever pauses the clock now."""
    mine = and_(sop_pause.c.clock_id == clock_id, sop_pause.c.ended_at.is_(None))
    return connection.execute(select(sop_pause).where(mine)).all()


def open_pauses_of_disturbance(connection: Connection, disturbance_id: int) -> Sequence[Row]:
    """The clocks' pauses that wait for a disturbance to be lifted."""
    mine = and_(sop_pause.c.disturbance_id == disturbance_id, sop_pause.c.ended_at.is_(None))
    return connection.execute(select(sop_pause).where(mine)).all()


def reopen_pauses(connection: Connection, clock_id: int) -> None:
    """Lets the pauses by disturbances last as long as these: what ended them was the end of the clock."""
    lifted = select(sop_disturbance.c.lifted_at).where(sop_disturbance.c.id == sop_pause.c.disturbance_id)
    connection.execute(
        update(sop_pause)
        .where(sop_pause.c.clock_id == clock_id, sop_pause.c.disturbance_id.is_not(None))
        .values(ended_at=func.max(lifted.scalar_subquery(), sop_pause.c.started_at))
    )


def reopen_own_pauses(connection: Connection, ticket_id: int, ended_at: datetime) -> Sequence[str]:
    """Takes the end of this instant away from the pauses that an officer began; their reasons."""
    running = select(sop_clock.c.id).where(sop_clock.c.ticket_id == ticket_id, _OPEN)
    reopened = (
        update(sop_pause)
        .where(sop_pause.c.clock_id.in_(running), sop_pause.c.ended_at == ended_at)
        .where(sop_pause.c.disturbance_id.is_(None))
        .values(ended_at=None)
        .returning(sop_pause.c.reason)
    )
    return connection.execute(reopened).scalars().all()


def end_pause(connection: Connection, pause: Row, now: datetime) -> None:
    """Ends a pause; where the machine's clock was set back meanwhile, it has taken no time."""
    ended = max(now, pause.started_at)
    connection.execute(update(sop_pause).where(sop_pause.c.id == pause.id).values(ended_at=ended))
