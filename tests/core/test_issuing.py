"""Taking a ticket: its number, its lane, its place, its slip, and what the slip keeps to itself."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from queue_core.foundation.audiences import Audience
from queue_core.foundation.identifiers import new_page_key
from queue_core.foundation.profile import Profile
from queue_core.tickets.errors import LaneFull, UnknownReason, UnknownService, UnknownTicket
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import issuing, views
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, SlipReport
from tests.core.moving import page
from tests.core.office import Office, contents, rows

REASONS = ("disability", "elderly", "pregnant_or_breastfeeding")


def numbers(office: Office) -> list[object]:
    return [serial for (serial,) in rows(office.path, "SELECT serial FROM ticket ORDER BY id")]


def slip_text(issued: IssuedTicket) -> str:
    return "\n".join(line.text for line in issued.slip)


def test_numbers_of_a_lane_count_from_one_without_gaps(office: Office) -> None:
    wishes = ["kia", "documents", "kia_group", "assisted", "registration", "kia"]
    issued = [office.issue(service).ticket.number for service in wishes]
    assert issued == ["A001", "B001", "A002", "C001", "B002", "A003"]


def test_families_at_many_kiosks_get_different_numbers_without_gaps(office: Office) -> None:
    with ThreadPoolExecutor(8) as pool:
        issued = list(pool.map(lambda _: office.issue().ticket.number, range(64)))
    assert sorted(issued) == [f"A{serial:03d}" for serial in range(1, 65)]


def test_a_refused_ticket_leaves_no_gap(office: Office) -> None:
    office.issue()
    with pytest.raises(UnknownService):
        office.issue("haircut")
    assert office.issue().ticket.number == "A002"


def test_a_new_day_starts_at_001_at_the_offices_own_midnight(office: Office) -> None:
    office.clock.now = datetime(2021, 2, 8, 16, 59, 59, tzinfo=UTC)
    assert [office.issue().ticket.number for _ in range(2)] == ["A001", "A002"]
    office.clock.forward(seconds=1)
    assert office.issue().ticket.number == "A001"


def test_a_clock_that_is_set_back_a_day_reuses_no_number(office: Office) -> None:
    office.issue()
    office.clock.forward(days=1)
    office.issue()
    office.clock.forward(days=-1)
    assert office.issue().ticket.number == "A002"


def test_a_lane_that_is_full_gives_no_number_and_keeps_no_row(office: Office, kembaran: Profile) -> None:
    small = kembaran.queue.model_copy(update={"last_number": 2})
    lanes = tuple(lane.model_copy(update={"spare_letters": ()}) for lane in kembaran.lanes)
    office.profile = kembaran.model_copy(update={"queue": small, "lanes": lanes})
    office.close()
    office.open()
    office.issue()
    office.issue()
    before = contents(office.path)
    with pytest.raises(LaneFull):
        office.issue()
    assert contents(office.path) == before
    assert office.issue("documents").ticket.number == "B001"


def test_what_the_office_does_not_know_is_refused_without_a_row(office: Office) -> None:
    before = contents(office.path)
    with pytest.raises(UnknownService):
        office.issue("haircut")
    with pytest.raises(UnknownReason):
        office.issue("kia", "hurry")
    assert contents(office.path) == before


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_leads_to_the_one_priority_lane(office: Office, reason: str) -> None:
    assert office.issue("documents", reason).ticket.number == "C001"


def test_the_reason_is_for_the_officer_at_the_counter_only(office: Office) -> None:
    issued = office.issue("documents", "pregnant_or_breastfeeding")
    office.take()
    assert office.call().reason == "pregnant_or_breastfeeding"
    page = views.ticket_page(office.desk, issued.page.rsplit("/", 1)[1])
    ledger = rows(office.path, "SELECT body FROM ledger")
    snapshots = [views.snapshot(office.desk, one, speed=1, demonstration=False) for one in Audience]
    seen = [issued.model_dump_json(), page.model_dump_json(), str(ledger), *map(str, snapshots)]
    assert not [text for text in seen if "pregnan" in text or "hamil" in text]


def test_the_slips_of_all_reasons_look_the_same(office: Office) -> None:
    office.take()
    slips = []
    for reason in REASONS:
        slips.append(slip_text(office.issue("kia", reason)).splitlines())
        office.called_number()
    differing = [lines for lines in zip(*slips, strict=True) if len(set(lines)) > 1]
    assert all("C00" in lines[0] or lines[0].startswith("https://") for lines in differing)


def test_hall_views_carry_no_id_no_service_and_no_officer(office: Office) -> None:
    office.issue("documents", "elderly")
    office.issue()
    office.take()
    office.call()
    office.act(Verb.START)
    hall = views.snapshot(office.desk, Audience.HALL, speed=1, demonstration=False)
    events = views.missed(office.desk, Audience.HALL, 0).events
    told = [*hall.tickets, *hall.calls, *(event.ticket for event in events if event.ticket)]
    assert told
    assert all(ticket.id is None and ticket.service is None for ticket in told)
    assert all(c.officer is None for c in [*hall.counters, *(e.counter for e in events if e.counter)])


def test_the_slip_says_number_service_time_place_range_and_page(office: Office) -> None:
    office.take()
    office.issue()
    issued = office.issue()
    text = slip_text(issued)
    assert "KECAMATAN KEMBARAN" in text
    assert "Kartu Identitas Anak (KIA)" in text
    assert "Senin, 08 Februari 2021, 08.00" in text
    assert "1 antrean di depan Anda" in text
    assert "Biasanya sekitar 25 menit,\njarang lebih dari 60 menit" in text
    assert [line.text for line in issued.slip if line.style == "huge"] == ["A002"]
    assert [line.text for line in issued.slip if line.style == "qr"] == [issued.page]


def test_the_slip_speaks_the_familys_language_and_indonesian_where_it_has_none(office: Office) -> None:
    def in_language(code: str) -> str:
        wish = NewTicket(service="documents", language=code)
        return slip_text(issuing.issue(office.desk, office.write(), wish))

    assert "Other civil documents" in in_language("en")
    assert "Dokumen kependudukan lain" in in_language("fr")


def test_two_pages_never_share_an_address(office: Office) -> None:
    pages = {office.issue().page for _ in range(50)}
    assert len(pages) == 50
    assert all(page.startswith("https://antrean.test/t/") for page in pages)


def test_the_address_of_a_page_cannot_be_guessed() -> None:
    """Each of its 80 bits is thrown anew: over 4,000 keys nearly as often one as none."""
    keys = [int(new_page_key(), 16) for _ in range(4_000)]
    ones = [sum(key >> bit & 1 for key in keys) for bit in range(80)]
    assert all(1_700 < one < 2_300 for one in ones)  # nine and a half standard deviations
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("reason", REASONS)
def test_the_page_tells_nothing_of_the_reason_for_priority(office: Office, reason: str) -> None:
    issued, plain = office.issue("assisted", reason), office.issue("assisted")
    told, told_plain = (page(office, one) for one in (issued, plain))
    assert reason not in told.model_dump_json()
    own = {"number", "at", "ahead"}
    assert told.model_dump(exclude=own) == told_plain.model_dump(exclude=own)


def test_who_is_ahead_is_called_before(office: Office) -> None:
    """One counter serves every lane, and priority comes up to 15 minutes later."""
    places = {}
    for minute, (service, reason) in enumerate([("kia", None), ("documents", "elderly")] * 12):
        office.clock.forward(minutes=2 + minute % 3)
        issued = office.issue(service, reason)
        places[issued.ticket.number] = issued.page.rsplit("/", 1)[1]
    office.take(3)
    foretold = {number: views.ticket_page(office.desk, key).ahead for number, key in places.items()}
    assert {office.called_number(3): place for place in range(24)} == foretold


def test_a_page_follows_its_ticket_and_an_unknown_page_is_refused(office: Office) -> None:
    key = office.issue().page.rsplit("/", 1)[1]
    office.take()
    office.call()
    page = views.ticket_page(office.desk, key)
    assert (page.state, page.counter, page.ahead, page.wait) == (TicketState.CALLED, 3, 0, None)
    with pytest.raises(UnknownTicket):
        views.ticket_page(office.desk, "0" * 20)


def test_the_staff_hear_what_became_of_a_slip_and_the_hall_does_not(office: Office) -> None:
    issued = office.issue()
    assert issued.ticket.id is not None
    report = SlipReport(outcome="paper_out", device="somebody else")
    issuing.report_slip(office.desk, office.write("device:kiosk"), issued.ticket.id, report)
    told = [views.missed(office.desk, one, 1).events for one in (Audience.STAFF, Audience.HALL)]
    assert [event.slip for event in told[0]] == [SlipReport(outcome="paper_out", device="kiosk")]
    assert told[1] == ()


def test_a_slip_of_an_unknown_ticket_is_refused(office: Office) -> None:
    with pytest.raises(UnknownTicket):
        issuing.report_slip(office.desk, office.write(), 4711, SlipReport(outcome="printed"))


def test_the_ledger_keeps_json_that_anybody_can_read(office: Office) -> None:
    office.issue()
    ((body,),) = rows(office.path, "SELECT body FROM ledger")
    assert json.loads(str(body))["ticket"]["number"] == "A001"
    assert numbers(office) == [1]


def test_yesterdays_waiting_tickets_are_not_called_today(office: Office) -> None:
    office.issue()
    office.clock.forward(days=1)
    today = office.issue()
    office.take()
    ticket = office.call().ticket
    assert ticket is not None
    assert ticket.id == today.ticket.id
    assert ticket.issued_at - office.clock.now < timedelta(0)
