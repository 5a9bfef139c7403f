"""The corner in figures: by the office's days, titles only where nobody can be behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.errors import InvalidInput
from queue_core.foundation.profile import read_profile
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.reading import DayRead, ReadingFigures, TitleRead
from reading_corner.figures_command import tell_figures
from reading_corner.rules.shelf import Care, Where
from reading_corner.service.figures import figures, this_month_and_the_one_before
from reading_corner.store.tables import copy
from tests.reading_corner.lending_desk import FIRST, NIK, SPARE, WIB, Corner, corner_in

pytestmark = pytest.mark.database
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
JUST_BEFORE_MIDNIGHT = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
"""23.59 in Jakarta; a minute later it is Tuesday there, and still Monday in London."""


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return corner_in(tmp_path)


def read(corner: Corner, times: int = 1, code: str = FIRST) -> None:
    """Somebody reads the book here and brings it back, so many times."""
    for _ in range(times):
        corner.lend(code)
        corner.take_back(code)


def counted(corner: Corner, first: date = MONDAY, last: date = TUESDAY) -> ReadingFigures:
    return figures(corner.shelf, WIB, first, last)


def test_what_is_read_here_and_taken_home_counts_on_the_day_on_which_it_began(corner: Corner) -> None:
    read(corner, 2)
    corner.lend(FIRST, NIK, Where.HOME)
    corner.later(days=1)
    read(corner, 1, SPARE)
    monday, tuesday = DayRead(day=MONDAY, here=2, home=1), DayRead(day=TUESDAY, here=1, home=0)
    assert counted(corner).days == (monday, tuesday)
    assert counted(corner, last=MONDAY).days == (monday,)


def test_a_day_is_the_offices_day(corner: Corner) -> None:
    corner.now = JUST_BEFORE_MIDNIGHT
    read(corner)
    corner.later(minutes=1)
    read(corner)
    assert [one.day for one in counted(corner).days] == [MONDAY, TUESDAY]


def test_a_title_is_named_from_three_readings_on(corner: Corner) -> None:
    read(corner, 2, SPARE)
    read(corner, 3)
    assert counted(corner).most_read == (TitleRead(name="Si Kancil", times=3),)


def test_what_there_is_counts_as_it_is_now_and_what_is_missing_apart(corner: Corner) -> None:
    now = counted(corner)
    assert (now.titles, now.copies, now.missing) == (2, 3, 0)
    lost = update(copy).where(copy.c.code == SPARE).values(care=Care.MISSING)
    corner.shelf.write(lambda connection, _: connection.execute(lost))
    now = counted(corner)
    assert (now.titles, now.copies, now.missing) == (2, 2, 1)


def test_the_core_is_told_the_month_that_runs_and_the_one_before(corner: Corner) -> None:
    read(corner)
    told = this_month_and_the_one_before(corner.shelf, WIB, TUESDAY)
    assert [(month.first, month.last) for month in told.months] == [
        (TUESDAY, TUESDAY),
        (date(2026, 11, 1), MONDAY),
    ]
    assert [len(month.days) for month in told.months] == [0, 1]


def test_no_figure_leads_to_a_reader(corner: Corner) -> None:
    corner.lend(FIRST, "A001")
    corner.lend(SPARE, NIK)
    text = counted(corner).model_dump_json()
    assert not [word for word in ("A001", NIK, "Si Kancil", "Hukum") if word in text]


def balangan() -> OfficeView:
    return OfficeView(profile=read_profile("balangan"), demonstration=False)


def away() -> OfficeView:
    raise CoreUnreachable


def test_the_command_prints_the_days_of_the_office_and_writes_them(corner: Corner, tmp_path: Path) -> None:
    corner.now = JUST_BEFORE_MIDNIGHT
    read(corner)
    said: list[str] = []
    tell_figures(corner.shelf, balangan, (MONDAY, TUESDAY), tmp_path / "days.csv", said.append)
    assert "2026-12-01             1           0" in said
    assert (tmp_path / "days.csv").read_text() == "day,read_here,taken_home\n2026-12-01,1,0\n"


def test_the_command_says_whose_days_they_are_while_the_core_is_away(corner: Corner) -> None:
    said: list[str] = []
    tell_figures(corner.shelf, away, (MONDAY, TUESDAY), None, said.append)
    assert said[0] == "The core does not answer: days are those of Asia/Jakarta."
    assert said[1] == "2026-11-30 to 2026-12-01: 2 titles, 3 copies, 0 missing."


def test_days_in_the_wrong_order_are_told_and_give_no_empty_table(corner: Corner, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="2026-11-30 lies before 2026-12-01"):
        tell_figures(corner.shelf, away, (TUESDAY, MONDAY), tmp_path / "days.csv", print)
    assert not (tmp_path / "days.csv").exists()
