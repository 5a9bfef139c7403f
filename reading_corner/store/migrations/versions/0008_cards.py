"""Cards that borrow: the corner's own by their numbers alone, those of another library by keyed codes."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0005"

STATEMENTS = (
    """
CREATE TABLE reader_card (
    serial INTEGER NOT NULL,
    CONSTRAINT pk_reader_card PRIMARY KEY (serial),
    CONSTRAINT ck_reader_card_six_digits CHECK (serial BETWEEN 1 AND 999999)
)
    """,
    """
CREATE TABLE member_card (
    token VARCHAR(64) NOT NULL,
    expires_on VARCHAR(10) NOT NULL,
    CONSTRAINT pk_member_card PRIMARY KEY (token),
    CONSTRAINT ck_member_card_no_plain_number CHECK (length(token) = 64 AND token NOT GLOB '*[^0-9a-f]*'),
    CONSTRAINT ck_member_card_a_day CHECK (expires_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
)
    """,
)


def upgrade() -> None:
    """Makes both tables."""
    for statement in STATEMENTS:
        op.execute(statement)
