"""The calls of the core's API that are about photos and scanned papers. Pictures travel as bytes."""

from __future__ import annotations

from urllib.parse import urlencode

from pydantic import BaseModel

from queue_core.client.calls import Calls
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.pictures import Acceptance, OnVersion, PhotoPlace, ScanOpening, ScanPlace


class PictureCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def photo(self, file_id: int) -> bytes:
        """A file's photo as a JPEG."""
        return self._bytes("GET", f"/files/{file_id}/photo")

    def put_photo(self, file_id: int, place: PhotoPlace, picture: bytes) -> FileHead:
        """Makes a picture a file's photo."""
        return self._upload(_at(file_id, "photo", place), FileHead, picture)

    def accept_photo(self, file_id: int, accepted: Acceptance) -> FileHead:
        """Accepts a doubtful photo."""
        return self._write("POST", f"/files/{file_id}/photo/accept", FileHead, accepted)

    def remove_photo(self, file_id: int, upon: OnVersion) -> FileHead:
        """Takes a file's photo away."""
        return self._write("DELETE", _at(file_id, "photo", upon), FileHead)

    def put_scan(self, file_id: int, place: ScanPlace, content: bytes) -> FileHead:
        """Keeps the scan of a paper."""
        return self._upload(_at(file_id, "scans", place), FileHead, content)

    def remove_scan(self, file_id: int, place: ScanPlace) -> FileHead:
        """Takes the scan of a paper away."""
        return self._write("DELETE", _at(file_id, "scans", place), FileHead)

    def open_scan(self, file_id: int, wanted: ScanOpening) -> bytes:
        """A scanned paper, with a reason; a PDF or a JPEG."""
        return self._bytes("POST", f"/files/{file_id}/scans/open", wanted)


def _at(file_id: int, what: str, place: BaseModel) -> str:
    return f"/files/{file_id}/{what}?{urlencode(place.model_dump())}"
