"""Takes a signature on the page that its receiver names at this kiosk. Nothing is kept here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from kiosk.flow import SignStanding, sign_standing
from kiosk.views import PageSign
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.kia.wire.handover import Drawing, NamedDrawing, NamedSheet, SignaturePage

log = logging.getLogger(__name__)
MAYBE_SIGNED = frozenset({"signature-over", "request-id-reused"})
"""The refusals after which only the page itself tells whether a signature is there."""


class SigningDesk(Protocol):
    """The part of the core's API that takes signatures."""

    def find_sheet(self, named: NamedSheet) -> SignaturePage:
        """How far the page is that a receiver names."""
        ...

    def sign_sheet(self, drawn: NamedDrawing, request_id: str) -> SignaturePage:
        """Signs; the same request id signs once."""
        ...


class Signing:
    """Signatures at this kiosk. What does not reach the core is never called sent."""

    def __init__(self, core: SigningDesk) -> None:
        self._core = core

    def find(self, named: NamedSheet) -> PageSign:
        """Whether there is a page to sign on under this name."""
        return _told(lambda: self._core.find_sheet(named))

    def sign(self, named: NamedSheet, drawing: Drawing, request_id: str) -> PageSign:
        """Sends what was drawn."""
        drawn = NamedDrawing(sheet=named, drawing=drawing)
        return _told(lambda: self._sign(drawn, request_id))

    def _sign(self, drawn: NamedDrawing, request_id: str) -> SignaturePage:
        try:
            return self._core.sign_sheet(drawn, request_id)
        except Refused as error:
            if error.cause not in MAYBE_SIGNED:
                raise
            return self._core.find_sheet(drawn.sheet)


def _told(ask: Callable[[], SignaturePage]) -> PageSign:
    try:
        return PageSign(standing=SignStanding(ask().state))
    except Refused as error:
        log.info("a signature: %s", error.cause)
        return PageSign(standing=sign_standing(error.cause))
    except CoreUnreachable as error:
        log.warning("a signature: %s", error.detail)
        return PageSign(standing=SignStanding.AWAY)
