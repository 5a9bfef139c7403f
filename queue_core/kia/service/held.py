"""All that is held about a person, file by file: what an export tells, and what an erasure destroys.

A room that keeps something more about a file, such as a photo, adds a line to both lists.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping

from pydantic import JsonValue
from sqlalchemy import Connection

from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.grounds import forget_with_file
from queue_core.kia.service.photos import kept_photo
from queue_core.kia.service.scans import scans_of
from queue_core.kia.store import apart, names, pictures
from queue_core.kia.store import handover as handovers
from queue_core.kia.store.files import FileRow
from queue_core.kia.store.handover import RECEIPT, STROKES
from queue_core.storage import ledger

Export = Callable[[Bureau, Connection, FileRow], JsonValue]
Erase = Callable[[Connection, FileRow], None]


def _said(bureau: Bureau, _: Connection, row: FileRow) -> JsonValue:
    told: JsonValue = bureau.draft(row).model_dump(mode="json")
    return told


def _acts(bureau: Bureau, connection: Connection, row: FileRow) -> JsonValue:
    return [_act(bureau, row, act) for act in ledger.of_file(connection, bureau.desk.office, row.id)]


def _act(bureau: Bureau, row: FileRow, act: ledger.LedgerRow) -> JsonValue:
    told: dict[str, JsonValue] = {"at": act.at.isoformat(), "by": act.actor, "action": act.action}
    told["state"] = act.body["file"]["state"]
    told |= {name: value for name, value in act.body.items() if name not in ("file", "sealed_reason")}
    if sealed := act.body.get("sealed_reason"):
        told["reason"] = bureau.opened_reason(row, base64.b64decode(sealed))
    return told


def _photo(bureau: Bureau, connection: Connection, row: FileRow) -> JsonValue:
    photo = kept_photo(bureau, connection, row)
    return None if photo is None else {"kind": "image/jpeg", "base64": base64.b64encode(photo).decode()}


def _scans(_: Bureau, connection: Connection, row: FileRow) -> JsonValue:
    """Which papers are kept: what is on them the family brought, and sees by opening each with a reason."""
    return [scan.model_dump(mode="json") for scan in scans_of(connection, row)]


def _handed_over(bureau: Bureau, connection: Connection, row: FileRow) -> JsonValue:
    told: list[JsonValue] = []
    for one in handovers.of_file(connection, row.id):
        receipt = json.loads(bureau.opened(row, RECEIPT, one.receipt)) if one.receipt else None
        drawn = json.loads(bureau.opened(row, STROKES, one.strokes)) if one.strokes else None
        at = one.handed_at.isoformat()
        told.append({"at": at, "by": one.handed_by, "receipt": receipt, "signature": drawn})
    return told


def _erase_handover(connection: Connection, row: FileRow) -> None:
    handovers.erase(connection, row.id)


EXPORTED: Mapping[str, Export] = {
    "said": _said,
    "acts": _acts,
    "handed_over": _handed_over,
    "photo": _photo,
    "scans": _scans,
}
"""What an export tells of each file, by the name that it stands under."""

ERASED: tuple[Erase, ...] = (
    names.forget,
    apart.forget,
    forget_with_file,
    pictures.forget_for,
    _erase_handover,
)
"""What an erasure destroys beside the file's own row: rows of other tables."""
