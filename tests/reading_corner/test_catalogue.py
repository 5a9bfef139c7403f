"""A record is kept once by its key; what it does not tell stays; the same again writes nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from reading_corner.errors import CopyElsewhere, ManyTitles, UnknownTitle
from reading_corner.rules.doubts import IsbnDoubt
from reading_corner.rules.item_codes import item_code
from reading_corner.rules.shelf import Care
from reading_corner.service import catalogue
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import CopyRecord, Outcome, TitleRecord
from tests.examples import share
from tests.reading_corner.cataloguing import KANCIL, NOW, everything, found, save, shelf_in, shelves
from tests.reading_corner.new_shelf import shelf_at

pytestmark = pytest.mark.database
LOST = TitleRecord(key="text:2", name="Peta Hilang")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


def test_a_title_is_found_as_it_was_told(shelf: Shelf) -> None:
    assert save(shelf, KANCIL) is Outcome.CREATED
    kept = found(shelf, KANCIL.key)
    copies = tuple(copy.model_copy(update={"care": Care.IN_USE}) for copy in KANCIL.copies)
    assert kept.record == KANCIL.model_copy(update={"copies": copies})
    assert (kept.isbn13, kept.isbn_doubt) == ("9786020312347", None)


def test_a_wrong_isbn_is_kept_as_given_and_marked(shelf: Shelf) -> None:
    save(shelf, KANCIL.model_copy(update={"isbn": "9.78602E+12"}))
    kept = found(shelf, KANCIL.key)
    assert (kept.record.isbn, kept.isbn13, kept.isbn_doubt) == ("9.78602E+12", None, IsbnDoubt.ROUNDED)


def test_what_is_told_again_writes_nothing(shelf: Shelf, tmp_path: Path) -> None:
    save(shelf, KANCIL)
    watching = sqlite3.connect(tmp_path / "corner.db")
    before = watching.execute("PRAGMA data_version").fetchone()
    assert save(shelf, KANCIL) is Outcome.SAME
    assert watching.execute("PRAGMA data_version").fetchone() == before
    watching.close()


def test_what_is_told_otherwise_changes_and_the_rest_stays(shelf: Shelf) -> None:
    save(shelf, KANCIL)
    told = TitleRecord(key=KANCIL.key, name="Si Kancil", topics=("Cerita",), for_children=True)
    assert save(shelf, told) is Outcome.CHANGED
    kept = found(shelf, KANCIL.key).record
    assert (kept.name, kept.topics, kept.for_children) == ("Si Kancil", ("Cerita",), True)
    assert (kept.authors, kept.pages, len(kept.copies)) == (KANCIL.authors, 32, 2)


def test_a_source_that_does_not_say_for_whom_leaves_the_office_its_word(shelf: Shelf) -> None:
    save(shelf, KANCIL.model_copy(update={"for_children": True}))
    assert save(shelf, KANCIL) is Outcome.SAME
    assert found(shelf, KANCIL.key).record.for_children is True


@pytest.mark.parametrize("told", [(8, None), (None, 2), (4, 7)])
def test_a_source_that_tells_one_age_tells_both(shelf: Shelf, told: tuple[int | None, int | None]) -> None:
    save(shelf, KANCIL.model_copy(update={"age_from": 3, "age_to": 6}))
    assert save(shelf, KANCIL.model_copy(update={"age_from": told[0], "age_to": told[1]})) is Outcome.CHANGED
    kept = found(shelf, KANCIL.key).record
    assert (kept.age_from, kept.age_to) == told


def test_a_new_copy_joins_its_title(shelf: Shelf) -> None:
    save(shelf, KANCIL)
    told = KANCIL.model_copy(update={"copies": (CopyRecord(code="02266.2"),)})
    assert save(shelf, told) is Outcome.CHANGED
    codes = [copy.code for copy in found(shelf, KANCIL.key).record.copies]
    assert codes == ["02266.1", "CE4-AA-002-1", "02266.2"]


def test_a_copy_of_another_title_is_refused_and_nothing_is_written(shelf: Shelf) -> None:
    save(shelf, KANCIL)
    with pytest.raises(CopyElsewhere, match=r"02266\.1 stands under 'Si Kancil dan Buaya'"):
        save(shelf, KANCIL.model_copy(update={"key": "text:9"}))
    assert len(everything(shelf)) == 1


def test_a_title_is_found_by_the_words_it_has_now(shelf: Shelf) -> None:
    save(shelf, KANCIL)
    save(shelf, TitleRecord(key=KANCIL.key, name="Pelanduk"))

    def hits(word: str) -> int:
        query = "SELECT count(*) FROM title_text WHERE title_text MATCH ?"
        return int(shelf.read(lambda c: c.exec_driver_sql(query, (word,)).scalar_one()))

    assert (hits("pelanduk"), hits("kancil"), hits("rahmat"), hits("dungeng"), hits("dongeng")) == (
        1,
        0,
        1,
        0,
        1,
    )


def test_a_copy_finds_its_title_by_code_or_by_name(shelf: Shelf) -> None:
    save(shelf, KANCIL)
    save(shelf, LOST)

    def copy(name: str, code: str) -> Outcome:
        told = CopyRecord(code=code, location="Rak B")
        return shelf.write(lambda connection, _now: catalogue.save_copy(connection, name, told))

    assert copy("another spelling", "02266.1") is Outcome.CHANGED
    assert copy("another spelling", "02266.1") is Outcome.SAME
    assert copy("Peta Hilang", "X1") is Outcome.CREATED
    with pytest.raises(UnknownTitle, match="Peta Karun"):
        copy("Peta Karun", "X2")
    save(shelf, LOST.model_copy(update={"key": "text:3"}))
    with pytest.raises(ManyTitles):
        copy("Peta Hilang", "X3")


def test_codes_of_the_corners_own_go_on_where_they_ended(shelf: Shelf) -> None:
    assert shelf.read(catalogue.next_code) == item_code(1)
    codes = (item_code(41), "B00001", "B99999998")
    save(shelf, LOST.model_copy(update={"copies": tuple(CopyRecord(code=code) for code in codes)}))
    assert shelf.read(catalogue.next_code) == item_code(42)


@settings(max_examples=share(40), deadline=None)
@given(shelves())
def test_whatever_is_told_is_kept_and_told_again_is_the_same(told: tuple[TitleRecord, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = shelf_at(Path(folder, "corner.db"), lambda: NOW)
        assert [save(shelf, record) for record in told] == [Outcome.CREATED] * len(told)
        assert [save(shelf, record) for record in told] == [Outcome.SAME] * len(told)
        assert [save(shelf, kept.record) for kept in everything(shelf)] == [Outcome.SAME] * len(told)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  Si\t Kancil \x00 ", "Si Kancil"), ("Pi\u0301pi", "P\u00edpi"), ("a\r\nb", "a b"), ("\ufeffA", "A")],
)
def test_a_name_is_one_clean_line(name: str, kept: str) -> None:
    assert TitleRecord(key="k", name=name).name == kept


def test_lines_of_a_note_stay_lines() -> None:
    assert TitleRecord(key="k", name="n", notes=" a\r\nb\rc \x1f").notes == "a\nb\nc"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  \x00"},
        {"pages": 0},
        {"age_from": 9, "age_to": 6},
        {"copies": ({"code": "1"}, {"code": " 1 "})},
        {"copies": ({"code": ""},)},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TitleRecord.model_validate({"key": "k", "name": "n"} | wrong)
