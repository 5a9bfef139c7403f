"""Making and changing accounts, enrolling and revoking devices: the administrator's acts on the server."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence

from queue_core.access import store
from queue_core.access.errors import AccountExists, DeviceExists, UnknownAccount, UnknownDevice
from queue_core.access.rules import Role
from queue_core.access.service.door import Door
from queue_core.access.service.passwords import hash_password
from queue_core.access.wire import USER_NAME
from queue_core.foundation.errors import InvalidInput
from queue_core.foundation.identifiers import new_token, one_time_password, token_digest
from queue_core.storage.writer import Transaction


def actor() -> str:
    """Whoever is at the server's own command line, by the name of their login."""
    return f"server:{os.environ.get('SUDO_USER') or getpass.getuser()}"


def note(door: Door, action: str) -> None:
    """Keeps an act on the whole office, such as a backup, in the ledger."""
    door.database.write(lambda transaction: door.record(transaction, actor(), action))


def add_account(door: Door, username: str, roles: Sequence[Role]) -> str:
    """Makes an account; its one-time password. Raises InvalidInput or AccountExists."""
    if not USER_NAME.fullmatch(username):
        raise InvalidInput(f"'{username}' is no user name: small letters first, then digits, . _ - too.")
    password = one_time_password()
    password_hash = hash_password(password, door.offload)

    def keep(transaction: Transaction) -> None:
        if store.account_named(transaction.connection, door.office, username):
            raise AccountExists(f"There is an account '{username}'.")
        store.add_account(
            transaction.connection,
            office=door.office,
            username=username,
            roles=[str(role) for role in roles],
            password_hash=password_hash,
            must_change_password=True,
            created_at=door.clock(),
        )
        door.record(transaction, actor(), "account_added", account=username)

    door.database.write(keep)
    return password


def reset_password(door: Door, username: str) -> str:
    """Gives the account a new one-time password and ends its sessions. Raises UnknownAccount."""
    password = one_time_password()
    password_hash = hash_password(password, door.offload)

    def keep(transaction: Transaction) -> None:
        row = _account(door, transaction, username)
        store.change_account(
            transaction.connection,
            row.id,
            password_hash=password_hash,
            must_change_password=True,
            failures=0,
            blocked_until=None,
            disabled_at=None,
        )
        store.end_sessions_of(transaction.connection, row.id)
        door.record(transaction, actor(), "password_reset", account=username)

    door.database.write(keep)
    return password


def disable_account(door: Door, username: str) -> None:
    """Shuts an account out at once; its past acts stay. Raises UnknownAccount."""

    def keep(transaction: Transaction) -> None:
        row = _account(door, transaction, username)
        store.change_account(transaction.connection, row.id, disabled_at=door.clock())
        store.end_sessions_of(transaction.connection, row.id)
        door.record(transaction, actor(), "account_disabled", account=username)

    door.database.write(keep)


def list_accounts(door: Door) -> Sequence[store.AccountRow]:
    """Every account, by name."""
    return door.database.read(lambda connection: store.accounts(connection, door.office))


def enrol_device(door: Door, name: str, role: Role) -> str:
    """Enrols a device of a role; its token, shown this once. Raises DeviceExists."""
    token = new_token()

    def keep(transaction: Transaction) -> None:
        known = store.device_named(transaction.connection, door.office, name)
        if known is not None and known.revoked_at is None:
            raise DeviceExists(f"There is a device '{name}'.")
        fresh = {"role": str(role), "token_digest": token_digest(token), "revoked_at": None}
        if known is None:
            store.add_device(
                transaction.connection,
                office=door.office,
                name=name,
                enrolled_at=door.clock(),
                **fresh,
            )
        else:
            store.change_device(transaction.connection, known.id, **fresh)
        door.record(transaction, actor(), "device_enrolled", device=name)

    door.database.write(keep)
    return token


def revoke_device(door: Door, name: str) -> None:
    """Makes the device's token worthless. Raises UnknownDevice."""

    def keep(transaction: Transaction) -> None:
        row = store.device_named(transaction.connection, door.office, name)
        if row is None or row.revoked_at is not None:
            raise UnknownDevice(f"There is no device '{name}'.")
        store.change_device(transaction.connection, row.id, revoked_at=door.clock())
        door.record(transaction, actor(), "device_revoked", device=name)

    door.database.write(keep)


def list_devices(door: Door) -> Sequence[store.DeviceRow]:
    """Every device, by name."""
    return door.database.read(lambda connection: store.devices(connection, door.office))


def _account(door: Door, transaction: Transaction, username: str) -> store.AccountRow:
    row = store.account_named(transaction.connection, door.office, username)
    if row is None:
        raise UnknownAccount(f"There is no account '{username}'.")
    return row
