"""Requests for help in the console: seen on every screen, taken by a key, rung for once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.messages import load_catalogues
from queue_core.officer.app import OfficerApp
from queue_core.officer.assistance import by_urgency, place_key
from queue_core.officer.screens.help import HelpScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, go_on, labels, picture, press, screen_of, settled, sign_in, sit_down
from tests.officer.fakes import FakeCore, FakeLink, console, counter, request, work

PLACES = [(t, k, c) for t in (None, "A001") for k in (None, "kiosk-1") for c in (None, 3) if t or k or c]


def ring_counter(app: OfficerApp) -> list[None]:
    """Grows with each ring of the terminal's bell."""
    rings: list[None] = []
    app.bell = lambda: rings.append(None)  # type: ignore[method-assign]  # the terminal's own
    return rings


async def tell(pilot: Driver, link: FakeLink, *requests: object) -> None:
    link.whole(counters=[counter()], help=requests)  # type: ignore[arg-type]  # requests
    await settled(pilot)


@given(st.permutations([request(3), request(1), request(4, "budi"), request(2, "ani")]))
def test_what_nobody_has_taken_comes_first_and_then_ones_own(requests: list[object]) -> None:
    ranked = by_urgency(requests, "budi")  # type: ignore[arg-type]  # requests
    assert [one.id for one in ranked] == [1, 3, 4, 2]


@pytest.mark.parametrize(("ticket", "kiosk", "place"), PLACES)
def test_every_place_has_its_words(ticket: str | None, kiosk: str | None, place: int | None) -> None:
    one = request().model_copy(update={"ticket": ticket, "kiosk": kiosk, "counter": place})
    sentences = load_catalogues("queue_core.officer")["id"].sentences
    if not (kiosk and place):  # a kiosk asks, or an officer
        assert place_key(one) in sentences


@pytest.mark.real
async def test_a_request_is_seen_before_a_counter_is_chosen() -> None:
    link = FakeLink()
    async with console(FakeCore(), link).run_test() as pilot:
        await sign_in(pilot)
        await tell(pilot, link, request())
        assert "Kursi roda: A001 di kiosk-1, menunggu 1:10" in picture(pilot)


@pytest.mark.real
async def test_two_keys_take_a_request_and_only_f_finishes_it() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await tell(pilot, link, request())
        await press(pilot, "h", "enter", "escape")
        assert core.acts[-1] == "take 1"
        await tell(pilot, link, request(taken_by="budi"))
        assert "Anda menuju ke sana, 1:10" in picture(pilot)
        await press(pilot, "h", "enter")
        assert core.acts[-1] == "take 1"
        await press(pilot, "f")
        assert core.acts[-1] == "finish 1"


@pytest.mark.real
async def test_a_colleague_who_was_faster_is_told() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await tell(pilot, link, request())
        core.refuse = "help-not-now"
        await press(pilot, "h", "enter")
        assert "mungkin sudah diambil petugas lain" in picture(pilot)
        await tell(pilot, link, request(taken_by="ani"))
        assert "ani menuju ke sana" in picture(pilot)


@pytest.mark.real
async def test_a_request_is_withdrawn_by_its_key() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await tell(pilot, link, request())
        await press(pilot, "h", "x")
        assert core.acts[-1] == "withdraw 1"


@pytest.mark.real
async def test_an_officer_asks_for_the_family_at_the_counter() -> None:
    core, link = FakeCore(here=work(TicketState.SERVING)), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "h", "down", "enter")
        assert core.acts[-1] == "ask wheelchair 1"
        assert isinstance(screen_of(pilot), HelpScreen)


@pytest.mark.real
async def test_the_list_goes_on_pointing_at_the_same_request_when_another_comes() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await tell(pilot, link, request(5))
        await press(pilot, "h")
        await tell(pilot, link, request(4), request(5))
        await press(pilot, "enter")
        assert core.acts[-1] == "take 5"


@pytest.mark.real
async def test_the_bell_rings_once_for_each_request() -> None:
    app, link = console(FakeCore(), link := FakeLink()), link
    rings = ring_counter(app)
    async with app.run_test() as pilot:
        await go_on(pilot, link)
        for requests in ([request(1)], [request(1)], [request(1, "ani"), request(2)], []):
            await tell(pilot, link, *requests)
        assert len(rings) == 2


@pytest.mark.real
async def test_before_anybody_signed_in_the_key_is_a_letter() -> None:
    async with console(FakeCore()).run_test() as pilot:
        await settled(pilot)
        await press(pilot, "h")
        assert not isinstance(screen_of(pilot), HelpScreen)


@pytest.mark.real
async def test_the_footer_names_the_key() -> None:
    async with console(FakeCore()).run_test() as pilot:
        await sit_down(pilot)
        assert labels(pilot)["h"] == "Bantuan"
