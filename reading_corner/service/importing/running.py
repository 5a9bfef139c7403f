"""Imports a file: looks at it without writing, or writes it in parts that a power cut does not undo.

Each part is one transaction, and with it how far the file is: the same file goes on there. A file that is
done changes nothing when it comes again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, islice

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from queue_core.foundation.errors import KerakError
from reading_corner.service import catalogue
from reading_corner.service.cards import keep_member
from reading_corner.service.importing.reading import Source
from reading_corner.service.importing.rows import LooseCopy, MemberCard, Refused, Row
from reading_corner.service.isbn import read_isbn
from reading_corner.store import imports as store
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import TitleRecord

AT_ONCE = 200
"""Rows in a transaction: a loan that comes in between waits for some tenths of a second at most."""
Progressed = Callable[[int], None]
"""Is told how many more rows are done."""
Pause = Callable[[], None]


@dataclass(frozen=True)
class Refusal:
    """A row that is left out."""

    row: int
    words: str


@dataclass(frozen=True)
class Preview:
    """What a file holds. `doubts` counts the ISBNs kept as given by reason; `marked`, titles that come in as
    for children, unless the catalogue says no; `members`, cards of another library.
    """

    rows: int
    titles: int
    copies: int
    marked: int
    doubts: dict[str, int]
    refusals: tuple[Refusal, ...]
    members: int = 0


@dataclass(frozen=True)
class Report:
    """What became of a file's rows. `earlier` is when the same file was done: then nothing was written."""

    created: int
    changed: int
    same: int
    refusals: tuple[Refusal, ...]
    earlier: datetime | None = None


def preview(source: Source) -> Preview:
    """Counts what a file holds and writes nothing. Raises CatalogueUnreadable."""
    rows, titles, copies, marked, members = 0, 0, 0, 0, 0
    doubts: Counter[str] = Counter()
    refusals = []
    for row in source.rows():
        rows += 1
        match row.found:
            case TitleRecord() as title:
                titles += 1
                copies += len(title.copies)
                marked += source.for_children if title.for_children is None else title.for_children
                doubts.update(filter(None, [read_isbn(title.isbn).doubt]))
            case LooseCopy():
                copies += 1
            case MemberCard():
                members += 1
            case Refused(words):
                refusals.append(Refusal(row.number, words))
    return Preview(rows, titles, copies, marked, dict(doubts), tuple(refusals), members)


def run(
    shelf: Shelf,
    source: Source,
    progressed: Progressed = lambda _: None,
    again: bool = False,
    pause: Pause = lambda: None,
) -> Report:
    """Imports a file, from where it was broken off. `again` reads one that is done from its beginning.

    `pause` after each part lets other programs write. Raises ShelfBusy, and CatalogueUnreadable: before
    anything is written, but of a workbook that is broken further down.
    """
    digest, rows = source.digest, source.rows()
    first = list(islice(rows, 1))
    reached, earlier = shelf.write(partial(_begin, source, again))
    if earlier is not None:
        return shelf.read(partial(_report, digest, earlier))
    progressed(reached)
    coming = (row for row in chain(first, rows) if row.number > reached)
    while part := list(islice(coming, AT_ONCE)):
        shelf.write(partial(_keep, Keeping(digest, source.for_children, shelf.key), part))
        progressed(len(part))
        pause()
    shelf.write(lambda connection, now: store.end(connection, digest, now))
    return shelf.read(partial(_report, digest, None))


def _begin(source: Source, again: bool, connection: Connection, now: datetime) -> tuple[int, datetime | None]:
    begun = store.run_of(connection, source.digest)
    if begun is not None and begun.ended_at is not None and again:
        store.forget(connection, source.digest)
        begun = None
    if begun is None:
        store.begin(connection, source.digest, source.name, now)
        return 0, None
    return begun.reached, begun.ended_at


@dataclass(frozen=True)
class Keeping:
    """How a file's rows are kept: which file it is, for whom its titles are, and the key of cards."""

    digest: str
    for_children: bool
    key: Callable[[], bytes]


def _keep(keeping: Keeping, part: list[Row], connection: Connection, now: datetime) -> None:
    counted: Counter[str] = Counter()
    for row in part:
        counted[_keep_row(keeping, row, connection, now)] += 1
    store.advance(connection, keeping.digest, part[-1].number, dict(counted))


def _keep_row(keeping: Keeping, row: Row, connection: Connection, now: datetime) -> str:
    refuse = partial(store.refuse, connection, keeping.digest, row.number)
    try:
        with connection.begin_nested():
            match row.found:
                case TitleRecord() as title:
                    return catalogue.save(connection, now, title, keeping.for_children)
                case LooseCopy(name, copy):
                    return catalogue.save_copy(connection, name, copy)
                case MemberCard(card, expires_on):
                    return keep_member(connection, keeping.key(), card, expires_on)
                case Refused(words):
                    refuse(words)
    except IntegrityError as error:
        refuse(f"it does not go with what is there: {error.orig}")
    except KerakError as error:
        refuse(str(error))
    return "refused"


def _report(digest: str, earlier: datetime | None, connection: Connection) -> Report:
    done = store.run_of(connection, digest)
    refusals = tuple(Refusal(one.row, one.words) for one in store.refusals(connection, digest))
    if done is None:
        return Report(0, 0, 0, refusals, earlier)
    return Report(done.created, done.changed, done.same, refusals, earlier)
