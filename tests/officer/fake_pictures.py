"""The calls about photos and scans that the fake core answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from queue_core.kia.rules.photo import Colour, PhotoDoubt
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.pictures import (
    Acceptance,
    OnVersion,
    PhotoPlace,
    PhotoView,
    ScanOpening,
    ScanPlace,
    ScanView,
)
from tests.officer.fake_files import THEN, FakeFileCalls

NO_PHOTO = PhotoView(needed=True, background=Colour.RED)
PDF = b"%PDF-1.7\n%%EOF"


@dataclass
class FakePictureCalls(FakeFileCalls):
    """Keeps photos and scans as they come, with the doubts that a test lays out."""

    doubts: tuple[PhotoDoubt, ...] = ()
    pictures: dict[int, bytes] = field(default_factory=dict)

    def photo(self, file_id: int) -> bytes:
        return self.pictures[file_id]

    def put_photo(self, file_id: int, place: PhotoPlace, picture: bytes) -> FileHead:
        view = NO_PHOTO.model_copy(update={"there": True, "doubts": self.doubts})
        told = f"photo {file_id} v{place.version} {place.x} {place.y} {place.zoom}"
        head = self._change(told, file_id, photo=view)
        self.pictures[file_id] = picture
        return head

    def accept_photo(self, file_id: int, accepted: Acceptance) -> FileHead:
        view = NO_PHOTO.model_copy(update={"there": True, "accepted": accepted.reason})
        return self._change(f"accept {file_id} {accepted.reason}", file_id, photo=view)

    def remove_photo(self, file_id: int, upon: OnVersion) -> FileHead:
        return self._change(f"remove photo {file_id} v{upon.version}", file_id, photo=NO_PHOTO)

    def put_scan(self, file_id: int, place: ScanPlace, content: bytes) -> FileHead:
        kept = ScanView(
            paper=place.paper, kind="application/pdf", size=len(content), scanned_at=THEN, scanned_by="budi"
        )
        return self._change(f"scan {file_id} {place.paper}", file_id, scans=(kept,))

    def remove_scan(self, file_id: int, place: ScanPlace) -> FileHead:
        return self._change(f"remove scan {file_id} {place.paper}", file_id, scans=())

    def open_scan(self, file_id: int, wanted: ScanOpening) -> bytes:
        self._noted(f"open {file_id} {wanted.paper} {wanted.reason}")
        return PDF
