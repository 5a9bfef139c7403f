"""What families are told of their wait by a real office's book, and what the office learns from it."""

from __future__ import annotations

from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from queue_core.tickets.wire.tickets import IssuedTicket, Wait
from tests.core.moving import Moves
from tests.core.office import Office, rows


def serve(office: Office, minutes: float, *, number: int = 3) -> None:
    """Calls the next family and serves it so long."""
    office.call(number)
    office.act(Verb.START, number)
    office.clock.forward(minutes=minutes)
    office.act(Verb.FINISH, number)


def busy_from_the_first_minute(office: Office, waiting: int) -> list[IssuedTicket]:
    """One counter that serves the first family, with the others waiting."""
    issued = [office.issue() for _ in range(waiting + 1)]
    office.take()
    office.call()
    return issued


def wait_of(office: Office, issued: IssuedTicket) -> Wait | None:
    """What the ticket's own page says now."""
    return views.ticket_page(office.desk, issued.page.rsplit("/", 1)[1]).wait


def test_while_every_counter_is_closed_no_figure_is_told(office: Office) -> None:
    issued = office.issue()
    assert issued.wait is None
    assert rows(office.path, "SELECT expected_minutes FROM ticket") == [(None,)]


def test_a_free_counter_calls_within_minutes(office: Office) -> None:
    office.take()
    assert office.issue().wait == Wait(half=5, nine_in_ten=10)


def test_on_the_first_morning_the_profile_speaks(office: Office) -> None:
    busy_from_the_first_minute(office, waiting=0)
    assert office.issue().wait == Wait(half=25, nine_in_ten=60)


def test_the_days_own_pace_shapes_the_wait(office: Office) -> None:
    busy_from_the_first_minute(office, waiting=20)
    office.act(Verb.NO_SHOW)
    for _ in range(18):
        serve(office, minutes=2)
    office.call()
    last = office.issue()
    assert last.ahead == 1
    assert last.wait is not None
    assert last.wait.half <= 20


def test_another_counter_shortens_the_wait_and_a_break_lengthens_it_again(office: Office) -> None:
    last = busy_from_the_first_minute(office, waiting=6)[-1]
    alone = wait_of(office, last)
    office.take(1, "budi")
    together = wait_of(office, last)
    office.rest(1, "budi")
    assert alone is not None
    assert together is not None
    assert together.half < alone.half
    assert together.nine_in_ten < alone.nine_in_ten
    assert wait_of(office, last) == alone


def test_a_page_tells_the_place_that_the_ticket_has_now(office: Office) -> None:
    last = busy_from_the_first_minute(office, waiting=4)[-1]
    before = wait_of(office, last)
    office.act(Verb.NO_SHOW)
    office.call()
    after = wait_of(office, last)
    assert before is not None
    assert after is not None
    assert after.nine_in_ten < before.nine_in_ten


def told_behind(office: Office, ahead: int) -> Wait:
    """What a family is told that comes while so many wait and the one counter is busy; then all go home."""
    for _ in range(ahead + 1):
        office.issue()
    office.call()
    wait = office.issue().wait
    for _ in range(ahead + 1):
        office.act(Verb.NO_SHOW)
        office.call()
    office.act(Verb.NO_SHOW)
    assert wait is not None
    return wait


def test_an_office_that_is_quicker_than_expected_learns_it_for_the_next_day(office: Office) -> None:
    office.take()
    first_morning = told_behind(office, 3)
    office.issue()
    office.call()
    for _ in range(60):
        office.issue()
        office.clock.forward(minutes=4)
        office.act(Verb.NO_SHOW)
        office.call()
    office.act(Verb.NO_SHOW)
    office.clock.forward(days=1)
    second_morning = told_behind(office, 3)
    assert second_morning.half < first_morning.half
    assert second_morning.nine_in_ten < first_morning.nine_in_ten


def test_what_was_learned_is_kept_for_half_a_minute(office: Office) -> None:
    last = busy_from_the_first_minute(office, waiting=3)[-1]
    before = wait_of(office, last)
    office.clock.forward(seconds=29)
    assert wait_of(office, last) == before
    office.clock.forward(minutes=100)
    after = wait_of(office, last)
    assert before is not None
    assert after is not None
    assert after.half > before.half


def expectations(office: Office) -> list[tuple[object, ...]]:
    return rows(office.path, "SELECT expected_minutes FROM ticket WHERE expected_minutes IS NOT NULL")


def test_a_second_wait_is_not_held_against_what_was_expected_of_the_first(office: Office) -> None:
    busy_from_the_first_minute(office, waiting=0)
    office.issue()
    first = expectations(office)
    office.act(Verb.NO_SHOW)
    office.call()
    Moves(office).undo()
    assert expectations(office) == first != []
    office.call()
    office.act(Verb.RETURN)
    assert expectations(office) == []


def test_a_parked_ticket_lengthens_nobodys_wait(office: Office) -> None:
    last = busy_from_the_first_minute(office, waiting=2)[-1]
    Moves(office).park()
    before = wait_of(office, last)
    office.clock.forward(minutes=100)
    assert wait_of(office, last) == before is not None
