"""The calls at the end of a file's way that the fake core answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from queue_core.client.calls import Download
from queue_core.kia.rules.handover import Due
from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import (
    FamilyPhone,
    HandOver,
    ReadyFile,
    ReadyFiles,
    ScannedSlip,
    SignatureCame,
    SignatureSheet,
    SpokenWords,
    ToldFamily,
    ToldView,
    WantedPaper,
    WantedRegister,
)
from tests.officer.fake_files import FakeFileCalls

READY_AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PHONE = "081234567890"
LINK = "https://wa.me/6281234567890?text=siap"
SHEET = "https://antrean.test/s/00112233445566778899"
CODE = "123452"


@dataclass
class FakeHandOverCalls(FakeFileCalls):
    """Keeps what was told and handed over; a signature comes when the test says so."""

    told: dict[int, ToldFamily] = field(default_factory=dict)
    given: list[HandOver] = field(default_factory=list)
    signed: bool = False

    def hand_over(self, file_id: int, given: HandOver) -> FileHead:
        head = self._change(f"hand over {file_id}", file_id, state=FileState.HANDED_OVER, held=None)
        self.given.append(given)
        return head

    def ready_files(self) -> ReadyFiles:
        waiting = (view.head for view in self.kept.values() if view.head.state is FileState.READY)
        return ReadyFiles(files=tuple(self._ready(head) for head in waiting))

    def _ready(self, head: FileHead) -> ReadyFile:
        told = self.told.get(head.id)
        seen = ToldView(at=READY_AT, by="budi", channel=told.channel) if told else None
        return ReadyFile(head=head, ready_at=READY_AT, days=3, told=seen, due=None if told else Due.FIRST)

    def family_told(self, file_id: int, told: ToldFamily) -> FileHead:
        self.told[file_id] = told
        return self._change(f"told {file_id} {told.channel}", file_id, held=None)

    def family_phone(self, file_id: int) -> FamilyPhone:
        self.filed.append(f"phone {file_id}")
        return FamilyPhone(phone=PHONE, link=LINK)

    def missing_words(self, file_id: int, language: str) -> SpokenWords:
        return SpokenWords(language=language, text=f"berkas {file_id} belum lengkap")

    def read_slip(self, scanned: ScannedSlip) -> FileHead:
        self._noted(f"slip {scanned.code}")
        return next(iter(self.kept.values())).head

    def ask_for_signature(self, file_id: int) -> SignatureSheet:
        self.filed.append(f"signature {file_id}")
        return SignatureSheet(address=SHEET, code=CODE, ends_at=READY_AT)

    def signature_came(self, file_id: int) -> SignatureCame:
        return SignatureCame(came=self.signed and file_id in self.kept)

    def paper(self, file_id: int, wanted: WantedPaper) -> Download:
        return Download(f"{wanted.paper}-{file_id}.pdf", b"%PDF-")

    def register(self, wanted: WantedRegister) -> Download:
        name = f"register-kembaran-{wanted.year}-{wanted.month:02}.{wanted.format}"
        return Download(name, b"%PDF-")
