"""Gives each kiosk's book a letter of its own, for the numbers that it gives while the core is away."""

from __future__ import annotations

from collections.abc import Iterable

from queue_core.access import store as access_store
from queue_core.foundation.identifiers import WriteRequest
from queue_core.storage import ledger
from queue_core.tickets.rules.offline import free_letter
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.store import offline_book
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter


def letter_for(desk: Desk, write: WriteRequest, device: str, wish: LetterWish) -> OfflineLetter:
    """The letter of a kiosk's book: the one that it has, or else a free one.

    The letter of a book that was lost, or of a device that was removed, is given to nobody else on the same
    day: slips under it may be in people's hands.
    """

    def ask(act: Act) -> OfflineLetter:
        connection = act.transaction.connection
        letter = _of_book(act, device, wish.book) or _new_letter(act, device, wish)
        last = offline_book.last_serial(connection, desk.office, act.day, letter) if letter else 0
        return OfflineLetter(letter=letter, last=last, day=act.day, at=act.now)

    return desk.once(write, OfflineLetter, ask)


def _of_book(act: Act, device: str, book: str) -> str | None:
    connection, office = act.transaction.connection, act.desk.office
    row = offline_book.letter_of_book(connection, office, book)
    if row is None:
        return None
    if row.letter not in act.desk.profile.queue.offline_letters:
        offline_book.drop(connection, office, row.letter)
        _note(act, "offline_letter_dropped", row.letter)
        return None
    if row.device != device:
        _put_to_rest(act, device)
        _note(act, "offline_letter_moved", row.letter)
    offline_book.note_heard(connection, office, row.letter, device, act.now)
    letter: str = row.letter
    return letter


def _new_letter(act: Act, device: str, wish: LetterWish) -> str | None:
    connection, office = act.transaction.connection, act.desk.office
    _put_to_rest(act, device)
    letter = _named(act, wish) or free_letter(act.desk.profile.queue.offline_letters, _taken(act))
    if letter is None:
        return None
    offline_book.give(connection, office, letter, device, wish.book, act.now)
    _note(act, "offline_letter_given", letter)
    return letter


def _put_to_rest(act: Act, device: str) -> None:
    letter = offline_book.put_to_rest(act.transaction.connection, act.desk.office, device, act.now)
    if letter is not None:
        _note(act, "offline_letter_rested", letter)


def _note(act: Act, action: str, letter: str) -> None:
    """What became of a letter, and through which device."""
    ledger.append(
        act.transaction.connection,
        act.desk.office,
        at=act.now,
        actor=act.actor,
        action=action,
        body={"letter": letter},
    )


def _named(act: Act, wish: LetterWish) -> str | None:
    """The letter that the book says it has, unless the profile has it no longer or another book got it."""
    known = {row.letter for row in offline_book.letters(act.transaction.connection, act.desk.office)}
    mine = wish.letter in act.desk.profile.queue.offline_letters and wish.letter not in known
    return wish.letter if mine else None


def _taken(act: Act) -> Iterable[str]:
    """The letters under which somebody gives numbers, or may have given some today."""
    connection, desk = act.transaction.connection, act.desk
    revoked = {
        row.name: row.revoked_at for row in access_store.devices(connection, desk.office) if row.revoked_at
    }
    for row in offline_book.letters(connection, desk.office):
        ended = row.since if row.device is None else revoked.get(row.device)
        if ended is None or desk.day(ended) >= act.day:
            yield row.letter
