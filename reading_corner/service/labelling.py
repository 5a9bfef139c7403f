"""Gives books that have no copy in the catalogue one of the corner's own codes, and makes their labels."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from reading_corner.papers.labels import Label
from reading_corner.rules.item_codes import item_code, serial_of
from reading_corner.rules.looks import Looks, colour_of
from reading_corner.rules.shelf import Care
from reading_corner.service.catalogue import next_code
from reading_corner.service.looks import read_looks
from reading_corner.store import catalogue, labels
from reading_corner.store.shelf import Shelf


def give_codes(shelf: Shelf) -> int:
    """One copy with a code of the corner's own for each title that has none; how many were given.

    A list often names each book once and has no codes. Once more it gives nothing.
    """

    def work(connection: Connection, _: datetime) -> int:
        without = labels.titles_without_copies(connection)
        first = serial_of(next_code(connection)) or 1
        rows = [
            {"title_id": title_id, "code": item_code(first + at), "care": Care.IN_USE}
            for at, title_id in enumerate(without)
        ]
        catalogue.add_copies(connection, rows)
        return len(rows)

    return shelf.write(work)


def labels_of(shelf: Shelf, codes: frozenset[str] = frozenset()) -> tuple[Label, ...]:
    """The labels of these copies, or of all that have a code of the corner's own, by their codes."""
    found, looks = shelf.read(labels.copies), read_looks()
    wanted = (row for row in found if (row.code in codes if codes else serial_of(row.code) is not None))
    return tuple(Label(row.code, row.name, _paint(looks, row.colour)) for row in wanted)


def _paint(looks: Looks, label: str | None) -> str | None:
    """How the shelf's colour is painted."""
    colour = colour_of(looks, label)
    return None if colour is None else colour.paint
