"""Other files that may be of the same child, and what a person has decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import FileNotNow, NotAlike, SameChild
from queue_core.kia.rules.life import TO_BE_WRITTEN, FileState
from queue_core.kia.rules.matching import Match
from queue_core.kia.service.bureau import (
    Bureau,
    as_text,
    record,
    require_decided,
    require_in_hand,
    require_version,
)
from queue_core.kia.service.comparing import Compared, alike_now, compare_ahead
from queue_core.kia.service.heads import head_of
from queue_core.kia.store import apart
from queue_core.kia.store.apart import ApartRow
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import AlikeFile, FileHead, OtherChild, ToldApart
from queue_core.tickets.service.desk import Act


@dataclass(frozen=True)
class Candidate:
    """A file that is alike, and the decision about it, if it was made on what both say now."""

    row: FileRow
    match: Match
    facts: str
    decision: ApartRow | None


def alike_files(bureau: Bureau, connection: Connection, row: FileRow, today: date) -> tuple[AlikeFile, ...]:
    """What is alike to a file that may still be written: first what is undecided, and certain."""
    if row.state not in TO_BE_WRITTEN:
        return ()
    found = sorted(
        _candidates(bureau, connection, row, today),
        key=lambda one: (one.decision is not None, one.match.sureness, -one.row.id),
    )
    return tuple(
        AlikeFile(
            head=head_of(one.row),
            sureness=one.match.sureness,
            traits=one.match.traits,
            told_apart=_told_apart(bureau, row, one),
        )
        for one in found
    )


def require_told_apart(bureau: Bureau, act: Act, row: FileRow, ahead: Compared | None) -> None:
    """Raises SameChild with the files about which nobody has decided, whatever was compared ahead."""
    found = _candidates(bureau, act.transaction.connection, row, act.day, ahead)
    undecided = [f"file {one.row.id} ({one.match.sureness})" for one in found if one.decision is None]
    if undecided:
        raise SameChild(f"To be decided: {', '.join(undecided)}.")


def _is_compared(bureau: Bureau, row: FileRow) -> bool:
    """Before approval; and a registration once it is recorded, since its NIK comes then."""
    recorded = row.state == FileState.RECORDED and bureau.kind(row.kind).registers_birth
    return row.state in TO_BE_WRITTEN or recorded


def tell_apart(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, decided: OtherChild
) -> FileHead:
    """Keeps that another file is of another child; the reason is sealed.

    Raises UnknownFile, FileChanged, FileHeld, FileAsked, FileNotNow once the file is approved, or NotAlike.
    """
    ahead = compare_ahead(bureau, file_id)

    def keep(act: Act) -> FileHead:
        connection = act.transaction.connection
        row = bureau.row(connection, file_id)
        require_version(bureau, row, decided.version)
        require_in_hand(bureau, row, who)
        require_decided(bureau, row)
        if not _is_compared(bureau, row):
            raise FileNotNow(f"A file that is {row.state} is compared with no others.")
        found = _candidates(bureau, connection, row, act.day, ahead)
        other = next((one for one in found if one.row.id == decided.other), None)
        if other is None:
            raise NotAlike
        pair = _pair(row.id, other.row.id)
        reason = bureau.sealed_reason(row, decided.reason) or b""
        apart.keep(
            connection,
            row.office,
            pair,
            decided_in=row.id,
            facts=other.facts,
            decided_at=act.now,
            decided_by=who.name,
            reason=reason,
        )
        head = head_of(row)
        record(act, "file_told_apart", head, other=str(other.row.id), sealed_reason=as_text(reason))
        return head

    return bureau.once(write, keep)


def _candidates(
    bureau: Bureau, connection: Connection, row: FileRow, today: date, ahead: Compared | None = None
) -> list[Candidate]:
    decisions, found = apart.of_file(connection, row.id), []
    for one in alike_now(bureau, connection, row, today, ahead):
        decision = decisions.get(one.row.id)
        stands = decision is not None and decision.facts == one.facts
        found.append(Candidate(one.row, one.match, one.facts, decision if stands else None))
    return found


def _told_apart(bureau: Bureau, row: FileRow, one: Candidate) -> ToldApart | None:
    decision = one.decision
    if decision is None:
        return None
    decided_in = row if decision.decided_in == row.id else one.row
    reason = bureau.opened_reason(decided_in, decision.reason)
    return ToldApart(by=decision.decided_by, at=decision.decided_at, reason=reason)


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
