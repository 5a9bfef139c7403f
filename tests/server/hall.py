"""Families with their pages open, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from queue_core.server.pages import Pages
from queue_core.server.push import tickets_of
from queue_core.storage.ledger import LedgerRow
from queue_core.tickets.rules.telling import Shift, shifted
from tests.core.office import Office, open_office

Sent = tuple[str, tuple[str, ...], dict[str, Any]]


class Wire:
    """Stands for Socket.IO: keeps what was sent to whom."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []

    def emit(self, event: str, body: dict[str, Any], to: list[str]) -> None:
        self.sent.append((event, tuple(to), body))

    def sleep(self, _seconds: float) -> None:
        """Nobody waits here."""

    def taken(self) -> list[Sent]:
        sent, self.sent = self.sent, []
        return sent


class Hall:
    """Families with their pages open, each on a connection that is named like its key."""

    def __init__(self, office: Office, families: int, *, opened: bool = True) -> None:
        self.office, self.wire = office, Wire()
        self.pages = Pages(self.wire, office.desk)
        office.take()
        self.keys = [office.issue().page.rsplit("/", 1)[1] for _ in range(families)]
        if opened:
            for key in self.keys:
                self.pages.watch(key, key)
            self.pages.tell()

    def after(self, *numbers: str) -> list[Sent]:
        self.wire.taken()
        self.pages.changed(numbers)
        self.pages.tell()
        return self.wire.taken()


class FollowedHall(Hall):
    """Pages that are told of what is committed, as the push does."""

    def __init__(self, office: Office, families: int, committed: list[LedgerRow]) -> None:
        super().__init__(office, families, opened=False)
        self._committed = committed

    def news(self) -> list[Sent]:
        """What is sent of all that has happened since."""
        numbers = {number for row in self._committed for number in tickets_of(row)}
        self._committed.clear()
        return self.after(*numbers)


@contextmanager
def followed_hall(template: Path, folder: Path, families: int) -> Iterator[FollowedHall]:
    """Families in an office of their own, none of whose pages is open yet."""
    committed: list[LedgerRow] = []
    with open_office(template, folder, committed.extend) as office:
        yield FollowedHall(office, families, committed)


def reckoned(ahead: int, news: dict[str, Any]) -> int:
    return shifted(ahead, [Shift(**shift) for shift in news["shifts"]])
