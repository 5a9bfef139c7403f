"""The code of a pick-up slip: which file of this office, under a seal that only this office can make."""

from __future__ import annotations

import hmac

from queue_core.kia.errors.handover import SlipNotOurs
from queue_core.kia.rules.handover import SlipCode, read_slip, slip_text
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.heads import head_of
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import ScannedSlip

PICK_UP = "pick-up slip"


def slip_of(bureau: Bureau, row: FileRow) -> str:
    """The code of a file's slip; it names no register number before there is one."""
    code = SlipCode(bureau.desk.office, row.id, row.year or 0, row.number or 0, "")
    return slip_text(code._replace(seal=bureau.seal.token(PICK_UP, code.said)))


def file_of_slip(bureau: Bureau, text: str) -> int:
    """The id of the file that a slip is of. Raises SlipNotOurs for what is no slip, forged or altered."""
    code = read_slip(text)
    if code is None or code.office != bureau.desk.office:
        raise SlipNotOurs
    if not hmac.compare_digest(code.seal, bureau.seal.token(PICK_UP, code.said)):
        raise SlipNotOurs
    return code.file_id


def find(bureau: Bureau, scanned: ScannedSlip) -> FileHead:
    """The head of the file that a slip is of. Raises SlipNotOurs or UnknownFile."""
    file_id = file_of_slip(bureau, scanned.code)
    return head_of(bureau.desk.database.read(lambda connection: bureau.row(connection, file_id)))
