"""Opens a file and writes its draft; takes it in hand and lets it go."""

from __future__ import annotations

from queue_core.access.rules import Principal
from queue_core.foundation.files import FileKind
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import FileHeld, FileNotNow, UnknownPaper
from queue_core.kia.rules.life import TO_BE_WRITTEN, FileState
from queue_core.kia.rules.needs import COMES_WITH_REGISTRATION, MASKED
from queue_core.kia.rules.nik import masked
from queue_core.kia.service.bureau import (
    Bureau,
    change,
    record,
    require_decided,
    require_in_hand,
    require_kept,
    require_version,
)
from queue_core.kia.service.checking import known_papers
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.indexing import index, nik_token
from queue_core.kia.store import files as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead, Hold, NewFile, WrittenDraft
from queue_core.kia.wire.subject import Draft
from queue_core.tickets.errors import UnknownTicket
from queue_core.tickets.service.desk import Act
from queue_core.tickets.store import ticket_book


def open_file(bureau: Bureau, write: WriteRequest, who: Principal, new: NewFile) -> FileHead:
    """Opens a draft, in the hands of who opens it. Raises UnknownFileKind or UnknownTicket.

    Its papers are those of its ticket's service if that leads to this kind, else of the kind's first one.
    """
    kind = bureau.kind(new.kind)

    def keep(act: Act) -> FileHead:
        connection = act.transaction.connection
        service = _service_of(act, new.ticket_id)
        file_id = store.open_file(
            connection,
            office=bureau.desk.office,
            kind=kind.key,
            service=service if service in kind.services else kind.services[0],
            ticket_id=new.ticket_id,
            state=FileState.DRAFT,
            version=1,
            opened_at=act.now,
            opened_by=who.name,
            changed_at=act.now,
            changed_by=who.name,
            moved_at=act.now,
            moved_by=who.name,
            held_by=who.name,
            held_since=act.now,
            data_key=bureau.new_data_key(),
        )
        head = head_of(bureau.row(connection, file_id))
        record(act, "file_opened", head)
        return head

    return bureau.once(write, keep)


def write_draft(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, written: WrittenDraft
) -> FileHead:
    """Keeps what a file says, unless somebody wrote since it was read.

    Raises UnknownFile, UnknownPaper, FileChanged, FileHeld, FileAsked, or FileNotNow once it is approved.
    """

    def keep(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        require_version(bureau, row, written.version)
        require_in_hand(bureau, row, who)
        require_decided(bureau, row)
        if unknown := set(written.draft.papers) - known_papers(bureau.desk.profile, row.service):
            raise UnknownPaper(f"{len(unknown)} of the papers are none of service {row.service}.")
        require_kept(row)
        present = bureau.draft(row)
        draft = unmasked(written.draft, present)
        if not _may_be_written(FileState(row.state), bureau.kind(row.kind), draft, present):
            raise FileNotNow(f"What is written in a file that is {row.state} is changed by a correction.")
        subject, token = bureau.sealed_draft(row, draft), nik_token(bureau, draft.child.nik)
        head = change(bureau, act, who, row, "file_written", subject=subject, nik_token=token)
        index(bureau, act.transaction.connection, row.id, draft)
        return head

    return bureau.once(write, keep)


def hold(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, asked: Hold) -> FileHead:
    """Takes a file in hand. Raises UnknownFile, or FileHeld with who has it and since when."""

    def take(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        require_kept(row)
        if row.held_by != asked.from_holder:
            require_in_hand(bureau, row, who)
        if row.held_by == who.name:
            return head_of(row)
        return _change_hands(bureau, act, row, "file_taken", who.name)

    return bureau.once(write, take)


def release(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int) -> FileHead:
    """Lets a file go that one has in hand. Raises UnknownFile or FileHeld."""

    def let_go(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        require_in_hand(bureau, row, who)
        return head_of(row) if row.held_by is None else _change_hands(bureau, act, row, "file_released", None)

    return bureau.once(write, let_go)


def unmasked(written: Draft, present: Draft) -> Draft:
    """The draft with each number that came back as it was shown put as it is."""
    kept = {
        str(field): number
        for field in MASKED
        if (number := getattr(present.child, field)) and getattr(written.child, field) == masked(number)
    }
    return written.model_copy(update={"child": written.child.model_copy(update=kept)})


def _may_be_written(state: FileState, kind: FileKind, draft: Draft, present: Draft) -> bool:
    """Before approval; and the numbers that a registration gave, once it is recorded."""
    if state in TO_BE_WRITTEN:
        return True
    numbers = {str(field): getattr(draft.child, field) for field in COMES_WITH_REGISTRATION}
    same = present.model_copy(
        update={"child": present.child.model_copy(update=numbers), "doubts": draft.doubts}
    )
    return state is FileState.RECORDED and kind.registers_birth and draft == same


def _change_hands(bureau: Bureau, act: Act, row: FileRow, action: str, by: str | None) -> FileHead:
    connection = act.transaction.connection
    if not store.hold(connection, row, by, act.now if by else None):
        raise FileHeld
    head = head_of(bureau.row(connection, row.id))
    record(act, action, head)
    return head


def _service_of(act: Act, ticket_id: int | None) -> str | None:
    if ticket_id is None:
        return None
    ticket = ticket_book.by_id(act.transaction.connection, act.desk.office, ticket_id)
    if ticket is None:
        raise UnknownTicket
    return str(ticket.service)
