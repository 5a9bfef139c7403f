"""Finds files by NIK, or by a name as it sounds; who searched how, and when, stands in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.rules.likeness import likeness
from queue_core.kia.rules.names import tokens
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.indexing import name_tokens, nik_token
from queue_core.kia.store import files, names
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import MOST_LISTED, FileList, FileSearch
from queue_core.storage import ledger
from queue_core.storage.writer import Transaction

COUNTED_TO = 2_000
"""A word that more children bear is common, however many they are."""
MOST_OPENED = 120
"""So many files are opened and compared with the name; the newest of those that have its rarest words."""


def search(bureau: Bureau, write: WriteRequest, wanted: FileSearch) -> FileList:
    """The files of whoever has the NIK, newest first, or of children called so, the likeliest first.

    Its row in the ledger says who looked, when, and whether by NIK or by name. The answer is kept nowhere.
    """
    find = _by_name if wanted.nik is None else _by_nik
    rows = bureau.desk.database.read(lambda connection: find(bureau, connection, wanted))

    def note(transaction: Transaction) -> None:
        told = {"by": "name" if wanted.nik is None else "nik"}
        at, office = bureau.desk.clock(), bureau.desk.office
        ledger.append(
            transaction.connection, office, at=at, actor=write.actor, action="files_searched", body=told
        )

    bureau.desk.database.write(note)
    return FileList(files=tuple(map(head_of, rows)))


def _by_nik(bureau: Bureau, connection: Connection, wanted: FileSearch) -> Sequence[FileRow]:
    token = nik_token(bureau, wanted.nik or "")
    return files.by_nik(connection, bureau.desk.office, token, MOST_LISTED) if token else ()


def _by_name(bureau: Bureau, connection: Connection, wanted: FileSearch) -> Sequence[FileRow]:
    name = wanted.name or ""
    looked_for = tokens(name)
    ids = _candidates(bureau, connection, sorted(name_tokens(bureau, name)))
    rows = names.by_ids(connection, ids)
    ranked = [(likeness(looked_for, tokens(bureau.draft(row).child.name)), row) for row in rows]
    ranked.sort(key=lambda one: (one[0], one[1].id), reverse=True)
    return [row for _, row in ranked[:MOST_LISTED]]


def _candidates(bureau: Bureau, connection: Connection, wanted: Sequence[str]) -> Sequence[int]:
    """Files that have all words, then those that lack common ones, then those that have the rarest alone."""
    office = bureau.desk.office
    often = {token: names.frequency(connection, office, token, COUNTED_TO) for token in wanted}
    rarest_first = sorted((token for token in wanted if often[token]), key=lambda token: often[token])
    found: dict[int, None] = {}
    for some in _fewer_and_fewer(rarest_first):
        if len(found) >= MOST_OPENED:
            break
        ids = names.having_all(connection, office, some, COUNTED_TO, MOST_OPENED)
        found.update(dict.fromkeys(ids))
    return list(found)[:MOST_OPENED]


def _fewer_and_fewer(rarest_first: Sequence[str]) -> Iterator[Sequence[str]]:
    """All, without the commonest, ..., the rarest alone; then each of the others."""
    for length in range(len(rarest_first), 0, -1):
        yield rarest_first[:length]
    for token in rarest_first[1:]:
        yield [token]
