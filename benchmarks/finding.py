"""Search in the reading corner over HTTP: as one types, with an error, in old spelling; beside plain FTS5."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import requests

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.ports import free_ports
from queue_core.foundation.clock import system_clock
from reading_corner.rules.folding import folded
from reading_corner.store.shelf import Shelf
from tests.programs import Program
from tests.reading_corner.made_titles import fill, made_titles, mistyped

FEW, MANY, ROUNDS = 10_000, 1_000_000, 300
SEED = 11
OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"))
PLAIN = "SELECT rowid FROM title_text WHERE title_text MATCH ? ORDER BY rank LIMIT 12"
DATABASE = "reading-corner.db"


def measure(folder: Path, sizes: Sequence[int] = (FEW, MANY)) -> list[Row]:
    """Each kind of search at each size, in the running program; p95 of each."""
    return [row for number in sizes for row in _of_size(folder / f"titles-{number}", number)]


def _of_size(folder: Path, number: int) -> list[Row]:
    folder.mkdir(parents=True)
    fill(Shelf(folder / DATABASE, system_clock), number)
    random = Random(SEED)  # noqa: S311  not for secrets
    names = [one.name.lower() for one in random.sample([*made_titles(number)], ROUNDS)]
    kinds = {
        "as one types": [_begun(random, name) for name in names],
        "with a typing error": [_with_error(random, name) for name in names],
        "in old spelling": [_old(name) for name in names],
    }
    with _running(folder) as address, requests.Session() as session:
        session.trust_env = False

        def find(typed: str) -> None:
            session.get(f"{address}/api/search", params={"typed": typed}, timeout=60).raise_for_status()

        find("kancil")  # the vocabulary is read once
        return [_row(f"search {what}, {number:,} titles", find, folder, kinds[what]) for what in kinds]


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    """The address of the program on this folder's shelf; it finds no core, and needs none."""
    port = free_ports(1)
    (folder / "reading-corner.token").write_text("bench")
    settings = folder / "kerak.toml"
    settings.write_text(
        f'[reading_corner]\nport = {port}\ncore = "http://127.0.0.1:9"\n'
        f'token_file = "{folder}/reading-corner.token"\n'
    )
    program = Program("reading_corner", settings, f"http://127.0.0.1:{port}")
    program.start()
    try:
        yield program.address
    finally:
        program.kill()


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


def _row(what: str, find: Callable[[str], None], folder: Path, typed: Sequence[str]) -> Row:
    own = _seconds(find, typed)
    with closing(sqlite3.connect(folder / DATABASE)) as plain:
        beside = _seconds(lambda one: plain.execute(PLAIN, (_plain(one),)).fetchall(), typed)
    return Row(what, f"p95 {_p95(own)}", f"plain FTS5, unmended, for everybody, no HTTP: p95 {_p95(beside)}")


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
