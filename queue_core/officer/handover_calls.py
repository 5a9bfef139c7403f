"""The calls of the core that end a file's way; queue_core/client/handover.py says what each does."""

from __future__ import annotations

from typing import Protocol

from queue_core.client.calls import Download
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import (
    FamilyPhone,
    HandOver,
    ReadyFiles,
    ScannedSlip,
    SignatureCame,
    SignatureSheet,
    SpokenWords,
    ToldFamily,
    WantedPaper,
    WantedRegister,
)


class HandOverCalls(Protocol):
    """Tells the family, prints, lets the receiver sign, hands over."""

    def hand_over(self, file_id: int, given: HandOver) -> FileHead:
        """Hands a file over to a named receiver."""

    def ready_files(self) -> ReadyFiles:
        """What waits to be fetched."""

    def family_told(self, file_id: int, told: ToldFamily) -> FileHead:
        """Keeps that the family was told."""

    def family_phone(self, file_id: int) -> FamilyPhone:
        """The family's phone, and a link to a message to it."""

    def missing_words(self, file_id: int, language: str) -> SpokenWords:
        """What is missing, to be read aloud."""

    def read_slip(self, scanned: ScannedSlip) -> FileHead:
        """The file that a pick-up slip is of."""

    def ask_for_signature(self, file_id: int) -> SignatureSheet:
        """Opens a page to sign on."""

    def signature_came(self, file_id: int) -> SignatureCame:
        """Whether the receiver has signed."""

    def paper(self, file_id: int, wanted: WantedPaper) -> Download:
        """A paper of a file."""

    def register(self, wanted: WantedRegister) -> Download:
        """The register of a month or a year."""
