"""Finds the files that are alike: by tokens, opened, compared. On a view of the database before the write.

Some hundred files are opened for one child, which takes as long as many calls. So the write only asks the
ledger which files have changed since that view, and compares those anew: nothing is missed, nobody waits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from queue_core.foundation.files import FileKind
from queue_core.kia.rules.again import COUNTED, is_expected, is_next_card_due
from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.life import FileState, Output
from queue_core.kia.rules.matching import Facts, Match, match, near_dates, swapped
from queue_core.kia.rules.names import tokens
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.indexing import day_token, telling_tokens
from queue_core.kia.store import files, names
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.subject import Child
from queue_core.storage import ledger

MOST_COMPARED = 300
"""More are not opened: a town of 200,000 children has some thirty born on one day."""
TOLD_BY = {"name", "nik", "birth_date", "mother", "sex"}
"""What a child is told by: a decision stands while both files say the same of these."""


@dataclass(frozen=True)
class Alike:
    """A file that is alike, and a token of what both said."""

    row: FileRow
    match: Match
    facts: str


@dataclass(frozen=True)
class Compared:
    """What a file in one version was found to be like on a day, as far as the ledger went then."""

    version: int
    day: date
    last_row: int
    found: tuple[Alike, ...]


def compare_ahead(
    bureau: Bureau, file_id: int, wanted: Callable[[FileKind], bool] = lambda _: True
) -> Compared | None:
    """Compares a file beside writer and event loop; None where there is no such file of a wanted kind."""

    def read(connection: Connection) -> Compared | None:
        row = files.by_id(connection, bureau.desk.office, file_id)
        if row is None or not wanted(bureau.kind(row.kind)):
            return None
        day = bureau.desk.day(bureau.desk.clock())
        found = tuple(_alike(bureau, connection, row, day))
        return Compared(row.version, day, ledger.last_row(connection), found)

    return bureau.desk.database.read(read)


def alike_now(
    bureau: Bureau, connection: Connection, row: FileRow, day: date, ahead: Compared | None = None
) -> tuple[Alike, ...]:
    """The files that count and are alike, whatever was decided; none for a kind that leads to no card.

    Of what was compared ahead, only the files that have changed since are compared anew.
    """
    if ahead is None or (ahead.version, ahead.day) != (row.version, day):
        return tuple(_alike(bureau, connection, row, day))
    changed = ledger.files_since(connection, ahead.last_row) - {row.id}
    if not changed:
        return ahead.found
    same = (one for one in ahead.found if one.row.id not in changed)
    return (*same, *_alike(bureau, connection, row, day, changed))


def _alike(
    bureau: Bureau, connection: Connection, row: FileRow, day: date, only: Collection[int] | None = None
) -> Iterator[Alike]:
    kind = bureau.kind(row.kind)
    if Output(kind.output) is not Output.CARD:
        return
    child = bureau.draft(row).child
    mine = _facts(child)
    for other in _near(bureau, connection, row, child, only):
        theirs = bureau.draft(other).child
        alike = match(mine, _facts(theirs))
        if alike is not None and not _is_expected(bureau, other, theirs, day, replaces=kind.replaces):
            yield Alike(other, alike, _facts_token(bureau, {row.id: child, other.id: theirs}))


def _near(
    bureau: Bureau, connection: Connection, row: FileRow, child: Child, only: Collection[int] | None
) -> Iterator[FileRow]:
    born = child.birth_date
    days = {born, *swapped(born)} if born else set()
    rows = names.near(
        connection,
        row,
        nik=row.nik_token,
        days=[day_token(bureau, day) for day in days],
        near_days=[day_token(bureau, day) for day in (near_dates(born) if born else ())],
        names=telling_tokens(bureau, child),
        states=COUNTED,
        limit=MOST_COMPARED,
        only=only,
    )
    cards = {kind.key for kind in bureau.desk.profile.files.kinds if Output(kind.output) is Output.CARD}
    return (other for other in rows if other.kind in cards)


def _is_expected(bureau: Bureau, other: FileRow, child: Child, today: date, *, replaces: bool) -> bool:
    handed_over = bureau.desk.day(other.moved_at)
    leap = LeapBirthday(bureau.desk.profile.files.leap_birthday)
    born = child.birth_date
    next_card = born is not None and is_next_card_due(born, handed_over, today, leap)
    return is_expected(FileState(other.state), replaces=replaces, next_card=next_card)


def _facts(child: Child) -> Facts:
    return Facts(tokens(child.name), child.nik, child.birth_date, tokens(child.mother), child.sex)


def _facts_token(bureau: Bureau, both: dict[int, Child]) -> str:
    said = [both[file_id].model_dump(mode="json", include=TOLD_BY) for file_id in sorted(both)]
    return bureau.seal.token("told_apart", json.dumps(said, sort_keys=True))
