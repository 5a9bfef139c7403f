"""Waiting for a title that is out: first come, first served, for as long as the rules say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from reading_corner.errors import UnknownTitle
from reading_corner.rules.lending import WishOutcome
from reading_corner.service.lending import Lending, require_no_book
from reading_corner.service.readers import Reader, nameless
from reading_corner.store import keeping, loans, reservations
from reading_corner.wire.keeping import Waiting
from reading_corner.wire.lending import NewWish, TitleWished, Wished


@dataclass(frozen=True)
class Wishing:
    """Who waits for what, beside what is lent."""

    lending: Lending

    def wish(self, new: NewWish, write: WriteRequest) -> Wished:
        """Puts a reader in line for a title, or says why not.

        Raises UnknownReader, PageNeedsCore, RequestIdReused, or UnknownTitle: a child is told of no title
        that is not for children.
        """
        who = self._named(new)

        def work(connection: Connection, now: datetime) -> Wished:
            self.lending.forget(connection, now)
            _require_title(connection, new)
            require_no_book(connection, new.reader)
            outcome = self._judge(connection, new.title, who)
            if outcome is not WishOutcome.RESERVED:
                return Wished(outcome=outcome)
            office = self.lending.readers.office
            day = office.begins(office.today(now))
            reader = loans.made_reader(connection, who.token, day, kind=who.kind, child=who.child)
            reservations.add(connection, new.title, reader, now)
            own = reservations.own(connection, new.title, reader)
            return Wished(outcome=outcome, place=reservations.before(connection, new.title, own) + 1)

        return self.lending.shelf.once(nameless(write, "wish", new), Wished, work)

    def withdraw(self, new: NewWish, write: WriteRequest) -> Wished:
        """Takes a reader out of the line; once more is harmless. Raises as `wish` does."""
        who = self._named(new)

        def work(connection: Connection, now: datetime) -> Wished:
            _require_title(connection, new)
            gone = reservations.remove(connection, new.title, loans.reader_id(connection, who.token))
            self.lending.forget(connection, now)
            return Wished(outcome=WishOutcome.WITHDRAWN if gone else WishOutcome.NONE)

        return self.lending.shelf.once(nameless(write, "withdraw", new), Wished, work, erases=True)

    def of_ticket(self, number: str) -> tuple[TitleWished, ...]:
        """What a ticket of today waits for. Raises UnknownReader."""
        shelf, readers = self.lending.shelf, self.lending.readers
        token = readers.ticket(number, readers.office.today(shelf.clock()))

        def look(connection: Connection) -> tuple[TitleWished, ...]:
            reader = loans.reader_id(connection, token)
            wishes = [] if reader is None else reservations.wishes(connection, reader)
            return tuple(
                TitleWished(title=row.name, ready=_is_ready(connection, row.title_id, row.id))
                for row in wishes
            )

        return shelf.read(look)

    def all(self) -> tuple[Waiting, ...]:
        """Everybody who waits, by title and place in line: nobody is told by anything else."""
        return self.lending.shelf.read(_everybody)

    def strike(self, wish: int, write: WriteRequest) -> Wished:
        """Takes one wish back for who made it; once more is harmless. Raises RequestIdReused."""

        def work(connection: Connection, now: datetime) -> Wished:
            gone = keeping.strike(connection, wish)
            self.lending.forget(connection, now)
            return Wished(outcome=WishOutcome.WITHDRAWN if gone else WishOutcome.NONE)

        return self.lending.shelf.once(write, Wished, work, erases=True)

    def _named(self, new: NewWish) -> Reader:
        lending = self.lending
        return lending.readers.named(new.reader, lending.shelf.clock(), child=new.child)

    def _judge(self, connection: Connection, title: int, who: Reader) -> WishOutcome:
        reader = loans.reader_id(connection, who.token)
        if reservations.own(connection, title, reader) is not None:
            return WishOutcome.ALREADY
        if reservations.lendable(connection, title) == 0:
            return WishOutcome.NO_COPY
        if _is_ready(connection, title, None):
            return WishOutcome.ON_THE_SHELF
        wished = 0 if reader is None else len(reservations.wishes(connection, reader))
        return WishOutcome.TOO_MANY if wished >= self.lending.rules.reservations else WishOutcome.RESERVED


def _everybody(connection: Connection) -> tuple[Waiting, ...]:
    told: list[Waiting] = []
    for title, rows in groupby(keeping.wishes(connection), lambda row: row.title_id):
        free = reservations.free(connection, title)
        told.extend(
            Waiting(wish=row.id, title=row.name, place=place, ready=place <= free, since=row.made_at)
            for place, row in enumerate(rows, start=1)
        )
    return tuple(told)


def _is_ready(connection: Connection, title: int, own: int | None) -> bool:
    """Whether a copy is there after everybody who asked before has theirs."""
    return reservations.free(connection, title) > reservations.before(connection, title, own)


def _require_title(connection: Connection, new: NewWish) -> None:
    found = reservations.title_row(connection, new.title)
    if found is None or (new.child and not found.for_children):
        raise UnknownTitle
