"""The calls of the core that are about photos and scans; client/pictures.py says what each does."""

from __future__ import annotations

from typing import Protocol

from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.pictures import Acceptance, OnVersion, PhotoPlace, ScanOpening, ScanPlace


class PictureCalls(Protocol):
    """Keeps, shows, accepts and removes the pictures of a file."""

    def photo(self, file_id: int) -> bytes:
        """A file's photo."""

    def put_photo(self, file_id: int, place: PhotoPlace, picture: bytes) -> FileHead:
        """Makes a picture a file's photo."""

    def accept_photo(self, file_id: int, accepted: Acceptance) -> FileHead:
        """Accepts a doubtful photo."""

    def remove_photo(self, file_id: int, upon: OnVersion) -> FileHead:
        """Takes a file's photo away."""

    def put_scan(self, file_id: int, place: ScanPlace, content: bytes) -> FileHead:
        """Keeps the scan of a paper."""

    def remove_scan(self, file_id: int, place: ScanPlace) -> FileHead:
        """Takes the scan of a paper away."""

    def open_scan(self, file_id: int, wanted: ScanOpening) -> bytes:
        """A scanned paper, with a reason."""
