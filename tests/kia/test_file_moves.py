"""Every state, action and role through the door: legal by the table, or refused with nothing written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from queue_core.access.rules import COUNTER_ROLES, STAFF_ROLES, Role
from queue_core.kia.rules.life import (
    BY_ORDER,
    MOVES,
    Action,
    FileState,
    IllegalFileMove,
    Move,
    On,
    RoleMayNot,
    legal_move,
)
from tests.core.http_office import slug
from tests.core.office import Office, open_office
from tests.examples import share
from tests.kia.filing import PAPERS, WAYS, Filing, draft, every_way, filing_in, put

ROLES = sorted(set(Role) - {Role.PUBLIC})
WHOLE, LACKING = draft(), draft(PAPERS[:2])
ON = {On.VALIDATED: "card_validated", On.SIGNED: "letter_signed", On.PLAIN: "letter"}
WHY = "kartu rusak waktu dicetak"
EVERYTHING = """SELECT (SELECT count(*) FROM ledger), (SELECT count(*) FROM request), count(*), sum(version),
    group_concat(state || id) FROM file"""
NEEDING_TWO = [key for key, move in MOVES.items() if move.needs_two and key[1] is not Action.ERASE]


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("ways"), profile=every_way()) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


@pytest.fixture
def book(office: Office) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(office.path)) as connection:
        yield connection


def kind_for(state: FileState, action: Action) -> str:
    """A kind on whose way the move is, if it is on any."""
    move = MOVES.get((state, action))
    return ON.get(move.on, "card") if move else "card"


def expected(kind: str, state: FileState, action: Action, role: Role) -> tuple[int, str | Move]:
    if role not in STAFF_ROLES:
        return 403, "not-allowed"
    try:
        move = legal_move(WAYS[kind], state, action, [role])
    except IllegalFileMove:
        return 409, "file-not-now"
    except RoleMayNot:
        return 403, "file-not-yours"
    return (409, "file-by-order") if action in BY_ORDER else (200, move)


def test_every_state_action_and_role_is_legal_by_the_table_or_writes_nothing(
    office: Office, filing: Filing, book: sqlite3.Connection
) -> None:
    every = list(FileState)
    for state, action in product(every[:: len(every) // share(len(every))], Action):
        kind = kind_for(state, action)
        text = LACKING if action is Action.FIND_INCOMPLETE else WHOLE
        told = {role: expected(kind, state, action, role) for role in ROLES}
        head = put(office, kind, state, text)
        before = book.execute(EVERYTHING).fetchone()
        for role, (status, word) in told.items():
            if status == 200 and action is not Action.HAND_OVER:
                continue
            response = filing.move(head, action, role, reason=WHY)
            refusal = (422, "receiver-needed") if status == 200 else (status, word)
            assert (response.status_code, slug(response)) == refusal
        assert book.execute(EVERYTHING).fetchone() == before
        for role, (_, move) in told.items():
            if isinstance(move, Move):
                see_move(filing, put(office, kind, state, text), action, role, move)


def test_what_is_not_ready_goes_to_nobody_and_nothing_is_written(
    office: Office, filing: Filing, book: sqlite3.Connection
) -> None:
    every = [state for state in FileState if state is not FileState.READY]
    for state in every[:: len(every) // share(len(every))]:
        head = put(office, "card", state, WHOLE)
        before = book.execute(EVERYTHING).fetchone()
        for role in ROLES:
            expected_status = 409 if role in COUNTER_ROLES else 403
            assert filing.hand_over(head, role).status_code == expected_status
        assert book.execute(EVERYTHING).fetchone() == before


def see_move(filing: Filing, head: dict[str, Any], action: Action, role: Role, move: Move) -> None:
    by_form = action is Action.HAND_OVER
    moved = filing.done(
        filing.hand_over(head, role) if by_form else filing.move(head, action, role, reason=WHY)
    )
    if move.needs_two:
        assert moved["asked"]["action"] == action
    else:
        assert moved["state"] == move.after


@pytest.mark.parametrize(("state", "action"), NEEDING_TWO)
def test_what_takes_two_people_is_done_once_somebody_else_agrees(
    office: Office, filing: Filing, state: FileState, action: Action
) -> None:
    head = put(office, "card", state, WHOLE)
    asked = filing.done(filing.move(head, action, Role.HEAD_OF_SECTION, reason=WHY))
    own = filing.send(asked, "agree", Role.HEAD_OF_SECTION, version=asked["version"])
    assert (own.status_code, slug(own)) == (409, "own-wish")
    agreed = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    assert (agreed["state"], agreed["asked"]) == (MOVES[state, action].after, None)
    assert (agreed["moved_by"], filing.read(agreed)["reason"]) == ("camat", WHY)


def test_nobody_but_a_head_or_the_camat_agrees(office: Office, filing: Filing) -> None:
    head = put(office, "card", FileState.READY, WHOLE)
    asked = filing.done(filing.move(head, "reprint", reason=WHY))
    for role in (Role.OFFICER, Role.SIAK_OPERATOR):
        assert filing.send(asked, "agree", role, version=asked["version"]).status_code == 403


def test_what_was_asked_for_is_declined_or_taken_back_and_the_file_stays(
    office: Office, filing: Filing
) -> None:
    for role in (Role.CAMAT, Role.OFFICER):
        head = put(office, "card", FileState.READY, WHOLE)
        asked = filing.done(filing.move(head, "void", reason=WHY))
        stranger = filing.send(asked, "decline", Role.SIAK_OPERATOR, version=asked["version"])
        assert (stranger.status_code, slug(stranger)) == (403, "file-not-yours")
        left = filing.done(filing.send(asked, "decline", role, version=asked["version"]))
        assert (left["state"], left["asked"]) == ("ready", None)
        again = filing.send(left, "agree", Role.CAMAT, version=left["version"])
        assert (again.status_code, slug(again)) == (409, "nothing-asked")


def test_while_something_is_asked_for_the_file_does_not_move(office: Office, filing: Filing) -> None:
    head = put(office, "card", FileState.READY, WHOLE)
    asked = filing.done(filing.move(head, "reprint", reason=WHY))
    response = filing.move(asked, "hand_over")
    assert (response.status_code, slug(response)) == (409, "file-asked")
    assert "officer asked for 'reprint'" in response.get_json(force=True)["detail"]


def test_a_move_that_needs_a_reason_is_not_made_without_one(office: Office, filing: Filing) -> None:
    for state, action in ((FileState.SUBMITTED, "refuse"), (FileState.READY, "void")):
        response = filing.move(put(office, "card", state, WHOLE), action)
        assert (response.status_code, slug(response)) == (422, "reason-needed")
