"""The words of the catalogue, kept ready to find those near a mistyped one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from reading_corner.rules.wording import lengths_around, most_mistakes
from reading_corner.store import search

NEAREST, MOST_ASKED = 12, 60
"""So many near words are sought; so many are looked at until enough are found that may be seen."""
Seen = Callable[[str], bool]


class Vocabulary:
    """All words by their length, and their beginnings as somebody comes to need them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        for word in words:
            self._by_length.setdefault(len(word), []).append(word)
        self._beginnings: dict[int, list[str]] = {}

    def near(self, word: str, mistakes: int) -> list[str]:
        """Words that differ from this one in 1 to `mistakes` letters (left out, added, another one, or two
        exchanged), the nearest first.
        """
        lengths = lengths_around(word, mistakes)
        choices = [one for length in lengths for one in self._by_length.get(length, ())]
        return _nearest(word, choices, mistakes)

    def near_beginnings(self, word: str) -> list[str]:
        """The beginnings of longer words, as long as this one, that differ from it in one letter."""
        length = len(word)
        if length not in self._beginnings:
            longer = (one for size, words in self._by_length.items() if size > length for one in words)
            self._beginnings[length] = list({one[:length] for one in longer})
        return _nearest(word, self._beginnings[length], 1)


def _nearest(word: str, choices: Sequence[str], mistakes: int) -> list[str]:
    found = process.extract(
        word, choices, scorer=OSA.distance, score_cutoff=mistakes, limit=MOST_ASKED, processor=None
    )
    return [one for one, distance, _ in found if distance]


class Spelling:
    """The vocabulary of the catalogue as it is now: read again only when the text has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[tuple[bytes, ...], Vocabulary] = ((), Vocabulary(()))

    def vocabulary(self, connection: Connection) -> Vocabulary:
        """The words as this connection sees them."""
        stamp = search.stamp(connection)
        with self._lock:
            if self._kept[0] != stamp:
                self._kept = (stamp, Vocabulary(search.vocabulary(connection)))
            return self._kept[1]


def near_words(vocabulary: Vocabulary, word: str, mistakes: int, seen: Seen) -> list[str]:
    """The nearest words that may be seen."""
    allowed = min(mistakes, most_mistakes(word))
    return _first_seen(vocabulary.near(word, allowed), seen) if allowed else []


def near_beginnings(vocabulary: Vocabulary, word: str, seen: Seen) -> list[str]:
    """The nearest beginnings of words that may be seen."""
    return _first_seen(vocabulary.near_beginnings(word), seen) if most_mistakes(word) else []


def _first_seen(words: Iterable[str], seen: Seen) -> list[str]:
    chosen: list[str] = []
    for word in words:
        if len(chosen) == NEAREST:
            break
        if seen(word):
            chosen.append(word)
    return chosen
