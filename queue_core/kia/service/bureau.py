"""What every use case of files stands on: the desk, the seal, a file's row, and the row that each act leaves.

Neither the ledger nor a kept answer holds anything personal. A request's fingerprint is keyed, too: the plain
digest of a body that holds a NIK would tell it to whoever tries all that there are.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.files import FileKind
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia import store
from queue_core.kia.errors import FileAsked, FileChanged, FileHeld, UnknownFile, UnknownFileKind
from queue_core.kia.rules.life import Output, Way
from queue_core.kia.service.heads import head_of
from queue_core.kia.store import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.subject import Draft
from queue_core.storage import ledger
from queue_core.storage.errors import SealBroken
from queue_core.storage.seal import Seal
from queue_core.tickets.service.desk import Act, Desk


@dataclass(frozen=True)
class Bureau:
    """The means of the use cases, handed in by whoever builds the program."""

    desk: Desk
    seal: Seal

    def once(self, write: WriteRequest, work: Callable[[Act], FileHead]) -> FileHead:
        """Does a write in a transaction of its own; sent again, it gives the same head."""
        keyed = replace(write, fingerprint=self.seal.token("request", write.fingerprint))
        return self.desk.once(keyed, FileHead, work)

    def row(self, connection: Connection, file_id: int) -> FileRow:
        """The file. Raises UnknownFile."""
        row = store.by_id(connection, self.desk.office, file_id)
        if row is None:
            raise UnknownFile
        return row

    def kind(self, key: str) -> FileKind:
        """The kind of a file. Raises UnknownFileKind."""
        kind = self.desk.profile.files.kind(key)
        if kind is None:
            raise UnknownFileKind(f"The office profile has no kind of file '{key}'.")
        return kind

    def way(self, row: FileRow) -> Way:
        """The way of a file. Raises UnknownFileKind."""
        kind = self.kind(row.kind)
        return Way(Output(kind.output), kind.validated, kind.signed)

    def draft(self, row: FileRow) -> Draft:
        """What a file says. Raises SealBroken."""
        if row.subject is None:
            return Draft()
        place = self._place(row.id, "subject")
        try:
            return Draft.model_validate_json(self.seal.open(row.subject, place))
        except ValidationError:  # whose text would tell what it found
            raise SealBroken(f"{place} is of another version.") from None

    def sealed_draft(self, file_id: int, draft: Draft) -> bytes:
        """What a file says, as it is kept."""
        return self.seal.seal(draft.model_dump_json(), self._place(file_id, "subject"))

    def reason(self, row: FileRow) -> str | None:
        """Why the latest move was made or asked for. Raises SealBroken."""
        return None if row.reason is None else self.seal.open(row.reason, self._place(row.id, "reason"))

    def sealed_reason(self, file_id: int, reason: str | None) -> bytes | None:
        """A reason as it is kept."""
        return None if reason is None else self.seal.seal(reason, self._place(file_id, "reason"))

    def local(self, at: datetime) -> str:
        """An instant as the office's clock shows it."""
        return f"{at.astimezone(self.desk.profile.office.zone):%Y-%m-%d %H:%M}"

    def _place(self, file_id: int, what: str) -> str:
        return f"file {self.desk.office} {file_id} {what}"


def require_version(bureau: Bureau, row: FileRow, version: int) -> None:
    """Raises FileChanged for any other version than the present one."""
    if row.version != version:
        when = bureau.local(row.changed_at)
        raise FileChanged(f"Version {row.version} was written by {row.changed_by} at {when}.")


def require_in_hand(bureau: Bureau, row: FileRow, who: Principal) -> None:
    """Raises FileHeld while somebody else has the file in hand."""
    if row.held_by not in (None, who.name):
        raise FileHeld(f"{row.held_by} has it since {bureau.local(row.held_since)}.")


def require_decided(bureau: Bureau, row: FileRow) -> None:
    """Raises FileAsked while somebody's wish waits for a second person."""
    if row.asked_action is not None:
        asked = f"{row.asked_by} asked for '{row.asked_action}' at {bureau.local(row.asked_at)}."
        raise FileAsked(asked)


def change(bureau: Bureau, act: Act, who: Principal, row: FileRow, action: str, **values: object) -> FileHead:
    """Writes the next version of a file, with its row in the ledger. Raises FileChanged."""
    connection = act.transaction.connection
    changed = {"changed_at": act.now, "changed_by": who.name, **values}
    if not store.compare_and_set(connection, row, **changed):
        raise FileChanged
    head = head_of(bureau.row(connection, row.id))
    reason = values.get("reason")
    record(act, action, head, **({"sealed_reason": as_text(reason)} if isinstance(reason, bytes) else {}))
    return head


def record(act: Act, action: str, head: FileHead, **told: str) -> None:
    """Writes who did what to a file into the ledger."""
    ledger.append(
        act.transaction.connection,
        act.desk.office,
        at=act.now,
        actor=act.actor,
        action=action,
        body={"file": head.model_dump(mode="json"), **told},
    )


def as_text(sealed: bytes) -> str:
    """Something sealed, as it stands in JSON."""
    return base64.b64encode(sealed).decode()
