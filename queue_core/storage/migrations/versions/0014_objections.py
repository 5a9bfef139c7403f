"""Objections, and the deliveries that are owed where they were right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("filed_by", sa.String(length=80), nullable=False),
        sa.Column("filed_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_objection_decided_unless_open")
        ),
        sa.CheckConstraint("state = 'open' OR reason <> ''", name=op.f("ck_objection_decided_with_a_reason")),
        sa.CheckConstraint("state IN ('open', 'accepted', 'refused')", name=op.f("ck_objection_state_known")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_objection_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index("uq_objection_ticket", "objection", ["ticket_id"], unique=True)
    op.create_index(
        "ix_objection_open", "objection", ["office", "filed_at"], sqlite_where=sa.text("state = 'open'")
    )
    op.create_table(
        "owed_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.Column("owed_since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name=op.f("fk_owed_delivery_objection_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_owed_delivery_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed_delivery")),
        sa.UniqueConstraint("objection_id", name=op.f("uq_owed_delivery_objection_id")),
    )
