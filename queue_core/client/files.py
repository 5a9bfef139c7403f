"""The calls of the core's API that are about files. Names and numbers travel in bodies alone."""

from __future__ import annotations

from queue_core.client.calls import Calls
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


class FileCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def open_file(self, new: NewFile) -> FileHead:
        """A new file; it is in the opener's hands."""
        return self._write("POST", "/files", FileHead, new)

    def files_of(self, ticket_id: int) -> FileList:
        """The files of a ticket."""
        return self._read(f"/files?ticket_id={ticket_id}", FileList)

    def files_in(self, state: FileState) -> FileList:
        """The files in a state, the latest moved first."""
        return self._read(f"/files?state={state}", FileList)

    def urgent_files(self) -> FileList:
        """The files whose document is owed soon or is late, the one that is due first on top."""
        return self._read("/files?urgent=true", FileList)

    def asked_files(self) -> FileList:
        """The files about which something was asked that takes a second person."""
        return self._read("/files?asked=true", FileList)

    def files_to_sign(self) -> FileList:
        """The files that wait for the camat's signature, the longest waiting first."""
        return self._read("/files?to_sign=true", FileList)

    def search_files(self, wanted: FileSearch) -> FileList:
        """The files of whoever has a NIK, or of children called so, the likeliest first."""
        return self._write("POST", "/files/search", FileList, wanted)

    def file(self, file_id: int) -> FileView:
        """A whole file, its numbers masked."""
        return self._read(f"/files/{file_id}", FileView)

    def write_file(self, file_id: int, written: WrittenDraft, request_id: str | None = None) -> FileHead:
        """Writes the whole draft upon a version; the same request id writes it once."""
        return self._write("PUT", f"/files/{file_id}/draft", FileHead, written, request_id)

    def hold_file(self, file_id: int, asked: Hold) -> FileHead:
        """Takes a file in hand, from nobody or from the one who is named."""
        return self._write("POST", f"/files/{file_id}/hold", FileHead, asked)

    def release_file(self, file_id: int) -> FileHead:
        """Lets a file go."""
        return self._write("POST", f"/files/{file_id}/release", FileHead)

    def move_file(self, file_id: int, asked: AskedMove) -> FileHead:
        """Moves a file, or asks for what takes two people."""
        return self._write("POST", f"/files/{file_id}/moves", FileHead, asked)

    def agree_to_file(self, file_id: int, agreed: Agreement) -> FileHead:
        """Does what somebody else asked for."""
        return self._write("POST", f"/files/{file_id}/agree", FileHead, agreed)

    def decline_file(self, file_id: int, refusal: Refusal) -> FileHead:
        """Leaves a file as it is."""
        return self._write("POST", f"/files/{file_id}/decline", FileHead, refusal)

    def file_history(self, file_id: int) -> FileHistory:
        """Who moved a file or looked at its numbers."""
        return self._read(f"/files/{file_id}/history", FileHistory)

    def export_person(self, wish: ExportWish) -> PersonExport:
        """All that is held about whoever has a NIK; the answer is kept nowhere."""
        return self._write("POST", "/people/export", PersonExport, wish)

    def reveal(self, file_id: int, wanted: Revealing) -> Revealed:
        """One number in full, with a reason; the answer is kept nowhere."""
        return self._write("POST", f"/files/{file_id}/reveal", Revealed, wanted)

    def tell_apart(self, file_id: int, decided: OtherChild) -> FileHead:
        """Says that another file is of another child."""
        return self._write("POST", f"/files/{file_id}/other-child", FileHead, decided)
