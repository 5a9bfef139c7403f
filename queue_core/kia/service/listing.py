"""The list of children without a card: read it, add one to it, take one off, open a file for one."""

from __future__ import annotations

from dataclasses import replace

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.children import (
    ChildClosed,
    ChildKeptByDuty,
    ChildListed,
    UnknownChild,
)
from queue_core.kia.rules.coverage import month_of
from queue_core.kia.rules.listing import CLOSED, ListedState, Source, state_on
from queue_core.kia.rules.nik import masked
from queue_core.kia.service import writing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.grounds import withdraw_consent
from queue_core.kia.service.listed import (
    add_children,
    head_by,
    head_of_child,
    known_children,
    leap,
    note,
    record_of,
    require_fit,
    row_of,
    sealed_row,
    tokens,
    yardstick,
)
from queue_core.kia.store import children as store
from queue_core.kia.store import proposals
from queue_core.kia.store.children import ChildRow
from queue_core.kia.wire.children import (
    ChildHead,
    ChildList,
    ChildRecord,
    ChildView,
    Closing,
    FileForChild,
    GuardianConsent,
    NewChild,
    VillageCount,
)
from queue_core.kia.wire.files import FileHead, NewFile, WrittenDraft
from queue_core.kia.wire.subject import Child, Draft
from queue_core.tickets.service.desk import Act

ON_A_PAGE = 50
LONGEST_ID = 70
"""Of a request id, so that the one of its second half still is one."""


def listed(bureau: Bureau, state: ListedState, village: str | None, page: int) -> ChildList:
    """A page of the children in a state, of a village or of all, their numbers masked. Raises SealBroken."""
    office, month = bureau.desk.office, month_of(yardstick(bureau).day)
    which = store.in_state(state, month)
    rows, counts, proposed = bureau.desk.database.read(
        lambda connection: (
            store.page(connection, office, which & store.of_village(village), page, ON_A_PAGE),
            store.by_village(connection, office, which),
            proposals.waiting(connection, office).number,
        )
    )
    found = counts.get(village, 0) if village is not None else sum(counts.values())
    return ChildList(
        children=tuple(_view(bureau, row) for row in rows),
        page=page,
        pages=max(1, -(-found // ON_A_PAGE)),
        villages=tuple(VillageCount(village=code, children=count) for code, count in sorted(counts.items())),
        proposed=proposed,
    )


def add(bureau: Bureau, write: WriteRequest, new: NewChild) -> ChildHead:
    """Puts one child onto the list. Raises ChildNotFit or ChildListed."""
    require_fit(bureau, new)

    def keep(act: Act) -> ChildHead:
        found = tokens(bureau, new)
        if known_children(bureau, act.transaction.connection, [found]).find(found) is not None:
            raise ChildListed
        add_children(act, [(sealed_row(bureau, new, Source.COUNTER), False)])
        head = head_by(bureau, act, found)
        note(act, "child_listed", child=head)
        return head

    return bureau.answered(write, ChildHead, keep)


def close(bureau: Bureau, write: WriteRequest, child_id: int, closing: Closing) -> ChildHead:
    """Takes a child off the list; with the consent, all but what the office has itself brought.

    Raises UnknownChild, ChildClosed, or ChildKeptByDuty without a consent.
    """

    def end(act: Act) -> ChildHead:
        row, connection = row_of(bureau, act, child_id), act.transaction.connection
        if row.state in CLOSED:
            raise ChildClosed
        if closing.why is ListedState.WITHDRAWN:
            return _withdrawn(bureau, act, row)
        if not store.close(connection, row, closing.why, act.now):
            raise ChildClosed
        head = head_of_child(row_of(bureau, act, child_id))
        note(act, "child_closed", child=head)
        return head

    return bureau.answered(write, ChildHead, end)


def open_file(
    bureau: Bureau, write: WriteRequest, who: Principal, child_id: int, wanted: FileForChild
) -> FileHead:
    """Opens a file in which stands what the list knows of a child; no number leaves the core for it.

    Raises UnknownChild, ChildClosed, UnknownFileKind or UnknownTicket. Two writes with an id each: sent
    again after a fault between them, the second one is made up for.
    """
    row = bureau.desk.database.read(lambda c: store.by_id(c, bureau.desk.office, child_id))
    if row is None or row.record is None:
        raise UnknownChild
    if row.state in CLOSED:
        raise ChildClosed
    new = NewFile(kind=wanted.kind, ticket_id=wanted.ticket_id)
    head = writing.open_file(bureau, write, who, new)
    filled_in = WrittenDraft(version=head.version, draft=_draft(record_of(bureau, row)))
    second = replace(write, request_id=f"{write.request_id[:LONGEST_ID]}-draft")
    return writing.write_draft(bureau, second, who, head.id, filled_in)


def _withdrawn(bureau: Bureau, act: Act, row: ChildRow) -> ChildHead:
    head = withdraw_consent(bureau, act, row)
    if head is None:
        raise ChildKeptByDuty
    return head


def _draft(record: ChildRecord) -> Draft:
    """What a file begins with. A guardian who agreed to the list alone has not agreed to an application."""
    consent = None if isinstance(record.consent, GuardianConsent) else record.consent
    known = record.model_dump(include={"name", "nik", "birth_date", "mother", "phone", "village"})
    return Draft(child=Child.model_validate(known), consent=consent)


def _view(bureau: Bureau, row: ChildRow) -> ChildView:
    record, head = record_of(bureau, row), head_of_child(row)
    today = bureau.desk.day(bureau.desk.clock())
    state = state_on(head.state, record.birth_date, today, leap(bureau))
    hidden = {"nik": masked(record.nik), "phone": masked(record.phone)}
    return ChildView(head=head.model_copy(update={"state": state}), record=record.model_copy(update=hidden))
