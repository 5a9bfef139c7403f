"""Lending and taking back, each in one transaction; a book that is back knows nobody any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from queue_core.foundation.identifiers import WriteRequest
from reading_corner.errors import UnknownCopy, UnknownReader
from reading_corner.rules.lending import (
    Asked,
    LendingRules,
    LoanOutcome,
    ReadOutcome,
    Refusal,
    ReturnOutcome,
    due_on,
    goes_home,
    refusal,
)
from reading_corner.rules.readers import ticket_of, ticket_token
from reading_corner.rules.shelf import Care, Where
from reading_corner.service.readers import Reader, Readers, nameless
from reading_corner.store import loans, reservations
from reading_corner.store.shelf import Shelf
from reading_corner.wire.lending import BookOut, Loaned, NewLoan, NewRead, NewReturn, ReadHere, Returned


@dataclass(frozen=True)
class Lending:
    """What the corner lends, by its rules."""

    shelf: Shelf
    readers: Readers
    rules: LendingRules

    def lend(self, new: NewLoan, wish: WriteRequest) -> Loaned:
        """Lends a copy, or says why not.

        Raises UnknownReader, PageNeedsCore, UnknownCopy or RequestIdReused.
        """
        who = self.readers.named(new.reader, self.shelf.clock(), child=new.child)

        def work(connection: Connection, now: datetime) -> Loaned:
            self.forget(connection, now)
            book = _copy(connection, new.copy_code)
            require_no_book(connection, new.reader)
            outcome = self._judge(connection, book, who, new)
            due = None
            if outcome is LoanOutcome.LENT:
                due = self._lend(connection, now, book, who, new)
            elif outcome is LoanOutcome.ALREADY_YOURS and goes_home(Where(book.where), new.where):
                due = self._take_home(connection, now, book)
            return Loaned(outcome=outcome, copy_code=book.code, title=book.name, due_on=due)

        return self.shelf.once(nameless(wish, "lend", new), Loaned, work)

    def take_back(self, new: NewReturn, wish: WriteRequest) -> Returned:
        """Takes a copy back, whoever brings it; once more is harmless.

        Raises UnknownCopy or RequestIdReused.
        """

        def work(connection: Connection, now: datetime) -> Returned:
            book = _copy(connection, new.copy_code)
            outcome = _end(connection, book.id, now)
            loans.see(connection, book.id, now)
            self.forget(connection, now)
            keep = reservations.before(connection, book.title_id, None) > 0
            return Returned(outcome=outcome, copy_code=book.code, title=book.name, keep=keep)

        return self.shelf.once(wish, Returned, work, erases=True)

    def read_here(self, new: NewRead, wish: WriteRequest) -> ReadHere:
        """Counts a book that lies read on a table. Raises UnknownCopy, RequestIdReused."""

        def work(connection: Connection, now: datetime) -> ReadHere:
            book = _copy(connection, new.copy_code)
            outcome = ReadOutcome.OUT if book.holder is not None else ReadOutcome.COUNTED
            if outcome is ReadOutcome.COUNTED:
                loans.count_read(connection, book.id, now, child=new.child)
                loans.see(connection, book.id, now)
            return ReadHere(outcome=outcome, copy_code=book.code, title=book.name)

        return self.shelf.once(wish, ReadHere, work)

    def out_on_ticket(self, number: str, day: date | None = None) -> tuple[BookOut, ...]:
        """The books that a ticket has, of today or another day. Raises UnknownReader."""
        token = self.readers.ticket(number, day or self.readers.office.today(self.shelf.clock()))
        return tuple(
            BookOut(
                copy_code=row.code,
                title=row.name,
                lent_at=row.lent_at,
                due_on=self.readers.office.day_that_ends(row.due_at),
            )
            for row in self.shelf.read(lambda connection: loans.open_loans(connection, token))
        )

    def numbers_with_books(self) -> tuple[str, ...]:
        """The numbers of today's tickets that have a book."""
        day = ticket_token("", self.readers.office.today(self.shelf.clock()))
        tokens = self.shelf.read(lambda connection: loans.tickets_with_books(connection, day))
        return tuple(number for number in map(ticket_of, tokens) if number)

    def forget(self, connection: Connection, now: datetime) -> None:
        """Forgets the wishes that have lapsed, and the readers who have nothing here."""
        office = self.readers.office
        today = office.begins(office.today(now))
        reservations.forget_wishes(connection, today, now - timedelta(days=self.rules.reserved_days))
        loans.forget_readers(connection)

    def _judge(
        self, connection: Connection, book: Row[Any], who: Reader, new: NewLoan
    ) -> LoanOutcome | Refusal:
        reader = loans.reader_id(connection, who.token)
        if book.holder is not None and book.holder != reader:
            return LoanOutcome.TAKEN
        if book.holder is not None:
            asked = Asked(kind=who.kind, where=new.where, care=Care(book.care))
            asks_home = goes_home(Where(book.where), new.where)
            return (refusal(asked, self.rules) if asks_home else None) or LoanOutcome.ALREADY_YOURS
        own = reservations.own(connection, book.title_id, reader)
        asked = Asked(
            kind=who.kind,
            where=new.where,
            care=Care(book.care),
            out=0 if reader is None else loans.books_out(connection, reader),
            waiting=reservations.before(connection, book.title_id, own),
            free=reservations.free(connection, book.title_id),
        )
        return refusal(asked, self.rules) or LoanOutcome.LENT

    def _lend(
        self, connection: Connection, now: datetime, book: Row[Any], who: Reader, new: NewLoan
    ) -> date | None:
        """Lends it, and says on which day it is due."""
        office = self.readers.office
        today = office.today(now)
        due = due_on(today, new.where, self.rules, office.is_closed)
        day = office.begins(today)
        reader = loans.made_reader(connection, who.token, day, kind=who.kind, child=who.child)
        due_at = None if due is None else office.ends(due)
        loans.open_loan(connection, book.id, reader, now, child=who.child, where=new.where, due_at=due_at)
        reservations.remove(connection, book.title_id, reader)
        loans.see(connection, book.id, now)
        return due

    def _take_home(self, connection: Connection, now: datetime, book: Row[Any]) -> date | None:
        """Lets who reads it here take it home, and says on which day it is due."""
        office = self.readers.office
        due = due_on(office.today(now), Where.HOME, self.rules, office.is_closed)
        if due is not None:
            loans.take_home(connection, book.id, office.ends(due))
        return due


def require_no_book(connection: Connection, reader: str) -> None:
    """Raises UnknownReader where a book was scanned: another system's code may look like a card's."""
    if loans.copy_by_code(connection, reader) is not None:
        raise UnknownReader


def _copy(connection: Connection, code: str) -> Row[Any]:
    book = loans.copy_by_code(connection, code)
    if book is None:
        raise UnknownCopy
    return book


def _end(connection: Connection, copy_id: int, now: datetime) -> ReturnOutcome:
    if loans.end_loan(connection, copy_id, now):
        return ReturnOutcome.RETURNED
    before = loans.was_ever_lent(connection, copy_id)
    return ReturnOutcome.ALREADY_RETURNED if before else ReturnOutcome.NEVER_LENT
