"""A quiet emergency call on the console: hard to make by mistake, impossible to miss elsewhere."""

import pytest

from queue_core.officer.alarms import alarms, my_call, pressed_twice
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.emergency import EmergencyView
from tests.officer.driving import picture, press, settled, sign_in, sit_down
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, counter, queue_state


def calling(officer: str, number: int, seen_by: str | None = None) -> CounterView:
    seen_at = NOW if seen_by else None
    call = EmergencyView(raised_at=NOW, raised_by=officer, seen_at=seen_at, seen_by=seen_by)
    return counter(officer, number=number).model_copy(update={"emergency": call})


def test_only_the_unseen_calls_of_others_are_alarms() -> None:
    state = queue_state(counters=[calling("sari", 1), calling("budi", 2), calling("tuti", 3, seen_by="budi")])
    assert [view.number for view in alarms(state, "budi")] == [1]
    mine = my_call(state, "budi")
    assert mine is not None
    assert mine.raised_by == "budi"


@pytest.mark.parametrize(
    ("before", "now", "twice"), [(None, 5.0, False), (3.0, 5.0, True), (2.9, 5.0, False)]
)
def test_two_presses_count_only_close_together(before: float | None, now: float, twice: bool) -> None:
    assert pressed_twice(before, now) is twice


@pytest.mark.real
async def test_one_press_calls_nobody_and_two_call_once() -> None:
    core = FakeCore()
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        await press(pilot, "ctrl+e")
        assert core.acts == ["open"]
        await press(pilot, "ctrl+e")
        assert core.acts == ["open", "emergency"]


@pytest.mark.real
@pytest.mark.parametrize("seated", [True, False])
async def test_a_call_of_another_counter_fills_the_top_until_it_is_seen(seated: bool) -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await (sit_down(pilot) if seated else sign_in(pilot))
        link.whole(counters=[calling("sari", 3)])
        await settled(pilot)
        assert "DARURAT DI LOKET 3 (sari, 09:30)" in picture(pilot)
        await press(pilot, "e")
        assert core.acts[-1] == "emergency/seen"
        link.whole(counters=[calling("sari", 3, seen_by="budi")])
        await settled(pilot)
        assert "DARURAT" not in picture(pilot)


@pytest.mark.real
async def test_the_own_call_is_told_in_words_that_betray_nothing() -> None:
    link = FakeLink()
    async with console(FakeCore(), link).run_test() as pilot:
        await sit_down(pilot)
        link.whole(counters=[calling("budi", 3)])
        await settled(pilot)
        assert "Pesan 09:30 terkirim" in picture(pilot)
        assert "DARURAT" not in picture(pilot)
        link.whole(counters=[calling("budi", 3, seen_by="sari")])
        await settled(pilot)
        assert "Pesan 09:30 dibaca oleh sari" in picture(pilot)


@pytest.mark.real
async def test_a_call_that_did_not_get_through_is_told() -> None:
    core = FakeCore()
    async with console(core).run_test(notifications=True) as pilot:
        await sit_down(pilot)
        core.away = True
        await press(pilot, "ctrl+e", "ctrl+e")
        await settled(pilot)
        assert "Pesan tidak terkirim; coba lagi" in picture(pilot)
