"""Hands a file over: once, to a named receiver with a proof, against a signature; all of it is sealed."""

from __future__ import annotations

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.handover import OtherSlip, SignatureMissing
from queue_core.kia.rules.handover import Proof, Signed
from queue_core.kia.rules.life import Action
from queue_core.kia.service.bureau import (
    Bureau,
    require_decided,
    require_in_hand,
    require_kept,
    require_version,
)
from queue_core.kia.service.following import require_order_allows
from queue_core.kia.service.moving import legal, moved
from queue_core.kia.service.signing import signed
from queue_core.kia.service.slips import file_of_slip
from queue_core.kia.store import handover as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import HandOver
from queue_core.tickets.service.desk import Act


def hand_over(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, given: HandOver) -> FileHead:
    """Hands over what is ready.

    Raises UnknownFile, FileNotYours, FileNotNow, FileChanged, FileHeld, FileAsked; SlipNotOurs or OtherSlip
    for a slip that proves nothing, SignatureMissing for one that was to be drawn, OrderFlagged for a card
    that may be on another child's blank.
    """

    def do(act: Act) -> FileHead:
        connection = act.transaction.connection
        row = bureau.row(connection, file_id)
        found = legal(bureau, row, Action.HAND_OVER, who)
        require_version(bureau, row, given.version)
        require_in_hand(bureau, row, who)
        require_decided(bureau, row)
        require_kept(row)
        require_order_allows(bureau, act, row, Action.HAND_OVER)
        _require_own_slip(bureau, row, given)
        store.hand_over(
            connection,
            office=act.desk.office,
            file_id=row.id,
            version=row.version,
            at=act.now,
            by=who.name,
            receipt=bureau.sealed(row, store.RECEIPT, given.receipt.model_dump_json()),
            signature_id=_signature(bureau, act, row, given.signed),
        )
        return moved(bureau, act, who, row, Action.HAND_OVER, found, None)

    return bureau.once(write, do)


def _require_own_slip(bureau: Bureau, row: FileRow, given: HandOver) -> None:
    if given.receipt.proof is Proof.PICK_UP_SLIP and file_of_slip(bureau, given.slip or "") != row.id:
        raise OtherSlip


def _signature(bureau: Bureau, act: Act, row: FileRow, how: Signed) -> int | None:
    if how is Signed.PAPER:
        return None
    found = signed(bureau, act.transaction.connection, row)
    if found is None:
        raise SignatureMissing
    return found
