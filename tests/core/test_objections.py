"""Objections: filed by a family or for it, decided by one who did not serve it, owed where they are right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import Role
from queue_core.feedback import service
from queue_core.feedback.errors import AlreadyDecided, OwnService, UnknownObjection
from queue_core.feedback.rules import ObjectionState, Ruling, balance
from queue_core.feedback.wire import Decision, ObjectionPage, ObjectionView
from queue_core.foundation.errors import KerakError
from queue_core.sop.rules.clocks import Verdict, verdict
from queue_core.tickets.errors import UnknownTicket
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import moving, views
from queue_core.tickets.wire.moving import TransferTicket
from tests.core.http_office import Api, build_api
from tests.core.office import Office, contents, rows

BECAUSE = "langkah verifikasi memang terlambat"


def serve(office: Office, minutes: float = 8) -> str:
    """Serves a family whose first step took so long; the key of its page."""
    office.take()
    key = office.issue().page.rsplit("/", 1)[1]
    office.call()
    office.act(Verb.START)
    office.clock.forward(minutes=minutes)
    office.act(Verb.STEP_DONE)
    return key


def object_to(office: Office, key: str) -> ObjectionPage:
    return service.object_from_page(office.desk, office.write("public"), key)


def waiting(office: Office) -> ObjectionView:
    return service.objections(office.desk).objections[0]


def decide(
    office: Office, ruling: Ruling = Ruling.ACCEPT, by: str = "kasi", number: int = 1
) -> ObjectionView:
    write, decision = office.write(f"account:{by}"), Decision(reason=BECAUSE)
    return service.decide(office.desk, write, by, number, ruling, decision)


def test_the_page_knows_that_a_service_was_late(office: Office) -> None:
    in_time = serve(office, 4)
    assert not views.ticket_page(office.desk, in_time).late
    office.clock.forward(minutes=31)
    assert views.ticket_page(office.desk, in_time).late


def test_an_objection_comes_with_its_evidence(office: Office) -> None:
    key = serve(office)
    assert object_to(office, key).state is ObjectionState.OPEN
    found = waiting(office)
    assert (found.number, found.filed_by, found.served_by) == ("A001", "family", ("ani",))
    assert [step.step for step in found.evidence] == ["verify", "*", "make"]
    assert verdict(found.evidence[0].clock(), office.clock.now) is Verdict.LATE
    assert round(found.late_seconds) == 180


def test_a_second_tap_is_the_same_objection(office: Office) -> None:
    key = serve(office)
    object_to(office, key)
    object_to(office, key)
    assert rows(office.path, "SELECT count(*) FROM objection") == [(1,)]
    assert rows(office.path, "SELECT count(*) FROM ledger WHERE action = 'objection_filed'") == [(1,)]


def test_one_that_is_right_owes_the_family_a_delivery_by_who_served_it(office: Office) -> None:
    key = serve(office)
    object_to(office, key)
    assert decide(office).state is ObjectionState.ACCEPTED
    (owed,) = service.owed_deliveries(office.desk).deliveries
    assert (owed.number, owed.officer) == ("A001", "ani")
    assert service.page_objection(office.desk, key) == ObjectionPage(
        state=ObjectionState.ACCEPTED, reason=BECAUSE
    )


def test_who_took_over_in_mid_step_owes_it_and_who_gave_it_on_decides_nothing(
    office: Office,
) -> None:
    office.take()
    office.take(2, "budi")
    object_to(office, office.issue().page.rsplit("/", 1)[1])
    office.call()
    office.act(Verb.START)
    moving.transfer(office.desk, office.write(), "ani", 3, TransferTicket(counter=2))
    office.call(2, "budi")
    office.act(Verb.START, 2, "budi")
    assert waiting(office).served_by == ("ani", "budi")
    with pytest.raises(OwnService):
        decide(office, by="ani")
    decide(office)
    assert [owed.officer for owed in service.owed_deliveries(office.desk).deliveries] == ["budi"]


def test_a_head_who_took_the_counter_over_in_mid_step_decides_nothing(office: Office) -> None:
    key = serve(office)
    office.take(3, "kasi", may_take_over=True)
    object_to(office, key)
    assert waiting(office).served_by == ("ani", "kasi")
    with pytest.raises(OwnService):
        decide(office, by="kasi")


def test_one_that_is_not_right_owes_nothing(office: Office) -> None:
    object_to(office, serve(office, 1))
    decide(office, Ruling.REFUSE)
    assert service.owed_deliveries(office.desk).deliveries == ()
    assert service.balances(office.desk).services[0].model_dump() == {
        "service": "kia",
        "came": 1,
        "right": 0,
        "wrong": 1,
    }


@pytest.mark.parametrize(("refusal", "by", "number"), [(OwnService, "ani", 1), (UnknownObjection, "kasi", 2)])
def test_who_served_the_family_decides_nothing(
    office: Office, refusal: type[KerakError], by: str, number: int
) -> None:
    object_to(office, serve(office))
    before = contents(office.path)
    with pytest.raises(refusal):
        decide(office, by=by, number=number)
    assert contents(office.path) == before


@pytest.mark.parametrize("first", Ruling)
@pytest.mark.parametrize("second", Ruling)
def test_the_first_decision_stands(office: Office, first: Ruling, second: Ruling) -> None:
    object_to(office, serve(office))
    decided = decide(office, first)
    with pytest.raises(AlreadyDecided):
        decide(office, second, by="camat")
    assert waiting(office).state is decided.state


def test_an_officer_objects_for_a_family_that_was_never_served(office: Office) -> None:
    issued = office.issue()
    filed = service.object_for_family(office.desk, office.write(), issued.ticket.id or 0)
    assert (filed.filed_by, filed.late_seconds, filed.evidence) == ("account:ani", 0, ())
    decide(office)
    assert service.owed_deliveries(office.desk).deliveries[0].officer is None


def test_a_ticket_that_is_not_has_no_objection(office: Office) -> None:
    with pytest.raises(UnknownTicket):
        object_to(office, "0" * 20)
    with pytest.raises(UnknownTicket):
        service.page_objection(office.desk, "0" * 20)


@given(st.lists(st.tuples(st.sampled_from(("kia", "documents")), st.sampled_from(ObjectionState))))
def test_the_balance_counts_every_objection_once(objections: list[tuple[str, ObjectionState]]) -> None:
    found = balance(objections)
    assert sum(one.came for one in found) == len(objections)
    assert all(one.right + one.wrong <= one.came for one in found)
    assert [one.service for one in found] == sorted({name for name, _ in objections})


def test_the_family_hears_over_http_what_became_of_it(office: Office) -> None:
    api, key = build_api(office), serve(office)
    page = f"/api/v1/pages/{key}/objection"
    mine = [("Idempotency-Key", f"objection-{key}")]
    assert api.send("GET", page).get_json() == {"state": None, "reason": None}
    assert api.send("POST", page, headers=mine).get_json()["state"] == "open"
    accept(api)
    assert api.send("GET", page).get_json() == {"state": "accepted", "reason": BECAUSE}


def accept(api: Api) -> None:
    (found,) = api.send("GET", "/api/v1/objections", Role.HEAD_OF_SECTION).get_json()["objections"]
    path = f"/api/v1/objections/{found['id']}/accept"
    decided = [("Idempotency-Key", "decision-on-the-objection")]
    assert (
        api.send("POST", path, Role.HEAD_OF_SECTION, json={"reason": BECAUSE}, headers=decided).status_code
        == 200
    )


def test_a_kiosk_finds_the_page_of_todays_number_and_of_no_other(office: Office) -> None:
    key, api = serve(office), build_api(office)
    assert api.send("GET", "/api/v1/numbers/A001", Role.KIOSK).get_json() == {"key": key}
    for number, status in {"A002": 404, "A1": 422, "a001": 422, "A001x": 422}.items():
        assert api.send("GET", f"/api/v1/numbers/{number}", Role.KIOSK).status_code == status


def test_yesterdays_number_is_nobodys_today(office: Office) -> None:
    serve(office)
    office.clock.forward(days=1)
    assert build_api(office).send("GET", "/api/v1/numbers/A001", Role.KIOSK).status_code == 404
