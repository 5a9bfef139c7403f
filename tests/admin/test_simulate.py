"""A day played in advance: from a file, from the office's own book, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.profile import read_profile
from queue_core.simulation.arrivals import Arrival, from_csv, own_day, visits
from queue_core.simulation.day import FIRST_COME, Hall, Visit, play
from queue_core.simulation.errors import ArrivalsUnreadable, NothingToSimulate
from queue_core.simulation.report import Target, hours_of, nine_in_ten, over_standard, waits_by_lane
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.rules.policy import Strict
from tests.admin.conftest import Kerak
from tests.core.office import MORNING, Office, open_office

PROFILE = read_profile("kembaran")
HEADING = "arrived,lane,minutes,service\n"
MORNING_OF_FOUR = f"""{HEADING}08:00,A,30,kia
08:05,A,60,kia
08:09:30,C,10,
2026-11-20T08:14:00,C,,assisted
"""


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Two ordinary families, then two with priority."""
    path = tmp_path / "day.csv"
    path.write_text(MORNING_OF_FOUR)
    return path


def test_a_file_is_read_as_documented(day: Path) -> None:
    assert from_csv(day, PROFILE) == [
        Arrival(480, "A", "kia", 30),
        Arrival(485, "A", "kia", 60),
        Arrival(489.5, "C", None, 10),
        Arrival(494, "C", "assisted", None),
    ]


def test_a_file_of_a_spreadsheet_is_read_whatever_else_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text("note,lane,arrived\nhello,B,09:15\n", encoding="utf-8-sig")
    assert from_csv(path, PROFILE) == [Arrival(555, "B", None, None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("time,lane\n", "the column arrived is missing"),
        (HEADING + "08:00,Z,1,\n", "line 2: the office has no lane 'Z'"),
        (HEADING + "08:00,A,1,\n08:00,A,1,tea\n", "line 3: the office has no service 'tea'"),
        (HEADING + "8 o'clock,A,1,\n", "line 2: Invalid isoformat"),
        (HEADING + "08:00,A,long,\n", "line 2: could not convert"),
        (HEADING + "08:00,A,-1,\n", "line 2: minutes must be 0 or more, not -1"),
        (HEADING + "08:00,A,inf,\n", "line 2: minutes must be 0 or more, not inf"),
        ("", "the column arrived is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "day.csv").write_text(text)
    with pytest.raises(ArrivalsUnreadable, match=told):
        from_csv(tmp_path / "day.csv", PROFILE)


def test_a_file_of_nobody_is_refused(tmp_path: Path) -> None:
    (tmp_path / "day.csv").write_text(HEADING)
    with pytest.raises(NothingToSimulate):
        from_csv(tmp_path / "day.csv", PROFILE)


def test_services_that_nobody_knows_are_drawn_from_those_of_the_lane() -> None:
    known = [Arrival(0, "A", None, 7), Arrival(0, "C", None, 9)]
    unknown = [Arrival(1, "A", None, None), Arrival(1, "B", None, None)]
    drawn = visits(known + unknown, PROFILE, Random(1), anew=False)
    assert [visit.minutes for visit in drawn[:3]] == [7, 9, 7]
    assert drawn[3].minutes in (7, 9)


def test_where_no_service_is_known_the_profiles_typical_minutes_are() -> None:
    low, high = PROFILE.queue.typical_service_minutes
    drawn = visits([Arrival(0, "A", "kia", None)] * 50, PROFILE, Random(1), anew=False)
    assert all(low <= visit.minutes <= high for visit in drawn)
    assert {visit.standard for visit in drawn} == {50}


def test_the_report_says_who_pays() -> None:
    day = [Visit(0, "A", 30, 50), Visit(5, "A", 60, 50), Visit(9, "C", 10)]
    hall = Hall(["AC"], "C", Strict())
    served, plain = play(day, hall), play(day, Hall(["AC"], "C", FIRST_COME))
    lanes = waits_by_lane(served, plain)
    assert (lanes["A"].paid, lanes["C"].paid) == (5, -60)
    assert over_standard(served) == (1, 2)


def test_nine_in_ten_leaves_out_one_in_ten() -> None:
    assert nine_in_ten(range(1, 11)) == 9
    assert nine_in_ten([4]) == 4


def test_the_busy_hour_needs_more_counters_and_more_people_when_some_are_away() -> None:
    busy = [Visit(9 * 60 + minute, "A", 10) for minute in range(0, 60, 2)]
    quiet = [Visit(8 * 60, "A", 10)]
    hours = hours_of(busy + quiet, 1, Target(within=10, share=0.9, absent=0.25))
    assert [(hour.hour, hour.families) for hour in hours] == [(8, 1), (9, 30)]
    assert hours[0].counters == 1
    assert (hours[1].counters, hours[1].people) == (7, 10)


def test_a_file_is_played_and_told_in_tables(day: Path, kerak: Kerak) -> None:
    told = kerak("simulate", "--csv", str(day), "--counters", "1", "--within", "20").stdout
    assert told.startswith("day.csv: head_start, 1 counters, 4 families, 1 runs")
    assert "Services longer than their standard: 1 of 3." in told
    assert "Waited longer than 20 minutes: 3 of 4 families" in told
    assert "If tomorrow is like this day" in told


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        (("--policy", "ratio", "--turns", "2:1"), "ratio"),
        (("--policy", "accumulating", "--rates", "A=1,B=1,C=3"), "accumulating"),
        (("--policy", "strict"), "strict"),
        (("--head-start", "60"), "head_start"),
    ],
)
def test_another_policy_can_be_tried(day: Path, kerak: Kerak, words: tuple[str, ...], policy: str) -> None:
    told = kerak("simulate", "--csv", str(day), "--counters", "1", *words).stdout
    assert told.startswith(f"day.csv: {policy}, 1 counters")


def test_the_same_seed_tells_the_same(day: Path, kerak: Kerak) -> None:
    words = ("simulate", "--csv", str(day), "--runs", "20", "--seed", "7")
    assert kerak(*words).stdout == kerak(*words).stdout
    assert "4 families, 20 runs" in kerak(*words).stdout


def test_the_waits_are_drawn(day: Path, kerak: Kerak, tmp_path: Path) -> None:
    assert "are drawn in" in kerak("simulate", "--csv", str(day), "--chart", str(tmp_path / "w.png")).stdout
    with Image.open(tmp_path / "w.png") as picture:
        assert picture.size == (960, 540)
        assert len(picture.getcolors(100_000) or []) > 5


@pytest.mark.parametrize(
    "words",
    [("--turns", "two"), ("--rates", "A=much"), ("--policy", "fifo"), ("--counters", "0"), ("--share", "1")],
)
def test_a_wrong_option_ends_with_2(day: Path, kerak: Kerak, words: tuple[str, str]) -> None:
    assert kerak("simulate", "--csv", str(day), *words).exit_code == 2


def test_a_policy_without_its_figure_is_told(day: Path, kerak: Kerak) -> None:
    error = kerak("simulate", "--csv", str(day), "--policy", "ratio").exception
    assert isinstance(error, SettingsInvalid)
    assert "policy ratio needs turns" in str(error)


@pytest.mark.usefixtures("office")
def test_an_office_where_nobody_was_served_says_so(kerak: Kerak) -> None:
    assert isinstance(kerak("simulate").exception, NothingToSimulate)


def serve(office: Office, minutes: int, reason: str | None = None) -> None:
    """One family from its slip to its end."""
    office.issue("kia", reason)
    office.call()
    office.act(Verb.START)
    office.clock.forward(minutes=minutes)
    office.act(Verb.FINISH)


def test_an_own_day_is_played_as_it_was(staffed: Path, tmp_path: Path) -> None:
    with open_office(staffed, tmp_path) as office:
        office.take()
        serve(office, minutes=20)
        serve(office, minutes=10, reason="elderly")
        office.issue()
    on, came = own_day(tmp_path / "office.db", PROFILE, None)
    assert on == MORNING.date()
    assert [(one.lane, one.service, round(one.minutes or 0)) for one in came] == [
        ("A", "kia", 20),
        ("C", "kia", 10),
    ]
    assert [round(one.at) for one in came] == [8 * 60, 8 * 60 + 20]
    with pytest.raises(NothingToSimulate, match="2021-02-07"):
        own_day(tmp_path / "office.db", PROFILE, on - timedelta(days=1))
