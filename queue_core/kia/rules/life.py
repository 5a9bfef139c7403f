"""A file's states and legal moves: who may do what, when. What is not in the table is refused.

Model: the states and the review of OpenCRVS, the card queue of MOSIP. A kind of application takes the way
that the office's profile lays out for it: with or without the head of section's validation, ending in a
card, or in a document with or without the camat's signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, StrEnum
from typing import NamedTuple

from queue_core.access.rules import Role


class FileState(StrEnum):
    """Where a file is in its life."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    """Handed back with the list of what is missing."""
    VERIFIED = "verified"
    VALIDATED = "validated"
    RECORDED = "recorded"
    """Entered in the civil registry's own system (SIAK)."""
    SIGNED = "signed"
    PRINT_ORDERED = "print_ordered"
    PRINTED = "printed"
    SCANNED_BACK = "scanned_back"
    """The blank that came out is the one that was bound to this file."""
    READY = "ready"
    HANDED_OVER = "handed_over"
    CORRECTION = "correction"
    """Opened again after it was approved."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    """Should never have been."""


class Action(StrEnum):
    """What is done to a file."""

    SUBMIT = "submit"
    FIND_INCOMPLETE = "find_incomplete"
    VERIFY = "verify"
    VALIDATE = "validate"
    SEND_BACK = "send_back"
    RECORD = "record"
    SIGN = "sign"
    ORDER_PRINT = "order_print"
    CONFIRM_PRINT = "confirm_print"
    SCAN_BACK = "scan_back"
    SPOIL_PRINT = "spoil_print"
    """The card that came out is no good; it is printed again."""
    MAKE_READY = "make_ready"
    HAND_OVER = "hand_over"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    """The family goes without."""
    CORRECT = "correct"
    REPRINT = "reprint"
    REPORT_LOST = "report_lost"
    """Card or blank is in nobody's hand: another is made once two people answer for that."""
    VOID = "void"
    ERASE = "erase"
    """Destroys what the file says before its time, because the person asks for it."""


class Output(StrEnum):
    """What comes of a file."""

    CARD = "card"
    DOCUMENT = "document"


class Way(NamedTuple):
    """The way of one kind of application."""

    output: Output
    validated: bool = False
    """The head of section looks at it before it is recorded."""
    signed: bool = False
    """The camat signs the document."""


class On(Enum):
    """On which ways a move is there."""

    EVERY = "every"
    VALIDATED = "validated"
    UNVALIDATED = "unvalidated"
    CARD = "card"
    SIGNED = "signed"
    PLAIN = "plain"


class Move(NamedTuple):
    """One line of the table."""

    after: FileState
    roles: frozenset[Role]
    on: On = On.EVERY
    needs_reason: bool = False
    needs_two: bool = False
    """Somebody else agrees before it is done, and nobody agrees to what they have asked for themselves."""


class IllegalFileMove(ValueError):
    """The action does not apply to a file of this kind in this state."""


class RoleMayNot(ValueError):
    """The action applies, but is for another role."""


OFFICERS = frozenset({Role.OFFICER, Role.SIAK_OPERATOR, Role.HEAD_OF_SECTION})
OPERATORS = frozenset({Role.SIAK_OPERATOR})
HEADS = frozenset({Role.HEAD_OF_SECTION})
CAMAT = frozenset({Role.CAMAT})
AGREEING_ROLES = HEADS | CAMAT
"""Who may agree to what needs two people."""

BEFORE_APPROVAL = (FileState.SUBMITTED, FileState.INCOMPLETE, FileState.CORRECTION)
APPROVED = (
    FileState.VERIFIED,
    FileState.VALIDATED,
    FileState.RECORDED,
    FileState.SIGNED,
    FileState.PRINT_ORDERED,
    FileState.PRINTED,
    FileState.SCANNED_BACK,
    FileState.READY,
    FileState.HANDED_OVER,
)
NOT_YET_MADE = (FileState.DRAFT, *BEFORE_APPROVAL, *APPROVED[:3])
CARD_EXISTS = (FileState.PRINTED, FileState.SCANNED_BACK, FileState.READY, FileState.HANDED_OVER)
TO_BE_WRITTEN = frozenset({FileState.DRAFT, *BEFORE_APPROVAL})
"""What a file says may be changed; afterwards only by a correction, which takes two people."""
BY_ORDER = frozenset({Action.CONFIRM_PRINT, Action.SCAN_BACK, Action.SPOIL_PRINT})
"""What comes of the card's print order alone, so that nobody skips the scan: rules/orders.py."""
ENDED = frozenset({FileState.HANDED_OVER, FileState.REFUSED, FileState.WITHDRAWN, FileState.VOID})

MOVES: Mapping[tuple[FileState, Action], Move] = {
    (FileState.DRAFT, Action.SUBMIT): Move(FileState.SUBMITTED, OFFICERS),
    (FileState.INCOMPLETE, Action.SUBMIT): Move(FileState.SUBMITTED, OFFICERS),
    (FileState.CORRECTION, Action.SUBMIT): Move(FileState.SUBMITTED, OFFICERS),
    (FileState.SUBMITTED, Action.FIND_INCOMPLETE): Move(FileState.INCOMPLETE, OFFICERS),
    (FileState.SUBMITTED, Action.VERIFY): Move(FileState.VERIFIED, OFFICERS),
    (FileState.VERIFIED, Action.VALIDATE): Move(FileState.VALIDATED, HEADS, On.VALIDATED),
    (FileState.VERIFIED, Action.SEND_BACK): Move(FileState.SUBMITTED, HEADS, On.VALIDATED, needs_reason=True),
    (FileState.VERIFIED, Action.RECORD): Move(FileState.RECORDED, OPERATORS, On.UNVALIDATED),
    (FileState.VALIDATED, Action.RECORD): Move(FileState.RECORDED, OPERATORS, On.VALIDATED),
    (FileState.RECORDED, Action.ORDER_PRINT): Move(FileState.PRINT_ORDERED, OPERATORS, On.CARD),
    (FileState.RECORDED, Action.SIGN): Move(FileState.SIGNED, CAMAT, On.SIGNED),
    (FileState.RECORDED, Action.MAKE_READY): Move(FileState.READY, OFFICERS, On.PLAIN),
    (FileState.SIGNED, Action.MAKE_READY): Move(FileState.READY, OFFICERS, On.SIGNED),
    (FileState.PRINT_ORDERED, Action.CONFIRM_PRINT): Move(FileState.PRINTED, OPERATORS, On.CARD),
    (FileState.PRINTED, Action.SCAN_BACK): Move(FileState.SCANNED_BACK, OPERATORS, On.CARD),
    (FileState.PRINTED, Action.SPOIL_PRINT): Move(FileState.PRINT_ORDERED, OPERATORS, On.CARD),
    (FileState.SCANNED_BACK, Action.MAKE_READY): Move(FileState.READY, OFFICERS, On.CARD),
    (FileState.READY, Action.HAND_OVER): Move(FileState.HANDED_OVER, OFFICERS),
    **{
        (state, Action.REFUSE): Move(FileState.REFUSED, OFFICERS, needs_reason=True)
        for state in BEFORE_APPROVAL
    },
    **{(state, Action.WITHDRAW): Move(FileState.WITHDRAWN, OFFICERS) for state in NOT_YET_MADE},
    **{
        (state, Action.CORRECT): Move(FileState.CORRECTION, OFFICERS, needs_reason=True, needs_two=True)
        for state in APPROVED
    },
    **{
        (state, Action.REPRINT): Move(
            FileState.PRINT_ORDERED, OFFICERS, On.CARD, needs_reason=True, needs_two=True
        )
        for state in CARD_EXISTS
        if state is not FileState.HANDED_OVER
    },
    **{
        (state, Action.REPORT_LOST): Move(
            FileState.PRINT_ORDERED, OFFICERS, On.CARD, needs_reason=True, needs_two=True
        )
        for state in (FileState.PRINT_ORDERED, *CARD_EXISTS)
        if state is not FileState.HANDED_OVER
    },
    **{
        (state, Action.VOID): Move(FileState.VOID, OFFICERS, needs_reason=True, needs_two=True)
        for state in (*BEFORE_APPROVAL, *APPROVED)
    },
    **{
        (state, Action.ERASE): Move(state, HEADS, needs_reason=True, needs_two=True)
        for state in (FileState.HANDED_OVER, FileState.REFUSED, FileState.WITHDRAWN, FileState.VOID)
    },
}
"""Every legal move of any kind of file."""


def agreeing_roles(action: Action) -> frozenset[Role]:
    """Who may agree to an action that needs two people: to an erasure the Camat alone."""
    return CAMAT if action is Action.ERASE else AGREEING_ROLES


def is_on(way: Way, on: On) -> bool:
    """Whether moves of this sort are on the way."""
    match on:
        case On.EVERY:
            return True
        case On.VALIDATED:
            return way.validated
        case On.UNVALIDATED:
            return not way.validated
        case On.CARD:
            return way.output is Output.CARD
        case On.SIGNED:
            return way.signed
        case On.PLAIN:
            return way.output is Output.DOCUMENT and not way.signed


def legal_move(way: Way, state: FileState, action: Action, roles: Iterable[Role]) -> Move:
    """The move that somebody with these roles makes. Raises IllegalFileMove or RoleMayNot."""
    move = MOVES.get((state, action))
    if move is None or not is_on(way, move.on):
        raise IllegalFileMove(f"a file that is {state} cannot {action}")
    if move.roles.isdisjoint(roles):
        raise RoleMayNot(f"{action} is for {', '.join(sorted(move.roles))}")
    return move


def state_changes() -> frozenset[tuple[FileState, FileState]]:
    """Every pair of states that some action leads from and to, on any way."""
    return frozenset((at, move.after) for (at, _), move in MOVES.items() if move.after is not at)


def actions_for(way: Way, state: FileState, roles: Iterable[Role]) -> Iterator[Action]:
    """What somebody with these roles can do to a file now, in the order of the table."""
    mine = frozenset(roles)
    for (at, action), move in MOVES.items():
        if at is state and is_on(way, move.on) and not move.roles.isdisjoint(mine):
            yield action
