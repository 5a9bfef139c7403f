"""What is compared before a write is compared again where something came between, and only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from queue_core.access.rules import Principal, Role
from queue_core.kia.errors.files import FileChanged, SameChild
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.service.alike import tell_apart
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.indexing import index_what_is_not
from queue_core.kia.service.moving import move
from queue_core.kia.service.order_acts import order_prints
from queue_core.kia.wire.files import AskedMove, OtherChild
from queue_core.kia.wire.orders import FilesToPrint, FileToPrint
from queue_core.storage.database import Database, Result
from queue_core.storage.writer import Transaction
from tests.core.http_office import SEAL
from tests.core.office import Office
from tests.kia.filing import Filing, draft, put

BUDI = Principal("account:budi", frozenset({Role.OFFICER, Role.SIAK_OPERATOR}), "budi")


class Between:
    """A database in which others get their writes in before the next one."""

    def __init__(self, database: Database, others: Callable[[], object]) -> None:
        self._database = database
        self._others: list[Callable[[], object]] = [others]
        self.read = database.read

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        while self._others:
            self._others.pop()()
        return self._database.write(work)


def bureau_between(office: Office, others: Callable[[], object]) -> Bureau:
    return Bureau(replace(office.desk, database=cast("Database", Between(office.database, others))), SEAL)


def move_between(
    office: Office, head: dict[str, Any], others: Callable[[], object], action: Action = Action.SUBMIT
) -> str:
    """Moves a file while others write after it was compared and before it is moved; its state."""
    asked = AskedMove(action=action, version=head["version"])
    return str(move(bureau_between(office, others), office.write(), BUDI, head["id"], asked).state)


def pair(filing: Filing) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two drafts of one child."""
    said = draft()
    return filing.written(said), filing.written(said)


def version(office: Office, head: dict[str, Any]) -> int:
    bureau = Bureau(office.desk, SEAL)
    return int(office.database.read(lambda c: bureau.row(c, head["id"]).version))


def test_of_two_files_of_a_child_submitted_at_once_the_second_is_stopped(
    office: Office, filing: Filing
) -> None:
    first, second = pair(filing)
    with pytest.raises(SameChild, match=f"file {first['id']} "):
        move_between(office, second, lambda: filing.done(filing.move(first, "submit")))
    assert version(office, second) == second["version"]


def test_a_file_that_becomes_alike_meanwhile_is_not_missed(office: Office, filing: Filing) -> None:
    said = draft(name="Larasati Kinanthi")
    mine, other = filing.written(said), filing.done(filing.move(filing.written(), "submit"))
    with pytest.raises(SameChild):
        move_between(office, mine, lambda: filing.done(filing.write(other, said)))


def test_a_file_that_is_withdrawn_meanwhile_stops_no_other(office: Office, filing: Filing) -> None:
    first, second = pair(filing)
    submitted = filing.done(filing.move(first, "submit"))
    assert (
        move_between(office, second, lambda: filing.done(filing.move(submitted, "withdraw"))) == "submitted"
    )


def test_what_a_person_decides_meanwhile_counts(office: Office, filing: Filing) -> None:
    first, second = pair(filing)
    filing.done(filing.move(first, "submit"))
    told = {"version": second["version"], "other": first["id"], "reason": "kembar"}
    assert move_between(office, second, lambda: filing.send(second, "other-child", **told)) == "submitted"


def test_a_decision_on_what_the_other_file_said_before_does_not_stand(office: Office, filing: Filing) -> None:
    first, second = pair(filing)
    submitted = filing.done(filing.move(first, "submit"))
    told = {"version": second["version"], "other": first["id"], "reason": "kembar"}
    filing.done(filing.send(second, "other-child", **told))
    renamed = filing.read(submitted)["draft"]
    renamed["child"]["name"] += " Putri"
    with pytest.raises(SameChild):
        move_between(office, second, lambda: filing.done(filing.write(submitted, renamed)))


def test_a_file_that_was_written_meanwhile_is_not_moved_on_what_it_said(
    office: Office, filing: Filing
) -> None:
    head = filing.written()
    with pytest.raises(FileChanged):
        move_between(office, head, lambda: filing.done(filing.write(head, draft())))


def test_over_midnight_it_is_compared_anew(office: Office, filing: Filing) -> None:
    """The child turns five: the next card is due, and the one that was handed over stops it no more."""
    said = draft(birth_date="2016-02-09", nik="9901014902160001")
    put(office, "kia_new", FileState.HANDED_OVER, said)
    index_what_is_not(Bureau(office.desk, SEAL))
    next_card = filing.written(said)
    with pytest.raises(SameChild):
        move_between(office, next_card, lambda: None)
    assert move_between(office, next_card, lambda: office.clock.forward(days=1)) == "submitted"


def test_what_did_not_change_is_not_looked_for_again_in_the_write(office: Office, filing: Filing) -> None:
    first, second = pair(filing)
    filing.done(filing.move(first, "submit"))

    def forget_every_token() -> None:
        office.database.write(lambda t: t.connection.exec_driver_sql("DELETE FROM file_name_token"))

    with pytest.raises(SameChild):
        move_between(office, second, forget_every_token)


def test_a_decision_is_made_about_the_files_as_they_are_then(office: Office, filing: Filing) -> None:
    first, second = pair(filing)
    bureau = bureau_between(office, lambda: filing.done(filing.move(first, "submit")))
    decided = OtherChild(version=second["version"], other=first["id"], reason="kembar")
    tell_apart(bureau, office.write(), BUDI, second["id"], decided)
    assert filing.done(filing.move(second, "submit"))["state"] == "submitted"


def test_many_cards_ordered_at_once_miss_nothing_either(office: Office, filing: Filing) -> None:
    """The NIK of a birth comes with its registration: its child is compared when the card is ordered."""
    said = draft()
    born = put(office, "registration", FileState.RECORDED, said)
    wanted = FilesToPrint(files=(FileToPrint(file_id=born["id"], version=born["version"]),))
    twin = filing.written(said)
    bureau = bureau_between(office, lambda: filing.done(filing.move(twin, "submit")))
    (told,) = order_prints(bureau, office.write(), BUDI, wanted).files
    assert (told.refused, told.order) == ("same-child", None)
