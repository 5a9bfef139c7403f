"""A counter knows whether its officer's console is there, and since when it is gone.

SQLite adds no CHECK to a table, so it is made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
KEPT = "id, office, number, state, officer, since, moved_at"


def upgrade() -> None:
    """Makes the table anew and carries its rows over; nobody was watched before."""
    for index in ("uq_counter_number", "uq_counter_officer"):
        op.drop_index(index, "counter")
    op.rename_table("counter", "counter_before")
    _counter()
    op.execute(
        f"INSERT INTO counter ({KEPT}, attendance) SELECT {KEPT}, 'unwatched' FROM counter_before"  # noqa: S608  names of our own
    )
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
        sa.Column("moved_at", sa.DateTime(), nullable=True),
        sa.Column("attendance", sa.String(length=12), nullable=False),
        sa.Column("away_since", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (officer IS NULL)", name=op.f("ck_counter_held_unless_closed")
        ),
        sa.CheckConstraint(
            "state IN ('closed', 'open', 'on_break', 'closing')", name=op.f("ck_counter_state_known")
        ),
        sa.CheckConstraint(
            "attendance IN ('unwatched', 'here', 'away', 'kept')", name=op.f("ck_counter_attendance_known")
        ),
        sa.CheckConstraint(
            "attendance = 'unwatched' OR state IN ('open', 'closing')",
            name=op.f("ck_counter_watched_while_serving"),
        ),
        sa.CheckConstraint(
            "(away_since IS NULL) = (attendance IN ('unwatched', 'here'))",
            name=op.f("ck_counter_away_since_an_instant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
    )
    op.create_index("uq_counter_number", "counter", ["office", "number"], unique=True)
    op.create_index("uq_counter_officer", "counter", ["office", "officer"], unique=True)
