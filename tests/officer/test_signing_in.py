"""Signing in, the one-time password, and choosing a counter."""

import pytest
from textual.widgets import Input, Label

from queue_core.access.rules import Role
from queue_core.client.state import Link
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.choose import ChooseScreen
from queue_core.officer.screens.desk import DeskScreen
from queue_core.officer.screens.login import LoginScreen
from queue_core.officer.screens.new_password import NewPasswordScreen
from queue_core.tickets.wire.counters import CounterWork
from tests.officer.driving import (
    fill_in,
    message,
    picture,
    press,
    screen_of,
    settled,
    sign_in,
    sit_down,
    words,
)
from tests.officer.fakes import ONE_TIME, FakeCore, FakeLink, console, counter

pytestmark = pytest.mark.real


async def test_an_officer_signs_in_and_takes_a_counter() -> None:
    core = FakeCore()
    async with console(core).run_test() as pilot:
        await sit_down(pilot)
        assert isinstance(screen_of(pilot), DeskScreen)
        assert core.acts == ["open"]
        assert "Loket 3" in picture(pilot)


async def test_a_wrong_password_is_told_in_words_and_the_name_is_kept() -> None:
    async with console(FakeCore()).run_test() as pilot:
        await sign_in(pilot, "salah sekali")
        assert words(pilot).startswith("Nama pengguna atau kata sandi salah.")
        assert screen_of(pilot).query_one("#username", Input).value == "budi"
        assert screen_of(pilot).query_one("#password", Input).value == ""


async def test_a_name_that_cannot_be_one_is_not_sent() -> None:
    core = FakeCore(away=True)
    async with console(core).run_test() as pilot:
        await sign_in(pilot, username="Budi Santoso")
        assert words(pilot).startswith("Nama pengguna terdiri dari")


async def test_an_empty_form_says_what_is_missing() -> None:
    async with console(FakeCore()).run_test() as pilot:
        await sign_in(pilot, password="")
        assert words(pilot) == "Isi nama pengguna dan kata sandi."


async def test_a_core_that_is_away_is_told_at_the_login() -> None:
    async with console(FakeCore(away=True)).run_test() as pilot:
        await settled(pilot)
        office = screen_of(pilot).query_one("#office", Label)
        assert str(office.content) == "Server antrean belum menjawab; dicoba terus."
        await sign_in(pilot)
        assert words(pilot).startswith("Server antrean tidak menjawab.")


async def test_a_one_time_password_leads_at_once_to_one_of_ones_own() -> None:
    core = FakeCore(password=ONE_TIME, must_change=True)
    async with console(core).run_test() as pilot:
        await sign_in(pilot, ONE_TIME)
        assert isinstance(screen_of(pilot), NewPasswordScreen)
        assert "Paling sedikit 10" in picture(pilot)
        await fill_in(pilot, new="kue cucur enak", again="kue cucur enak")
        assert core.password == "kue cucur enak"
        assert isinstance(screen_of(pilot), ChooseScreen)


async def test_a_short_or_mistyped_new_password_is_told_before_it_is_sent() -> None:
    async with console(FakeCore(password=ONE_TIME, must_change=True)).run_test() as pilot:
        await sign_in(pilot, ONE_TIME)
        await fill_in(pilot, new="pendek", again="pendek")
        assert words(pilot) == "Masih terlalu pendek: paling sedikit 10 karakter."
        await fill_in(pilot, new="kue cucur enak", again="kue cucur anak")
        assert words(pilot) == "Kedua isian tidak sama. Ketik lagi."


async def test_the_one_time_password_is_not_taken_again() -> None:
    async with console(FakeCore(password=ONE_TIME, must_change=True)).run_test() as pilot:
        await sign_in(pilot, ONE_TIME)
        await fill_in(pilot, new=ONE_TIME, again=ONE_TIME)
        assert words(pilot) == "Itu kata sandi sekali pakai. Pilih yang lain."


async def test_an_account_without_work_at_the_console_is_told_so() -> None:
    async with console(FakeCore(role=Role.ADMINISTRATOR)).run_test() as pilot:
        await sign_in(pilot)
        assert isinstance(screen_of(pilot), LoginScreen)
        assert words(pilot).startswith("Akun budi tidak bekerja dengan konsol ini.")


async def test_the_list_tells_who_holds_a_counter_and_does_not_give_it() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sign_in(pilot)
        link.whole(counters=[counter("sari"), counter(None, number=1)])
        await settled(pilot)
        assert "Loket 3   dipegang sari" in picture(pilot)
        await press(pilot, "down", "down", "enter")
        assert message(pilot).startswith("Loket 3 dipegang sari.")
        assert core.acts == []


async def test_a_head_of_section_takes_a_counter_over_after_a_question() -> None:
    core, link = FakeCore(role=Role.HEAD_OF_SECTION), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sign_in(pilot)
        link.whole(counters=[counter("sari")])
        await settled(pilot)
        await press(pilot, "down", "down", "enter")
        assert isinstance(screen_of(pilot), Ask)
        await press(pilot, "t", "enter", "y")
        assert isinstance(screen_of(pilot), DeskScreen)
        assert core.acts == ["open"]


async def test_ones_own_counter_is_entered_as_it_is() -> None:
    core, link = FakeCore(here=CounterWork(counter=counter())), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sign_in(pilot)
        link.whole(counters=[counter()])
        await settled(pilot)
        await press(pilot, "up", "enter")
        assert message(pilot).startswith("Anda masih memegang loket 3.")
        await press(pilot, "down", "enter")
        assert isinstance(screen_of(pilot), DeskScreen)
        assert core.acts == []


async def test_a_session_that_ended_leads_to_the_login_and_back_to_the_same_counter() -> None:
    core, link = FakeCore(), FakeLink()
    async with console(core, link).run_test() as pilot:
        await sit_down(pilot)
        link.tell(Link(refused="not-signed-in"))
        await settled(pilot)
        assert words(pilot).startswith("Sesi Anda berakhir.")
        assert link.closed
        await sign_in(pilot)
        assert isinstance(screen_of(pilot), DeskScreen)
        assert core.acts == ["open"]


async def test_a_demonstration_is_marked() -> None:
    async with console(FakeCore(demonstration=True)).run_test() as pilot:
        await settled(pilot)
        assert "DEMONSTRASI" in picture(pilot)
        await sit_down(pilot)
        assert "DEMONSTRASI" in picture(pilot)


async def test_f2_says_everything_in_the_other_language() -> None:
    async with console(FakeCore()).run_test() as pilot:
        await settled(pilot)
        await press(pilot, "f2")
        assert "Sign in" in picture(pilot)
        await sit_down(pilot)
        assert "Counter 3" in picture(pilot)
