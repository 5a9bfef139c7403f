"""The tables of accounts, sessions and devices. Tokens and passwords stand here only as digests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("username", String(40), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("blocked_until", Instant),
    Column("disabled_at", Instant),
    Column("created_at", Instant, nullable=False),
    Index("uq_account_username", "office", "username", unique=True),
)

session = Table(
    "session",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    office_column(),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("expires_at", Instant, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("name", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("enrolled_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    CheckConstraint("role IN ('kiosk', 'board', 'print_station', 'reading_corner')", name="role_known"),
    Index("uq_device_name", "office", "name", unique=True),
)

AccountRow = Row[Any]
DeviceRow = Row[Any]

# Asked with every request, and made once: making a statement costs more than running it.
_OF_SESSION = (
    select(account)
    .join(session, session.c.account_id == account.c.id)
    .where(
        session.c.token_digest == bindparam("digest"),
        session.c.expires_at > bindparam("now"),
        account.c.disabled_at.is_(None),
    )
)
_OF_TOKEN = select(device).where(device.c.token_digest == bindparam("digest"), device.c.revoked_at.is_(None))


def account_named(connection: Connection, office: str, username: str) -> AccountRow | None:
    """The account of this name."""
    mine = and_(account.c.office == office, account.c.username == username)
    return connection.execute(select(account).where(mine)).first()


def accounts(connection: Connection, office: str) -> Sequence[AccountRow]:
    """Every account, by name."""
    return connection.execute(
        select(account).where(account.c.office == office).order_by(account.c.username)
    ).all()


def add_account(connection: Connection, **values: object) -> None:
    """Keeps a new account."""
    connection.execute(insert(account).values(values))


def change_account(connection: Connection, account_id: int, **values: object) -> None:
    """Changes an account."""
    connection.execute(update(account).where(account.c.id == account_id).values(values))


def add_session(
    connection: Connection, office: str, token_digest: str, account_id: int, expires_at: datetime
) -> None:
    """Keeps a new session."""
    connection.execute(
        insert(session).values(
            token_digest=token_digest, office=office, account_id=account_id, expires_at=expires_at
        )
    )


def end_expired_sessions(connection: Connection, office: str, now: datetime) -> None:
    """Forgets every session whose time is over."""
    over = and_(session.c.office == office, session.c.expires_at <= now)
    connection.execute(delete(session).where(over))


def end_session(connection: Connection, token_digest: str) -> None:
    """Ends one session."""
    connection.execute(delete(session).where(session.c.token_digest == token_digest))


def end_sessions_of(connection: Connection, account_id: int, except_digest: str = "") -> None:
    """Ends an account's sessions, one excepted if wished."""
    connection.execute(
        delete(session).where(session.c.account_id == account_id, session.c.token_digest != except_digest)
    )


def account_of_session(connection: Connection, token_digest: str, now: datetime) -> AccountRow | None:
    """The account of a session that has not expired."""
    return connection.execute(_OF_SESSION, {"digest": token_digest, "now": now}).first()


def add_device(connection: Connection, **values: object) -> None:
    """Keeps a newly enrolled device."""
    connection.execute(insert(device).values(values))


def devices(connection: Connection, office: str) -> Sequence[DeviceRow]:
    """Every device, by name."""
    return connection.execute(select(device).where(device.c.office == office).order_by(device.c.name)).all()


def device_named(connection: Connection, office: str, name: str) -> DeviceRow | None:
    """The device of this name."""
    mine = and_(device.c.office == office, device.c.name == name)
    return connection.execute(select(device).where(mine)).first()


def device_of_token(connection: Connection, token_digest: str) -> DeviceRow | None:
    """The device that carries this token and was not revoked."""
    return connection.execute(_OF_TOKEN, {"digest": token_digest}).first()


def change_device(connection: Connection, device_id: int, **values: object) -> None:
    """Changes a device."""
    connection.execute(update(device).where(device.c.id == device_id).values(values))
