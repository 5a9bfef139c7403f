"""Enters what is ready into the register, with its place on the shelf."""

from __future__ import annotations

from queue_core.kia.errors.handover import ShelfNeeded
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.store import register
from queue_core.kia.store.files import FileRow
from queue_core.tickets.service.desk import Act


def put_on_shelf(bureau: Bureau, act: Act, row: FileRow, shelf: str | None) -> None:
    """Gives a file its number, and its place. Raises ShelfNeeded where the profile wants one."""
    if shelf is None and bureau.desk.profile.files.handover.shelf:
        raise ShelfNeeded
    register.enter(
        act.transaction.connection,
        act.desk.office,
        year=act.day.year,
        file_id=row.id,
        at=act.now,
        shelf=shelf,
    )
