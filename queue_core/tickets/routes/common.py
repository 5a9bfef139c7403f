"""What the routes of the queue share: paths, who writes, what the caller hears of."""

from __future__ import annotations

from pydantic import BaseModel, Field

from queue_core.access.errors import NotAllowed
from queue_core.access.routes import caller
from queue_core.foundation.audiences import Audience
from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.rules.numbers import NUMBER
from queue_core.tickets.wire.names import Name
from queue_core.web.requests import write_request

LARGEST_ID = 2**63 - 1


class PagePath(BaseModel):
    """A ticket's page by its key."""

    key: str = Field(pattern=r"^[0-9a-f]{20}$")


class TicketPath(BaseModel):
    """A ticket by its id."""

    ticket_id: int = Field(ge=1, le=LARGEST_ID)


class NumberPath(BaseModel):
    """A ticket of today by its number."""

    ticket_number: str = Field(pattern=NUMBER)


class CounterPath(BaseModel):
    """A counter by its number."""

    number: int = Field(ge=1, le=99)


class ServicePath(BaseModel):
    """A service by its key."""

    service: Name


def write() -> WriteRequest:
    """The write that the signed-in caller asks for."""
    return write_request(caller().actor)


def audience() -> Audience:
    """Which events the caller hears of. Raises NotAllowed for one that hears of none."""
    heard = caller().audience
    if heard is None:
        raise NotAllowed
    return heard
