"""Numbers that kiosks gave while the core was away enter by their time of issue, once each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.foundation.errors import KerakError, RequestIdReused
from queue_core.foundation.identifiers import WriteRequest, new_page_key
from queue_core.tickets.errors import OfflineLetterNotYours, OfflineNumberTaken, UnknownService
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import entering, issuing, letters, views
from queue_core.tickets.service.counts import count_queue
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, TicketView
from tests.core.http_office import KIA, Api, build_api, slug
from tests.core.office import MORNING, Office, contents, rows
from tests.examples import share

VISIT = "visit-whose-answer-was-lost"


@dataclass
class CutOff:
    """A kiosk with a book of its own, as the core sees it."""

    office: Office
    device: str = "kiosk"
    book: str = field(default_factory=lambda: str(uuid.uuid4()))

    def ask(self) -> OfflineLetter:
        return letters.letter_for(self.office.desk, self._write(), self.device, LetterWish(book=self.book))

    def gave(
        self, serial: int = 1, at: datetime | None = None, visit: str | None = None, **wish: object
    ) -> OfflineTicket:
        """A ticket that the kiosk gave by itself, not entered yet."""
        return OfflineTicket(
            book=self.book,
            letter=self.ask().letter or "?",
            serial=serial,
            page_key=new_page_key(),
            issued_at=at or self.office.clock.now,
            instead_of=visit or str(uuid.uuid4()),
            wish=NewTicket.model_validate(KIA | wish),
        )

    def enter(self, told: OfflineTicket) -> TicketView:
        return entering.enter(self.office.desk, self._write(), told)

    def _write(self) -> WriteRequest:
        return self.office.write(f"device:{self.device}")


@pytest.fixture
def kiosk(office: Office) -> CutOff:
    return CutOff(office)


@pytest.fixture
def api(office: Office) -> Api:
    return build_api(office)


def lost(office: Office, request_id: str = VISIT) -> IssuedTicket:
    """What the core answers, whether or not the answer arrives."""
    write = WriteRequest(request_id, "fingerprint of the wish", "device:kiosk")
    return issuing.issue(office.desk, write, NewTicket(service="kia"))


def live_numbers(office: Office) -> list[str]:
    """The numbers of today that may be called."""
    query = "SELECT lane, serial FROM ticket WHERE state IN ('waiting', 'called') AND day = ? ORDER BY id"
    found = rows(office.path, query, office.desk.day(office.clock.now).isoformat())
    return [f"{lane}{serial:03}" for lane, serial in found]


def noted(office: Office) -> list[tuple[object, ...]]:
    """What the ledger tells of letters, in order."""
    return rows(office.path, "SELECT action, body ->> '$.letter' FROM ledger ORDER BY id")


def test_every_book_has_a_letter_of_its_own_and_keeps_it(office: Office) -> None:
    first, second = CutOff(office), CutOff(office, "kiosk-2")
    assert [kiosk.ask().letter for kiosk in (first, second, first, second)] == ["K", "R", "K", "R"]
    actions = rows(office.path, "SELECT actor, body ->> '$.letter' FROM ledger ORDER BY id")
    assert actions == [("device:kiosk", "K"), ("device:kiosk-2", "R")]


def test_more_kiosks_than_letters_are_told_so(office: Office) -> None:
    given = [CutOff(office, f"kiosk-{number}").ask().letter for number in range(9)]
    assert given == [*office.profile.queue.offline_letters, None]


def test_a_kiosk_that_lost_its_book_gets_another_letter_and_the_old_one_rests_today(office: Office) -> None:
    CutOff(office).ask()
    assert CutOff(office).ask().letter == "R"
    assert CutOff(office, "kiosk-2").ask().letter == "U"
    office.clock.forward(days=1)
    assert CutOff(office, "kiosk-3").ask().letter == "K"
    of_k = [what for what, letter in noted(office) if letter == "K"]
    assert of_k == ["offline_letter_given", "offline_letter_rested", "offline_letter_given"]


@pytest.mark.parametrize(("named", "given"), [("U", "U"), ("K", "R"), ("A", "R")])
def test_a_book_keeps_the_letter_that_a_restored_core_forgot_unless_another_has_it(
    office: Office, named: str, given: str
) -> None:
    CutOff(office).ask()
    restored = CutOff(office, "kiosk-2")
    wish = LetterWish(book=restored.book, letter=named)
    write = office.write("device:kiosk-2")
    assert letters.letter_for(office.desk, write, "kiosk-2", wish).letter == given


def test_a_kiosk_that_is_enrolled_under_another_name_keeps_its_letter(kiosk: CutOff) -> None:
    told = kiosk.gave()
    kiosk.device = "kiosk-of-the-garden"
    assert (kiosk.ask().letter, kiosk.enter(told).number) == ("K", "K001")
    assert ("offline_letter_moved", "K") in noted(kiosk.office)


def test_a_letter_that_the_profile_has_no_longer_is_dropped(office: Office, kiosk: CutOff) -> None:
    kiosk.ask()
    queue = office.profile.queue.model_copy(update={"offline_letters": ("R",)})
    office.desk = replace(office.desk, profile=office.profile.model_copy(update={"queue": queue}))
    assert kiosk.ask().letter == "R"
    assert ("offline_letter_dropped", "K") in noted(office)


def test_the_letter_of_a_removed_kiosk_is_free_on_the_next_day(office: Office) -> None:
    CutOff(office, "kiosk").ask()
    administration.revoke_device(office.door, "kiosk")
    assert CutOff(office, "kiosk-2").ask().letter == "R"
    office.clock.forward(days=1)
    assert CutOff(office, "kiosk-3").ask().letter == "K"


def test_the_kiosk_is_told_the_last_serial_of_today(office: Office, kiosk: CutOff) -> None:
    for serial in (998, 999, 1):
        kiosk.enter(kiosk.gave(serial))
    assert kiosk.ask().last == 1
    office.clock.forward(days=1)
    assert kiosk.ask().last == 0


def test_a_ticket_enters_by_its_time_of_issue(office: Office, kiosk: CutOff) -> None:
    told = kiosk.gave(41)
    office.clock.forward(minutes=10)
    assert office.issue().ticket.number == "A001"
    view = kiosk.enter(told)
    assert (view.number, view.waits_in, view.state) == ("K041", "A", TicketState.WAITING)
    assert view.issued_at == view.rank_at == told.issued_at
    office.take()
    assert [office.called_number(), office.called_number()] == ["K041", "A001"]


def test_a_priority_ticket_waits_in_the_priority_lane_and_tells_no_reason(kiosk: CutOff) -> None:
    view = kiosk.enter(kiosk.gave(reason="elderly", children=3))
    assert (view.number, view.waits_in, view.children) == ("K001", "C", 3)
    assert "elderly" not in str(rows(kiosk.office.path, "SELECT body FROM ledger"))


@pytest.mark.parametrize("times", [2, 5])
def test_sent_again_under_any_request_id_it_has_entered_once(kiosk: CutOff, times: int) -> None:
    told = kiosk.gave()
    assert {kiosk.enter(told).number for _ in range(times)} == {"K001"}
    assert rows(kiosk.office.path, "SELECT count(*) FROM ledger WHERE action = 'ticket_issued'") == [(1,)]


def test_a_number_that_has_entered_is_told_again_without_writing(office: Office, kiosk: CutOff) -> None:
    told = kiosk.gave()
    entered, before = kiosk.enter(told), contents(office.path)
    assert kiosk.enter(told) == entered
    assert contents(office.path) == before


def test_a_lost_answer_leaves_no_ghost_behind(office: Office, kiosk: CutOff) -> None:
    lost(office)
    kiosk.enter(kiosk.gave(visit=VISIT))
    assert live_numbers(office) == ["K001"]


def test_a_ghost_that_was_called_leaves_its_counter(office: Office, kiosk: CutOff) -> None:
    lost(office)
    office.take()
    office.call()
    kiosk.enter(kiosk.gave(visit=VISIT))
    assert office.call().ticket is not None
    assert live_numbers(office) == ["K001"]


def test_who_is_served_under_the_lost_number_is_no_ghost(office: Office, kiosk: CutOff) -> None:
    lost(office)
    office.take()
    office.call()
    office.act(Verb.START)
    kiosk.enter(kiosk.gave(visit=VISIT))
    assert rows(office.path, "SELECT state FROM ticket ORDER BY id") == [("serving",), ("waiting",)]


def test_a_request_that_comes_after_its_offline_number_is_refused(office: Office, kiosk: CutOff) -> None:
    kiosk.enter(kiosk.gave(visit=VISIT))
    with pytest.raises(RequestIdReused):
        lost(office)
    assert live_numbers(office) == ["K001"]


@settings(max_examples=share(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["request", "enter", "request", "enter", "enter"]))
def test_whichever_message_comes_first_one_number_lives(office: Office, order: list[str]) -> None:
    kiosk, visit = CutOff(office), str(uuid.uuid4())
    office.clock.forward(days=1)  # each order plays on a day of its own: the letters of the others rest
    told = kiosk.gave(visit=visit)
    for message in order:
        try:
            lost(office, visit) if message == "request" else kiosk.enter(told)
        except RequestIdReused:
            assert message == "request"
    assert len(live_numbers(office)) == 1


def test_a_number_of_a_day_that_is_over_enters_that_day_and_lapses(office: Office, kiosk: CutOff) -> None:
    told = kiosk.gave(at=office.clock.now + timedelta(minutes=1))
    office.clock.forward(days=1)
    view = kiosk.enter(told)
    assert (view.day, view.state) == (MORNING.date(), TicketState.CANCELLED)
    assert views.ticket_page(office.desk, told.page_key).lapsed
    assert kiosk.enter(kiosk.gave()).day == MORNING.date() + timedelta(days=1)


@pytest.mark.parametrize(
    "wrong", [timedelta(days=-1), timedelta(hours=-1), timedelta(days=1), timedelta(hours=1)]
)
def test_a_wrong_clock_gives_no_negative_wait_and_no_other_day(
    office: Office, kiosk: CutOff, wrong: timedelta
) -> None:
    kiosk.ask()
    heard = office.clock.now
    office.clock.forward(minutes=10)
    view = kiosk.enter(kiosk.gave(at=office.clock.now + wrong))
    assert heard <= view.issued_at <= office.clock.now
    assert view.day == MORNING.date()


def test_a_clock_of_1970_is_not_believed(office: Office, kiosk: CutOff) -> None:
    view = kiosk.enter(kiosk.gave(at=datetime(1970, 1, 1, tzinfo=UTC)))
    assert view.issued_at <= office.clock.now
    assert view.day == MORNING.date()


def test_a_core_whose_clock_went_back_reuses_no_number(office: Office, kiosk: CutOff) -> None:
    office.clock.forward(days=1)
    kiosk.enter(kiosk.gave(7))
    office.clock.forward(days=-1)
    assert kiosk.enter(kiosk.gave(8)).number == "K008"
    office.clock.forward(days=1)
    assert kiosk.ask().last == 7
    with pytest.raises(OfflineNumberTaken):
        kiosk.enter(kiosk.gave(7))


def test_a_number_under_another_book_s_letter_is_refused(office: Office, kiosk: CutOff) -> None:
    told = CutOff(office, "kiosk-2").gave()
    with pytest.raises(OfflineLetterNotYours):
        kiosk.enter(told.model_copy(update={"book": kiosk.book}))
    kiosk.ask()
    with pytest.raises(OfflineLetterNotYours):
        kiosk.enter(told.model_copy(update={"book": kiosk.book}))


@pytest.mark.parametrize("change", [{"page_key": new_page_key()}, {"serial": 2}])
def test_one_number_is_one_page(kiosk: CutOff, change: dict[str, object]) -> None:
    told = kiosk.gave()
    kiosk.enter(told)
    with pytest.raises(OfflineNumberTaken):
        kiosk.enter(told.model_copy(update=change))


def test_a_service_that_the_office_has_no_longer_is_refused_and_leaves_no_row(kiosk: CutOff) -> None:
    with pytest.raises(UnknownService):
        kiosk.enter(kiosk.gave(service="ktp"))
    assert rows(kiosk.office.path, "SELECT count(*) FROM ticket") == [(0,)]


def test_a_request_id_of_something_else_is_no_request_for_a_ticket(kiosk: CutOff) -> None:
    kiosk.enter(kiosk.gave(2, visit=VISIT))
    with pytest.raises(RequestIdReused):
        kiosk.enter(kiosk.gave(3, visit=VISIT))


def test_the_ledger_tells_everybody_of_the_number_and_who_gave_it(kiosk: CutOff) -> None:
    kiosk.enter(kiosk.gave())
    query = "SELECT actor, body ->> '$.ticket.number', hall_seq FROM ledger WHERE action = 'ticket_issued'"
    assert rows(kiosk.office.path, query) == [("device:kiosk", "K001", 1)]


def test_a_number_of_a_kiosk_counts_in_the_lane_where_it_waits(office: Office, kiosk: CutOff) -> None:
    office.issue()
    kiosk.enter(kiosk.gave(1))
    kiosk.enter(kiosk.gave(2, reason="elderly"))
    lanes = {lane.lane: (lane.issued, lane.waiting) for lane in count_queue(office.desk).lanes}
    assert lanes == {"A": (2, 2), "B": (0, 0), "C": (1, 1)}


def test_a_number_that_entered_teaches_nothing_about_waits(kiosk: CutOff) -> None:
    kiosk.office.take()
    kiosk.enter(kiosk.gave())
    assert rows(kiosk.office.path, "SELECT expected_minutes FROM ticket") == [(None,)]


def test_over_http_a_kiosk_gets_its_letter_and_enters(api: Api) -> None:
    kiosk = CutOff(api.office)
    told = kiosk.gave().model_dump(mode="json")
    headers = [("Idempotency-Key", "asks-for-a-letter")]
    asked = api.send("POST", "/api/v1/offline/letter", Role.KIOSK, json={"book": kiosk.book}, headers=headers)
    body = asked.get_json()
    assert body.pop("at").startswith("2021-02-08T01:00:00")
    assert body == {"letter": "K", "last": 0, "day": "2021-02-08"}
    entered = api.send("POST", "/api/v1/offline/tickets", Role.KIOSK, json=told)
    assert (entered.status_code, entered.get_json()["number"]) == (201, "K001")
    for change in ({"serial": 1000}, {"letter": "KK"}, {"issued_at": "08:00"}, {"page_key": "g" * 20}):
        assert (
            slug(api.send("POST", "/api/v1/offline/tickets", Role.KIOSK, json=told | change))
            == "invalid-input"
        )


def test_the_office_hands_over_a_slip_with_blanks_in_each_language(api: Api) -> None:
    office = api.send("GET", "/api/v1/office").get_json()
    assert office["pages"] == "https://antrean.test/t/"
    assert set(office["offline_slips"]) == {"id", "en"}
    blanks = [line["blank"] for line in office["offline_slips"]["id"] if line["blank"]]
    assert blanks == ["number", "service", "when", "page"]


def test_every_refusal_says_what_to_do() -> None:
    for error in (OfflineNumberTaken, OfflineLetterNotYours):
        assert issubclass(error, KerakError)
        assert error.remedy != KerakError.remedy
