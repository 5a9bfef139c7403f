"""What a new folder needs before its programs start: a database, an administrator, enrolled devices."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from queue_core.access.errors import DeviceExists
from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.access.service.door import Door
from queue_core.admin.office import FIRST_ADMINISTRATOR, new_office, open_door, write_token
from queue_core.foundation.settings import Settings
from queue_core.storage.errors import DatabaseExists


def prepare(settings: Settings, *, new: bool) -> str | None:
    """Makes what is missing; the first administrator's one-time password if there was none yet.

    Only a `new` folder gets a database: one that is lost is never replaced in silence.
    """
    password = None
    if new or settings.core.database.exists():
        with suppress(DatabaseExists):
            password = new_office(settings.core, FIRST_ADMINISTRATOR)
    for name, role, token_file in (
        ("kiosk-1", Role.KIOSK, settings.kiosk.token_file),
        ("board-1", Role.BOARD, settings.board.token_file),
        ("print-station-1", Role.PRINT_STATION, settings.print_station.token_file),
        ("reading-corner-1", Role.READING_CORNER, settings.reading_corner.token_file),
    ):
        if not token_file.exists():
            with open_door(settings.core) as door:
                write_token(token_file, partial(_enrol, door, name, role))
    return password


def _enrol(door: Door, name: str, role: Role) -> str:
    try:
        return administration.enrol_device(door, name, role)
    except DeviceExists:
        administration.revoke_device(door, name)
        return administration.enrol_device(door, name, role)
