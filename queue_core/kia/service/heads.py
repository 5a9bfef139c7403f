"""The head of a file: all of its row that is nobody's secret."""

from __future__ import annotations

from queue_core.kia.rules.handover import register_number
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import AskedView, ClockView, FileHead, HeldView
from queue_core.tickets.rules.numbers import ticket_number


def head_of(row: FileRow) -> FileHead:
    """The head of the file in a row."""
    return FileHead(
        id=row.id,
        kind=row.kind,
        service=row.service,
        ticket_id=row.ticket_id,
        ticket=None if row.lane is None else ticket_number(row.lane, row.serial),
        state=FileState(row.state),
        version=row.version,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        moved_at=row.moved_at,
        moved_by=row.moved_by,
        last_action=Action(row.last_action) if row.last_action else None,
        asked=_asked(row),
        erased_at=row.erased_at,
        held=HeldView(by=row.held_by, since=row.held_since) if row.held_by else None,
        register_number=None if row.number is None else register_number(row.year, row.number),
        shelf=row.shelf,
        clock=_clock(row),
    )


def _clock(row: FileRow) -> ClockView | None:
    if row.clock_started_at is None:
        return None
    return ClockView(
        started_at=row.clock_started_at,
        near_at=row.clock_near_at,
        due_at=row.clock_due_at,
        ended_at=row.clock_ended_at,
    )


def _asked(row: FileRow) -> AskedView | None:
    if row.asked_action is None:
        return None
    return AskedView(action=Action(row.asked_action), by=row.asked_by, at=row.asked_at)
