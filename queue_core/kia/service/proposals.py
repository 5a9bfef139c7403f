"""What officers do with children whom the reading corner proposes: look, confirm, strike off; what lapses."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.children import ProposalDecided, UnknownProposal
from queue_core.kia.rules.listing import ListedState, Source, state_on
from queue_core.kia.rules.nik import masked
from queue_core.kia.rules.proposals import ProposalState, ProposalVerb
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.listed import (
    Roll,
    add_children,
    head_by,
    known_children,
    leap,
    note,
    require_fit,
    sealed_row,
    tokens,
)
from queue_core.kia.service.proposed import decide, head_of_proposal, kept, kept_until, record_of
from queue_core.kia.store import proposals as store
from queue_core.kia.store.children import is_of_another_file
from queue_core.kia.store.files import FileRow
from queue_core.kia.store.proposals import ProposalRow
from queue_core.kia.wire.proposals import ProposalHead, ProposalList, ProposalView, ProposedChild, Striking
from queue_core.storage.writer import Transaction
from queue_core.tickets.service.desk import CORE, Act
from queue_core.tickets.service.overnight import Pause, at_once

ON_A_PAGE = 50
BATCH = 25


def waiting(bureau: Bureau, page: int) -> ProposalList:
    """A page of the proposals that wait, numbers masked, with what the list knows. Raises SealBroken."""
    office = bureau.desk.office

    def read(connection: Connection) -> ProposalList:
        number = store.waiting(connection, office).number
        rows = store.page(connection, office, page, ON_A_PAGE)
        records = [record_of(bureau, row) for row in rows]
        roll = known_children(bureau, connection, [tokens(bureau, record) for record in records])
        return ProposalList(
            proposals=tuple(
                _view(bureau, row, record, roll) for row, record in zip(rows, records, strict=True)
            ),
            page=page,
            pages=max(1, -(-number // ON_A_PAGE)),
            waiting=number,
        )

    return bureau.desk.database.read(read)


def confirm(bureau: Bureau, write: WriteRequest, proposal_id: int) -> ProposalHead:
    """Puts a proposed child onto the list, unless it stands there: then the list stays as it is.

    Raises UnknownProposal, ProposalDecided, or ChildNotFit for one that has become seventeen meanwhile.
    """

    def keep(act: Act) -> ProposalHead:
        row = _waiting_row(bureau, act, proposal_id)
        record = record_of(bureau, row)
        require_fit(bureau, record)
        return decide(act, row, ProposalVerb.CONFIRM, child_id=_listed(bureau, act, record))

    return bureau.answered(write, ProposalHead, keep)


def strike(bureau: Bureau, write: WriteRequest, proposal_id: int, striking: Striking) -> ProposalHead:
    """Strikes a proposal off; what it said is gone. Raises UnknownProposal or ProposalDecided."""

    def keep(act: Act) -> ProposalHead:
        row = _waiting_row(bureau, act, proposal_id)
        return decide(act, row, ProposalVerb.STRIKE, why=striking.why)

    return bureau.answered(write, ProposalHead, keep)


def lapse_overdue(bureau: Bureau, pause: Pause = at_once) -> int:
    """Forgets what nobody has confirmed in the profile's time; how many proposals they were."""
    before, lapsed = bureau.desk.clock() - kept(bureau), 0
    while gone := bureau.desk.database.write(partial(_lapse_some, bureau, before)):
        lapsed += gone
        pause()
    return lapsed


def lapse_for(act: Act, row: FileRow) -> None:
    """Forgets what waits of the child of a file that is erased, unless another file of the child is kept."""
    connection = act.transaction.connection
    if row.nik_token is None or is_of_another_file(connection, row):
        return
    for one in store.of_nik(connection, row.office, row.nik_token):
        decide(act, one, ProposalVerb.LAPSE)


def _lapse_some(bureau: Bureau, before: datetime, transaction: Transaction) -> int:
    now = bureau.desk.clock()
    act = Act(bureau.desk, transaction, now, bureau.desk.day(now), CORE)
    found = store.overdue(transaction.connection, bureau.desk.office, before, BATCH)
    for row in found:
        decide(act, row, ProposalVerb.LAPSE)
    return len(found)


def _listed(bureau: Bureau, act: Act, record: ProposedChild) -> int | None:
    """The id of the child that came onto the list, or None where the list knew it."""
    found = tokens(bureau, record)
    if known_children(bureau, act.transaction.connection, [found]).find(found) is not None:
        return None
    add_children(act, [(sealed_row(bureau, record, Source.READING_CORNER), False)])
    head = head_by(bureau, act, found)
    note(act, "child_listed", child=head)
    return head.id


def _waiting_row(bureau: Bureau, act: Act, proposal_id: int) -> ProposalRow:
    row = store.by_id(act.transaction.connection, bureau.desk.office, proposal_id)
    if row is None:
        raise UnknownProposal
    if row.state != ProposalState.WAITING:
        raise ProposalDecided(f"It is {row.state}, by {row.decided_by} at {bureau.local(row.decided_at)}.")
    return row


def _view(bureau: Bureau, row: ProposalRow, record: ProposedChild, roll: Roll) -> ProposalView:
    known = roll.find(tokens(bureau, record))
    today = bureau.desk.day(bureau.desk.clock())
    state = known and state_on(ListedState(known.state), record.birth_date, today, leap(bureau))
    hidden = {"nik": masked(record.nik), "phone": masked(record.phone)}
    return ProposalView(
        head=head_of_proposal(row),
        record=record.model_copy(update=hidden),
        known=state,
        kept_until=kept_until(bureau, row.proposed_at),
    )
