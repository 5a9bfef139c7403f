"""Signing in and out, changing one's password, and telling who carries a token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from queue_core.access import store
from queue_core.access.errors import NotSignedIn, PasswordTooWeak, TooManyAttempts, WrongPassword
from queue_core.access.rules import (
    ANYBODY,
    SESSION_LENGTH,
    SHORTEST_PASSWORD,
    Principal,
    Role,
    blocked_until,
)
from queue_core.access.service.door import Door
from queue_core.access.service.passwords import hash_password, is_right
from queue_core.access.wire import Account, Login, PasswordChange, Session
from queue_core.foundation.identifiers import new_token, token_digest
from queue_core.storage.writer import Transaction


def sign_in(door: Door, login: Login) -> Session:
    """A new session. Raises TooManyAttempts or WrongPassword."""
    row = door.database.read(lambda c: store.account_named(c, door.office, login.username))
    _require_unblocked(door, row)
    usable = row if row is not None and row.disabled_at is None else None
    if not is_right(login.password, usable and usable.password_hash, door.offload) or usable is None:
        if row is not None:
            _count_failure(door, row)
        raise WrongPassword
    return _open_session(door, usable)


def sign_out(door: Door, principal: Principal, token: str) -> None:
    """Ends the session of this token."""

    def end(transaction: Transaction) -> None:
        store.end_session(transaction.connection, token_digest(token))
        door.record(transaction, principal.actor, "signed_out")

    door.database.write(end)


def change_password(door: Door, principal: Principal, token: str, change: PasswordChange) -> Account:
    """Sets a new password and ends the account's other sessions.

    Raises TooManyAttempts, WrongPassword or PasswordTooWeak.
    """
    row = door.database.read(lambda c: store.account_named(c, door.office, principal.name))
    if row is None:
        raise NotSignedIn
    _require_unblocked(door, row)
    if not is_right(change.present, row.password_hash, door.offload):
        _count_failure(door, row)
        raise WrongPassword
    if len(change.new) < SHORTEST_PASSWORD or change.new == change.present:
        raise PasswordTooWeak
    password_hash = hash_password(change.new, door.offload)

    def keep(transaction: Transaction) -> None:
        _require_unchanged(door, transaction, row)
        store.change_account(
            transaction.connection, row.id, password_hash=password_hash, must_change_password=False
        )
        store.end_sessions_of(transaction.connection, row.id, except_digest=token_digest(token))
        door.record(transaction, principal.actor, "password_changed")

    door.database.write(keep)
    return _account(row, must_change=False)


def principal_of(door: Door, token: str | None) -> Principal:
    """Who carries the token. Raises NotSignedIn for one that is unknown, revoked or expired."""
    if token is None:
        return ANYBODY
    digest, now = token_digest(token), door.clock()
    return door.database.read(lambda connection: _carrier(connection, digest, now))


def _carrier(connection: Connection, digest: str, now: datetime) -> Principal:
    account = store.account_of_session(connection, digest, now)
    if account is not None:
        return Principal(
            f"account:{account.username}",
            frozenset(Role(role) for role in account.roles),
            account.username,
            account.must_change_password,
        )
    device = store.device_of_token(connection, digest)
    if device is None:
        raise NotSignedIn
    return Principal(f"device:{device.name}", frozenset({Role(device.role)}), device.name)


class Recognised:
    """Remembers for a moment who carries which token, since every request asks.

    A session that was ended or a device that was revoked is refused after `seconds` at the latest.
    """

    def __init__(self, door: Door, monotonic: Callable[[], float], seconds: float = 1.0) -> None:
        self._door = door
        self._monotonic = monotonic
        self._seconds = seconds
        self._known: dict[str, tuple[float, Principal]] = {}

    def principal(self, token: str | None) -> Principal:
        """Who carries the token. Raises NotSignedIn."""
        if token is None:
            return ANYBODY
        now = self._monotonic()
        until, principal = self._known.get(token, (0.0, ANYBODY))
        if until < now:
            self._known = {key: known for key, known in self._known.items() if known[0] >= now}
            principal = principal_of(self._door, token)
            self._known[token] = (now + self._seconds, principal)
        return principal

    def forget(self, token: str | None) -> None:
        """Asks anew at the next request, since what the account may do has changed."""
        if token is not None:
            self._known.pop(token, None)


def account_of(principal: Principal) -> Account:
    """The signed-in account as it travels."""
    return Account(
        username=principal.name,
        roles=tuple(sorted(principal.roles)),
        must_change_password=principal.must_change_password,
    )


def _open_session(door: Door, row: store.AccountRow) -> Session:
    token, expires_at = new_token(), door.clock() + SESSION_LENGTH

    def keep(transaction: Transaction) -> None:
        _require_unblocked(door, _require_unchanged(door, transaction, row))
        store.change_account(transaction.connection, row.id, failures=0, blocked_until=None)
        store.end_expired_sessions(transaction.connection, door.office, door.clock())
        store.add_session(transaction.connection, door.office, token_digest(token), row.id, expires_at)
        door.record(transaction, f"account:{row.username}", "signed_in")

    door.database.write(keep)
    account = _account(row, must_change=row.must_change_password)
    return Session(token=token, expires_at=expires_at, account=account)


def _require_unchanged(door: Door, transaction: Transaction, row: store.AccountRow) -> store.AccountRow:
    """The account as it is now. Raises WrongPassword when it was changed while the hash was made."""
    fresh = store.account_named(transaction.connection, door.office, row.username)
    if fresh is None or (fresh.password_hash, fresh.disabled_at) != (row.password_hash, None):
        raise WrongPassword
    return fresh


def _require_unblocked(door: Door, row: store.AccountRow | None) -> None:
    now = door.clock()
    if row is not None and row.blocked_until is not None and row.blocked_until > now:
        seconds = int((row.blocked_until - now).total_seconds()) + 1
        raise TooManyAttempts(f"Wait {seconds} seconds.")


def _count_failure(door: Door, row: store.AccountRow) -> None:
    def count(transaction: Transaction) -> None:
        fresh = store.account_named(transaction.connection, door.office, row.username)
        failures = (fresh.failures if fresh else row.failures) + 1
        store.change_account(
            transaction.connection,
            row.id,
            failures=failures,
            blocked_until=blocked_until(failures, door.clock()),
        )
        door.record(transaction, f"account:{row.username}", "sign_in_refused")

    door.database.write(count)


def _account(row: store.AccountRow, *, must_change: bool) -> Account:
    return Account(
        username=row.username,
        roles=tuple(Role(role) for role in row.roles),
        must_change_password=must_change,
    )
