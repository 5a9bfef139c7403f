"""What waits to be fetched, and telling the families: by phone, by a message, in person, and again."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from queue_core.access.rules import Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import FileNotNow
from queue_core.kia.errors.handover import NoPhone
from queue_core.kia.rules.handover import Due, international, register_number, telling_due
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.needs import Field
from queue_core.kia.service.bureau import Bureau, record
from queue_core.kia.service.heads import head_of
from queue_core.kia.store import handover as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead, RevealReason
from queue_core.kia.wire.handover import FamilyPhone, ReadyFile, ReadyFiles, ToldFamily, ToldView
from queue_core.tickets.service.desk import Act

MOST_READY = 1000
FIRST = {Due.FIRST: 0, Due.REMINDER: 1, None: 2}


def ready(bureau: Bureau) -> ReadyFiles:
    """What waits to be fetched: whose family is to be told first, then the longest there."""
    desk = bureau.desk
    today = desk.day(desk.clock())
    rows = desk.database.read(lambda connection: store.ready(connection, desk.office, MOST_READY))
    found = [_ready(bureau, row, today) for row in rows]
    return ReadyFiles(files=tuple(sorted(found, key=lambda one: FIRST[one.due])))


def tell(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, told: ToldFamily) -> FileHead:
    """Keeps that the family was told. Raises UnknownFile, or FileNotNow for what is not ready."""

    def do(act: Act) -> FileHead:
        row = _ready_row(bureau, act, file_id)
        values = {"office": act.desk.office, "file_id": row.id, "at": act.now, "by": who.name}
        store.tell(act.transaction.connection, channel=told.channel, **values)
        record(act, "family_told", head := head_of(row), channel=told.channel)
        return head

    return bureau.once(write, do)


def phone(bureau: Bureau, write: WriteRequest, file_id: int) -> FamilyPhone:
    """The family's phone, once its row stands in the ledger, and a link to a message without any name.

    Raises UnknownFile, NoPhone, or FileNotNow for what is not ready.
    """

    def do(act: Act) -> FamilyPhone:
        row = _ready_row(bureau, act, file_id)
        number = bureau.draft(row).child.phone
        if not number:
            raise NoPhone
        told = {"field": str(Field.PHONE), "why": str(RevealReason.PHONE_THE_FAMILY)}
        record(act, "file_revealed", head_of(row), **told)
        return FamilyPhone(phone=number, link=_link(bureau, row, number))

    return bureau.unkept(write.actor, do)


def _ready_row(bureau: Bureau, act: Act, file_id: int) -> FileRow:
    row = bureau.row(act.transaction.connection, file_id)
    if row.state != FileState.READY:
        raise FileNotNow(f"A file that is {row.state} waits for nobody to fetch it.")
    return row


def _link(bureau: Bureau, row: FileRow, number: str) -> str | None:
    digits = international(number)
    if digits is None:
        return None
    office = bureau.desk.profile.office
    register = register_number(row.year, row.number) if row.number else str(row.id)
    text = bureau.catalogue(office.languages[0]).say("told.message", number=register, office=office.name)
    return f"https://wa.me/{digits}?text={quote(text)}"


def _ready(bureau: Bureau, row: FileRow, today: date) -> ReadyFile:
    day = bureau.desk.day
    told = None
    if row.told_at is not None:
        told = ToldView(at=row.told_at, by=row.told_by, channel=row.channel)
    ready_on = day(row.ready_at)
    remind = bureau.desk.profile.files.handover.remind_after_days
    return ReadyFile(
        head=head_of(row),
        ready_at=row.ready_at,
        days=(today - ready_on).days,
        told=told,
        due=telling_due(ready_on, day(told.at) if told else None, today, remind),
    )
