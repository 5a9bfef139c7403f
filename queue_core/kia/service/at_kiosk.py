"""Signing at a kiosk: the page that a receiver names, on as many tries as an appointment's code has."""

from __future__ import annotations

from collections.abc import Callable

from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.handover import UnknownSignature
from queue_core.kia.service import signing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.handover import NamedDrawing, NamedSheet, SignaturePage
from queue_core.tickets.service.arrivals import Tries


def find(bureau: Bureau, actor: str, named: NamedSheet, tries: Tries) -> SignaturePage:
    """How far a page is. Raises UnknownSignature or TooManyCodes."""
    return _tried(actor, tries, lambda: signing.page(bureau, named))


def sign(bureau: Bureau, write: WriteRequest, drawn: NamedDrawing, tries: Tries) -> SignaturePage:
    """Keeps what was drawn, and closes the page. Raises UnknownSignature, SignatureOver or TooManyCodes."""
    return _tried(write.actor, tries, lambda: signing.sign(bureau, write, drawn.sheet, drawn.drawing))


def _tried(actor: str, tries: Tries, ask: Callable[[], SignaturePage]) -> SignaturePage:
    tries.require_some(actor)
    try:
        return ask()
    except UnknownSignature:
        tries.count(actor)
        raise
