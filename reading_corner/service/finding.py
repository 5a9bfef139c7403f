"""Search as one types: what stands there first, then what begins so, then what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from reading_corner.rules import wording
from reading_corner.rules.audience import Audience
from reading_corner.rules.folding import folded
from reading_corner.service.spelling import Spelling, Vocabulary, near_beginnings, near_words
from reading_corner.store import search, titles
from reading_corner.store.shelf import Shelf
from reading_corner.wire.titles import Card, Findings

MOST_HITS, MOST_WORDS = 12, 5


class Finding:
    """The search of one shelf, with the spelling of its catalogue."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._spelling = Spelling()

    def find(self, typed: str, audience: Audience, most: int = MOST_HITS) -> Findings:
        """The titles that fit, the best first, of those that this audience sees."""
        words = wording.words_of(typed)
        return self._shelf.read(lambda c: self._found(c, words, audience, most)) if words else Findings()

    def _found(self, connection: Connection, words: Sequence[str], audience: Audience, most: int) -> Findings:
        wish = _Wish(connection, self._spelling.vocabulary(connection), words, audience)
        ids: dict[int, None] = {}
        plainly = 0
        for query, is_plain in wish.queries():
            weighed_from = 2 if is_plain else most + 1
            ids |= dict.fromkeys(search.best(connection, audience, query, most, weighed_from))
            plainly = len(ids) if is_plain else plainly
            if len(ids) >= most:
                break
        hits = cards(connection, audience, list(ids)[:most])
        return Findings(
            hits=hits,
            suggestions=_words_in(hits, lambda word: word.startswith(words[-1]) and word != words[-1]),
            corrections=() if plainly else _words_in(hits, wish.meant.__contains__),
        )


@dataclass
class _Wish:
    """One search under way; `meant` gathers the words near those that were typed."""

    connection: Connection
    vocabulary: Vocabulary
    words: Sequence[str]
    audience: Audience

    def __post_init__(self) -> None:
        self.meant: set[str] = set()

    def queries(self) -> Iterator[tuple[str, bool]]:
        """FTS5 queries, each looser than the one before, and whether it leaves the words as they are."""
        yield wording.exact(self.words), True
        yield wording.begun(self.words), True
        beginnings = near_beginnings(self.vocabulary, self.words[-1], self._is_beginning_seen)
        for mistakes in range(1, max(map(wording.most_mistakes, self.words)) + 1):
            near = [near_words(self.vocabulary, word, mistakes, self._is_seen) for word in self.words]
            self.meant.update(one for group in near for one in group)
            yield wording.mended(self.words, near), False
            yield wording.mended(self.words, near, beginnings), False
        if len(self.words) > 1:
            yield wording.without_one(self.words), False

    def _is_seen(self, word: str) -> bool:
        return search.occurs(self.connection, self.audience, wording.exact([word]))

    def _is_beginning_seen(self, word: str) -> bool:
        return search.occurs(self.connection, self.audience, wording.begun([word]))


def cards(connection: Connection, audience: Audience, ids: Sequence[int]) -> tuple[Card, ...]:
    """The titles as cards, in this order."""
    authors = titles.authors(connection, ids)
    return tuple(
        Card(
            id=row.id,
            name=row.name,
            authors=authors.get(row.id, ()),
            age_from=row.age_from,
            age_to=row.age_to,
            pages=row.pages,
        )
        for row in titles.rows(connection, audience, ids)
    )


def _words_in(hits: Sequence[Card], is_wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """Words as they are written in the names of the hits: folded ones are nothing to be shown."""
    found: dict[str, str] = {}
    for written in (word.strip(".,:;!?()[]\"'") for hit in hits for word in hit.name.split()):
        if is_wanted(key := folded(written)):
            found.setdefault(key, written.lower())
    return tuple(found.values())[:MOST_WORDS]
