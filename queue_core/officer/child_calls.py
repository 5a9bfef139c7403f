"""The calls of the core about the list of children; queue_core/client/children.py says what each does."""

from __future__ import annotations

from typing import Protocol

from queue_core.kia.rules.listing import ListedState
from queue_core.kia.wire.children import (
    ChildHead,
    ChildList,
    Closing,
    Coverage,
    FileForChild,
    ImportPart,
    ImportView,
    NewImport,
)
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.proposals import ProposalHead, ProposalList, Striking


class ChildCalls(Protocol):
    """Reads the list, imports into it, checks proposals for it, takes children off, opens files for them."""

    def children(self, state: ListedState, village: str | None = None, page: int = 1) -> ChildList:
        """A page of the list."""

    def close_child(self, child_id: int, closing: Closing) -> ChildHead:
        """Takes a child off the list."""

    def open_file_for(self, child_id: int, wanted: FileForChild) -> FileHead:
        """A new file in which stands what the list knows of a child."""

    def proposals(self, page: int = 1) -> ProposalList:
        """Proposed children that are to be checked."""

    def confirm_proposal(self, proposal_id: int) -> ProposalHead:
        """Puts a proposed child onto the list."""

    def strike_proposal(self, proposal_id: int, striking: Striking) -> ProposalHead:
        """Strikes a proposal off."""

    def begin_import(self, new: NewImport) -> ImportView:
        """The import of a file, as far as it is."""

    def import_rows(self, import_id: int, part: ImportPart) -> ImportView:
        """Takes the next rows onto the list."""

    def coverage(self, *, public: bool = False) -> Coverage:
        """Who has a card."""
