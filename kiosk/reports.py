"""Tells the core what became of each slip, in the background: no family waits for the report."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.tickets import SlipReport

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
TRIES = 300
"""Ten minutes and more: an outage of the core does not swallow a failed slip."""


class ReportDesk(Protocol):
    """The part of the core's API that takes reports."""

    def report_slip(self, ticket_id: int, report: SlipReport, request_id: str) -> SlipReport:
        """Tells what became of a slip."""
        ...


class SlipReporter:
    """Sends each report until the core has it or refuses it."""

    def __init__(self, core: ReportDesk, pause: Callable[[float], None] = time.sleep) -> None:
        self._core = core
        self._pause = pause

    def tell(self, ticket_id: int, report: SlipReport) -> threading.Event:
        """Begins to send; the event is set once the core has it."""
        told = threading.Event()
        threading.Thread(
            target=self._send, args=(ticket_id, report, told), name="slip-report", daemon=True
        ).start()
        return told

    def _send(self, ticket_id: int, report: SlipReport, told: threading.Event) -> None:
        request_id = new_request_id()
        for _ in range(TRIES):
            try:
                self._core.report_slip(ticket_id, report, request_id)
            except CoreUnreachable:
                self._pause(PAUSE_SECONDS)
            except Refused as error:
                log.warning("the core refused the report of a slip: %s", error.cause)
                return
            else:
                told.set()
                return
        log.warning("the report of a slip was given up: the core stays away")
