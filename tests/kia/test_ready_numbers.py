"""What the boards show as ready: by number only, the newest first, gone as soon as nobody can fetch it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from queue_core.access.rules import Role
from queue_core.client.state import QueueState, follows, from_snapshot, reduce
from queue_core.foundation.audiences import Audience
from queue_core.foundation.files import HandingOver
from queue_core.foundation.profile import Profile
from queue_core.kia.service.ready_numbers import MOST_SHOWN, ready_numbers
from queue_core.tickets.service import views
from tests.core.office import Office, open_office, rows
from tests.kia.filing import CHILD, FAMILY_CARD, NAME, NIK, Filing, draft, every_way, filing_in


def with_board(days: int) -> Profile:
    """Every way, in an office whose board shows what is ready for so many days."""
    profile = every_way()
    files = profile.files.model_copy(update={"handover": HandingOver(board_days=days)})
    return profile.model_copy(update={"files": files})


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path, profile=with_board(3)) as opened:
        yield opened


def fresh(office: Office, audience: Audience = Audience.HALL) -> QueueState:
    ready = partial(ready_numbers, office.desk)
    return from_snapshot(views.snapshot(office.desk, audience, speed=1, demonstration=False, ready=ready))


def shown(filing: Filing) -> list[str]:
    """What a board that connects now is told."""
    told = filing.done(filing.api.send("GET", "/api/v1/snapshot", Role.BOARD))
    return list(told["ready"])


def agreed(filing: Filing, head: dict[str, Any], action: str) -> dict[str, Any]:
    asked = filing.done(filing.move(head, action, reason="nama keliru"))
    return filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))


def test_the_board_shows_what_is_ready_the_newest_first_until_it_is_handed_over(filing: Filing) -> None:
    assert shown(filing) == []
    first, second = filing.ready(), filing.ready()
    assert shown(filing) == ["2/2021", "1/2021"]
    filing.done(filing.hand_over(first))
    assert shown(filing) == [second["register_number"]]


@pytest.mark.parametrize("action", ["correct", "void"])
def test_what_is_taken_back_leaves_the_board(filing: Filing, action: str) -> None:
    agreed(filing, filing.ready(), action)
    assert shown(filing) == []


def test_at_most_a_dozen_stand_on_the_board_and_the_next_one_moves_up(filing: Filing) -> None:
    heads = [filing.ready() for _ in range(MOST_SHOWN + 2)]
    assert shown(filing) == [head["register_number"] for head in reversed(heads[2:])]
    filing.done(filing.hand_over(heads[-1]))
    assert shown(filing) == [head["register_number"] for head in reversed(heads[1:-1])]


def test_after_the_days_of_the_profile_a_number_leaves_the_board_but_not_the_shelf(
    office: Office, filing: Filing
) -> None:
    number = filing.ready()["register_number"]
    office.clock.forward(days=2)
    assert shown(filing) == [number]
    office.clock.forward(days=1)
    assert shown(filing) == []
    waiting = filing.done(filing.api.send("GET", "/api/v1/shelf", Role.OFFICER))["files"]
    assert [one["head"]["register_number"] for one in waiting] == [number]


def test_an_office_that_wants_no_numbers_on_its_board_has_none(staffed: Path, tmp_path: Path) -> None:
    with open_office(staffed, tmp_path, profile=with_board(0)) as office:
        filing = filing_in(office)
        filing.ready()
        assert shown(filing) == []


@pytest.mark.parametrize("audience", list(Audience))
def test_the_events_lead_to_what_a_fresh_snapshot_says(
    office: Office, filing: Filing, audience: Audience
) -> None:
    state = fresh(office, audience)
    first, second = filing.ready(), filing.ready()
    filing.done(filing.hand_over(first))
    agreed(filing, second, "correct")
    filing.ready()
    for event in views.missed(office.desk, audience, state.seq).events:
        assert follows(state, event.seq)
        state = reduce(state, event)
    assert state == fresh(office, audience)
    assert state.ready == ("3/2021",)


def test_an_event_of_the_queue_leaves_what_is_ready_as_it_is(office: Office, filing: Filing) -> None:
    filing.ready()
    state = fresh(office)
    office.issue()
    (event,) = views.missed(office.desk, Audience.HALL, state.seq).events
    assert reduce(state, event).ready == ("1/2021",)


def test_the_hall_hears_of_a_number_and_of_nothing_else(office: Office, filing: Filing) -> None:
    filing.ready(text=draft(**CHILD))
    (event,) = views.missed(office.desk, Audience.HALL, 0).events
    told = event.model_dump(mode="json", exclude_none=True)
    assert told == {"seq": 1, "at": told["at"], "action": "ready_changed", "ready": ["1/2021"]}
    heard = rows(office.path, "SELECT body FROM ledger WHERE hall_seq IS NOT NULL")
    assert not any(word in str(heard) for word in (*NAME.split(), NIK, FAMILY_CARD, "letter"))


def test_a_move_that_makes_nothing_ready_is_not_told_to_the_hall(office: Office, filing: Filing) -> None:
    filing.done(filing.move(filing.written(kind="letter"), "submit"))
    assert views.missed(office.desk, Audience.HALL, 0).events == ()
