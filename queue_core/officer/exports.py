"""All that is held about a person, put into a file on this machine whose name tells nothing."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from queue_core.access.rules import HEAD_ROLES
from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.people import ExportReason, ExportWish, PersonExport
from queue_core.officer.more import Entry
from queue_core.officer.shift import Core, Shift


def may_export(shift: Shift) -> bool:
    """Whether the officer may be told everything about a person."""
    return shift.account is not None and not HEAD_ROLES.isdisjoint(shift.account.roles)


def reasons(shift: Shift) -> list[Entry]:
    """Why it is asked for."""
    return [Entry(why, shift.say(f"files.export_reason.{why}")) for why in ExportReason]


def exported(shift: Shift, core: Core, wish: ExportWish) -> str:
    """Asks the core and keeps what it tells; what came of it, in words."""
    try:
        told = core.export_person(wish)
        if not (told.files or told.listed or told.proposed):
            return shift.say("files.none_found")
        return shift.say("files.exported", number=len(told.files), path=save(told, Path.home()))
    except KerakError as error:
        return shift.problem(error)
    except OSError as error:
        return shift.say("files.export_failed", why=error.strerror or type(error).__name__)


def save(told: PersonExport, folder: Path) -> Path:
    """Keeps an export where only its owner can read it; its name is the time. Raises OSError."""
    path = folder / name_of(told.made_at)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(told.model_dump_json(indent=2))
    return path


def name_of(made_at: datetime) -> str:
    """The name of an export: when it was made, in the time of this machine."""
    return f"kerak-export-{made_at.astimezone():%Y%m%d-%H%M%S-%f}.json"
