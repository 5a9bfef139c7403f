"""Why the list keeps a child: duty, consent, a file; and what goes once one of them ends."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from queue_core.kia.rules.listing import (
    BY_CONSENT,
    CLOSED,
    ListedState,
    Source,
    goes_with_file,
    has_consent,
)
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.indexing import nik_token
from queue_core.kia.service.listed import (
    Tokens,
    head_of_child,
    note,
    record_of,
    row_of,
    sealed_row,
    sealed_under,
)
from queue_core.kia.store import children as store
from queue_core.kia.store.children import ChildRow
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.children import ChildHead, ChildRecord
from queue_core.storage.errors import SealBroken
from queue_core.storage.scrubbing import mark_for_scrubbing
from queue_core.tickets.service.desk import Act


def named_by_office(bureau: Bureau, act: Act, known: ChildRow, record: ChildRecord) -> None:
    """An import names a child of the list: the office keeps it by duty, beside what a family told.

    A NIK that the list did not know makes the child known by it: nobody else there has it, or that one had
    been met. A file without the NIK takes none away.
    """
    if known.state in CLOSED or not _tells_more(known, record):
        return
    row, connection = row_of(bureau, act, known.id), act.transaction.connection
    told = record_of(bureau, row)
    if row.source in BY_CONSENT:
        before = own_record(bureau, row)
        own = _with_nik(record, record.nik or (before.nik if before else ""))
        store.keep_own(connection, row, _own_beside(bureau, row, told, own))
        return
    kept = _with_nik(told if row.source == Source.IMPORT else record, record.nik or told.nik)
    store.keep_by_duty(connection, row, sealed_row(bureau, kept, Source.IMPORT))


def _tells_more(known: ChildRow, record: ChildRecord) -> bool:
    return known.source != Source.IMPORT or (known.nik_token is None and record.nik != "")


def _with_nik(record: ChildRecord, nik: str) -> ChildRecord:
    return record.model_copy(update={"nik": nik})


def _own_beside(bureau: Bureau, row: ChildRow, told: ChildRecord, own: ChildRecord) -> dict[str, Any]:
    """What the office brings, and what the family told under the NIK that either of them knows."""
    text = own.model_dump_json(include=set(ChildRecord.model_fields))
    found = Tokens(row.nik_token or nik_token(bureau, own.nik), row.who_token)
    return {"duty_record": bureau.seal.seal(text, _place(bureau, row)), **sealed_under(bureau, told, found)}


def own_record(bureau: Bureau, row: ChildRow) -> ChildRecord | None:
    """What the office has itself brought of a child that was listed by consent. Raises SealBroken."""
    if row.duty_record is None:
        return None
    place = _place(bureau, row)
    try:
        return ChildRecord.model_validate_json(bureau.seal.open(row.duty_record, place))
    except ValidationError:  # whose text would tell what it found
        raise SealBroken(f"{place} is of another version.") from None


def withdraw_consent(bureau: Bureau, act: Act, row: ChildRow) -> ChildHead | None:
    """Takes off what a consent added: the child, or all but the office's own; its head then, or None."""
    own = own_record(bureau, row)
    if not has_consent(Source(row.source), ListedState(row.state), by_duty=own is not None):
        return None
    connection = act.transaction.connection
    kept = sealed_row(bureau, own, Source.IMPORT) if own is not None else None
    if kept is not None and store.is_listed_otherwise(connection, row, kept):
        kept = None  # that row is why the list keeps the child
    if kept is not None:
        store.keep_by_duty(connection, row, kept)
    elif not store.withdraw(connection, row, act.now):
        return None
    mark_for_scrubbing(connection)
    head = head_of_child(store.by_id(connection, row.office, row.id))
    note(act, "child_withdrawn" if kept is None else "child_kept_by_duty", child=head)
    return head


def forget_with_file(connection: Connection, row: FileRow) -> None:
    """Forgets the child of a file whose time is over, where nothing else is why the list keeps it."""
    if row.nik_token is None or store.is_of_another_file(connection, row):
        return
    listed = store.by_nik(connection, row.office, row.nik_token)
    if listed is not None and goes_with_file(
        Source(listed.source), ListedState(listed.state), by_duty=listed.duty_record is not None
    ):
        store.forget(connection, listed)


def _place(bureau: Bureau, row: ChildRow) -> str:
    return f"listed_child {bureau.desk.office} duty {row.id}"
