"""Verifies the ledger's chain, of the office or of a copy, and tells what was done to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from queue_core.admin.keeping import key_of_copy
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import CoreSettings
from queue_core.kia.errors.files import UnknownFile
from queue_core.kia.service.people import acts_on
from queue_core.kia.wire.people import ActView
from queue_core.storage.audit_check import Break, Progressed, Verdict, Wrong, head_of, open_book, rows_younger
from queue_core.storage.audit_check import verify as verify_book
from queue_core.storage.database import Database
from queue_core.storage.errors import KeyWrong
from queue_core.storage.keys import key_beside, open_seal
from queue_core.storage.schema import check_schema
from queue_core.storage.seal import Seal, read_key

LATEST_LINKS = 10
"""So many links the doctor looks at: 'kerak audit verify' looks at all."""


def seal_of_copy(copy: Path, database: Path, ask: Callable[[], str | None]) -> Seal:
    """The seal of a backup: under this machine's key, or the wrapped one beside the copy. Raises KeyWrong."""
    check_schema(copy)
    found = key_of_copy(copy, database, ask)
    if not found.opens:
        raise KeyWrong(f"The key of {copy} is not here.")
    return Seal(found.key or read_key(key_beside(database)))


def covered(book: Path) -> int:
    """How many rows there are to verify, for who waits for it."""
    with open_book(book) as opened:
        (number,) = opened.execute("SELECT count(*) FROM ledger").fetchone()
        return int(number)


def verify(book: Path, seal: Seal, begin: int, known: str, progressed: Progressed) -> Verdict:
    """Verifies the chain of a database, which may be in use."""
    with open_book(book) as opened:
        return verify_book(opened, seal, begin=begin, known=known, progressed=progressed)


def latest(database: Path) -> Verdict:
    """The verdict on the latest links. Raises a DatabaseUnusableError."""
    check_schema(database)
    seal = open_seal(database)
    with open_book(database) as book:
        head = head_of(book)
        return verify_book(book, seal, begin=max(1, (head.id if head else 1) - LATEST_LINKS + 1))


def next_link(database: Path) -> int:
    """The number of the link that will be laid next."""
    with open_book(database) as book:
        head = head_of(book)
        return head.id + 1 if head else 1


def head_words(book: Path) -> str:
    """The head of a database's chain, as it is written down to be held against later."""
    with open_book(book) as opened:
        head = head_of(opened)
        younger = rows_younger(opened, head)
    told = f"link {head.id}, rows to {head.last_row}, hash {head.hash}" if head else "no link yet"
    return f"{told}; not yet covered: {younger}"


def break_words(broken: Break) -> str:
    """What is wrong, in a sentence."""
    match broken.wrong:
        case Wrong.GONE:
            return f"Link {broken.link} is gone, though a later one is there."
        case Wrong.LINK:
            return f"Link {broken.link} was changed, or was laid under another key; its rows may be whole."
        case Wrong.ROWS:
            return (
                f"Link {broken.link} does not agree: a row was changed, deleted or added at row {broken.row}."
            )


def acts(core: CoreSettings, file_id: int) -> tuple[ActView, ...]:
    """Who did what to a file. Raises UnknownFile."""
    profile = read_profile(core.profile)
    database = Database(core.database)
    try:
        found = database.read(lambda connection: acts_on(connection, profile.office.key, file_id)).acts
    finally:
        database.close()
    if not found:
        raise UnknownFile(remedy="Check the number.")
    return found
