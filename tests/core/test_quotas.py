"""Quotas: exact under a burst, counted in the ticket's own transaction, told before the first tap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.access.rules import Role
from queue_core.foundation.profile import Profile
from queue_core.foundation.queueing import HourQuota, Quota
from queue_core.tickets.errors import NoBlanks, NoNextDayList, QuotaUsedUp, UnknownService
from queue_core.tickets.rules.hours import Standing
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.rules.quotas import Limit, hours_at, left
from queue_core.tickets.service import admission, issuing, quotas, views
from queue_core.tickets.wire.availability import BlanksCount, ServiceAvailability
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket
from tests.core.http_office import build_api
from tests.core.moving import Moves
from tests.core.office import Office, contents, open_office, rows

MORNINGS = (
    HourQuota(opens=time(8), closes=time(10), numbers=3),
    HourQuota(opens=time(10), closes=time(12), numbers=2),
)
Limited = Callable[[Quota], Office]


@pytest.fixture
def limited(staffed: Path, tmp_path: Path, kembaran: Profile, request: pytest.FixtureRequest) -> Limited:
    """Opens an office whose child's cards have this quota."""

    def open_it(quota: Quota) -> Office:
        services = tuple(
            one.model_copy(update={"quota": quota}) if one.key == "kia" else one for one in kembaran.services
        )
        profile = kembaran.model_copy(update={"services": services})
        opened = open_office(staffed, tmp_path, profile=profile)
        office = opened.__enter__()
        request.addfinalizer(lambda: opened.__exit__(None, None, None))
        return office

    return open_it


def told(office: Office) -> ServiceAvailability:
    return next(one for one in admission.availability(office.desk).services if one.service == "kia")


def family(office: Office, children: int = 1, *, next_day: bool = False) -> IssuedTicket:
    wish = NewTicket(service="kia", children=children, next_day=next_day)
    return issuing.issue(office.desk, office.write("device:kiosk"), wish)


def count_blanks(office: Office, number: int) -> None:
    quotas.count_blanks(office.desk, office.write(), "kia", BlanksCount(number=number))


def used(office: Office) -> dict[object, object]:
    """What is counted of the child's card."""
    return dict(rows(office.path, "SELECT part, used FROM quota_use WHERE service = 'kia'"))  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=5))
def test_what_is_left_is_the_least_of_the_limits_and_never_negative(
    counts: list[tuple[int, int | None]],
) -> None:
    limits = [Limit(str(place), most) for place, (_, most) in enumerate(counts)]
    found = left(limits, {str(place): used for place, (used, _) in enumerate(counts)})
    rooms = [most - used for used, most in counts if most is not None]
    assert found == (max(0, min(rooms)) if rooms else None)


def test_hours_hold_from_their_beginning_until_before_their_end() -> None:
    found = [hours_at(at, MORNINGS) for at in (time(7, 59), time(8), time(9, 59), time(10), time(12))]
    assert found == [None, MORNINGS[0], MORNINGS[0], MORNINGS[1], None]


def test_a_days_quota_is_told_given_and_then_refused_without_a_trace(limited: Limited) -> None:
    office = limited(Quota(per_day=2))
    assert told(office).left == 2
    assert [office.issue().ticket.number for _ in range(2)] == ["A001", "A002"]
    assert (told(office).standing, told(office).left) == (Standing.FULL, 0)
    before = contents(office.path)
    with pytest.raises(QuotaUsedUp):
        office.issue()
    assert contents(office.path) == before
    assert office.issue("kia_group").ticket.number == "A003"


def test_the_next_day_has_its_own_quota(limited: Limited) -> None:
    office = limited(Quota(per_day=1))
    office.issue()
    assert told(office).come_at == datetime(2021, 2, 9, 1, 0, tzinfo=UTC)
    office.clock.forward(days=1)
    assert office.issue().ticket.number == "A001"


def test_a_burst_from_many_kiosks_never_overruns_a_quota(limited: Limited) -> None:
    office = limited(Quota(per_day=40))

    def press(_: int) -> str:
        try:
            return office.issue().ticket.number
        except QuotaUsedUp:
            return "refused"

    with ThreadPoolExecutor(32) as pool:
        answers = Counter(pool.map(press, range(400)))
    assert answers.pop("refused") == 360
    assert answers == Counter({f"A{serial:03d}": 1 for serial in range(1, 41)})
    assert rows(office.path, "SELECT used FROM quota_use") == [(40,)]


def test_hours_have_their_own_numbers_and_the_next_hours_are_named(limited: Limited) -> None:
    office = limited(Quota(by_hours=MORNINGS))
    for _ in range(3):
        office.issue()
    with pytest.raises(QuotaUsedUp, match="08:00"):
        office.issue()
    assert told(office).come_at == datetime(2021, 2, 8, 3, 0, tzinfo=UTC)
    office.clock.forward(hours=2)
    assert told(office).left == 2
    office.issue()


def test_when_the_last_hours_are_gone_the_next_day_is_named(limited: Limited) -> None:
    office = limited(Quota(per_day=4, by_hours=MORNINGS))
    for _ in range(3):
        office.issue()
    office.clock.forward(hours=2)
    office.issue()
    assert (told(office).left, told(office).come_at) == (0, datetime(2021, 2, 9, 1, 0, tzinfo=UTC))


def test_at_times_that_are_not_listed_the_limit_of_the_day_counts_alone(limited: Limited) -> None:
    office = limited(Quota(per_day=4, by_hours=MORNINGS[:1]))
    office.clock.forward(hours=2)
    assert told(office).left == 4
    for _ in range(4):
        office.issue()
    with pytest.raises(QuotaUsedUp, match="day"):
        office.issue()


def sent_on(office: Office, to: str, *, begun: bool = False) -> None:
    """Transfers whoever is called next at counter 3."""
    office.call()
    if begun:
        office.act(Verb.START)
    Moves(office).transfer(service=to)


def test_a_transfer_is_counted_even_where_nothing_is_left_and_is_not_refused(limited: Limited) -> None:
    office = limited(Quota(per_day=1))
    office.take()
    office.issue("kia_group")
    office.issue("kia")
    sent_on(office, "kia")
    assert used(office) == {"day": 2}
    assert (told(office).standing, told(office).left) == (Standing.FULL, 0)


def test_a_transfer_takes_the_last_place_before_the_kiosk_gives_it(limited: Limited) -> None:
    office = limited(Quota(per_day=1))
    office.take()
    office.issue("kia_group")
    sent_on(office, "kia")
    with pytest.raises(QuotaUsedUp):
        office.issue()


def test_the_place_in_a_service_that_has_not_begun_is_given_back(limited: Limited) -> None:
    office = limited(Quota(per_day=2, by_hours=MORNINGS, by_blanks=True))
    office.take()
    family(office, children=3)
    office.clock.forward(hours=2)
    sent_on(office, "kia_group")
    assert used(office) == {"day": 0, "08:00": 0, "blanks": 0}


def test_a_service_that_has_begun_keeps_its_place_and_takes_no_second_one(limited: Limited) -> None:
    office = limited(Quota(per_day=2, by_blanks=True))
    office.take()
    family(office, children=2)
    sent_on(office, "kia_group", begun=True)
    assert used(office) == {"day": 1, "blanks": 2}
    sent_on(office, "kia")
    assert used(office) == {"day": 1, "blanks": 2}


def test_a_transfer_counts_in_the_hours_in_which_the_number_was_taken(limited: Limited) -> None:
    office = limited(Quota(by_hours=MORNINGS))
    office.take()
    office.issue("kia_group")
    office.clock.forward(hours=2)
    sent_on(office, "kia")
    assert used(office) == {"day": 1, "08:00": 1}


def test_a_place_of_the_next_days_list_is_given_back_to_the_hours_of_its_opening(limited: Limited) -> None:
    office = limited(Quota(by_hours=MORNINGS, next_day=1))
    family(office, next_day=True)
    office.clock.forward(days=1, hours=2)
    office.take()
    sent_on(office, "kia_group")
    assert used(office) == {"day": 0, "08:00": 0, "next_day": 1}


def test_each_child_takes_a_blank_and_a_family_that_does_not_fit_takes_none(limited: Limited) -> None:
    office = limited(Quota(by_blanks=True))
    count_blanks(office, 4)
    family(office, children=3)
    assert told(office).left == 1
    with pytest.raises(QuotaUsedUp):
        family(office, children=2)
    family(office, children=1)
    assert told(office).standing is Standing.FULL
    count_blanks(office, 6)
    assert told(office).left == 2


def test_blanks_that_nobody_has_counted_limit_nothing_but_are_counted(limited: Limited) -> None:
    office = limited(Quota(by_blanks=True))
    family(office, children=9)
    assert told(office).left is None
    count_blanks(office, 10)
    assert told(office).left == 1


def test_blanks_are_counted_only_where_the_profile_says_so(limited: Limited) -> None:
    office = limited(Quota(per_day=5))
    with pytest.raises(NoBlanks):
        count_blanks(office, 4)
    with pytest.raises(UnknownService):
        quotas.count_blanks(office.desk, office.write(), "haircut", BlanksCount(number=1))


def test_the_staff_set_the_blanks_over_http_and_the_kiosk_reads_what_is_left(limited: Limited) -> None:
    api = build_api(limited(Quota(by_blanks=True)))
    path = "/api/v1/services/kia/blanks"
    assert api.send("PUT", path, Role.OFFICER, json={"number": 2}).get_json()["used"] == 0
    api.issue({"service": "kia", "children": 2})
    services = api.send("GET", "/api/v1/availability", Role.KIOSK).get_json()["services"]
    assert [one["standing"] for one in services if one["service"] == "kia"] == ["full"]


def test_the_officer_sees_how_many_children_come_and_the_hall_does_not(office: Office) -> None:
    issued = family(office, children=3)
    assert issued.ticket.children == 3
    assert issued.ticket.for_hall().children is None
    office.take()
    work = office.call()
    assert work.ticket is not None
    assert work.ticket.children == 3


def test_a_place_on_the_next_days_list_says_when_to_come_and_is_served_first_then(limited: Limited) -> None:
    office = limited(Quota(per_day=3, next_day=1))
    for _ in range(3):
        office.issue()
    assert told(office).next_day_at == datetime(2021, 2, 9, 1, 0, tzinfo=UTC)
    listed = family(office, next_day=True)
    assert (listed.ticket.number, str(listed.ticket.day)) == ("A001", "2021-02-09")
    assert "Datanglah Selasa, 09 Februari 2021, 08.00" in [line.text for line in listed.slip]
    assert told(office).next_day_at is None
    with pytest.raises(QuotaUsedUp):
        family(office, next_day=True)
    page = views.ticket_page(office.desk, listed.page.rsplit("/", 1)[1])
    assert (page.come_at, page.wait) == (datetime(2021, 2, 9, 1, 0, tzinfo=UTC), None)
    office.clock.forward(days=1)
    office.issue(reason="elderly")
    office.take()
    assert [office.called_number() for _ in range(2)] == ["A001", "C001"]
    assert told(office).left == 1


def test_the_list_of_tomorrow_is_not_called_today(limited: Limited) -> None:
    office = limited(Quota(per_day=3, next_day=1))
    family(office, next_day=True)
    today = office.issue()
    office.take()
    assert office.called_number() == today.ticket.number
    assert today.ticket.day == office.desk.day(office.clock.now)


def test_a_service_without_a_list_gives_no_number_for_the_next_day(office: Office) -> None:
    with pytest.raises(NoNextDayList):
        family(office, next_day=True)


def test_a_list_reaches_across_the_weekend(limited: Limited) -> None:
    office = limited(Quota(next_day=5))
    office.clock.forward(days=4)
    assert family(office, next_day=True).come_at == office.clock.now.replace(
        hour=1, minute=0, second=0, microsecond=0
    ) + timedelta(days=3)
