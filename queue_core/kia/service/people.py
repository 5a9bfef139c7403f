"""Tells all that is held about a person, and who did what to a file. Both are read from the ledger, too."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.service.bureau import Bureau, record
from queue_core.kia.service.grounds import own_record
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.held import EXPORTED
from queue_core.kia.service.indexing import nik_token
from queue_core.kia.service.listed import head_of_child, record_of
from queue_core.kia.service.proposed import head_of_proposal
from queue_core.kia.service.proposed import record_of as proposed_record
from queue_core.kia.store import children, proposals
from queue_core.kia.store import files as store
from queue_core.kia.wire.people import (
    ActView,
    ExportedFile,
    ExportWish,
    FileHistory,
    ListedExport,
    PersonExport,
    ProposedExport,
)
from queue_core.storage import ledger
from queue_core.tickets.service.desk import Act

MOST_EXPORTED = 1_000
"""Files of one person: more than anybody has."""


def export(bureau: Bureau, write: WriteRequest, who: Principal, wish: ExportWish) -> PersonExport:
    """Everything about whoever has a NIK, once its rows stand in the ledger. Raises SealBroken.

    Sent again it leaves other rows: no answer is kept that would hold all this. The ledger names the
    files and not the person: a token of the NIK would outlive an erasure there.
    """
    office, token = bureau.desk.office, nik_token(bureau, wish.nik) or ""

    def note(act: Act) -> PersonExport:
        connection, now = act.transaction.connection, act.now
        rows = store.by_nik(connection, office, token, MOST_EXPORTED)
        for row in rows:
            record(act, "file_exported", head_of(row), why=wish.reason)
        body = {"why": wish.reason, "files": [row.id for row in rows]}
        ledger.append(connection, office, at=now, actor=write.actor, action="person_exported", body=body)
        return PersonExport(
            office=office,
            made_at=now,
            made_by=who.name,
            reason=wish.reason,
            files=tuple(
                ExportedFile(
                    head=head_of(row),
                    parts={name: part(bureau, connection, row) for name, part in EXPORTED.items()},
                )
                for row in rows
            ),
            listed=_listed(bureau, connection, token),
            proposed=_proposed(bureau, connection, token),
        )

    return bureau.unkept(write.actor, note)


def _listed(bureau: Bureau, connection: Connection, token: str) -> ListedExport | None:
    row = children.by_nik(connection, bureau.desk.office, token)
    if row is None:
        return None
    told, own = record_of(bureau, row), own_record(bureau, row)
    return ListedExport(head=head_of_child(row), record=told, own=own)


def _proposed(bureau: Bureau, connection: Connection, token: str) -> tuple[ProposedExport, ...]:
    rows = proposals.of_nik(connection, bureau.desk.office, token)
    return tuple(
        ProposedExport(head=head_of_proposal(row), record=proposed_record(bureau, row)) for row in rows
    )


def history(bureau: Bureau, file_id: int) -> FileHistory:
    """Who did what to a file. Raises UnknownFile."""

    def read(connection: Connection) -> FileHistory:
        return acts_on(connection, bureau.desk.office, bureau.row(connection, file_id).id)

    return bureau.desk.database.read(read)


def acts_on(connection: Connection, office: str, file_id: int) -> FileHistory:
    """What the ledger tells of a file; nothing for one that there is not."""
    rows = ledger.of_file(connection, office, file_id)
    return FileHistory(acts=tuple(_act(row) for row in rows))


def _act(row: ledger.LedgerRow) -> ActView:
    head = row.body["file"]
    told = {name: row.body[name] for name in ("field", "why") if name in row.body}
    return ActView(
        at=row.at, by=row.actor, action=row.action, state=head["state"], version=head["version"], **told
    )
