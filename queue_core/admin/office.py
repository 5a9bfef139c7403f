"""Opens an office for administration on the server itself, beside a running core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.access.service.door import Door
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import WriteRequest, new_request_id
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import CoreSettings
from queue_core.sop.service.timing import Keeper
from queue_core.storage.database import Database
from queue_core.storage.errors import DatabaseExists
from queue_core.storage.schema import create_database
from queue_core.storage.writer import inline

FIRST_ADMINISTRATOR = "admin"


@contextmanager
def open_door(settings: CoreSettings) -> Iterator[Door]:
    """The accounts and devices of the office. Raises a DatabaseUnusableError or SettingsInvalid."""
    profile = read_profile(settings.profile)
    database = Database(settings.database)
    try:
        yield Door(database, profile.office.key, system_clock, inline)
    finally:
        database.close()


@contextmanager
def open_keeper(settings: CoreSettings) -> Iterator[Keeper]:
    """The service clocks of the office. Raises a DatabaseUnusableError or SettingsInvalid."""
    profile = read_profile(settings.profile)
    database = Database(settings.database)
    try:
        yield Keeper(database, profile, system_clock)
    finally:
        database.close()


def local_write() -> WriteRequest:
    """A write by whoever is at the server's own command line."""
    request_id = new_request_id()
    return WriteRequest(request_id, request_id, administration.actor())


def new_office(settings: CoreSettings, administrator: str) -> str:
    """Makes the database and the first administrator; the one-time password.

    Goes on with an office that lost its power before it had an administrator. Raises DatabaseExists for one
    that has accounts.
    """
    read_profile(settings.profile)
    if not settings.database.exists():
        create_database(settings.database)
    with open_door(settings) as door:
        if administration.list_accounts(door):
            raise DatabaseExists(f"{settings.database} holds an office.")
        return administration.add_account(door, administrator, [Role.ADMINISTRATOR])


def write_token(path: Path, make_token: Callable[[], str]) -> None:
    """Keeps a device's token where only its owner can read it; none is made for a place that cannot be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(make_token())
