"""The file's table: every state, action and role on every way, and where a way leads."""

from __future__ import annotations

import itertools

import pytest

from queue_core.access.rules import ACCOUNT_ROLES, Role
from queue_core.kia.rules.life import (
    AGREEING_ROLES,
    ENDED,
    MOVES,
    Action,
    FileState,
    IllegalFileMove,
    Output,
    RoleMayNot,
    Way,
    actions_for,
    legal_move,
)

KEMBARAN = Way(Output.CARD)
TEMPEH = Way(Output.CARD, validated=True)
KEMLAGI = Way(Output.DOCUMENT, signed=True)
DOCUMENT = Way(Output.DOCUMENT)
WAYS = {"kembaran": KEMBARAN, "tempeh": TEMPEH, "kemlagi": KEMLAGI, "document": DOCUMENT}


def walked(way: Way, *actions: Action) -> list[FileState]:
    """The states on the way, each action done by whoever may."""
    state, states = FileState.DRAFT, [FileState.DRAFT]
    for action in actions:
        state = legal_move(way, state, action, ACCOUNT_ROLES).after
        states.append(state)
    return states


def test_a_card_of_kembaran_goes_from_the_counter_to_the_hand() -> None:
    do = Action
    printing = (do.ORDER_PRINT, do.CONFIRM_PRINT, do.SCAN_BACK, do.MAKE_READY, do.HAND_OVER)
    states = walked(KEMBARAN, do.SUBMIT, do.VERIFY, do.RECORD, *printing)
    assert states[-1] is FileState.HANDED_OVER
    assert FileState.VALIDATED not in states


def test_in_tempeh_nothing_is_recorded_before_the_head_has_validated_it() -> None:
    with pytest.raises(IllegalFileMove):
        legal_move(TEMPEH, FileState.VERIFIED, Action.RECORD, ACCOUNT_ROLES)
    states = walked(TEMPEH, Action.SUBMIT, Action.VERIFY, Action.VALIDATE, Action.RECORD)
    assert states[-2:] == [FileState.VALIDATED, FileState.RECORDED]


def test_the_letter_of_kemlagi_is_signed_by_the_camat_alone() -> None:
    with pytest.raises(RoleMayNot):
        legal_move(KEMLAGI, FileState.RECORDED, Action.SIGN, ACCOUNT_ROLES - {Role.CAMAT})
    states = walked(KEMLAGI, Action.SUBMIT, Action.VERIFY, Action.RECORD, Action.SIGN, Action.MAKE_READY)
    assert states[-1] is FileState.READY


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_state_action_and_role_is_legal_by_the_table_or_refused(way: Way) -> None:
    for state, action, role in itertools.product(FileState, Action, Role):
        offered = action in actions_for(way, state, [role])
        if offered:
            assert role in legal_move(way, state, action, [role]).roles
        else:
            with pytest.raises((IllegalFileMove, RoleMayNot)):
                legal_move(way, state, action, [role])


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_from_every_state_that_can_be_reached_a_file_can_end(way: Way) -> None:
    reached, frontier = set[FileState](), [FileState.DRAFT]
    while frontier:
        state = frontier.pop()
        if state not in reached:
            reached.add(state)
            after = [legal_move(way, state, one, Role).after for one in actions_for(way, state, Role)]
            assert after or state in ENDED
            frontier += after
    assert reached >= ENDED


def test_reprint_void_erasure_and_correction_after_approval_need_two_people_and_a_reason() -> None:
    for (_, action), move in MOVES.items():
        needs_two = action in {Action.REPRINT, Action.REPORT_LOST, Action.VOID, Action.CORRECT, Action.ERASE}
        assert move.needs_two == needs_two
        assert not needs_two or move.needs_reason


def test_devices_and_the_public_move_no_file_and_agree_to_nothing() -> None:
    outside = set(Role) - ACCOUNT_ROLES
    assert all(move.roles.isdisjoint(outside) for move in MOVES.values())
    assert AGREEING_ROLES <= ACCOUNT_ROLES


@pytest.mark.parametrize("state", sorted(ENDED - {FileState.HANDED_OVER}))
def test_what_was_refused_withdrawn_or_void_can_only_be_erased(state: FileState) -> None:
    assert list(actions_for(TEMPEH, state, Role)) == [Action.ERASE]
