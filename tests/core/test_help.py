"""Help from the first touch to the end: who may ask, who gets it, who hears of it, how long it took."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError

from queue_core.foundation.audiences import Audience
from queue_core.foundation.errors import KerakError
from queue_core.tickets.errors import (
    HelpNotNow,
    HelpNotOffered,
    TooMuchHelpAsked,
    UnknownHelpKind,
    UnknownHelpRequest,
    UnknownTicket,
)
from queue_core.tickets.rules.assistance import HelpState, HelpVerb
from queue_core.tickets.service import asking, assistance, overnight, views
from queue_core.tickets.wire.assistance import HelpAsked, HelpView, NewHelp, WantedHelp
from queue_core.tickets.wire.tickets import IssuedTicket
from tests.core.moving import Moves, id_of, key_of
from tests.core.office import Office, contents, rows

WHEELCHAIR = WantedHelp(kind="wheelchair")


def at_kiosk(office: Office, ticket: int | None = None, kiosk: str = "kiosk-1") -> HelpAsked:
    return asking.ask_at_kiosk(office.desk, office.write(), kiosk, NewHelp(kind="come", ticket=ticket))


def by_officer(office: Office, ticket: int | None = None, officer: str = "ani") -> HelpAsked:
    return asking.ask_as_officer(office.desk, office.write(), officer, NewHelp(kind="come", ticket=ticket))


def act(office: Office, asked: HelpAsked, verb: HelpVerb, officer: str = "ani") -> HelpView:
    return assistance.act_on_request(office.desk, office.write(), officer, asked.id, verb)


def new_page(office: Office) -> str:
    return office.issue().page.rsplit("/", 1)[1]


def from_page(office: Office, key: str, wanted: WantedHelp = WHEELCHAIR) -> list[tuple[str, HelpState]]:
    told = asking.ask_from_page(office.desk, office.write("public"), key, wanted)
    return [(one.kind, one.state) for one in told.help]


def take_back(office: Office, key: str) -> list[str]:
    left = asking.withdraw_from_page(office.desk, office.write("public"), key, WHEELCHAIR)
    return [one.kind for one in left.help]


def told(office: Office, audience: Audience) -> list[str]:
    return [event.action for event in views.missed(office.desk, audience, 0).events]


def open_help(office: Office) -> list[HelpView]:
    return list(views.snapshot(office.desk, Audience.STAFF, speed=1, demonstration=False).help)


def cancelled(moves: Moves, issued: IssuedTicket) -> None:
    moves.cancel(id_of(issued))


def made_void(moves: Moves, issued: IssuedTicket) -> None:
    moves.make_void(id_of(issued))


def lapsed(moves: Moves, _: IssuedTicket) -> None:
    moves.office.clock.forward(days=1)
    overnight.end_earlier_days(moves.office.desk)


def test_somebody_at_the_kiosk_is_helped_without_a_ticket(office: Office) -> None:
    asked = at_kiosk(office)
    (shown,) = open_help(office)
    assert (shown.kiosk, shown.ticket, shown.state) == ("kiosk-1", None, HelpState.OPEN)
    assert act(office, asked, HelpVerb.TAKE).taken_by == "ani"
    assert asking.read_at_kiosk(office.desk, "kiosk-1", asked.id).state is HelpState.TAKEN
    act(office, asked, HelpVerb.FINISH, "budi")
    assert open_help(office) == []


def test_with_a_ticket_the_staff_see_its_number_and_where_the_family_stands(office: Office) -> None:
    at_kiosk(office, ticket=office.issue().ticket.id)
    (shown,) = open_help(office)
    assert (shown.ticket, shown.kiosk) == ("A001", "kiosk-1")


def test_asked_again_while_it_waits_it_is_the_same_request(office: Office) -> None:
    assert at_kiosk(office).id == at_kiosk(office).id
    assert len(open_help(office)) == 1


def test_the_next_person_at_a_kiosk_is_not_told_that_the_one_before_is_helped(office: Office) -> None:
    first = at_kiosk(office)
    act(office, first, HelpVerb.TAKE)
    second = at_kiosk(office)
    assert second.id != first.id
    assert second.state is HelpState.OPEN


def test_the_phone_asks_and_is_told_that_somebody_is_coming(office: Office) -> None:
    key = new_page(office)
    assert from_page(office, key) == from_page(office, key) == [("wheelchair", HelpState.OPEN)]
    act(office, views.ticket_page(office.desk, key).help[0], HelpVerb.TAKE)
    assert views.ticket_page(office.desk, key).help[0].state is HelpState.TAKEN


def test_the_phone_takes_back_the_one_kind_that_it_names(office: Office) -> None:
    key = new_page(office)
    from_page(office, key, WantedHelp(kind="reading"))
    from_page(office, key)
    assert take_back(office, key) == ["reading"]
    assert take_back(office, key) == ["reading"]


def test_a_phone_cannot_flood_the_counters(office: Office) -> None:
    key, most = new_page(office), office.profile.help.most_per_ticket
    for _ in range(most):
        from_page(office, key)
        take_back(office, key)
    with pytest.raises(TooMuchHelpAsked):
        from_page(office, key)
    assert told(office, Audience.STAFF).count("help_raised") == most


def test_a_page_of_yesterday_asks_for_nothing(office: Office) -> None:
    key = new_page(office)
    office.clock.forward(days=1)
    with pytest.raises(HelpNotOffered):
        from_page(office, key)


def test_an_officer_asks_for_a_ticket_or_to_the_own_counter(office: Office) -> None:
    with pytest.raises(HelpNotOffered):
        by_officer(office)
    office.take(3)
    by_officer(office)
    by_officer(office, office.issue().ticket.id)
    assert [(one.ticket, one.counter) for one in open_help(office)] == [(None, 3), ("A001", 3)]


def test_of_many_officers_one_takes_it(office: Office) -> None:
    asked = at_kiosk(office)

    def take(officer: str) -> str | None:
        try:
            return act(office, asked, HelpVerb.TAKE, officer).taken_by
        except HelpNotNow:
            return None

    with ThreadPoolExecutor(6) as officers:
        got = [one for one in officers.map(take, ["ani", "budi", "citra", "dewi", "eko", "fitri"]) if one]
    assert got == [one.taken_by for one in open_help(office)]
    assert len(got) == 1


def test_what_the_table_forbids_is_refused_and_leaves_no_trace(office: Office) -> None:
    asked = at_kiosk(office)
    act(office, asked, HelpVerb.WITHDRAW)
    before = contents(office.path)
    for verb in HelpVerb:
        with pytest.raises(HelpNotNow):
            act(office, asked, verb)
    assert contents(office.path) == before


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewHelp(kind="helicopter"), UnknownHelpKind),
        (NewHelp(kind="come", ticket=99), UnknownTicket),
    ],
)
def test_what_the_office_does_not_know_is_refused(
    office: Office, new: NewHelp, error: type[KerakError]
) -> None:
    with pytest.raises(error):
        asking.ask_at_kiosk(office.desk, office.write(), "kiosk-1", new)


def test_a_kiosk_reads_and_withdraws_only_what_was_asked_for_there(office: Office) -> None:
    asked = at_kiosk(office)
    with pytest.raises(UnknownHelpRequest):
        asking.read_at_kiosk(office.desk, "kiosk-2", asked.id)
    with pytest.raises(UnknownHelpRequest):
        asking.withdraw_at_kiosk(office.desk, office.write(), "kiosk-2", asked.id)
    withdrawn = asking.withdraw_at_kiosk(office.desk, office.write(), "kiosk-1", asked.id)
    assert withdrawn.state is HelpState.WITHDRAWN


def test_the_hall_hears_nothing_of_it(office: Office) -> None:
    asked = at_kiosk(office)
    act(office, asked, HelpVerb.TAKE)
    assert told(office, Audience.STAFF) == ["help_raised", "help_taken"]
    assert told(office, Audience.HALL) == []
    assert views.snapshot(office.desk, Audience.HALL, speed=1, demonstration=False).help == ()


def test_what_was_left_overnight_is_no_work_of_today(office: Office) -> None:
    yesterday = at_kiosk(office)
    office.clock.forward(days=1)
    assert open_help(office) == []
    assert at_kiosk(office).id != yesterday.id


@pytest.mark.parametrize("leave", [Moves.withdraw, cancelled, made_void, lapsed])
def test_nobody_sets_out_for_a_family_that_has_gone(
    office: Office, leave: Callable[[Moves, IssuedTicket], object]
) -> None:
    issued = office.issue()
    come, wheelchair = at_kiosk(office, issued.ticket.id), from_page(office, key_of(issued))
    assert len(wheelchair) == 2
    act(office, come, HelpVerb.TAKE)
    leave(Moves(office), issued)
    states = [("come", "taken"), ("wheelchair", "withdrawn")]
    assert rows(office.path, "SELECT kind, state FROM help_request ORDER BY id") == states
    assert told(office, Audience.STAFF)[-1] == "help_withdrawn"


def test_how_long_help_took_is_known(office: Office) -> None:
    asked = at_kiosk(office)
    office.clock.forward(minutes=2)
    act(office, asked, HelpVerb.TAKE)
    office.clock.forward(minutes=5)
    act(office, asked, HelpVerb.FINISH)
    come = assistance.times(office.desk, None, None).kinds[0]
    assert (come.kind, come.raised, come.done) == ("come", 1, 1)
    assert come.until_taken is not None
    assert round(come.until_taken.median) == 2
    assert come.until_done is not None
    assert round(come.until_done.nine_in_ten) == 7


@pytest.mark.parametrize(
    "mistake",
    [
        "state = 'forgotten'",
        "state = 'taken'",
        "state = 'done'",
        "taken_by = 'ani'",
        "kiosk = NULL",
        "done_at = raised_at",
    ],
)
def test_the_database_refuses_what_no_rule_allows(office: Office, mistake: str) -> None:
    at_kiosk(office)
    with pytest.raises(IntegrityError):
        office.database.write(
            lambda transaction: transaction.connection.exec_driver_sql(f"UPDATE help_request SET {mistake}")
        )
    assert rows(office.path, "SELECT state FROM help_request") == [("open",)]
