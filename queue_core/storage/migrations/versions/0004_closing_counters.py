"""A counter may be closing. SQLite changes no CHECK, so the table is made anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
KEPT = "id, office, number, state, officer, since"


def upgrade() -> None:
    """Makes the table anew and carries its rows over."""
    for index in ("uq_counter_number", "uq_counter_officer"):
        op.drop_index(index, "counter")
    op.rename_table("counter", "counter_before")
    _counter()
    op.execute(f"INSERT INTO counter ({KEPT}) SELECT {KEPT} FROM counter_before")  # noqa: S608  names of our own
    op.drop_table("counter_before")


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (officer IS NULL)", name=op.f("ck_counter_held_unless_closed")
        ),
        sa.CheckConstraint(
            "state IN ('closed', 'open', 'on_break', 'closing')", name=op.f("ck_counter_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
    )
    op.create_index("uq_counter_number", "counter", ["office", "number"], unique=True)
    op.create_index("uq_counter_officer", "counter", ["office", "officer"], unique=True)
