"""What the kiosk is told of something that a family came for: how far it is, and nothing of whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.client.problems import Refused
from queue_core.kia.rules.handover import read_register_number
from queue_core.kia.rules.life import ENDED, FileState
from queue_core.kia.rules.pick_up import PickUp, pick_up_of
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.pick_ups import NUMBERS_A_MINUTE, LookUps
from queue_core.kia.service.slips import slip_of
from queue_core.kia.wire.handover import NamedPickUp
from queue_core.tickets.errors import TooManyCodes
from queue_core.tickets.service.arrivals import WINDOW_SECONDS, WRONG_CODES_A_MINUTE
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, open_office
from tests.kia.conftest import Calling
from tests.kia.filing import Filing, draft, every_way, put

LOOK = "/api/v1/pick-ups/look"


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path, profile=every_way()) as opened:
        yield opened


def slip(office: Office, file_id: int) -> str:
    """The code of the slip that the office prints."""
    bureau = Bureau(office.desk, SEAL)
    return slip_of(bureau, office.database.read(lambda connection: bureau.row(connection, file_id)))


def looked(filing: Filing, named: dict[str, object]) -> TestResponse:
    return filing.api.send("POST", LOOK, Role.KIOSK, json=named)


def told(filing: Filing, **named: object) -> dict[str, str]:
    return filing.done(looked(filing, named))


def test_slip_and_number_tell_the_same_and_only_how_far_it_is(office: Office, filing: Filing) -> None:
    head = filing.ready()
    code, number = slip(office, head["id"]), head["register_number"]
    assert told(filing, code=code) == told(filing, number=number) == {"standing": "ready"}
    filing.done(filing.hand_over(head))
    assert told(filing, code=code) == told(filing, number=number) == {"standing": "handed_over"}


@pytest.mark.parametrize("state", sorted(set(FileState) - {FileState.DRAFT}))
def test_a_slip_tells_how_far_its_file_is_in_every_state(
    office: Office, filing: Filing, state: FileState
) -> None:
    head = put(office, "card", state, draft())
    assert told(filing, code=slip(office, head["id"])) == {"standing": pick_up_of(state)}


def test_only_what_lies_there_is_called_ready_and_what_has_ended_is_never_in_work() -> None:
    assert [state for state in FileState if pick_up_of(state) is PickUp.READY] == [FileState.READY]
    assert not [state for state in ENDED if pick_up_of(state) is PickUp.IN_WORK]


def test_what_there_is_not_and_what_is_of_another_office_have_one_answer(
    office: Office, filing: Filing
) -> None:
    good = slip(office, filing.ready()["id"])
    foreign, forged = good.replace("KEMBARAN", "TEMPEH"), f"{good[:-1]}{'0' if good[-1] != '0' else '1'}"
    wrong = [
        {"code": foreign},
        {"code": forged},
        {"code": "hello"},
        {"number": "2/2021"},
        {"number": "1/2020"},
    ]
    assert [told(filing, **one) for one in wrong] == [{"standing": "unknown"}] * len(wrong)


def test_after_ten_that_there_are_not_the_kiosk_has_to_wait(filing: Filing) -> None:
    number = filing.ready()["register_number"]
    for serial in range(WRONG_CODES_A_MINUTE):
        assert told(filing, number=f"{serial + 100}/2021") == {"standing": "unknown"}
    answer = looked(filing, {"number": number})
    assert (answer.status_code, slug(answer)) == (429, "too-many-codes")


def test_a_walk_through_numbers_that_there_are_has_to_wait_and_a_slip_never_has(
    office: Office, filing: Filing
) -> None:
    head = filing.ready()
    number, code = head["register_number"], slip(office, head["id"])
    for _ in range(NUMBERS_A_MINUTE):
        assert told(filing, number=number) == told(filing, code=code) == {"standing": "ready"}
    assert slug(looked(filing, {"number": number})) == "too-many-codes"
    assert told(filing, code=code) == {"standing": "ready"}


def test_another_kiosk_and_the_next_minute_have_their_own_look_ups() -> None:
    seconds = [0.0]
    look_ups, named = LookUps(lambda: seconds[0]), NamedPickUp(number="1/2021")
    for _ in range(NUMBERS_A_MINUTE):
        look_ups.admit("kiosk-1", named)
    with pytest.raises(TooManyCodes):
        look_ups.admit("kiosk-1", named)
    look_ups.admit("kiosk-2", named)
    seconds[0] = WINDOW_SECONDS + 1
    look_ups.admit("kiosk-1", named)


BODIES: list[dict[str, object]] = [
    {},
    {"code": "x", "number": "1/2021"},
    {"number": "0/2021"},
    {"number": "1/21"},
    {"number": "1"},
    {"number": "١/2021"},
    {"number": "1/2021\n"},
    {"code": "K" * 141},
    {"number": "1/2021", "name": "Siti"},
]


@pytest.mark.parametrize("body", BODIES)
def test_a_question_of_the_wrong_shape_is_a_problem(filing: Filing, body: dict[str, object]) -> None:
    assert looked(filing, body).status_code == 422


def test_a_text_that_is_no_register_number_is_not_read_as_one() -> None:
    assert read_register_number("12/2026") == (2026, 12)
    with pytest.raises(ValueError, match="no number of the register"):
        read_register_number("12-2026")


def test_a_kiosk_asks_through_its_client_and_nobody_else_may(calling: Calling) -> None:
    named = NamedPickUp(number="1/2021")
    assert calling(Role.KIOSK).look_at_pick_up(named).standing is PickUp.UNKNOWN
    with pytest.raises(Refused) as refusal:
        calling(Role.BOARD).look_at_pick_up(named)
    assert refusal.value.cause == "not-allowed"
