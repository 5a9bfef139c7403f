"""The photo of a file that leads to a card: kept, accepted in spite of a doubt, taken away, read."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationError
from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.files import PhotoRule
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import FileNotNow
from queue_core.kia.errors.pictures import NoPhoto, PhotoDoubtful, PhotoMissing, PhotoNotAsked
from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.life import TO_BE_WRITTEN, FileState, Output
from queue_core.kia.rules.photo import (
    Background,
    Colour,
    Measured,
    PhotoDoubt,
    background_for,
    bears_photo,
    doubts_of,
    printed_size,
)
from queue_core.kia.service import pictures
from queue_core.kia.service.bureau import (
    Bureau,
    change,
    require_decided,
    require_in_hand,
    require_kept,
    require_version,
)
from queue_core.kia.store import pictures as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.pictures import Acceptance, OnVersion, PhotoPlace, PhotoView
from queue_core.kia.wire.subject import Draft, Sealed
from queue_core.storage.errors import SealBroken
from queue_core.tickets.service.desk import Act

PHOTO, NOTE = "photo", "photo note"


class Note(Sealed):
    """What is kept sealed beside a photo: what was measured, and which doubts were accepted, and why."""

    measured: Measured
    accepted: tuple[PhotoDoubt, ...] = ()
    asked: Colour | None = None
    """The background that was asked for then: a corrected birth year asks for another."""
    reason: str | None = None

    def accepts(self, doubt: PhotoDoubt, asked: Colour | None) -> bool:
        """Whether somebody accepted the photo in spite of this doubt, as it stands now."""
        return doubt in self.accepted and (doubt is not PhotoDoubt.BACKGROUND or asked is self.asked)


def keep_photo(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, place: PhotoPlace, data: bytes
) -> FileHead:
    """Makes a picture the photo of a file, in place of the one before; its doubts are told by reading it.

    Raises UnknownFile, PhotoNotAsked, what speaks against the picture, or against writing the file now.
    """
    found = bureau.desk.database.read(lambda connection: bureau.row(connection, file_id))
    require_kept(found)
    rule = _asked_rule(bureau, found)
    size = printed_size(rule.width_mm, rule.height_mm, rule.dpi)
    seal, where = bureau.seal_of(found), bureau.place(file_id, PHOTO)
    photo = bureau.offload(lambda: pictures.portrait(data, size, rule.dpi, place.frame))
    picture = bureau.offload(lambda: seal.seal_bytes(photo.jpeg, where))
    note = _sealed(bureau, found, Note(measured=photo.measured))

    def keep(act: Act) -> FileHead:
        row = _to_be_written(bureau, act, who, file_id, place)
        store.keep_photo(
            act.transaction.connection,
            file_id=file_id,
            office=bureau.desk.office,
            picture=picture,
            note=note,
            taken_at=act.now,
            taken_by=who.name,
        )
        return change(bureau, act, who, row, "file_photographed")

    return bureau.once(write, keep)


def accept_photo(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, accepted: Acceptance
) -> FileHead:
    """Accepts a photo with all that speaks against it now.

    Raises UnknownFile, NoPhoto, or what speaks against writing the file now.
    """

    def note(act: Act) -> FileHead:
        connection = act.transaction.connection
        row = _to_be_written(bureau, act, who, file_id, OnVersion(version=accepted.version))
        view = look(bureau, connection, row, bureau.draft(row), act.day)
        known = _note(bureau, connection, row)
        if view is None or known is None:
            raise NoPhoto
        told = {"asked": view.background, "reason": accepted.reason}
        said = known.model_copy(update={"accepted": (*known.accepted, *view.doubts), **told})
        store.note_photo(connection, file_id, _sealed(bureau, row, said))
        return change(bureau, act, who, row, "file_photo_accepted")

    return bureau.once(write, note)


def remove_photo(
    bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, upon: OnVersion
) -> FileHead:
    """Takes the photo away. Raises UnknownFile, NoPhoto, or what speaks against writing the file now."""

    def remove(act: Act) -> FileHead:
        row = _to_be_written(bureau, act, who, file_id, upon)
        if not store.remove_photo(act.transaction.connection, file_id):
            raise NoPhoto
        return change(bureau, act, who, row, "file_photo_removed")

    return bureau.once(write, remove)


def read_photo(bureau: Bureau, file_id: int) -> bytes:
    """The photo as a JPEG. Raises UnknownFile, NoPhoto or SealBroken."""

    def read(connection: Connection) -> bytes:
        photo = kept_photo(bureau, connection, bureau.row(connection, file_id))
        if photo is None:
            raise NoPhoto
        return photo

    return bureau.desk.database.read(read)


def photo_of(bureau: Bureau, connection: Connection, file_id: int) -> bytes | None:
    """The photo that the card of a file bears today, as a JPEG; None where it bears none.

    Raises UnknownFile or SealBroken.
    """
    row = bureau.row(connection, file_id)
    view = look(bureau, connection, row, bureau.draft(row), bureau.desk.day(bureau.desk.clock()))
    return kept_photo(bureau, connection, row) if view is not None and view.needed else None


def kept_photo(bureau: Bureau, connection: Connection, row: FileRow) -> bytes | None:
    """The photo of a file as a JPEG, whether it is printed or not. Raises SealBroken."""
    photo = store.photo_of(connection, row.id)
    if photo is None:
        return None
    return bureau.seal_of(row).open_bytes(photo.picture, bureau.place(row.id, PHOTO))


def look(bureau: Bureau, connection: Connection, row: FileRow, draft: Draft, day: date) -> PhotoView | None:
    """How it stands with the photo of a file; None where no photo belongs to it."""
    rule = _rule(bureau, row)
    if rule is None:
        return None
    born, leap = draft.child.birth_date, LeapBirthday(bureau.desk.profile.files.leap_birthday)
    asked = background_for(Background(rule.background), born)
    view = PhotoView(needed=bears_photo(born, day, leap, rule.from_age), background=asked)
    found, note = store.photo_note(connection, row.id), _note(bureau, connection, row)
    if found is None or note is None:
        return view
    doubts = tuple(doubt for doubt in doubts_of(note.measured, asked) if not note.accepts(doubt, asked))
    told = {"there": True, "doubts": doubts, "accepted": note.reason}
    return view.model_copy(update={**told, "taken_at": found.taken_at, "taken_by": found.taken_by})


def lacks_photo(view: PhotoView | None) -> bool:
    """Whether the card bears a photo, and the file has none."""
    return view is not None and view.needed and not view.there


def require_photo(view: PhotoView | None) -> None:
    """Raises PhotoMissing or PhotoDoubtful for a card that bears a photo."""
    if lacks_photo(view):
        raise PhotoMissing
    if view is not None and view.needed and view.doubts:
        raise PhotoDoubtful(f"Doubtful: {', '.join(view.doubts)}.")


def _rule(bureau: Bureau, row: FileRow) -> PhotoRule | None:
    return bureau.desk.profile.files.photo if bureau.way(row).output is Output.CARD else None


def _asked_rule(bureau: Bureau, row: FileRow) -> PhotoRule:
    rule = _rule(bureau, row)
    if rule is None:
        raise PhotoNotAsked
    return rule


def _to_be_written(bureau: Bureau, act: Act, who: Principal, file_id: int, upon: OnVersion) -> FileRow:
    row = bureau.row(act.transaction.connection, file_id)
    require_version(bureau, row, upon.version)
    require_in_hand(bureau, row, who)
    require_decided(bureau, row)
    if FileState(row.state) not in TO_BE_WRITTEN:
        raise FileNotNow(f"The photo of a file that is {row.state} is changed by a correction.")
    return row


def _note(bureau: Bureau, connection: Connection, row: FileRow) -> Note | None:
    found, place = store.photo_note(connection, row.id), bureau.place(row.id, NOTE)
    if found is None:
        return None
    try:
        return Note.model_validate_json(bureau.seal_of(row).open(found.note, place))
    except ValidationError:
        raise SealBroken(f"{place} is of another version.") from None


def _sealed(bureau: Bureau, row: FileRow, note: Note) -> bytes:
    return bureau.seal_of(row).seal(note.model_dump_json(), bureau.place(row.id, NOTE))
