"""A ticket's page lives until the visit's last paper is handed over; after that every door says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from queue_core.access.rules import Role
from queue_core.feedback import service
from queue_core.feedback.rules import Ruling
from queue_core.feedback.wire import Decision
from queue_core.tickets.errors import VisitOver
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.rules.visit import is_over
from queue_core.tickets.service import asking, moving, overnight, views
from queue_core.tickets.wire.assistance import WantedHelp
from tests.core.http_office import Api, build_api, build_live, slug
from tests.core.office import Office, rows

MONDAY, TUESDAY, WEDNESDAY = (date(2021, 2, day) for day in (8, 9, 10))
HELP = {"kind": "wheelchair"}


@pytest.mark.parametrize(
    ("ended_on", "today", "still_open", "over"),
    [
        (None, WEDNESDAY, [], False),
        (MONDAY, MONDAY, [], False),
        (MONDAY, TUESDAY, [], True),
        (TUESDAY, TUESDAY, [], False),
        (TUESDAY, WEDNESDAY, [], True),
        (MONDAY, TUESDAY, [False, False], True),
        (MONDAY, TUESDAY, [False, True], False),
    ],
)
def test_a_visit_is_over_after_its_last_day_once_nothing_of_it_is_open(
    ended_on: date | None, today: date, still_open: list[bool], over: bool
) -> None:
    assert is_over(MONDAY, ended_on, today, still_open) is over


def test_a_place_on_tomorrows_list_that_was_given_up_is_shown_through_tomorrow() -> None:
    assert not is_over(TUESDAY, MONDAY, TUESDAY, [])
    assert is_over(TUESDAY, MONDAY, WEDNESDAY, [])


def test_what_is_open_elsewhere_is_not_asked_for_while_the_day_lasts() -> None:
    assert not is_over(MONDAY, MONDAY, MONDAY, (pytest.fail("asked") for _ in range(1)))


def visited(office: Office) -> str:
    """Serves a family to the end; the key of its page."""
    office.take()
    key = office.issue().page.rsplit("/", 1)[1]
    office.call()
    office.act(Verb.START)
    office.act(Verb.FINISH)
    return key


def is_shown(office: Office, key: str) -> bool:
    try:
        views.ticket_page(office.desk, key)
    except VisitOver:
        return False
    return True


def test_the_page_of_a_visit_lives_through_its_day_and_no_longer(office: Office) -> None:
    key = visited(office)
    office.clock.forward(hours=15, minutes=59)
    assert is_shown(office, key)
    office.clock.forward(minutes=1)
    assert not is_shown(office, key)


def test_a_family_that_is_served_past_midnight_keeps_its_page(office: Office) -> None:
    office.take()
    key = office.issue().page.rsplit("/", 1)[1]
    office.call()
    office.act(Verb.START)
    office.clock.forward(days=1)
    assert is_shown(office, key)
    office.act(Verb.FINISH)
    assert is_shown(office, key)


def test_who_was_not_called_reads_the_whole_next_day_what_to_do(office: Office) -> None:
    key = office.issue().page.rsplit("/", 1)[1]
    office.clock.forward(days=1)
    overnight.end_earlier_days(office.desk)
    assert views.ticket_page(office.desk, key).lapsed
    office.clock.forward(days=1)
    assert not is_shown(office, key)


def paper(api: Api, act: str, file: dict[str, object]) -> dict[str, object]:
    body = {"action": act, "version": file["version"]}
    answered = api.send("POST", f"/api/v1/files/{file['id']}/moves", Role.OFFICER, json=body)
    assert answered.status_code == 200, answered.text
    return dict(answered.get_json())


def test_the_page_lives_as_long_as_a_paper_of_the_visit_is_owed(office: Office) -> None:
    key, api = visited(office), build_api(office)
    body = {"kind": "kia_new", "ticket_id": 1}
    file = api.send("POST", "/api/v1/files", Role.OFFICER, json=body).get_json()
    office.clock.forward(days=30)
    assert is_shown(office, key)
    paper(api, "withdraw", file)
    assert not is_shown(office, key)


def test_a_file_of_another_visit_keeps_nobodys_page(office: Office) -> None:
    key, api = visited(office), build_api(office)
    api.send("POST", "/api/v1/files", Role.OFFICER, json={"kind": "kia_new"})
    office.clock.forward(days=1)
    assert not is_shown(office, key)


@pytest.mark.parametrize(("ruling", "lives"), [(Ruling.ACCEPT, True), (Ruling.REFUSE, False)])
def test_the_page_tells_the_answer_to_an_objection_for_a_week_and_lives_while_a_delivery_is_owed(
    office: Office, ruling: Ruling, lives: bool
) -> None:
    key = visited(office)
    service.object_from_page(office.desk, office.write("public"), key)
    office.clock.forward(days=3)
    assert is_shown(office, key)
    because = Decision(reason="berkas tertukar")
    service.decide(office.desk, office.write("account:kasi"), "kasi", 1, ruling, because)
    office.clock.forward(days=6)
    assert is_shown(office, key)
    office.clock.forward(days=2)
    assert is_shown(office, key) is lives


def test_every_door_of_the_page_says_that_the_visit_is_over_and_writes_nothing(office: Office) -> None:
    page, api = f"/api/v1/pages/{visited(office)}", build_api(office)
    office.clock.forward(days=1)
    before = rows(office.path, "SELECT (SELECT count(*) FROM ledger), (SELECT count(*) FROM request)")
    doors = [("GET", ""), ("GET", "/objection")]
    doors += [("POST", act) for act in ("/cancel", "/help", "/help/withdraw", "/objection")]
    for method, door in doors:
        refused = api.send(method, page + door, json=HELP if "help" in door else None)
        assert (refused.status_code, slug(refused)) == (410, "visit-over"), door
    after = rows(office.path, "SELECT (SELECT count(*) FROM ledger), (SELECT count(*) FROM request)")
    assert after == before


def test_the_use_cases_behind_the_doors_refuse_by_themselves(office: Office) -> None:
    key = visited(office)
    office.clock.forward(days=1)
    desk, wanted = office.desk, WantedHelp(kind="wheelchair")
    acts: tuple[Callable[[], object], ...] = (
        lambda: service.object_from_page(desk, office.write("public"), key),
        lambda: asking.ask_from_page(desk, office.write("public"), key, wanted),
        lambda: asking.withdraw_from_page(desk, office.write("public"), key, wanted),
        lambda: moving.withdraw(desk, office.write("public"), key),
    )
    for act in acts:
        with pytest.raises(VisitOver):
            act()


def test_a_phone_that_connects_after_the_visit_hears_nothing(office: Office) -> None:
    key, live = visited(office), build_live(office)
    office.clock.forward(days=1)
    assert not live.connect({"page": key}).is_connected()


def test_an_open_page_is_left_at_the_first_look_after_the_visit(office: Office) -> None:
    key, live = visited(office), build_live(office)
    phone = live.connect({"page": key})
    live.push.pages.tell()
    office.clock.forward(days=1)
    live.push.pages.pulse()
    live.push.pages.tell()
    assert not phone.is_connected()
