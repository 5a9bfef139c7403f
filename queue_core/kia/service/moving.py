"""Moves a file by the one table; what takes two people is asked for first, and agreed to by somebody else."""

from __future__ import annotations

from queue_core.access.rules import ACCOUNT_ROLES, Principal
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors import (
    FileNotNow,
    FileNotYours,
    NothingAsked,
    NothingMissing,
    OwnWish,
    ReasonNeeded,
)
from queue_core.kia.rules.life import (
    AGREEING_ROLES,
    Action,
    FileState,
    IllegalFileMove,
    Move,
    RoleMayNot,
    legal_move,
)
from queue_core.kia.service.bureau import (
    Bureau,
    change,
    require_decided,
    require_in_hand,
    require_version,
)
from queue_core.kia.service.checking import examine
from queue_core.kia.store import FileRow
from queue_core.kia.wire.files import Agreement, AskedMove, FileHead, Refusal
from queue_core.tickets.service.desk import Act

EXAMINED = frozenset({Action.SUBMIT, Action.FIND_INCOMPLETE, Action.VERIFY, Action.ORDER_PRINT})
NOT_HELD = {"held_by": None, "held_since": None}
NOT_ASKED = {"asked_action": None, "asked_by": None, "asked_at": None}


def move(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, asked: AskedMove) -> FileHead:
    """Moves a file and lets it out of hand; what needs two people is only asked for.

    Raises UnknownFile, FileNotYours, FileNotNow, FileChanged, FileHeld, FileAsked, ReasonNeeded, or what
    speaks against the file as it is.
    """

    def do(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        found = _legal(bureau, row, asked.action, who)
        require_version(bureau, row, asked.version)
        require_in_hand(bureau, row, who)
        require_decided(bureau, row)
        if found.needs_reason and asked.reason is None:
            raise ReasonNeeded(f"'{asked.action}' needs a reason.")
        reason = bureau.sealed_reason(row.id, asked.reason)
        if found.needs_two:
            wish = {"asked_action": asked.action, "asked_by": who.name, "asked_at": act.now}
            return change(bureau, act, who, row, "file_asked", reason=reason, **wish)
        _examine(bureau, act, row, asked.action)
        return _moved(bureau, act, who, row, asked.action, found, reason)

    return bureau.once(write, do)


def agree(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, agreed: Agreement) -> FileHead:
    """Does what somebody else asked for.

    Raises UnknownFile, FileNotYours, FileChanged, NothingAsked, or OwnWish for one's own.
    """

    def do(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        if AGREEING_ROLES.isdisjoint(who.roles):
            raise _for_agreeing_roles()
        _require_asked(bureau, row, agreed.version)
        if row.asked_by == who.name:
            raise OwnWish
        action = Action(row.asked_action)
        found = legal_move(bureau.way(row), FileState(row.state), action, ACCOUNT_ROLES)
        return _moved(bureau, act, who, row, action, found, row.reason)

    return bureau.once(write, do)


def decline(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, refusal: Refusal) -> FileHead:
    """Leaves a file as it is; who asked may take it back.

    Raises UnknownFile, FileNotYours, FileChanged or NothingAsked.
    """

    def do(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        if AGREEING_ROLES.isdisjoint(who.roles) and row.asked_by != who.name:
            raise _for_agreeing_roles()
        _require_asked(bureau, row, refusal.version)
        reason = bureau.sealed_reason(row.id, refusal.reason)
        return change(bureau, act, who, row, "file_declined", reason=reason, **NOT_ASKED)

    return bureau.once(write, do)


def _legal(bureau: Bureau, row: FileRow, action: Action, who: Principal) -> Move:
    try:
        return legal_move(bureau.way(row), FileState(row.state), action, who.roles)
    except IllegalFileMove as error:
        raise FileNotNow(f"{str(error).capitalize()}.") from None
    except RoleMayNot as error:
        raise FileNotYours(f"{str(error).capitalize()}.") from None


def _for_agreeing_roles() -> FileNotYours:
    return FileNotYours(f"That is for {', '.join(sorted(AGREEING_ROLES))}.")


def _require_asked(bureau: Bureau, row: FileRow, version: int) -> None:
    require_version(bureau, row, version)
    if row.asked_action is None:
        raise NothingAsked


def _examine(bureau: Bureau, act: Act, row: FileRow, action: Action) -> None:
    """What goes on to approval or into print is whole; what is handed back is not."""
    if action not in EXAMINED:
        return
    kind, draft, registered = bureau.kind(row.kind), bureau.draft(row), action is Action.ORDER_PRINT
    found = examine(bureau.desk.profile, kind, row.service, draft, act.day, registered=registered)
    if action is Action.FIND_INCOMPLETE:
        if not found.missing and not found.missing_papers:
            raise NothingMissing
        return
    found.require_fields()
    if action is Action.VERIFY:
        found.require_papers()


def _moved(
    bureau: Bureau, act: Act, who: Principal, row: FileRow, action: Action, found: Move, reason: bytes | None
) -> FileHead:
    values = {"state": found.after, "moved_at": act.now, "moved_by": who.name, "last_action": action}
    return change(bureau, act, who, row, "file_moved", reason=reason, **values, **NOT_HELD, **NOT_ASKED)
