"""What was typed as queries of the full text, step by step looser, and never a mistake of FTS5's grammar."""

from __future__ import annotations

from collections.abc import Sequence

from reading_corner.rules.folding import folded

MOST_WORDS = 8
"""Of a search; what is typed beyond them is left out."""
LONGEST_WORD = 40
"""Letters of a word that are looked at."""
LONG_WORD = 5
"""Letters from which a word may hold two mistakes: one that was typed may be two once it is folded."""
SHORTEST_MENDED, SHORTEST_BEGINNING = 3, 2


def words_of(typed: str) -> tuple[str, ...]:
    """The folded words that are sought."""
    return tuple(word[:LONGEST_WORD] for word in folded(typed).split()[:MOST_WORDS])


def most_mistakes(word: str) -> int:
    """So many letters of a word may be wrong."""
    if len(word) < SHORTEST_MENDED:
        return 0
    return 2 if len(word) >= LONG_WORD else 1


def exact(words: Sequence[str]) -> str:
    """Every word as it is."""
    return " AND ".join(map(_quoted, words))


def begun(words: Sequence[str]) -> str:
    """Every word as it is, the last one as the beginning of a word."""
    return " AND ".join([*map(_quoted, words[:-1]), *_beginning(words)])


def mended(
    words: Sequence[str], near: Sequence[Sequence[str]], near_beginnings: Sequence[str] | None = None
) -> str:
    """Every word or one of those near it; with `near_beginnings`, the last one may be a beginning."""
    groups = [[_quoted(word), *map(_quoted, others)] for word, others in zip(words, near, strict=True)]
    if near_beginnings is not None:
        groups[-1] += [*_beginning(words), *map(_prefix, near_beginnings)]
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)


def without_one(words: Sequence[str]) -> str:
    """All words but any one: the one that nobody can mend. For two words and more."""
    rests = ([*words[:which], *words[which + 1 :]] for which in range(len(words)))
    return " OR ".join(f"({exact(rest)})" for rest in rests)


def lengths_around(word: str, mistakes: int) -> range:
    """How long a word can be that differs in so many letters."""
    return range(max(1, len(word) - mistakes), len(word) + mistakes + 1)


def _beginning(words: Sequence[str]) -> list[str]:
    """The last word as a beginning; a single letter begins too many words to be sought."""
    last = words[-1]
    return [_prefix(last) if len(last) >= SHORTEST_BEGINNING else _quoted(last)]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _prefix(word: str) -> str:
    return _quoted(word) + " *"
