"""The truth that the waits are judged by, on a made-up feed with the dirt of a real one."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.waiting import judge, peers
from benchmarks.waiting.cases import cases, typical_turn_of, worked
from benchmarks.waiting.feed import Queue, Snapshot, read, real_wait
from queue_core.tickets.rules.pace import Pace

HEAD = (
    "office,queue_name,queue_letter,queue_id,queue_ordinal,date,time,status,announced_service_min,"
    "open_counters,waiting,current_ticket"
)


def day(*shown: tuple[int, int, int | None], counters: int = 2, announced: int = 10) -> list[Snapshot]:
    """A day from (minute, waiting, ticket being served)."""
    return [Snapshot(minute, announced, counters, waiting, serving) for minute, waiting, serving in shown]


STEADY = day(*((5 * step, 3, 10 + step) for step in range(40)))
"""One call every five minutes, three people in line."""


def test_the_last_in_line_waits_until_the_ticket_with_that_number_is_shown() -> None:
    assert real_wait(day((0, 2, 7), (5, 2, 8), (10, 1, 9), (15, 0, 11)), 0) == 10


def test_a_ticket_that_is_not_shown_for_a_while_does_not_end_a_wait() -> None:
    assert real_wait(day((0, 2, 7), (5, 2, None), (10, 1, 12)), 0) == 10


@pytest.mark.parametrize(
    "dirty",
    [
        day((0, 2, None), (5, 2, 9)),
        day((0, 2, 7), (5, 2, 7), (10, 0, 7)),
        day((0, 2, 7), (5, 2, 3), (10, 2, 9)),
        day((0, 2, 7), (5, 2, 8), (65, 0, 30)),
    ],
    ids=["no ticket shown", "frozen after closing", "numbers begin anew", "a hole in the feed"],
)
def test_where_the_feed_does_not_tell_there_is_no_truth(dirty: list[Snapshot]) -> None:
    assert real_wait(dirty, 0) is None


def test_counters_work_while_somebody_waits() -> None:
    shown = day((0, 1, 5), (5, 0, 6), (10, 2, 6), (15, 1, 8), (20, 1, 2), (60, 1, 3))
    assert worked(shown) == Pace(20, 3)


def test_the_three_peers_tell_what_their_names_say() -> None:
    assert peers.announced(STEADY, 20) == 10 * 3 / 2
    assert peers.last_hour(STEADY, 20) == 3 * 5
    assert peers.last_delay(STEADY, 20) == 15
    assert peers.last_hour(day((0, 1, 5), (5, 1, 5)), 1) is None


def test_every_case_is_judged_by_the_products_own_function() -> None:
    days = {"2020-01-02": {Queue("office", "1"): STEADY}, "2020-01-03": {Queue("office", "1"): STEADY}}
    found = list(cases(days, typical_turn_of(days)))
    assert {case.real for case in found} == {15}
    assert found[-1].expected == pytest.approx((2 + 3) * 10 / 2)
    assert found[-1].product.half == pytest.approx(15)
    assert judge.error(found, judge.PRODUCT).mae < judge.error(found, judge.PEERS["last delay seen"]).mae
    assert judge.held(found[-30:]) == 1


def test_a_bias_is_taken_off_as_it_was_on_the_days_of_fitting() -> None:
    days = {"2020-01-02": {Queue("office", "1"): STEADY}}
    found = list(cases(days, 10.0))
    mended = judge.without_bias(judge.PEERS["throughput of the last hour"], found)
    assert judge.error(found, mended).bias == pytest.approx(0, abs=1e-9)


def test_of_two_rows_for_one_minute_the_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv.gz"
    rows = [f"o,A: x,A,1,2,2020-01-02,08:05,1,10,{counters},4,A012" for counters in (3, 9)]
    path.write_bytes(gzip.compress("\n".join([HEAD, *rows]).encode()))
    assert read(path) == {"2020-01-02": {Queue("o", "1"): [Snapshot(485, 10, 3, 4, 12)]}}


def test_without_the_data_the_benchmark_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.waiting", "--data", str(tmp_path / "no.csv.gz")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Hand in the feed with --data FILE" in done.stdout
