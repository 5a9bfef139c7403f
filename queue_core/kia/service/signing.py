"""The page on which a receiver signs: opened for one file by an officer, signed on once, then closed.

It knows its key alone: no name, no number and no kind of file stand on it. What is drawn is kept sealed.
It is of the file as it was then: once that has changed, nobody signs on it or hands over upon it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest, new_page_key
from queue_core.kia.errors.handover import SignatureOver
from queue_core.kia.rules.life import Action
from queue_core.kia.service import codes
from queue_core.kia.service.bureau import Bureau, record, require_in_hand
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.moving import legal
from queue_core.kia.store import handover as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.handover import (
    Drawing,
    NamedSheet,
    SignatureCame,
    SignaturePage,
    SignatureSheet,
    SignatureState,
)
from queue_core.tickets.service.desk import Act

OPEN_FOR = timedelta(minutes=15)
COUNTS_FOR = timedelta(hours=1)
"""A signature belongs to the visit in which it was asked for."""


def ask(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int) -> SignatureSheet:
    """Opens a page for a file that is ready; the one before it is closed.

    Raises UnknownFile, FileNotNow, FileNotYours or FileHeld.
    """

    def do(act: Act) -> codes.KeptSheet:
        connection = act.transaction.connection
        row = bureau.row(connection, file_id)
        legal(bureau, row, Action.HAND_OVER, who)
        require_in_hand(bureau, row, who)
        key, ends_at = new_page_key(), act.now + OPEN_FOR
        sheet = {"office": act.desk.office, "key": key, "asked_at": act.now, "asked_by": who.name}
        code = codes.new_code(bureau, connection, act.now)
        sheet["code"] = codes.token_of(bureau, code)
        store.ask_for_signature(connection, row.id, version=row.version, ends_at=ends_at, **sheet)
        record(act, "signature_asked", head_of(row))
        address = f"{bureau.desk.public_address}/s/{key}"
        return codes.kept(bureau, SignatureSheet(address=address, code=code, ends_at=ends_at))

    return codes.told(bureau, bureau.desk.once(write, codes.KeptSheet, do))


def page(bureau: Bureau, named: NamedSheet) -> SignaturePage:
    """How far a page is. Raises UnknownSignature."""

    def read(connection: Connection) -> SignaturePage:
        sheet = codes.sheet_named(bureau, connection, named)
        row = bureau.row(connection, sheet.file_id)
        return SignaturePage(state=_state(sheet, row, bureau.desk.clock()))

    return bureau.desk.database.read(read)


def sign(bureau: Bureau, write: WriteRequest, named: NamedSheet, drawing: Drawing) -> SignaturePage:
    """Keeps what was drawn, and closes the page. Raises UnknownSignature or SignatureOver."""

    def do(act: Act) -> SignaturePage:
        connection = act.transaction.connection
        sheet = codes.sheet_named(bureau, connection, named)
        row = bureau.row(connection, sheet.file_id)
        if sheet.version != row.version:
            raise SignatureOver
        strokes = bureau.sealed(row, store.STROKES, drawing.model_dump_json())
        if not store.sign(connection, sheet.id, act.now, strokes):
            raise SignatureOver
        record(act, "signature_drawn", head_of(row))
        return SignaturePage(state=SignatureState.SIGNED)

    return bureau.desk.once(write, SignaturePage, do)


def came(bureau: Bureau, file_id: int) -> SignatureCame:
    """Whether the receiver has signed on the page that was opened last, for the file as it is.

    Raises UnknownFile.
    """

    def read(connection: Connection) -> SignatureCame:
        row = bureau.row(connection, file_id)
        return SignatureCame(came=signed(bureau, connection, row) is not None)

    return bureau.desk.database.read(read)


def signed(bureau: Bureau, connection: Connection, row: FileRow) -> int | None:
    """The id of the signature that a file may be handed over upon, as it is now."""
    since = bureau.desk.clock() - COUNTS_FOR
    sheet = store.latest_signature(connection, bureau.desk.office, row.id, since)
    if sheet is None or sheet.signed_at is None or sheet.version != row.version:
        return None
    return int(sheet.id)


def _state(sheet: FileRow, row: FileRow, now: datetime) -> SignatureState:
    if sheet.signed_at is not None:
        return SignatureState.SIGNED
    is_open = sheet.ends_at > now and sheet.version == row.version
    return SignatureState.OPEN if is_open else SignatureState.OVER
