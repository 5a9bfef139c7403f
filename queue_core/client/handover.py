"""The calls of the core's API at the end of a file's way."""

from __future__ import annotations

from queue_core.client.calls import Calls, Download
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import (
    FamilyPhone,
    HandOver,
    NamedDrawing,
    NamedPickUp,
    NamedSheet,
    PickUpView,
    ReadyFiles,
    ScannedSlip,
    SignatureCame,
    SignaturePage,
    SignatureSheet,
    SpokenWords,
    ToldFamily,
    WantedPaper,
    WantedRegister,
)


class HandOverCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def hand_over(self, file_id: int, given: HandOver) -> FileHead:
        """Hands a file over to a named receiver."""
        return self._write("POST", f"/files/{file_id}/hand-over", FileHead, given)

    def ready_files(self) -> ReadyFiles:
        """What waits to be fetched."""
        return self._read("/shelf", ReadyFiles)

    def family_told(self, file_id: int, told: ToldFamily) -> FileHead:
        """Keeps that the family was told."""
        return self._write("POST", f"/files/{file_id}/told", FileHead, told)

    def family_phone(self, file_id: int) -> FamilyPhone:
        """The family's phone, and a link to a message to it."""
        return self._write("POST", f"/files/{file_id}/phone", FamilyPhone)

    def missing_words(self, file_id: int, language: str) -> SpokenWords:
        """What is missing, to be read aloud."""
        return self._read(f"/files/{file_id}/missing-words?language={language}", SpokenWords)

    def read_slip(self, scanned: ScannedSlip) -> FileHead:
        """The file that a pick-up slip is of."""
        return self._write("POST", "/slips/read", FileHead, scanned)

    def look_at_pick_up(self, named: NamedPickUp) -> PickUpView:
        """How far what a family came for is."""
        return self._write("POST", "/pick-ups/look", PickUpView, named)

    def ask_for_signature(self, file_id: int) -> SignatureSheet:
        """Opens a page to sign on."""
        return self._write("POST", f"/files/{file_id}/signature", SignatureSheet)

    def signature_came(self, file_id: int) -> SignatureCame:
        """Whether the receiver has signed."""
        return self._read(f"/files/{file_id}/signature", SignatureCame)

    def find_sheet(self, named: NamedSheet) -> SignaturePage:
        """How far the page is that a receiver names at a kiosk."""
        return self._write("POST", "/signing/find", SignaturePage, named)

    def sign_sheet(self, drawn: NamedDrawing, request_id: str) -> SignaturePage:
        """Signs at a kiosk; the same request id signs once."""
        return self._write("POST", "/signing/sign", SignaturePage, drawn, request_id)

    def paper(self, file_id: int, wanted: WantedPaper) -> Download:
        """A paper of a file."""
        return self._fetch(f"/files/{file_id}/papers", wanted)

    def register(self, wanted: WantedRegister) -> Download:
        """The register of a month or a year."""
        return self._fetch("/register", wanted)
