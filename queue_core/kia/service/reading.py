"""Reads files: masked, and one number in full with a reason that the ledger keeps."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import NotMasked
from queue_core.kia.rules.life import BY_ORDER, Action, FileState, actions_for
from queue_core.kia.rules.needs import MASKED
from queue_core.kia.rules.nik import masked
from queue_core.kia.rules.orders import CardWay, OrderState, may_be_lost
from queue_core.kia.service.alike import alike_files
from queue_core.kia.service.bureau import Bureau, record, require_kept
from queue_core.kia.service.checking import examine
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.orders import order_head, order_of
from queue_core.kia.service.photos import look
from queue_core.kia.service.scans import scans_of
from queue_core.kia.store import files as store
from queue_core.kia.store.orders import OrderRow
from queue_core.kia.wire.files import MOST_LISTED, FileList, FileView, Revealed, Revealing
from queue_core.kia.wire.subject import Draft
from queue_core.sop.service.views import file_clocks
from queue_core.tickets.service.desk import Act


def listed(
    bureau: Bureau, state: FileState | None, ticket_id: int | None, *, asked: bool = False
) -> FileList:
    """The files in a state, of a ticket or waiting for a second person.

    At most a hundred, the latest moved first.
    """
    office = bureau.desk.office
    rows = bureau.desk.database.read(
        lambda c: store.listed(c, office, state, ticket_id, MOST_LISTED, asked=asked)
    )
    return FileList(files=tuple(map(head_of, rows)))


def urgent(bureau: Bureau) -> FileList:
    """The files whose document is late or soon due, at most a hundred, the one that is due first on top."""
    office, now = bureau.desk.office, bureau.desk.clock()
    rows = bureau.desk.database.read(lambda c: store.urgent(c, office, now, MOST_LISTED))
    return FileList(files=tuple(map(head_of, rows)))


def to_sign(bureau: Bureau) -> FileList:
    """The files that wait for the camat's signature, at most a hundred, the longest waiting first."""
    signed = [kind.key for kind in bureau.desk.profile.files.kinds if kind.signed]
    rows = bureau.desk.database.read(
        lambda c: store.longest_in(c, bureau.desk.office, FileState.RECORDED, signed, MOST_LISTED)
    )
    return FileList(files=tuple(map(head_of, rows)))


def read(bureau: Bureau, who: Principal, file_id: int) -> FileView:
    """A whole file with its numbers masked. Raises UnknownFile, UnknownFileKind or SealBroken."""
    return bureau.desk.database.read(lambda connection: _view(bureau, connection, who, file_id))


def _view(bureau: Bureau, connection: Connection, who: Principal, file_id: int) -> FileView:
    row, today = bureau.row(connection, file_id), bureau.desk.day(bureau.desk.clock())
    if row.erased_at is not None:
        return FileView(head=head_of(row), draft=Draft(), clocks=file_clocks(connection, row.id))
    draft, order = bureau.draft(row), order_of(bureau, connection, row.id)
    found = examine(bureau.desk.profile, bureau.kind(row.kind), row.service, draft, today)
    return FileView(
        head=head_of(row),
        draft=with_masks(draft),
        papers=found.papers,
        photo=look(bureau, connection, row, draft, today),
        scans=scans_of(connection, row),
        missing=found.missing,
        doubts=found.doubts,
        faults=found.faults,
        alike=alike_files(bureau, connection, row, today),
        bar=found.bar,
        card=found.card,
        valid_until=found.valid_until,
        reason=bureau.reason(row),
        clocks=file_clocks(connection, row.id),
        order=order and order_head(order),
        actions=tuple(
            one
            for one in actions_for(bureau.way(row), FileState(row.state), who.roles)
            if one not in BY_ORDER and _order_allows(order, one)
        ),
    )


def _order_allows(order: OrderRow | None, action: Action) -> bool:
    """Whether the card's order leaves an action to choose: nothing is lost before a blank is bound to it."""
    if action is not Action.REPORT_LOST or order is None:
        return True
    return may_be_lost(CardWay(order.way), OrderState(order.state))


def reveal(bureau: Bureau, write: WriteRequest, file_id: int, wanted: Revealing) -> Revealed:
    """A number in full, once its row stands in the ledger. Raises UnknownFile, FileErased or NotMasked.

    Sent again it leaves another row: no answer is kept that would hold the number.
    """
    if wanted.field not in MASKED:
        raise NotMasked(f"'{wanted.field}' is shown in full.")

    def note(act: Act) -> Revealed:
        row = bureau.row(act.transaction.connection, file_id)
        require_kept(row)
        record(act, "file_revealed", head_of(row), field=wanted.field, why=wanted.reason)
        return Revealed(field=wanted.field, value=getattr(bureau.draft(row).child, wanted.field))

    return bureau.unkept(write.actor, note)


def with_masks(draft: Draft) -> Draft:
    """The draft with its numbers hidden but for their last digits."""
    hidden = {str(field): masked(getattr(draft.child, field)) for field in MASKED}
    return draft.model_copy(update={"child": draft.child.model_copy(update=hidden)})
