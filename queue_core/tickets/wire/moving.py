"""What travels when a ticket is set aside, moved, called back or ended without a service."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.wire.names import Name


class ParkTicket(Frozen):
    """Why the ticket is set aside: one of the profile's park_reasons."""

    reason: Name


class VoidTicket(Frozen):
    """Why the ticket should never have been issued: one of the profile's void_reasons."""

    reason: Name


class TransferTicket(Frozen):
    """Where the ticket waits from now on: for another service, or for another counter."""

    service: Name | None = None
    counter: int | None = Field(None, ge=1, le=99)

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.service is None) == (self.counter is None):
            raise ValueError("name either a service or a counter")
        return self


class CallBack(Frozen):
    """Which of the tickets that were set aside comes to the counter."""

    ticket_id: int = Field(ge=1, le=2**63 - 1)
