"""An office to test with: a real database, a clock that tests set, somebody in every role."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from queue_core.access import store as access_store
from queue_core.access.rules import ACCOUNT_ROLES, DEVICE_ROLES, Role
from queue_core.access.service.door import Door
from queue_core.foundation.identifiers import WriteRequest, token_digest
from queue_core.foundation.messages import Catalogue, load_catalogues
from queue_core.foundation.profile import Profile, read_profile
from queue_core.server.visits import DOCUMENTS, STILL_OPEN
from queue_core.storage.database import Database, tell_nobody
from queue_core.storage.keys import key_beside
from queue_core.storage.ledger import LedgerRow
from queue_core.storage.writer import Transaction, inline
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import counters, issuing, serving
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket

MORNING = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
"""Monday, 8 o'clock in Kembaran."""
Told = Callable[[Sequence[LedgerRow]], None]


@dataclass
class SetClock:
    """Shows the instant that a test sets; every look moves it by a microsecond, as real time does."""

    now: datetime = MORNING
    tick: timedelta = timedelta(microseconds=1)

    def __call__(self) -> datetime:
        self.now += self.tick
        return self.now

    def real_time(self) -> float:
        """Seconds of a machine that keeps this clock's pace."""
        return self.now.timestamp()

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def token_of(role: Role) -> str:
    """The token of the one who has this role in the staffed office."""
    return f"token-of-{role}"


def _staff(database: Database, office: str) -> None:
    def enrol(transaction: Transaction) -> None:
        for role in sorted(ACCOUNT_ROLES | {Role.PUBLIC}):
            access_store.add_account(
                transaction.connection,
                office=office,
                username=f"{role}",
                roles=[Role.OFFICER if role is Role.PUBLIC else role],
                password_hash="nobody knows",
                must_change_password=role is Role.PUBLIC,
                created_at=MORNING,
            )
            row = access_store.account_named(transaction.connection, office, role)
            assert row is not None
            until = MORNING + timedelta(days=3650)
            access_store.add_session(
                transaction.connection, office, token_digest(token_of(role)), row.id, until
            )
        for role in sorted(DEVICE_ROLES):
            access_store.add_device(
                transaction.connection,
                office=office,
                name=role,
                role=role,
                token_digest=token_digest(token_of(role)),
                enrolled_at=MORNING,
            )

    database.write(enrol)


NEWCOMER = token_of(Role.PUBLIC)
"""The token of an account that still has its one-time password."""


def copied(template: Path, path: Path) -> Path:
    """A database of one's own, with its key; its path."""
    shutil.copy(template, path)
    shutil.copy(key_beside(template), key_beside(path))
    return path


def make_staffed(empty: Path, path: Path) -> Path:
    """A copy of the empty database with one account or device of every role, each signed in for good."""
    database = Database(copied(empty, path))
    _staff(database, "kembaran")
    database.close()
    return path


@cache
def kembaran() -> Profile:
    """The profile of most tests, read once: it never changes."""
    return read_profile("kembaran")


@cache
def sentences() -> Mapping[str, Catalogue]:
    """What the rooms say, read once: it never changes."""
    return load_catalogues("queue_core.tickets")


@dataclass
class Office:
    """The use cases of one office, called as an officer or a kiosk would."""

    path: Path
    told: Told = tell_nobody
    clock: SetClock = field(default_factory=SetClock)
    profile: Profile = field(default_factory=kembaran)

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self.open()

    def open(self) -> None:
        """Opens the database; after `close`, as a restart would."""
        self.database = Database(self.path, committed=self.told)
        self.desk = Desk(
            self.database,
            self.profile,
            self.clock,
            "https://antrean.test",
            sentences(),
            still_open=STILL_OPEN,
            documents=DOCUMENTS,
        )
        self.door = Door(self.database, self.profile.office.key, self.clock, inline)

    def close(self) -> None:
        self.database.close()

    def write(self, actor: str = "account:ani") -> WriteRequest:
        """A write that nobody has sent before."""
        return WriteRequest(f"request-{next(self._ids):08d}", "fingerprint", actor)

    def issue(self, service: str = "kia", reason: str | None = None) -> IssuedTicket:
        return issuing.issue(self.desk, self.write("device:kiosk"), NewTicket(service=service, reason=reason))

    def take(self, number: int = 3, officer: str = "ani", *, may_take_over: bool = False) -> CounterWork:
        return counters.take(self.desk, self.write(), officer, number, may_take_over=may_take_over)

    def rest(self, number: int = 3, officer: str = "ani") -> CounterWork:
        return counters.rest(self.desk, self.write(), officer, number)

    def leave(self, number: int = 3, officer: str = "ani") -> CounterWork:
        return counters.close(self.desk, self.write(), officer, number)

    def call(self, number: int = 3, officer: str = "ani") -> CounterWork:
        return serving.call_next(self.desk, self.write(), officer, number)

    def act(self, verb: Verb, number: int = 3, officer: str = "ani") -> CounterWork:
        return serving.act_on_ticket(self.desk, self.write(), officer, number, verb)

    def called_number(self, number: int = 3, officer: str = "ani") -> str:
        """Calls, and sends the family away again at once."""
        ticket = self.call(number, officer).ticket
        self.act(Verb.NO_SHOW, number, officer)
        assert ticket is not None
        return ticket.number


@contextmanager
def open_office(
    template: Path, folder: Path, told: Told = tell_nobody, profile: Profile | None = None
) -> Iterator[Office]:
    """An office in a folder, its database copied from the template; of Kembaran unless told otherwise."""
    path = Path(shutil.copy(template, folder / "office.db"))
    office = Office(path, told, profile=profile or kembaran())
    try:
        yield office
    finally:
        office.close()


def rows(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """What somebody who looks into the file finds."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def tables(path: Path) -> list[str]:
    found = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [str(name) for (name,) in found]


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    connection = sqlite3.connect(path)
    try:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        names = [name for (name,) in connection.execute(listed)]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
    finally:
        connection.close()
