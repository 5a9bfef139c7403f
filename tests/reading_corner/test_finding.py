"""Search as one types, mended, and closed to what is not for whoever looks."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from reading_corner.rules.audience import Audience
from reading_corner.service.finding import Finding
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import title
from reading_corner.store.words import keep_words
from tests.reading_corner.made_titles import NOW, fill, made_titles, mistyped
from tests.reading_corner.new_shelf import shelf_at

pytestmark = pytest.mark.database
NUMBER, TRIED = 3_000, 400
GRAMMAR = ['"', "*", "(", ")", "AND", "OR", "NOT", "NEAR", "^", "+", ":", "-", "{name}", "si"]
CHILDREN, OFFICE = Audience.CHILDREN, Audience.OFFICE


def put(shelf: Shelf, *names: str, for_children: bool = True, people: str = "") -> None:
    """Puts titles of these names on the shelf."""
    for name in names:
        row = {"key": name, "name": name, "for_children": for_children, "added_at": NOW, "changed_at": NOW}
        shelf.write(partial(_keep, row, people))


def _keep(row: dict[str, Any], people: str, connection: Connection, _now: datetime) -> None:
    key = connection.execute(insert(title).values(row)).inserted_primary_key
    assert key is not None
    keep_words(connection, key[0], [row["name"]], [people], [])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Finding:
    shelf = shelf_at(tmp_path_factory.mktemp("large") / "corner.db", lambda: NOW)
    fill(shelf, NUMBER)
    return Finding(shelf)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_at(tmp_path / "corner.db", lambda: NOW)


def names(finding: Finding, typed: str, audience: Audience = CHILDREN) -> list[str]:
    return [hit.name for hit in finding.find(typed, audience).hits]


def test_one_typing_error_in_one_word_is_found_among_the_first_ten(large: Finding) -> None:
    random, found = Random(7), 0
    for made in random.sample([one for one in made_titles(NUMBER) if one.for_children], TRIED):
        words = made.name.split()
        which = random.randrange(len(words))
        words[which] = mistyped(random, words[which])
        hits = large.find(" ".join(words), CHILDREN, 10).hits
        found += made.id in [hit.id for hit in hits]
    assert found / TRIED >= 0.95


@pytest.mark.parametrize("typed", ["soerat", "SURAT", "surát", "sur", "surst"])
def test_spelling_marks_beginnings_and_errors_do_not_matter(shelf: Shelf, typed: str) -> None:
    put(shelf, "Surat dari Soerabaja", "Gajah")
    assert names(Finding(shelf), typed) == ["Surat dari Soerabaja"]


def test_whole_words_come_before_beginnings_and_those_before_what_was_meant(shelf: Shelf) -> None:
    put(shelf, "Kanci", "Kancilan", "Kancil")
    assert names(Finding(shelf), "kancil") == ["Kancil", "Kancilan", "Kanci"]


def test_every_word_counts(shelf: Shelf) -> None:
    put(shelf, "Kancil dan buaya", "Kancil dan petani", "Buaya putih")
    assert names(Finding(shelf), "kancil bua")[0] == "Kancil dan buaya"


def test_a_beginning_with_an_error_is_mended_while_one_types(shelf: Shelf) -> None:
    put(shelf, "Petualangan di laut")
    assert names(Finding(shelf), "petuakan") == ["Petualangan di laut"]


def test_a_word_that_nobody_can_mend_is_left_out(shelf: Shelf) -> None:
    put(shelf, "Kancil dan buaya")
    assert names(Finding(shelf), "kancil xyzzyx buaya") == ["Kancil dan buaya"]


def test_a_title_is_found_by_who_made_it(shelf: Shelf) -> None:
    put(shelf, "Laskar", people="Andrea Wiratama")
    assert names(Finding(shelf), "wiratma") == ["Laskar"]


def test_what_may_be_typed_next_is_told_as_it_is_written(shelf: Shelf) -> None:
    put(shelf, "Jerapah Ajaib", "Jerami")
    assert set(Finding(shelf).find("jera", CHILDREN).suggestions) == {"jerapah", "jerami"}


def test_what_was_meant_is_told_as_it_is_written(shelf: Shelf) -> None:
    put(shelf, "Jerapah Ajaib")
    assert Finding(shelf).find("jerpah", CHILDREN).corrections == ("jerapah",)


@pytest.mark.parametrize("typed", ["hantu", "hant", "hantuu", "hamtu", "hantu kuburan", "kancil hantu"])
def test_a_child_is_told_nothing_of_what_is_not_for_children(shelf: Shelf, typed: str) -> None:
    put(shelf, "Hantu kuburan", for_children=False)
    put(shelf, "Gajah")
    assert Finding(shelf).find(typed, CHILDREN) == Finding(shelf).find("", CHILDREN)
    assert "Hantu kuburan" in names(Finding(shelf), typed, OFFICE)


def test_words_for_adults_do_not_crowd_out_a_childs_word(shelf: Shelf) -> None:
    put(shelf, *(f"Bunga {letter}unga" for letter in "cdefghijklmnopqr"), for_children=False)
    put(shelf, "Bungsu")
    assert names(Finding(shelf), "bungas") == ["Bungsu"]


def test_what_is_new_on_the_shelf_is_mended_at_once(shelf: Shelf) -> None:
    finding = Finding(shelf)
    assert names(finding, "kancul") == []
    put(shelf, "Kancil")
    assert names(finding, "kancul") == ["Kancil"]


@settings(max_examples=200)
@given(st.text(max_size=60) | st.lists(st.sampled_from(GRAMMAR)).map(" ".join))
def test_whatever_is_typed_is_no_mistake_of_grammar(large: Finding, typed: str) -> None:
    assert len(large.find(typed, CHILDREN).hits) <= 12
    assert all(hit.id % 3 for hit in large.find(typed, CHILDREN).hits)
