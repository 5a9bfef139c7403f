"""The table of children whom the reading corner proposes. What one says is kept sealed while it waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    func,
    insert,
    select,
    text,
    update,
)

from queue_core.kia.rules.proposals import ProposalState, StrikeReason
from queue_core.kia.store.children import NO_PLAIN_TEXT
from queue_core.kia.store.files import SEALED
from queue_core.sqlite.columns import Instant, among
from queue_core.storage.columns import metadata, office_column

proposal = Table(
    "child_proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("key", String(20), nullable=False),
    Column("village", String(13), nullable=False),
    Column("state", String(9), nullable=False),
    Column("record", LargeBinary),
    Column("nik_token", String(32)),
    Column("proposed_at", Instant, nullable=False),
    Column("proposed_by", String(40), nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", String(40)),
    Column("why", String(20)),
    Column("child_id", Integer),
    CheckConstraint(f"state IN ({among(ProposalState)})", name="state_known"),
    CheckConstraint(f"why IN ({among(StrikeReason)})", name="why_known"),
    CheckConstraint(SEALED.format("record"), name="record_sealed"),
    CheckConstraint(NO_PLAIN_TEXT.format("nik_token"), name="token_not_a_nik"),
    CheckConstraint("(state = 'waiting') = (record IS NOT NULL)", name="says_something_while_it_waits"),
    CheckConstraint("state = 'waiting' OR nik_token IS NULL", name="found_while_it_waits"),
    CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_once"),
    CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
    CheckConstraint("(state = 'struck') = (why IS NOT NULL)", name="struck_for_a_reason"),
    CheckConstraint("child_id IS NULL OR state IN ('confirmed', 'withdrawn')", name="listed_when_confirmed"),
    Index("uq_child_proposal_key", "office", "key", unique=True),
    Index("ix_child_proposal_state", "office", "state", "proposed_at"),
    Index("ix_child_proposal_nik", "office", "nik_token", sqlite_where=text("nik_token IS NOT NULL")),
)

ProposalRow = Any


class Waiting(NamedTuple):
    """How many proposals wait, and since when the oldest does."""

    number: int
    since: datetime | None


def add(connection: Connection, **values: object) -> ProposalRow:
    """Keeps a new proposal."""
    return connection.execute(insert(proposal).values(values).returning(proposal)).one()


def by_id(connection: Connection, office: str, proposal_id: int) -> ProposalRow | None:
    """The proposal with this id."""
    return connection.execute(_mine(office, proposal.c.id == proposal_id)).first()


def by_key(connection: Connection, office: str, key: str) -> ProposalRow | None:
    """The proposal with this key."""
    return connection.execute(_mine(office, proposal.c.key == key)).first()


def of_nik(connection: Connection, office: str, token: str) -> Sequence[ProposalRow]:
    """The waiting proposals of whoever has the NIK behind a token."""
    return connection.execute(_mine(office, proposal.c.nik_token == token)).all()


def page(connection: Connection, office: str, page_number: int, size: int) -> Sequence[ProposalRow]:
    """A page of the proposals that wait, the oldest first."""
    found = _mine(office, WAITS).order_by(proposal.c.proposed_at, proposal.c.id)
    return connection.execute(found.limit(size).offset((page_number - 1) * size)).all()


def waiting(connection: Connection, office: str) -> Waiting:
    """How many there are to check."""
    counted = select(func.count(), func.min(proposal.c.proposed_at)).where(proposal.c.office == office, WAITS)
    return Waiting(*connection.execute(counted).one())


def overdue(connection: Connection, office: str, before: datetime, limit: int) -> Sequence[ProposalRow]:
    """Some that wait since before an instant."""
    found = _mine(office, and_(WAITS, proposal.c.proposed_at < before))
    return connection.execute(found.limit(limit)).all()


def decide(connection: Connection, row: ProposalRow, **values: object) -> ProposalRow | None:
    """Ends the wait of a proposal that is as it was read, and forgets what it says; as it is then."""
    mine = and_(proposal.c.id == row.id, proposal.c.state == row.state)
    fresh = {"record": None, "nik_token": None, **values}
    return connection.execute(update(proposal).where(mine).values(fresh).returning(proposal)).first()


WAITS = proposal.c.state == ProposalState.WAITING


def _mine(office: str, which: ColumnElement[bool]) -> Any:  # noqa: ANN401  a select of whatever rows
    return select(proposal).where(proposal.c.office == office, which)
