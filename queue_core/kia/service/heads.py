"""The head of a file: all of its row that is nobody's secret."""

from __future__ import annotations

from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.store import FileRow
from queue_core.kia.wire.files import AskedView, FileHead, HeldView
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
        held=HeldView(by=row.held_by, since=row.held_since) if row.held_by else None,
    )


def _asked(row: FileRow) -> AskedView | None:
    if row.asked_action is None:
        return None
    return AskedView(action=Action(row.asked_action), by=row.asked_by, at=row.asked_at)
