"""The desk through the keyboard: the visit by Space alone, questions, refusals, a core that is away."""

from datetime import timedelta

import pytest

from queue_core.client.state import Link
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.choose import ChooseScreen
from queue_core.officer.screens.desk import DeskScreen
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import SlipReport
from tests.officer.driving import go_on, labels, message, number, picture, press, screen_of, settled, sit_down
from tests.officer.fakes import NOW, FakeCore, FakeLink, console, counter, queue_state, ticket, work

pytestmark = pytest.mark.real

VISIT = ["call-next", "start", "step-done", "step-done", "step-done", "finish"]


async def test_space_alone_carries_a_family_through_the_visit() -> None:
    core = FakeCore()
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        await press(pilot, *["space"] * len(VISIT))
        assert core.acts == ["open", *VISIT]
        assert message(pilot) == "A001 selesai."


async def test_every_act_has_a_key_of_its_own() -> None:
    core = FakeCore()
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        await press(pilot, "c", "r", "s", "d", "f", "y", "b", "b", "l")
        assert core.acts == [
            *("open", "call-next", "recall", "start", "step-done", "finish"),
            *("break", "open", "close"),
        ]
        assert isinstance(screen_of(pilot), ChooseScreen)
        assert message(pilot) == "Loket 3 ditutup."


async def test_a_kiosk_s_own_number_is_shown_with_the_lane_where_it_waited() -> None:
    own = ticket("K001", TicketState.CALLED).model_copy(update={"waits_in": "A", "counter": 3})
    here = work(TicketState.CALLED).model_copy(update={"ticket": own})
    link = FakeLink()
    async with console(FakeCore(here=here), link).run_test() as pilot:
        await go_on(pilot, link)
        assert "Jalur A: Kartu anak" in picture(pilot)


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Buku pojok baca masih dibawa"), ("en", "A book of the reading corner is still with the")],
)
async def test_a_book_of_the_reading_corner_is_shown_with_its_family(language: str, words: str) -> None:
    here, link = work(TicketState.CALLED).model_copy(update={"book": True}), FakeLink()
    async with console(FakeCore(here=here), link, language).run_test() as pilot:
        await go_on(pilot, link)
        assert words in picture(pilot)


async def test_a_no_show_asks_first_and_space_says_no() -> None:
    core = FakeCore(here=work(TicketState.CALLED))
    link = FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "n")
        assert isinstance(screen_of(pilot), Ask)
        await press(pilot, "space")
        assert core.acts == []
        await press(pilot, "n", "y")
        assert core.acts == ["no-show"]
        assert message(pilot) == "A001 dicatat tidak hadir."


async def test_what_does_not_apply_is_not_offered_and_says_why() -> None:
    core = FakeCore()
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        assert "s" not in labels(pilot)
        await press(pilot, "s")
        assert message(pilot) == "Belum ada tiket di loket. Panggil dahulu."
        assert core.acts == ["open"]


async def test_the_footer_names_what_space_does() -> None:
    async with console(FakeCore()).run_test() as pilot:
        await sit_down(pilot)
        assert labels(pilot)["space"] == "Panggil (c)"
        await press(pilot, "space")
        assert labels(pilot)["space"] == "Mulai (s)"


async def test_a_refusal_is_told_and_the_truth_is_read() -> None:
    core = FakeCore()
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        core.refuse, core.here = "not-now", work(TicketState.SERVING)
        await press(pilot, "space")
        assert message(pilot).startswith("Tiket sudah berubah")
        assert number(pilot) == "A001"
        assert labels(pilot)["space"] == "Langkah selesai (d)"


async def test_a_core_that_is_away_is_told_and_nothing_is_lost() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sit_down(pilot)
        core.away = True
        await press(pilot, "space")
        assert message(pilot).startswith("Server antrean tidak menjawab.")
        await press(pilot, "space")
        assert message(pilot).startswith("Sambungan terputus.")
        core.away, core.here = False, work(TicketState.CALLED)
        link.whole()
        await settled(pilot)
        assert number(pilot) == "A001"
        assert labels(pilot)["space"] == "Mulai (s)"
        assert message(pilot).startswith("Tersambung lagi.")


async def test_a_lost_link_tells_since_when_and_takes_the_keys_away() -> None:
    link = FakeLink()
    async with console(FakeCore(), link).run_test() as pilot:
        await sit_down(pilot)
        link.whole()
        link.tell(Link(state=queue_state(), connected=False, at=NOW, heard=-72.0))
        await settled(pilot)
        assert "Terputus sejak 1:12, mencoba lagi" in picture(pilot)
        assert set(labels(pilot)) == {"q", "f2"}


async def test_a_counter_that_was_taken_over_is_left_with_words() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sit_down(pilot)
        link.whole()
        core.here = CounterWork(counter=counter("sari"))
        link.tell(link_now(), Event(seq=2, at=NOW, action="counter_opened", counter=core.here.counter))
        await settled(pilot)
        assert message(pilot) == "Loket 3 diambil alih oleh sari."


async def test_a_counter_that_was_given_up_while_the_link_was_lost_is_left_with_words() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sit_down(pilot)
        link.whole()
        link.tell(Link(state=queue_state(), connected=False, at=NOW))
        core.here = CounterWork(counter=counter(None, CounterState.CLOSED))
        link.whole()
        await settled(pilot)
        assert message(pilot).startswith("Konsol ini terlalu lama terputus: loket 3 ditutup")


async def test_a_closing_counter_says_so_and_may_stay_open() -> None:
    core, link = FakeCore(here=work(TicketState.SERVING, state=CounterState.CLOSING)), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        assert "DILAYANI · AKAN TUTUP" in picture(pilot)
        await press(pilot, "l")
        assert message(pilot).startswith("Loket akan tutup sesudah tiket ini.")
        await press(pilot, "b")
        assert core.acts == ["open"]


async def test_the_finish_that_closed_the_counter_is_taken_back_from_the_list_of_counters() -> None:
    core, link = FakeCore(here=work(TicketState.SERVING, state=CounterState.CLOSING)), FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        left = CounterWork(counter=counter(None, CounterState.CLOSED), undo_until=NOW + timedelta(seconds=10))
        core.here = left
        link.tell(link_now(), Event(seq=2, at=NOW, action="counter_closed", counter=left.counter))
        await settled(pilot)
        assert isinstance(screen_of(pilot), ChooseScreen)
        assert "u Urungkan" in picture(pilot)
        await press(pilot, "u")
        assert core.acts == ["undo"]
        assert isinstance(screen_of(pilot), DeskScreen)


async def test_a_counter_that_was_closed_without_a_ticket_offers_no_undo() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sit_down(pilot)
        await press(pilot, "l", "u")
        assert core.acts == ["open", "close"]
        assert "u Urungkan" not in picture(pilot)
        assert message(pilot).startswith("Tidak ada yang dapat diurungkan")


async def test_a_colleague_whose_console_is_gone_is_told() -> None:
    link, gone = FakeLink(), counter("sari", number=2).model_copy(update={"away_since": NOW})
    async with console(FakeCore(), link).run_test() as pilot:
        await sit_down(pilot)
        link.whole(counters=[gone])
        await settled(pilot)
        assert "! Loket 2: konsol sari terputus sejak 09:30" in picture(pilot)


async def test_a_slip_that_failed_is_a_notice_until_it_is_understood() -> None:
    link, report = FakeLink(), SlipReport(outcome="out_of_paper", device="kiosk-1")
    async with console(FakeCore(), link).run_test() as pilot:
        await sit_down(pilot)
        link.tell(link_now(), Event(seq=2, at=NOW, action="slip_reported", ticket=ticket(), slip=report))
        await settled(pilot)
        assert "09:30 karcis A001 di kiosk-1: kertas habis" in picture(pilot)
        await press(pilot, "escape")
        assert "kertas habis" not in picture(pilot)


async def test_leaving_asks_while_a_ticket_is_at_the_counter() -> None:
    core = FakeCore(here=work(TicketState.CALLED))
    link = FakeLink()
    app = console(core, link)
    async with app.run_test() as pilot:
        await go_on(pilot, link)
        await press(pilot, "q")
        assert isinstance(screen_of(pilot), Ask)
        await press(pilot, "t")
        assert isinstance(screen_of(pilot), DeskScreen)
        await press(pilot, "ctrl+q", "y")
    assert app.return_code == 0
    assert core.acts == []


async def test_the_reason_of_priority_is_shown_to_the_officer() -> None:
    core = FakeCore(here=work(TicketState.CALLED).model_copy(update={"reason": "elderly"}))
    link = FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        assert "Prioritas: Lansia (60 tahun ke atas)" in picture(pilot)


async def test_why_a_family_was_chosen_is_told_in_one_line() -> None:
    why = Why(key="choice.head_start.ordinary", figures={"minutes": 15})
    core = FakeCore(here=work(TicketState.SERVING).model_copy(update={"reason": "elderly", "why": why}))
    link = FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        assert "Dipilih karena 15 mnt mendahului prioritas" in picture(pilot)


async def test_a_reason_that_this_console_does_not_know_is_left_out() -> None:
    why = Why(key="choice.of_tomorrow", figures={"minutes": 15})
    core = FakeCore(here=work(TicketState.CALLED).model_copy(update={"why": why}))
    link = FakeLink()
    async with console(core, link).run_test() as pilot:
        await go_on(pilot, link)
        assert number(pilot) == "A001"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_a_late_step_is_told_in_full_at_every_size(size: tuple[int, int]) -> None:
    core = FakeCore(here=work(TicketState.SERVING, minutes=8.2))
    link = FakeLink()
    async with console(core, link).run_test(size=size) as pilot:
        await go_on(pilot, link)
        link.tell(link_now())
        await settled(pilot)
        assert "8:12 / 5 mnt, lewat +3:12" in picture(pilot)
        assert "q Keluar" in picture(pilot)


def link_now() -> Link:
    return Link(state=queue_state(ticket("A002"), counters=[counter()]), connected=True, at=NOW)
