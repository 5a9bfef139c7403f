"""The calls of the core that are about files; queue_core/client/files.py says what each does."""

from __future__ import annotations

from typing import Protocol

from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    FileHead,
    FileList,
    FileSearch,
    FileView,
    Hold,
    NewFile,
    OtherChild,
    Refusal,
    Revealed,
    Revealing,
    WrittenDraft,
)
from queue_core.kia.wire.people import ExportWish, FileHistory, PersonExport


class FileCalls(Protocol):
    """Opens, reads, writes, finds and moves files."""

    def open_file(self, new: NewFile) -> FileHead:
        """A new file."""

    def files_of(self, ticket_id: int) -> FileList:
        """The files of a ticket."""

    def files_in(self, state: FileState) -> FileList:
        """The files in a state."""

    def urgent_files(self) -> FileList:
        """The files whose document is owed soon or is late, the one that is due first on top."""

    def asked_files(self) -> FileList:
        """The files about which something was asked that takes a second person."""

    def files_to_sign(self) -> FileList:
        """The files that wait for the camat's signature, the longest waiting first."""

    def search_files(self, wanted: FileSearch) -> FileList:
        """The files of whoever has a NIK, or of children called so."""

    def file(self, file_id: int) -> FileView:
        """A whole file, its numbers masked."""

    def write_file(self, file_id: int, written: WrittenDraft, request_id: str | None = None) -> FileHead:
        """Writes the whole draft upon a version; the same request id writes it once."""

    def hold_file(self, file_id: int, asked: Hold) -> FileHead:
        """Takes a file in hand."""

    def release_file(self, file_id: int) -> FileHead:
        """Lets a file go."""

    def move_file(self, file_id: int, asked: AskedMove) -> FileHead:
        """Moves a file, or asks for what takes two people."""

    def agree_to_file(self, file_id: int, agreed: Agreement) -> FileHead:
        """Does what somebody else asked for."""

    def decline_file(self, file_id: int, refusal: Refusal) -> FileHead:
        """Leaves a file as it is."""

    def file_history(self, file_id: int) -> FileHistory:
        """Who did what to a file."""

    def export_person(self, wish: ExportWish) -> PersonExport:
        """All that is held about a person."""

    def reveal(self, file_id: int, wanted: Revealing) -> Revealed:
        """One number in full, with a reason."""

    def tell_apart(self, file_id: int, decided: OtherChild) -> FileHead:
        """Says that another file is of another child."""
