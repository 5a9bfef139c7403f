"""Moves a file by the one table; what takes two people is asked for first, and agreed to by somebody else."""

from __future__ import annotations

from queue_core.access.errors import OwnWish
from queue_core.access.rules import ACCOUNT_ROLES, Principal, Role
from queue_core.foundation.files import FileKind
from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.files import (
    FileByOrder,
    FileNotNow,
    FileNotYours,
    NothingAsked,
    NothingMissing,
    ReasonNeeded,
)
from queue_core.kia.errors.handover import ReceiverNeeded
from queue_core.kia.rules.life import (
    AGREEING_ROLES,
    BY_ORDER,
    Action,
    FileState,
    IllegalFileMove,
    Move,
    RoleMayNot,
    agreeing_roles,
    legal_move,
)
from queue_core.kia.service.alike import require_told_apart
from queue_core.kia.service.bureau import (
    Bureau,
    change,
    require_decided,
    require_in_hand,
    require_kept,
    require_version,
)
from queue_core.kia.service.checking import examine
from queue_core.kia.service.clocks import move_clock
from queue_core.kia.service.comparing import Compared, compare_ahead
from queue_core.kia.service.erasing import erase
from queue_core.kia.service.following import order_follows, require_order_allows
from queue_core.kia.service.listed import close_for, open_for
from queue_core.kia.service.photos import lacks_photo, look, require_photo
from queue_core.kia.service.proposals import lapse_for
from queue_core.kia.service.registering import put_on_shelf
from queue_core.kia.store import children
from queue_core.kia.store import handover as handovers
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import Agreement, AskedMove, FileHead, Refusal
from queue_core.tickets.service.desk import Act

EXAMINED = frozenset({Action.SUBMIT, Action.FIND_INCOMPLETE, Action.VERIFY, Action.ORDER_PRINT})
NOT_HELD = {"held_by": None, "held_since": None}
TAKES_BACK = frozenset({Action.CORRECT, Action.VOID})
ENDS_BY_ONE = frozenset({Action.REFUSE, Action.WITHDRAW})
NOT_ASKED = {"asked_action": None, "asked_by": None, "asked_at": None}


def move(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, asked: AskedMove) -> FileHead:
    """Moves a file and lets it out of hand; what needs two people is only asked for.

    Raises UnknownFile, FileNotYours, FileNotNow, FileByOrder, FileChanged, FileHeld, FileAsked, ReasonNeeded,
    OrderInPrinter, OrderFlagged, OrderNotNow, or what speaks against the file as it is; ShelfNeeded
    without the place that the profile wants; ReceiverNeeded for what has a door of its own.
    """

    ahead = compared_ahead(bureau, file_id, asked.action)
    return bureau.once(write, lambda act: move_within(bureau, act, who, file_id, asked, ahead))


def compared_ahead(bureau: Bureau, file_id: int, action: Action) -> Compared | None:
    """The files alike to one, where its move asks for them: to be found out before the write."""
    return compare_ahead(bureau, file_id, lambda kind: _tells_apart(kind, action))


def move_within(
    bureau: Bureau, act: Act, who: Principal, file_id: int, asked: AskedMove, ahead: Compared | None
) -> FileHead:
    """The same within the caller's transaction."""
    row = bureau.row(act.transaction.connection, file_id)
    found = legal(bureau, row, asked.action, who)
    require_version(bureau, row, asked.version)
    require_in_hand(bureau, row, who)
    require_decided(bureau, row)
    require_order_allows(bureau, act, row, asked.action)
    if found.needs_reason and asked.reason is None:
        raise ReasonNeeded(f"'{asked.action}' needs a reason.")
    require_kept(row)
    reason = bureau.sealed_reason(row, asked.reason)
    if found.needs_two:
        wish = {"asked_action": asked.action, "asked_by": who.name, "asked_at": act.now}
        return change(bureau, act, who, row, "file_asked", reason=reason, **wish)
    if asked.action is Action.HAND_OVER:
        raise ReceiverNeeded
    _require_not_with_family(act, row, asked.action)
    _examine(bureau, act, row, asked.action, ahead)
    if asked.action is Action.MAKE_READY:
        put_on_shelf(bureau, act, row, asked.shelf)
    return moved(bureau, act, who, row, asked.action, found, reason)


def agree(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, agreed: Agreement) -> FileHead:
    """Does what somebody else asked for.

    Raises UnknownFile, FileNotYours, FileChanged, NothingAsked, OrderInPrinter, OrderNotNow, OwnWish for what
    one asked for, or FileNotNow where the file has followed its order meanwhile.
    """

    def do(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        _require_role(AGREEING_ROLES, who)
        _require_asked(bureau, row, agreed.version)
        action = Action(row.asked_action)
        _require_role(agreeing_roles(action), who)
        if row.asked_by == who.name:
            raise OwnWish
        require_order_allows(bureau, act, row, action)
        if action is Action.ERASE:
            lapse_for(act, row)
            children.forget_for(act.transaction.connection, row)
            return erase(bureau, act, who, row)
        found = _found(bureau, row, action, ACCOUNT_ROLES)
        return moved(bureau, act, who, row, action, found, row.reason)

    return bureau.once(write, do)


def decline(bureau: Bureau, write: WriteRequest, who: Principal, file_id: int, refusal: Refusal) -> FileHead:
    """Leaves a file as it is; who asked may take it back.

    Raises UnknownFile, FileNotYours, FileChanged or NothingAsked.
    """

    def do(act: Act) -> FileHead:
        row = bureau.row(act.transaction.connection, file_id)
        if row.asked_by != who.name:
            _require_role(AGREEING_ROLES, who)
        _require_asked(bureau, row, refusal.version)
        reason = bureau.sealed_reason(row, refusal.reason)
        return change(bureau, act, who, row, "file_declined", reason=reason, **NOT_ASKED)

    return bureau.once(write, do)


def legal(bureau: Bureau, row: FileRow, action: Action, who: Principal) -> Move:
    """The move that somebody makes of a file. Raises FileNotNow, FileNotYours or FileByOrder."""
    found = _found(bureau, row, action, who.roles)
    if action in BY_ORDER:
        raise FileByOrder
    return found


def _found(bureau: Bureau, row: FileRow, action: Action, roles: frozenset[Role]) -> Move:
    try:
        return legal_move(bureau.way(row), FileState(row.state), action, roles)
    except IllegalFileMove as error:
        raise FileNotNow(f"{str(error).capitalize()}.") from None
    except RoleMayNot as error:
        raise FileNotYours(f"{str(error).capitalize()}.") from None


def _require_not_with_family(act: Act, row: FileRow, action: Action) -> None:
    """Raises FileNotNow where one person would end a file whose card is in somebody's hand."""
    if action in ENDS_BY_ONE and handovers.of_file(act.transaction.connection, row.id):
        raise FileNotNow("It was handed over: make it void, which takes two people, or submit it again.")


def _require_role(roles: frozenset[Role], who: Principal) -> None:
    if roles.isdisjoint(who.roles):
        raise FileNotYours(f"That is for {', '.join(sorted(roles))}.")


def _require_asked(bureau: Bureau, row: FileRow, version: int) -> None:
    require_version(bureau, row, version)
    if row.asked_action is None:
        raise NothingAsked


def _examine(bureau: Bureau, act: Act, row: FileRow, action: Action, ahead: Compared | None) -> None:
    """What goes on to approval or into print is whole; what is handed back is not."""
    if action not in EXAMINED:
        return
    kind, draft, registered = bureau.kind(row.kind), bureau.draft(row), action is Action.ORDER_PRINT
    found = examine(bureau.desk.profile, kind, row.service, draft, act.day, registered=registered)
    photo = look(bureau, act.transaction.connection, row, draft, act.day)
    if action is Action.FIND_INCOMPLETE:
        if not found.missing and not found.missing_papers and not lacks_photo(photo):
            raise NothingMissing
        return
    found.require_fields()
    if action is Action.VERIFY:
        found.require_papers()
    if action is not Action.SUBMIT:
        require_photo(photo)
    if _tells_apart(kind, action):
        require_told_apart(bureau, act, row, ahead)


def _tells_apart(kind: FileKind, action: Action) -> bool:
    """Whether no second file of a child goes past unseen; the NIK of a birth comes after the verification."""
    return action in (Action.SUBMIT, Action.VERIFY) or (action is Action.ORDER_PRINT and kind.registers_birth)


def moved(
    bureau: Bureau, act: Act, who: Principal, row: FileRow, action: Action, found: Move, reason: bytes | None
) -> FileHead:
    """The file after its move, out of hand and with nothing asked for. Raises FileChanged."""
    values = {"state": found.after, "moved_at": act.now, "moved_by": who.name, "last_action": action}
    move_clock(bureau, act, who, row, action)
    head = change(bureau, act, who, row, "file_moved", reason=reason, **values, **NOT_HELD, **NOT_ASKED)
    order_follows(bureau, act, row.id, action)
    if action is Action.HAND_OVER:
        close_for(bureau, act, row)
    elif row.state == FileState.HANDED_OVER and action in TAKES_BACK:
        open_for(bureau, act, row)
    return head
