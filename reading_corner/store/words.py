"""The words by which a title is found: written with it, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from reading_corner.rules.folding import folded

_FORGET = text("DELETE FROM title_text WHERE rowid = :id")
_KEEP = text("INSERT INTO title_text (rowid, name, people, subjects) VALUES (:id, :name, :people, :subjects)")


def keep_words(
    connection: Connection,
    title_id: int,
    names: Iterable[str],
    people: Iterable[str],
    subjects: Iterable[str],
) -> None:
    """Makes a title found by these words from now on, and by no others."""
    connection.execute(_FORGET, {"id": title_id})
    told = {"name": names, "people": people, "subjects": subjects}
    words = {column: folded(" ".join(texts)) for column, texts in told.items()}
    connection.execute(_KEEP, {"id": title_id} | words)
