"""The six digits by which a receiver names the page to sign on at a kiosk.

No two pages that are open have the same. The database holds a keyed token of them, and the answer that is
kept for a repeated request holds them sealed: neither leads to a page without the office's key.
"""

from __future__ import annotations

import base64
from datetime import datetime

from sqlalchemy import Connection

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.errors.handover import UnknownSignature
from queue_core.kia.service.bureau import Bureau, as_text
from queue_core.kia.store import handover as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.handover import NamedSheet, SignatureSheet
from queue_core.tickets.rules.appointments import CODES, code_of, is_code

CODE = "signature code"


class KeptSheet(Frozen):
    """A page to sign on as the answer of its request is kept."""

    address: str
    sealed_code: str
    ends_at: datetime


def new_code(bureau: Bureau, connection: Connection, now: datetime) -> str:
    """A code that no other page has. Those whose time is over give theirs back."""
    store.free_codes(connection, bureau.desk.office, now)
    first = bureau.draw(CODES)
    found = (code_of((first + more) % CODES) for more in range(CODES))
    return next(code for code in found if _with_code(bureau, connection, code) is None)


def token_of(bureau: Bureau, code: str) -> str:
    """The code as the database holds it."""
    return bureau.seal.token(CODE, code)


def kept(bureau: Bureau, sheet: SignatureSheet) -> KeptSheet:
    """The page as its answer is kept."""
    sealed = as_text(bureau.seal.seal(sheet.code, _place(sheet.address)))
    return KeptSheet(address=sheet.address, sealed_code=sealed, ends_at=sheet.ends_at)


def told(bureau: Bureau, sheet: KeptSheet) -> SignatureSheet:
    """The page as the officer is told of it. Raises SealBroken."""
    code = bureau.seal.open(base64.b64decode(sheet.sealed_code), _place(sheet.address))
    return SignatureSheet(address=sheet.address, code=code, ends_at=sheet.ends_at)


def sheet_named(bureau: Bureau, connection: Connection, named: NamedSheet) -> FileRow:
    """The page that a receiver names. Raises UnknownSignature."""
    if named.key is not None:
        sheet = store.signature_by_key(connection, bureau.desk.office, named.key)
    else:
        sheet = _with_code(bureau, connection, named.code or "")
    if sheet is None:
        raise UnknownSignature
    return sheet


def _with_code(bureau: Bureau, connection: Connection, code: str) -> FileRow | None:
    if not is_code(code):
        return None
    return store.signature_by_code(connection, bureau.desk.office, token_of(bureau, code))


def _place(address: str) -> str:
    return f"{CODE} of {address}"
