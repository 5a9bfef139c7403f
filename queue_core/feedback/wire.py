"""What travels about objections: to the family, to those who decide, and the balance."""

from __future__ import annotations

from datetime import datetime

from queue_core.feedback.rules import ObjectionState
from queue_core.foundation.toml_model import Frozen
from queue_core.sop.wire import Because, StepView


class ObjectionPage(Frozen):
    """What a ticket's page says of its objection; nothing while there is none."""

    state: ObjectionState | None = None
    reason: str | None = None


class Decision(Frozen):
    """Why an objection is accepted or refused. The family reads it."""

    reason: Because


class ObjectionView(Frozen):
    """An objection with its evidence: every clock of the ticket, and by how much the latest was late."""

    id: int
    ticket_id: int
    number: str
    service: str
    filed_by: str
    filed_at: datetime
    state: ObjectionState
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    served_by: tuple[str, ...] = ()
    late_seconds: float
    evidence: tuple[StepView, ...] = ()


class Objections(Frozen):
    """Those that wait for a decision, oldest first, then the latest that were decided."""

    objections: tuple[ObjectionView, ...]


class BalanceView(Frozen):
    """The objections to one service: how many came, how many were right, how many were not."""

    service: str
    came: int
    right: int
    wrong: int


class Balances(Frozen):
    """The balance of every service that met an objection."""

    services: tuple[BalanceView, ...]


class OwedDelivery(Frozen):
    """A paper that the office owes a family; without an officer nobody had served it yet."""

    number: str
    ticket_id: int
    officer: str | None
    owed_since: datetime


class OwedDeliveries(Frozen):
    """What the office owes, oldest first."""

    deliveries: tuple[OwedDelivery, ...]
