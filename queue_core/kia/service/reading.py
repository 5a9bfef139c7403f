"""Reads files: masked, by NIK, and one number in full with a reason that the ledger keeps."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia import store
from queue_core.kia.errors import NotMasked
from queue_core.kia.rules.life import FileState, actions_for
from queue_core.kia.rules.needs import MASKED
from queue_core.kia.rules.nik import masked
from queue_core.kia.service.bureau import Bureau, record
from queue_core.kia.service.checking import examine
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.writing import BY_NIK
from queue_core.kia.wire.files import FileList, FileView, NikSearch, Revealed, Revealing
from queue_core.kia.wire.subject import Draft
from queue_core.storage.writer import Transaction
from queue_core.tickets.service.desk import Act

MOST_LISTED = 100


def listed(bureau: Bureau, state: FileState | None, ticket_id: int | None) -> FileList:
    """The files in a state or of a ticket, at most a hundred, the latest moved first."""
    office = bureau.desk.office
    rows = bureau.desk.database.read(lambda c: store.listed(c, office, state, ticket_id, MOST_LISTED))
    return FileList(files=tuple(map(head_of, rows)))


def search(bureau: Bureau, wanted: NikSearch) -> FileList:
    """The files of whoever has a NIK, newest first."""
    token = bureau.seal.token(BY_NIK, wanted.nik)
    rows = bureau.desk.database.read(lambda c: store.by_nik(c, bureau.desk.office, token, MOST_LISTED))
    return FileList(files=tuple(map(head_of, rows)))


def read(bureau: Bureau, who: Principal, file_id: int) -> FileView:
    """A whole file with its numbers masked. Raises UnknownFile, UnknownFileKind or SealBroken."""
    row = bureau.desk.database.read(lambda connection: bureau.row(connection, file_id))
    draft, today = bureau.draft(row), bureau.desk.day(bureau.desk.clock())
    found = examine(bureau.desk.profile, bureau.kind(row.kind), row.service, draft, today)
    return FileView(
        head=head_of(row),
        draft=with_masks(draft),
        papers=found.papers,
        missing=found.missing,
        doubts=found.doubts,
        faults=found.faults,
        bar=found.bar,
        card=found.card,
        valid_until=found.valid_until,
        reason=bureau.reason(row),
        actions=tuple(actions_for(bureau.way(row), FileState(row.state), who.roles)),
    )


def reveal(bureau: Bureau, write: WriteRequest, file_id: int, wanted: Revealing) -> Revealed:
    """A number in full, once its row stands in the ledger. Raises UnknownFile or NotMasked.

    Sent again it leaves another row: no answer is kept that would hold the number.
    """
    if wanted.field not in MASKED:
        raise NotMasked(f"'{wanted.field}' is shown in full.")

    def note(transaction: Transaction) -> Revealed:
        connection: Connection = transaction.connection
        row = bureau.row(connection, file_id)
        now = bureau.desk.clock()
        act = Act(bureau.desk, transaction, now, bureau.desk.day(now), write.actor)
        record(act, "file_revealed", head_of(row), field=wanted.field, why=wanted.reason)
        return Revealed(field=wanted.field, value=getattr(bureau.draft(row).child, wanted.field))

    return bureau.desk.database.write(note)


def with_masks(draft: Draft) -> Draft:
    """The draft with its numbers hidden but for their last digits."""
    hidden = {str(field): masked(getattr(draft.child, field)) for field in MASKED}
    return draft.model_copy(update={"child": draft.child.model_copy(update=hidden)})
