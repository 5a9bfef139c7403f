"""What every use case of files stands on: the desk, the seal, a file's row, and the row that each act leaves.

Neither the ledger nor a kept answer holds anything personal. A request's fingerprint is keyed, too: the plain
digest of a body that holds a NIK would tell it to whoever tries all that there are.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.foundation.files import FileKind
from queue_core.foundation.identifiers import WriteRequest, random_number
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue, load_catalogues
from queue_core.kia.errors.files import (
    FileAsked,
    FileChanged,
    FileErased,
    FileHeld,
    UnknownFile,
    UnknownFileKind,
)
from queue_core.kia.rules.life import FileState, Output, Way
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.ready_numbers import tell_boards
from queue_core.kia.store import files as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.subject import Draft
from queue_core.storage import ledger
from queue_core.storage.errors import SealBroken
from queue_core.storage.seal import Seal
from queue_core.storage.writer import Offload, Transaction, inline
from queue_core.tickets.service.desk import Act, Answer, Desk

Untold = TypeVar("Untold")


@dataclass(frozen=True)
class Bureau:
    """The means of the use cases, handed in by whoever builds the program."""

    desk: Desk
    seal: Seal
    offload: Offload = inline
    """Where what takes long is made, papers and pictures, so that no call waits for it."""
    hears: Callable[[str], bool] = lambda _: False
    """Whether a device runs, by its name: one of which nothing was heard is gone."""
    catalogues: Mapping[str, Catalogue] = field(default_factory=lambda: load_catalogues("queue_core.kia"))
    draw: Callable[[int], int] = random_number
    """Draws a number below another, that nobody can foresee."""

    def once(self, write: WriteRequest, work: Callable[[Act], FileHead]) -> FileHead:
        """Does a write to a file in a transaction of its own; sent again, it gives the same head."""
        return self.answered(write, FileHead, work)

    def answered(self, write: WriteRequest, model: type[Answer], work: Callable[[Act], Answer]) -> Answer:
        """Does a write in a transaction of its own; sent again, it gives the same answer."""
        keyed = replace(write, fingerprint=self.seal.token("request", write.fingerprint))
        return self.desk.once(keyed, model, work)

    def unkept(self, actor: str, work: Callable[[Act], Untold]) -> Untold:
        """Does a write whose answer is kept nowhere; sent again, it leaves another row, which is true."""

        def in_transaction(transaction: Transaction) -> Untold:
            now = self.desk.clock()
            return work(Act(self.desk, transaction, now, self.desk.day(now), actor))

        return self.desk.database.write(in_transaction)

    def catalogue(self, language: str) -> Catalogue:
        """What papers say in a language, or in the default one where there are none."""
        return self.catalogues.get(language, self.catalogues[DEFAULT_LANGUAGE])

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
        """What a file says; nothing where it was erased. Raises SealBroken."""
        if row.subject is None:
            return Draft()
        place = self.place(row.id, "subject")
        try:
            return Draft.model_validate_json(self.seal_of(row).open(row.subject, place))
        except ValidationError:  # whose text would tell what it found
            raise SealBroken(f"{place} is of another version.") from None

    def sealed_draft(self, row: FileRow, draft: Draft) -> bytes:
        """What a file says, as it is kept."""
        return self.seal_of(row).seal(draft.model_dump_json(), self.place(row.id, "subject"))

    def reason(self, row: FileRow) -> str | None:
        """Why the latest move was made or asked for. Raises SealBroken."""
        return None if row.reason is None else self.opened_reason(row, row.reason)

    def opened_reason(self, row: FileRow, sealed: bytes) -> str:
        """A reason that was kept, in the file or in the ledger. Raises SealBroken."""
        return self.seal_of(row).open(sealed, self.place(row.id, "reason"))

    def sealed_reason(self, row: FileRow, reason: str | None) -> bytes | None:
        """A reason as it is kept."""
        return None if reason is None else self.seal_of(row).seal(reason, self.place(row.id, "reason"))

    def new_data_key(self) -> bytes:
        """The key of a file's own: whatever is sealed under it is gone for good once it is."""
        return self.seal.new_own(self._key_place)

    def seal_of(self, row: FileRow) -> Seal:
        """The seal for all that is kept about a file. Raises SealBroken for one without a key."""
        if row.data_key is None:
            raise SealBroken(f"{self.place(row.id, 'key')} is gone.")
        return self.seal.own(row.data_key, self._key_place)

    def sealed(self, row: FileRow, what: str, text: str) -> bytes:
        """Something else of a file, as it is kept."""
        return self.seal_of(row).seal(text, self.place(row.id, what))

    def opened(self, row: FileRow, what: str, sealed: bytes) -> str:
        """What was sealed so. Raises SealBroken."""
        return self.seal_of(row).open(sealed, self.place(row.id, what))

    def local(self, at: datetime) -> str:
        """An instant as the office's clock shows it."""
        return f"{at.astimezone(self.desk.profile.office.zone):%Y-%m-%d %H:%M}"

    @property
    def _key_place(self) -> str:
        """Alike for every file of the office: a key that is moved opens nothing in another file."""
        return f"file {self.desk.office} key"

    def place(self, file_id: int, what: str) -> str:
        """Where something of a file is sealed: it opens nowhere else."""
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


def require_kept(row: FileRow) -> None:
    """Raises FileErased where nothing is left of what the file said."""
    if row.erased_at is not None:
        raise FileErased


def change(bureau: Bureau, act: Act, who: Principal, row: FileRow, action: str, **values: object) -> FileHead:
    """Writes the next version of a file, with its row in the ledger; the boards hear of what is ready.

    Raises FileChanged or FileErased.
    """
    require_kept(row)
    connection = act.transaction.connection
    changed = {"changed_at": act.now, "changed_by": who.name, **values}
    if not store.compare_and_set(connection, row, **changed):
        raise FileChanged
    head = head_of(bureau.row(connection, row.id))
    reason = values.get("reason")
    record(act, action, head, **({"sealed_reason": as_text(reason)} if isinstance(reason, bytes) else {}))
    if (row.state == FileState.READY) != (head.state is FileState.READY):
        tell_boards(act)
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
