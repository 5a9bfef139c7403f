"""What a new folder needs before its programs start: a database, an administrator, enrolled devices."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from queue_core.access.errors import DeviceExists
from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.admin.office import FIRST_ADMINISTRATOR, new_office, open_door, write_token
from queue_core.foundation.settings import Settings
from queue_core.storage.errors import DatabaseExists


def prepare(settings: Settings) -> str | None:
    """Makes what is missing; the first administrator's one-time password if the office is new."""
    password = None
    if not settings.kiosk.token_file.exists():
        with suppress(DatabaseExists):
            password = new_office(settings.core, FIRST_ADMINISTRATOR)
    for name, role, token_file in (
        ("kiosk-1", Role.KIOSK, settings.kiosk.token_file),
        ("board-1", Role.BOARD, settings.board.token_file),
    ):
        if not token_file.exists():
            _enrol(settings, name, role, token_file)
    return password


def _enrol(settings: Settings, name: str, role: Role, token_file: Path) -> None:
    with open_door(settings.core) as door:
        try:
            token = administration.enrol_device(door, name, role)
        except DeviceExists:
            administration.revoke_device(door, name)
            token = administration.enrol_device(door, name, role)
    write_token(token_file, token)
