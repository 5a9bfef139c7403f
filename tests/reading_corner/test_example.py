"""The example of the README is a catalogue that can be imported whole."""

from __future__ import annotations

from pathlib import Path

from reading_corner.service.importing.reading import open_source
from reading_corner.service.importing.running import preview

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "books.csv"


def test_every_book_of_the_example_is_taken_and_one_is_not_for_children() -> None:
    seen = preview(open_source(EXAMPLE))
    assert (seen.rows, seen.titles, seen.marked, list(seen.refusals)) == (7, 7, 6, [])
