"""The keyed tokens by which a file is found; whoever has the key can try names and numbers, nobody else."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from queue_core.kia.rules.names import keys, telling_keys
from queue_core.kia.rules.nik import SIXTEEN_DIGITS
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.store import names
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.subject import Child, Draft
from queue_core.storage.errors import SealBroken
from queue_core.tickets.service.desk import Act

FILES_AT_ONCE = 500
log = logging.getLogger(__name__)


def nik_token(bureau: Bureau, nik: str) -> str | None:
    """The token of a whole NIK."""
    return bureau.seal.token("nik", nik) if SIXTEEN_DIGITS.fullmatch(nik) else None


def telling_tokens(bureau: Bureau, child: Child) -> frozenset[str]:
    """The tokens of the words by which child and mother are told from many others."""
    names = (("child_name", child.name), ("mother_name", child.mother))
    return frozenset(bureau.seal.token(kind, key) for kind, name in names for key in telling_keys(name))


def name_tokens(bureau: Bureau, name: str) -> frozenset[str]:
    """The tokens of the words of a child's name, as they sound."""
    return frozenset(bureau.seal.token("child_name", key) for key in keys(name))


def mother_tokens(bureau: Bureau, name: str) -> frozenset[str]:
    """The tokens of the words of a mother's name, as they sound."""
    return frozenset(bureau.seal.token("mother_name", key) for key in keys(name))


def day_token(bureau: Bureau, day: date) -> str:
    """The token of a birth date."""
    return bureau.seal.token("birth_date", day.isoformat())


def index(bureau: Bureau, connection: Connection, file_id: int, draft: Draft) -> None:
    """Keeps the tokens of what a file says, in the caller's transaction."""
    names.replace(connection, bureau.desk.office, file_id, frozenset(_tokens(bureau, draft)))


def index_what_is_not(bureau: Bureau) -> None:
    """Makes the tokens of files that have none; a file that does not open is left."""
    after: int | None = 0
    while after is not None:
        after = _index_some(bureau, after)


def _index_some(bureau: Bureau, after: int) -> int | None:
    """The last of some files; None where there are no more."""
    office = bureau.desk.office
    rows = bureau.desk.database.read(lambda c: names.without_tokens(c, office, after, FILES_AT_ONCE))
    if not rows:
        return None
    said = list(_opened(bureau, rows))

    def keep(act: Act) -> None:
        for file_id, draft in said:
            index(bureau, act.transaction.connection, file_id, draft)

    bureau.desk.unasked(keep)
    return int(rows[-1].id)


def _opened(bureau: Bureau, rows: Sequence[FileRow]) -> Iterator[tuple[int, Draft]]:
    for row in rows:
        try:
            yield row.id, bureau.draft(row)
        except SealBroken:
            log.error("file %d does not open: it is not found by name", row.id)


def _tokens(bureau: Bureau, draft: Draft) -> Iterator[str]:
    child = draft.child
    yield from name_tokens(bureau, child.name)
    yield from mother_tokens(bureau, child.mother)
    if child.birth_date is not None:
        yield day_token(bureau, child.birth_date)
