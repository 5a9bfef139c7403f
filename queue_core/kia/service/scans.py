"""The scanned papers of a file: kept sealed, opened with a reason, destroyed when their time is over."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import FileNotNow, UnknownPaper
from queue_core.kia.errors.pictures import NoScan, NotAPicture, NotAScan, PictureDamaged
from queue_core.kia.rules.life import ENDED, FileState
from queue_core.kia.service import pictures
from queue_core.kia.service.bureau import (
    Bureau,
    change,
    record,
    require_in_hand,
    require_kept,
    require_version,
)
from queue_core.kia.service.checking import known_papers
from queue_core.kia.service.heads import head_of
from queue_core.kia.store import files
from queue_core.kia.store import pictures as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.pictures import ScanKind, ScanOpening, ScanPlace, ScanView
from queue_core.storage.writer import Transaction
from queue_core.tickets.service.desk import CORE, Act, Desk
from queue_core.tickets.service.overnight import Pause, at_once

log = logging.getLogger(__name__)
PDF_BEGINS, PDF_ENDS, TAIL = b"%PDF-", b"%%EOF", 1024


class Scan(NamedTuple):
    """A scanned paper as it is kept."""

    kind: ScanKind
    content: bytes


def keep_scan(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, place: ScanPlace, data: bytes
) -> FileHead:
    """Keeps the scan of a paper, in place of the one before.

    Raises UnknownFile, UnknownPaper, what speaks against the scan, or against writing the file now.
    """
    row = bureau.desk.database.read(lambda connection: bureau.row(connection, file_id))
    require_kept(row)
    seal, where = bureau.seal_of(row), _place(bureau, file_id, place.paper)
    found: Scan = bureau.offload(lambda: _judged(data))
    sealed = bureau.offload(lambda: seal.seal_bytes(found.content, where))

    def keep(act: Act) -> FileHead:
        row = _open_file(bureau, act, who, file_id, place)
        if place.paper not in known_papers(bureau.desk.profile, row.service):
            raise UnknownPaper(f"Service {row.service} asks for no such paper.")
        kept = partial(
            store.keep_scan,
            act.transaction.connection,
            file_id=file_id,
            office=bureau.desk.office,
            paper=place.paper,
            kind=found.kind,
            size=len(found.content),
            content=sealed,
            scanned_at=act.now,
            scanned_by=who.name,
        )
        act.transaction.beside(kept)
        return change(bureau, act, who, row, "file_scanned")

    return bureau.once(write, keep)


def remove_scan(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, place: ScanPlace
) -> FileHead:
    """Takes a scan away. Raises UnknownFile, NoScan, or what speaks against writing the file now."""

    def remove(act: Act) -> FileHead:
        row = _open_file(bureau, act, who, file_id, place)
        transaction = act.transaction
        if not transaction.beside(partial(store.remove_scan, transaction.connection, file_id, place.paper)):
            raise NoScan
        return change(bureau, act, who, row, "file_scan_removed")

    return bureau.once(write, remove)


def open_scan(bureau: Bureau, write: WriteRequest, file_id: int, wanted: ScanOpening) -> Scan:
    """What is on a scanned paper, once its row stands in the ledger.

    Raises UnknownFile, NoScan or SealBroken. Sent again it leaves another row: no answer is kept.
    """

    def note(act: Act) -> tuple[FileRow, Scan]:
        connection = act.transaction.connection
        row = bureau.row(connection, file_id)
        found = act.transaction.beside(partial(store.scan_of, connection, file_id, wanted.paper))
        if found is None:
            raise NoScan
        record(act, "file_scan_opened", head_of(row), paper=found.paper, why=wanted.reason)
        return row, Scan(found.kind, found.content)

    row, found = bureau.unkept(write.actor, note)
    seal, place = bureau.seal_of(row), _place(bureau, file_id, wanted.paper)
    return Scan(found.kind, bureau.offload(lambda: seal.open_bytes(found.content, place)))


def scans_of(connection: Connection, row: FileRow) -> tuple[ScanView, ...]:
    """What is known of a file's scans."""
    return tuple(ScanView.model_validate(dict(one._mapping)) for one in store.scans_of(connection, row.id))


def destroy_overdue(desk: Desk, pause: Pause = at_once) -> int:
    """How many scans were destroyed of files that had ended so many days ago; looks on a reader first."""
    before, destroyed = desk.clock() - timedelta(days=desk.profile.files.keep_scans_days), 0
    for file_id in desk.database.read(lambda connection: store.overdue(connection, desk.office, before)):
        destroyed += desk.database.write(partial(_destroy, desk, file_id))
        pause()
    if destroyed:
        log.info("%d scanned papers were destroyed: their time was over", destroyed)
    return destroyed


def _destroy(desk: Desk, file_id: int, transaction: Transaction) -> int:
    connection, now = transaction.connection, desk.clock()
    row = files.by_id(connection, desk.office, file_id)
    if row is None or FileState(row.state) not in ENDED:
        return 0  # opened again meanwhile
    number: int = transaction.beside(partial(store.remove_scans, connection, file_id))
    act = Act(desk, transaction, now, desk.day(now), CORE)
    record(act, "file_scans_destroyed", head_of(row), scans=str(number))
    return number


def _judged(data: bytes) -> Scan:
    """What was sent by its content: a PDF as it is, a picture without all that is not seen."""
    if data.startswith(PDF_BEGINS):
        if PDF_ENDS not in data[-TAIL:]:
            raise PictureDamaged("The PDF has no end.")
        return Scan("application/pdf", data)
    try:
        return Scan("image/jpeg", pictures.page(data))
    except NotAPicture:
        raise NotAScan from None


def _open_file(bureau: Bureau, act: Act, who: Principal, file_id: int, place: ScanPlace) -> FileRow:
    row = bureau.row(act.transaction.connection, file_id)
    require_version(bureau, row, place.version)
    require_in_hand(bureau, row, who)
    if FileState(row.state) in ENDED:
        raise FileNotNow(f"A file that is {row.state} takes no papers.")
    return row


def _place(bureau: Bureau, file_id: int, paper: str) -> str:
    return bureau.place(file_id, f"scan {paper}")
