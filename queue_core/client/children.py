"""The calls of the core's API that are about the children without a card. Names travel in bodies alone."""

from __future__ import annotations

from queue_core.client.calls import Calls
from queue_core.kia.rules.listing import ListedState
from queue_core.kia.wire.children import (
    ChildHead,
    ChildList,
    Closing,
    Coverage,
    FileForChild,
    ImportPart,
    ImportView,
    NewChild,
    NewImport,
)
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.proposals import (
    ProposalHead,
    ProposalList,
    ProposalTaken,
    ProposedChild,
    Striking,
    Withdrawal,
    Withdrawn,
)


class ChildCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def children(self, state: ListedState, village: str | None = None, page: int = 1) -> ChildList:
        """A page of the list."""
        of = f"&village={village}" if village else ""
        return self._read(f"/children?state={state}{of}&page={page}", ChildList)

    def list_child(self, new: NewChild) -> ChildHead:
        """Puts a child onto the list."""
        return self._write("POST", "/children", ChildHead, new)

    def close_child(self, child_id: int, closing: Closing) -> ChildHead:
        """Takes a child off the list."""
        return self._write("POST", f"/children/{child_id}/close", ChildHead, closing)

    def open_file_for(self, child_id: int, wanted: FileForChild) -> FileHead:
        """A new file in which stands what the list knows of a child."""
        return self._write("POST", f"/children/{child_id}/file", FileHead, wanted)

    def propose_child(self, new: ProposedChild, request_id: str) -> ProposalTaken:
        """The reading corner's own call; `request_id` names the proposal, also when it is sent again."""
        return self._write("POST", "/children/proposals", ProposalTaken, new, request_id)

    def withdraw_proposal(self, wish: Withdrawal) -> Withdrawn:
        """The reading corner's own call: takes a proposal and its consent back."""
        return self._write("POST", "/children/proposals/withdraw", Withdrawn, wish)

    def proposals(self, page: int = 1) -> ProposalList:
        """Proposed children that are to be checked."""
        return self._read(f"/children/proposals?page={page}", ProposalList)

    def confirm_proposal(self, proposal_id: int) -> ProposalHead:
        """Puts a proposed child onto the list."""
        return self._write("POST", f"/children/proposals/{proposal_id}/confirm", ProposalHead)

    def strike_proposal(self, proposal_id: int, striking: Striking) -> ProposalHead:
        """Strikes a proposal off."""
        return self._write("POST", f"/children/proposals/{proposal_id}/strike", ProposalHead, striking)

    def begin_import(self, new: NewImport) -> ImportView:
        """The import of a file, as far as it is."""
        return self._write("POST", "/children/imports", ImportView, new)

    def import_rows(self, import_id: int, part: ImportPart) -> ImportView:
        """Takes the next rows onto the list."""
        return self._write("POST", f"/children/imports/{import_id}/rows", ImportView, part)

    def coverage(self, *, public: bool = False) -> Coverage:
        """Who has a card."""
        return self._read(f"/coverage?public={str(public).lower()}", Coverage)
