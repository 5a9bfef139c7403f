"""The full text of the catalogue, asked for one audience: hits, and whether a word occurs at all."""

from __future__ import annotations

from sqlalchemy import Connection, text

from reading_corner.rules.audience import Audience

RANKED = 500
"""Hits among which the best are chosen; whoever finds more types on."""
SEEN_BY = {Audience.CHILDREN: "AND title.for_children", Audience.OFFICE: ""}
_FROM = """
FROM title_text CROSS JOIN title ON title.id = title_text.rowid
WHERE title_text MATCH :query {seen}
"""
_HITS = f"SELECT title_text.rowid {_FROM} LIMIT :most"
_RANKED = f"SELECT title_text.rowid {_FROM} ORDER BY bm25(title_text, 4, 2, 1), title_text.rowid LIMIT :most"
_WORDS = text("SELECT term FROM title_words")
_STAMP = text("SELECT block FROM title_text_data WHERE id IN (1, 10)")
"""FTS5 writes its totals (1) and its structure (10) anew with every change of the text."""


def hits(connection: Connection, audience: Audience, query: str, most: int) -> tuple[int, ...]:
    """The ids that fit the FTS5 query, in the order of the catalogue."""
    return _ids(connection, _HITS, audience, query, most)


def best(
    connection: Connection, audience: Audience, query: str, most: int, weighed_from: int
) -> tuple[int, ...]:
    """The ids that fit, the best first: names weigh more than people, people than subjects.

    Fewer than `weighed_from` come in the order of the catalogue, and so do more than `RANKED`: to weigh is to
    look at every title that holds any word of the query.
    """
    found = hits(connection, audience, query, RANKED + 1)
    if weighed_from <= len(found) <= RANKED:
        return _ids(connection, _RANKED, audience, query, most)
    return found[:most]


def _ids(connection: Connection, sql: str, audience: Audience, query: str, most: int) -> tuple[int, ...]:
    statement = text(sql.format(seen=SEEN_BY[audience]))
    return tuple(connection.scalars(statement, {"query": query, "most": most}))


def occurs(connection: Connection, audience: Audience, query: str) -> bool:
    """Whether anything that this audience sees fits."""
    return bool(_ids(connection, _HITS, audience, query, 1))


def stamp(connection: Connection) -> tuple[bytes, ...]:
    """Another one whenever the full text has changed."""
    return tuple(connection.scalars(_STAMP))


def vocabulary(connection: Connection) -> tuple[str, ...]:
    """Every word of the full text, for whomever: `occurs` says who may know of one."""
    return tuple(connection.scalars(_WORDS))
