"""The camat reads how much is read in the corner: a month by its days, and the month before."""

from __future__ import annotations

from datetime import date

import pytest

from queue_core.access.rules import Role
from queue_core.officer.reading import table
from queue_core.tickets.wire.reading import CornerReading, DayRead, MonthOfReading
from tests.officer.driving import Driver, choose, picture, press, sign_in
from tests.officer.fake_reading import TOLD, november
from tests.officer.fakes import FakeCore, FakeLink, console, shift_with

pytestmark = pytest.mark.real


async def open_figures(pilot: Driver, link: FakeLink) -> None:
    await sign_in(pilot)
    link.whole(counters=[])
    await choose(pilot, "reading")


async def test_the_camat_sees_the_month_by_its_days_and_the_month_before() -> None:
    core, link = FakeCore(role=Role.CAMAT), FakeLink()
    async with console(core, link).run_test() as pilot:
        await open_figures(pilot, link)
        for words in ("Pojok baca, November 2026", "312 judul, 705 eksemplar, 3 hilang"):
            assert words in picture(pilot)
        for words in ("Jumat, 20 Nov", "7  Si Kancil", "Jumlah"):
            assert words in picture(pilot)
        await press(pilot, "m")
        assert "Pojok baca, Oktober 2026" in picture(pilot)
        assert "Tidak ada laporan untuk bulan ini." in picture(pilot)


async def test_a_corner_that_told_nothing_is_said_and_what_to_do() -> None:
    core, link = FakeCore(role=Role.CAMAT), FakeLink()
    core.corner_is_silent = True
    async with console(core, link).run_test() as pilot:
        await open_figures(pilot, link)
        assert "Pojok baca belum melapor" in picture(pilot)


def test_a_day_of_which_nothing_is_told_has_no_bar() -> None:
    day = DayRead(day=date(2026, 11, 20), here=0, home=0)
    figures = november().model_copy(update={"days": (day,)})
    told = CornerReading(corner="corner-1", told_at=TOLD, figures=figures)
    assert "█" not in table(shift_with(FakeCore()), MonthOfReading(month="2026-11", corners=(told,)))
