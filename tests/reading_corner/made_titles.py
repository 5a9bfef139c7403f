"""Made-up titles: a catalogue of any size from one seed, with words as children's books have them.

The first words are whole and Indonesian; more are made of syllables, as many as the catalogue is large, so
that the vocabulary grows as a real one does (Heaps: with about the square root of the text).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert, text

from reading_corner.rules.folding import folded
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import title

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
SEED, AT_ONCE = 1928, 20_000
WORDS: dict[str, str] = tomllib.loads(Path(__file__).with_name("made_words.toml").read_text(encoding="utf-8"))
WHO, WHAT, HOW = (WORDS[which].split() for which in ("who", "what", "how"))
SMALL = ("dan", "di", "yang", "dari", "untuk", "si", "sang", "ke")
ONSETS = ("b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "ng", "ny", "p", "r", "s", "t", "w", "y", "")
VOWELS, CODAS = ("a", "i", "u", "e", "o"), ("", "", "", "n", "ng", "r", "s", "t", "k", "h")


@dataclass(frozen=True)
class Made:
    """One title and whether it is for children."""

    id: int
    name: str
    for_children: bool


def made_titles(number: int, seed: int = SEED) -> Iterator[Made]:
    """So many titles; every third one is for adults alone."""
    random = Random(seed)
    own = [_word(random) for _ in range(60 + int(8 * number**0.5))]
    for which in range(1, number + 1):
        yield Made(which, _name(random, own), which % 3 != 0)


def _word(random: Random) -> str:
    parts = random.choice((2, 2, 3, 3, 4))
    return "".join(random.choice(ONSETS) + random.choice(VOWELS) for _ in range(parts)) + random.choice(CODAS)


def _name(random: Random, own: list[str]) -> str:
    words = [random.choice(WHAT), *([random.choice(SMALL)] if random.random() < 0.5 else [])]
    words += [random.choice(WHO), random.choice(HOW), random.choice(own)]
    words += [random.choice(own)] if random.random() < 0.5 else []
    return " ".join(words).capitalize()


def fill(shelf: Shelf, number: int) -> None:
    """Puts so many made-up titles on an empty shelf, found by their names."""
    coming = made_titles(number)
    while some := list(islice(coming, AT_ONCE)):
        shelf.write(partial(_keep, some))


def _keep(some: list[Made], connection: Connection, now: datetime) -> None:
    stamps = {"added_at": now, "changed_at": now}
    rows = [
        {"id": one.id, "key": f"made:{one.id}", "name": one.name, "for_children": one.for_children} | stamps
        for one in some
    ]
    connection.execute(insert(title), rows)
    words = [{"id": one.id, "name": folded(one.name)} for one in some]
    connection.execute(
        text("INSERT INTO title_text (rowid, name, people, subjects) VALUES (:id, :name, '', '')"), words
    )


def mistyped(random: Random, word: str) -> str:
    """The word with one error of typing: a letter left out, doubled, added, another one, or two exchanged."""
    where = random.randrange(len(word))
    other = random.choice("abcdefghijklmnopqrstuvwxyz")
    following = word[where + 1 : where + 2]
    return random.choice(
        (
            word[:where] + word[where + 1 :],
            word[:where] + word[where] + word[where:],
            word[:where] + other + word[where:],
            word[:where] + other + word[where + 1 :],
            word[:where] + following + word[where] + word[where + 2 :],
        )
    )
