"""Search in the reading corner: as one types, with an error, in old spelling; beside plain FTS5."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from benchmarks.figures import Row, milliseconds, percentile
from queue_core.foundation.clock import system_clock
from reading_corner.rules.audience import Audience
from reading_corner.rules.folding import folded
from reading_corner.service.finding import Finding
from reading_corner.store.shelf import Shelf
from tests.reading_corner.made_titles import fill, made_titles, mistyped

FEW, MANY, ROUNDS = 10_000, 1_000_000, 300
SEED = 11
OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"))
PLAIN = "SELECT rowid FROM title_text WHERE title_text MATCH ? ORDER BY rank LIMIT 12"


def measure(folder: Path, sizes: Sequence[int] = (FEW, MANY)) -> list[Row]:
    """Each kind of search at each size; p95 of each."""
    return [row for number in sizes for row in _of_size(folder / f"titles-{number}.db", number)]


def _of_size(path: Path, number: int) -> list[Row]:
    shelf = Shelf(path, system_clock)
    fill(shelf, number)
    finding, random = Finding(shelf), Random(SEED)  # noqa: S311  not for secrets
    finding.find("kancil", Audience.CHILDREN)  # the vocabulary is read once
    names = [one.name.lower() for one in random.sample([*made_titles(number)], ROUNDS)]
    kinds = {
        "as one types": [_begun(random, name) for name in names],
        "with a typing error": [_with_error(random, name) for name in names],
        "in old spelling": [_old(name) for name in names],
    }
    return [_row(f"search {what}, {number:,} titles", finding, path, kinds[what]) for what in kinds]


def _begun(random: Random, name: str) -> str:
    return name[: random.randrange(2, len(name))]


def _with_error(random: Random, name: str) -> str:
    words = name.split()
    which = random.randrange(len(words))
    return " ".join([*words[:which], mistyped(random, words[which]), *words[which + 1 :]])


def _old(name: str) -> str:
    for new, old in OLD:
        name = name.replace(new, old)
    return name


def _row(what: str, finding: Finding, path: Path, typed: Sequence[str]) -> Row:
    own = _seconds(lambda one: finding.find(one, Audience.CHILDREN), typed)
    with closing(sqlite3.connect(path)) as plain:
        beside = _seconds(lambda one: plain.execute(PLAIN, (_plain(one),)).fetchall(), typed)
    return Row(what, f"p95 {_p95(own)}", f"plain FTS5, unmended and for everybody: p95 {_p95(beside)}")


def _plain(typed: str) -> str:
    """What FTS5 takes by itself: every word, the last one as a beginning."""
    return " AND ".join(f'"{word}"' for word in folded(typed).split()) + " *"


def _p95(seconds: Sequence[float]) -> str:
    return milliseconds(percentile(seconds, 0.95))


def _seconds(act: Callable[[str], object], typed: Sequence[str]) -> list[float]:
    seconds = []
    for one in typed:
        begun = time.perf_counter()
        act(one)
        seconds.append(time.perf_counter() - begun)
    return seconds
