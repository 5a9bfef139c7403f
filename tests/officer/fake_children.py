"""The calls about the children without a card that the fake core answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.kia.rules.listing import ListedState, Source
from queue_core.kia.rules.proposals import ProposalState, Purpose
from queue_core.kia.wire.children import (
    ChildHead,
    ChildList,
    ChildRecord,
    ChildView,
    Closing,
    Coverage,
    FileForChild,
    GuardianConsent,
    ImportPart,
    ImportView,
    MonthOwnership,
    NewImport,
    OwnershipView,
    VillageCount,
    VillageOwnership,
)
from queue_core.kia.wire.files import FileHead, NewFile
from queue_core.kia.wire.proposals import (
    ProposalHead,
    ProposalList,
    ProposalView,
    ProposedChild,
    Striking,
)
from queue_core.kia.wire.subject import Relation
from tests.officer.fake_files import FakeFileCalls

LISTED = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
LEDUG, PLIKEN = "33.02.20.2001", "33.02.20.2002"


def listed(number: int = 1, village: str = LEDUG) -> ChildView:
    """A child of the list."""
    record = ChildRecord(
        name=f"Ratna {number}",
        nik="••••••••••••0001",
        birth_date=date(2015, 8, 17),
        mother="Sulastri",
        village=village,
    )
    head = ChildHead(
        id=number,
        village=village,
        state=ListedState.WITHOUT_CARD,
        source=Source.IMPORT,
        listed_at=LISTED,
        listed_by="siak",
    )
    return ChildView(head=head, record=record)


AGREED = GuardianConsent(
    by="Sulastri", relation=Relation.MOTHER, given_at=LISTED, purpose=Purpose.CHILDREN_LIST
)


def proposed(number: int = 1, known: ListedState | None = None) -> ProposalView:
    """A child that the reading corner proposes."""
    record = ProposedChild(
        name=f"Wahyu {number}",
        nik="••••••••••••0001",
        birth_date=date(2016, 3, 1),
        mother="Sulastri",
        phone="••••••••7890",
        village=LEDUG,
        consent=AGREED,
    )
    head = ProposalHead(
        id=number,
        village=LEDUG,
        state=ProposalState.WAITING,
        proposed_at=LISTED,
        proposed_by="corner-1",
    )
    return ProposalView(head=head, record=record, known=known, kept_until=LISTED + timedelta(days=30))


@dataclass
class FakeChildCalls(FakeFileCalls):
    """Keeps a list of children and an import that may break off after some rows."""

    without_card: list[ChildView] = field(default_factory=list)
    to_check: list[ProposalView] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    done: int = 0
    breaks_after: int | None = None
    _rows: int = 0

    def children(self, state: ListedState, village: str | None = None, page: int = 1) -> ChildList:
        assert state is ListedState.WITHOUT_CARD
        mine = tuple(one for one in self.without_card if village in (None, one.head.village))
        counts = (VillageCount(village=LEDUG, children=len(self.without_card)),)
        waiting = len(self.to_check)
        return ChildList(children=mine, page=page, pages=1, villages=counts, proposed=waiting)

    def proposals(self, page: int = 1) -> ProposalList:
        number = len(self.to_check)
        return ProposalList(proposals=tuple(self.to_check), page=page, pages=1, waiting=number)

    def confirm_proposal(self, proposal_id: int) -> ProposalHead:
        self.filed.append(f"confirm {proposal_id}")
        gone = self._checked(proposal_id)
        child_id = 7 if gone.known is None else None
        return gone.head.model_copy(update={"state": ProposalState.CONFIRMED, "child_id": child_id})

    def strike_proposal(self, proposal_id: int, striking: Striking) -> ProposalHead:
        self.filed.append(f"strike {proposal_id} {striking.why}")
        update = {"state": ProposalState.STRUCK, "why": striking.why}
        return self._checked(proposal_id).head.model_copy(update=update)

    def _checked(self, proposal_id: int) -> ProposalView:
        gone = next((one for one in self.to_check if one.head.id == proposal_id), None)
        if gone is None:
            raise Refused("proposal-decided", "detail as it came", "", 409)
        self.to_check.remove(gone)
        return gone

    def close_child(self, child_id: int, closing: Closing) -> ChildHead:
        self.filed.append(f"close child {child_id} {closing.why}")
        gone = next(one for one in self.without_card if one.head.id == child_id)
        self.without_card.remove(gone)
        return gone.head.model_copy(update={"state": closing.why})

    def open_file_for(self, child_id: int, wanted: FileForChild) -> FileHead:
        self.filed.append(f"file for child {child_id}")
        return self.open_file(NewFile(kind=wanted.kind, ticket_id=wanted.ticket_id))

    def begin_import(self, new: NewImport) -> ImportView:
        self._rows = new.rows
        return self._import()

    def import_rows(self, import_id: int, part: ImportPart) -> ImportView:
        assert (import_id, part.after) == (1, self.done)
        if self.breaks_after == self.done:
            self.breaks_after = None
            raise CoreUnreachable
        self.imported += [child.name for child in part.children]
        self.done = part.up_to
        return self._import()

    def coverage(self, *, public: bool = False) -> Coverage:
        whole = {"due": 40, "has": 30, "percent": Decimal("75.00")}
        few = {"due": None, "has": None} if public else {"due": 3, "has": 1, "percent": Decimal("33.33")}
        return Coverage(
            month="2026-11",
            total=OwnershipView.model_validate({"due": 43, "has": 31, "percent": Decimal("72.09")}),
            villages=(
                VillageOwnership.model_validate({"village": LEDUG, **whole}),
                VillageOwnership.model_validate({"village": PLIKEN, **few}),
            ),
            months=(MonthOwnership.model_validate({"month": "2026-11", **whole}),),
            smallest_told=5 if public else None,
        )

    def _import(self) -> ImportView:
        counts = {"added": len(self.imported), "known": 0, "given": 0, "refused": 0}
        times = {"started_at": LISTED, "started_by": "siak"}
        finished = LISTED if self.done == self._rows else None
        told = {"id": 1, "rows": self._rows, "done": self.done, "finished_at": finished}
        return ImportView.model_validate({**told, **counts, **times})
