"""Judges the waits that families are told on a real feed: 'python -m benchmarks.waiting --data FILE'."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.waiting import judge
from benchmarks.waiting.cases import Case, cases, typical_turn_of
from benchmarks.waiting.feed import read

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- waiting: written by 'python -m benchmarks.waiting' -->", "<!-- waiting: end -->"
FIT = ("2020-01-02", "2020-01-10")
JUDGE = ("2020-01-13", "2020-01-15")
HOLIDAYS = ("2020-01-06",)
POINTS = 20


def main() -> None:
    """Reads the feed, prints what was found, and keeps it in the page when asked to."""
    options = _options()
    if not options.data.exists():
        print(f"There is no {options.data}: nothing was measured. Hand in the feed with --data FILE.")
        return
    days = read(options.data)
    fit_days = {day: queues for day, queues in days.items() if FIT[0] <= day <= FIT[1]}
    typical = typical_turn_of(fit_days)
    print(f"A turn on the days of fitting: {typical:.1f} minutes of one counter.")
    if options.fit:
        _print_fit(list(cases(fit_days, typical, HOLIDAYS)))
        return
    known = {day: queues for day, queues in days.items() if FIT[0] <= day <= JUDGE[1]}
    found = _report(list(cases(known, typical, HOLIDAYS)))
    print(found)
    if options.write:
        _keep(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waiting", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("civil_queues.csv.gz"), help="the feed, gzipped CSV"
    )
    parser.add_argument("--fit", action="store_true", help="only the days of fitting: for tuning")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/benchmarks.md")
    return parser.parse_args()


def _print_fit(fitted: list[Case]) -> None:
    """What may be tuned by: the ratios the product starts with, and the errors on the days of fitting."""
    ratios = sorted(case.real / case.expected for case in fitted)
    points = [ratios[int((point + 0.5) / POINTS * len(ratios))] for point in range(POINTS)]
    print("FIRST_RATIOS:", ", ".join(f"{ratio:.2f}" for ratio in points))
    print(judge.errors(fitted, fitted), judge.coverage(fitted), sep="\n\n")


def _report(found: list[Case]) -> str:
    fitted = [case for case in found if case.day <= FIT[1]]
    judged = [case for case in found if JUDGE[0] <= case.day]
    title = (
        f"{len(judged)} cases from {JUDGE[0]} to {JUDGE[1]}; bias estimated on {len(fitted)} cases before."
    )
    return f"{title}\n\n{judge.errors(fitted, judged)}\n\n{judge.coverage(judged)}"


def _keep(found: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{found}\n\n{END}{after}", encoding="utf-8")


main()
