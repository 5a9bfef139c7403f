"""Makes the papers of a file and the register, beside the event loop; each leaves its row in the ledger.

Nothing is kept of a paper but that it was made: it holds names. Its own name holds none.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.messages import Catalogue
from queue_core.kia.errors.files import FileNotNow, NothingMissing
from queue_core.kia.papers import of_a_file as papers
from queue_core.kia.papers import register
from queue_core.kia.papers.of_a_file import About, HandedOver
from queue_core.kia.papers.register import Line, Page
from queue_core.kia.rules.handover import span
from queue_core.kia.rules.life import TO_BE_WRITTEN, FileState
from queue_core.kia.rules.nik import masked
from queue_core.kia.service.bureau import Bureau, record, require_kept
from queue_core.kia.service.checking import PAPER_NAME, Finding, examine
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.slips import slip_of
from queue_core.kia.store import handover as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import (
    KeptDrawing,
    PaperKind,
    Receipt,
    RegisterFormat,
    SpokenWords,
    WantedPaper,
    WantedRegister,
)
from queue_core.sheets.model import Sheet, Strokes
from queue_core.sheets.pdf import pdf_of
from queue_core.sheets.xlsx import xlsx_of
from queue_core.storage import ledger
from queue_core.tickets.service.desk import Act

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITH_RECEIPT = frozenset({FileState.READY, FileState.HANDED_OVER})
WITH_SLIP = frozenset(FileState) - {
    FileState.DRAFT,
    FileState.HANDED_OVER,
    FileState.REFUSED,
    FileState.WITHDRAWN,
    FileState.VOID,
}


class Printed(NamedTuple):
    """A file to be saved and printed."""

    name: str
    media_type: str
    content: bytes


def paper(bureau: Bureau, write: WriteRequest, file_id: int, wanted: WantedPaper) -> Printed:
    """One paper of a file. Raises UnknownFile, FileNotNow where it makes no sense, or NothingMissing."""

    def note(act: Act) -> Sheet:
        connection = act.transaction.connection
        row = bureau.row(connection, file_id)
        require_kept(row)
        head = head_of(row)
        sheet = _sheet(bureau, connection, row, head, wanted)
        record(act, "paper_made", head, paper=wanted.paper)
        return sheet

    sheet = bureau.unkept(write.actor, note)
    return Printed(f"{wanted.paper}-{file_id}.pdf", PDF, bureau.offload(lambda: pdf_of(sheet)))


def spoken(bureau: Bureau, file_id: int, language: str) -> SpokenWords:
    """What is missing, to be read aloud. Raises UnknownFile or NothingMissing."""
    row = bureau.desk.database.read(lambda connection: bureau.row(connection, file_id))
    catalogue, found = bureau.catalogue(language), _lacking(bureau, row)
    text = papers.spoken_missing(catalogue, found.missing, _papers_missing(found, catalogue.language))
    return SpokenWords(language=catalogue.language, text=text)


def register_page(bureau: Bureau, write: WriteRequest, wanted: WantedRegister) -> Printed:
    """The register of a month or a year."""
    zone, office = bureau.desk.profile.office.zone, bureau.desk.office
    start, end = (datetime.combine(day, time(), tzinfo=zone) for day in span(wanted.year, wanted.month))

    def note(act: Act) -> list[FileRow]:
        rows = store.registered(act.transaction.connection, office, wanted.year, start, end)
        told = {**wanted.model_dump(mode="json", exclude={"language"}), "entries": len(rows)}
        ledger.append(
            act.transaction.connection,
            office,
            at=act.now,
            actor=act.actor,
            action="register_made",
            body={"register": told},
        )
        return list(rows)

    rows = bureau.unkept(write.actor, note)
    made: Printed = bureau.offload(lambda: _register(bureau, wanted, rows))
    return made


def _register(bureau: Bureau, wanted: WantedRegister, rows: list[FileRow]) -> Printed:
    catalogue, profile = bureau.catalogue(wanted.language), bureau.desk.profile
    signs = profile.files.handover.signs_register
    lines = tuple(_line(bureau, catalogue, row) for row in rows)
    page = Page(
        profile.office,
        wanted.year,
        wanted.month,
        signs.get(catalogue.language, next(iter(signs.values()))),
        lines,
    )
    month = "" if wanted.month is None else f"-{wanted.month:02}"
    name = f"register-{profile.office.key}-{wanted.year}{month}.{wanted.format}"
    if wanted.format is RegisterFormat.PDF:
        return Printed(name, PDF, pdf_of(register.sheet(catalogue, page)))
    about = (catalogue.say("register.title"), register.heading(catalogue, page))
    return Printed(
        name, XLSX, xlsx_of(catalogue.say("register.sheet"), about, register.grid(catalogue, page))
    )


def _line(bureau: Bureau, catalogue: Catalogue, row: FileRow) -> Line:
    child, day = bureau.draft(row).child, bureau.desk.day
    gone = row.state == FileState.HANDED_OVER
    return Line(
        number=row.number,
        on=day(row.registered_at),
        kind=_kind(bureau, row, catalogue.language),
        name=child.name,
        nik=masked(child.nik),
        receipt=_receipt(bureau, row) if gone else None,
        handed_on=day(row.handed_at) if gone else None,
        void=row.state == FileState.VOID,
        lost=row.lost,
    )


def _sheet(
    bureau: Bureau, connection: Connection, row: FileRow, head: FileHead, wanted: WantedPaper
) -> Sheet:
    catalogue = bureau.catalogue(wanted.language)
    kind = _kind(bureau, row, catalogue.language)
    about = About(catalogue, bureau.desk.profile.office, head, kind)
    match wanted.paper:
        case PaperKind.RECEIPT:
            _require(row, WITH_RECEIPT)
            return papers.receipt(about, bureau.draft(row).child.name, _handed(bureau, connection, row))
        case PaperKind.MISSING:
            found = _lacking(bureau, row)
            return papers.missing(about, found.missing, _papers_missing(found, catalogue.language))
        case PaperKind.PICK_UP:
            _require(row, WITH_SLIP)
            return papers.pick_up(about, slip_of(bureau, row))


def _require(row: FileRow, states: frozenset[FileState]) -> None:
    if FileState(row.state) not in states:
        raise FileNotNow(f"A file that is {row.state} has no such paper.")


def _kind(bureau: Bureau, row: FileRow, language: str) -> str:
    name = bureau.kind(row.kind).name
    return name.get(language, name[PAPER_NAME])


def _receipt(bureau: Bureau, row: FileRow) -> Receipt | None:
    if row.receipt is None:
        return None
    return Receipt.model_validate_json(bureau.opened(row, store.RECEIPT, row.receipt))


def _handed(bureau: Bureau, connection: Connection, row: FileRow) -> HandedOver | None:
    found = store.latest_handover(connection, bureau.desk.office, row.id)
    if found is None or row.state != FileState.HANDED_OVER:
        return None
    said = Receipt.model_validate_json(bureau.opened(row, store.RECEIPT, found.receipt))
    strokes: Strokes = ()
    if found.strokes is not None:
        strokes = KeptDrawing.model_validate_json(bureau.opened(row, store.STROKES, found.strokes)).strokes
    return HandedOver(said, found.handed_at, found.handed_by, strokes)


def _lacking(bureau: Bureau, row: FileRow) -> Finding:
    """What is missing in a file that is not approved. Raises FileNotNow or NothingMissing."""
    _require(row, TO_BE_WRITTEN)
    today = bureau.desk.day(bureau.desk.clock())
    found = examine(bureau.desk.profile, bureau.kind(row.kind), row.service, bureau.draft(row), today)
    if not found.missing and not found.missing_papers:
        raise NothingMissing
    return found


def _papers_missing(found: Finding, language: str) -> tuple[str, ...]:
    names = (paper.name for paper in found.papers if not paper.there)
    return tuple(name.get(language, name[PAPER_NAME]) for name in names)
