"""What was exported and imported into a new shelf is exported the same again."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from reading_corner.rules.shelf import Care
from reading_corner.service.exporting.errors import ExportRefused
from reading_corner.service.exporting.running import export
from reading_corner.service.importing.reading import open_source
from reading_corner.service.importing.running import Report, run
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import CopyRecord, TitleRecord
from tests.examples import share
from tests.reading_corner.cataloguing import KANCIL, NOW, everything, save, shelf_in, shelves
from tests.reading_corner.new_shelf import shelf_at

pytestmark = pytest.mark.database
WHOLE = KANCIL.model_copy(
    update={
        "copies": (
            CopyRecord(code="K-1", care=Care.REPAIR, kept={"price": "25000", "item_status_name": "Rusak"}),
            CopyRecord(code="K-2", location="Rak A", collection="Anak", call_number="813 RAH k"),
        ),
        "for_children": True,
        "age_from": 4,
        "age_to": 7,
        "colour": "kuning",
        "summary": "Kancil menyeberang.\nBuaya menunggu.",
    }
)


def brought_back(folder: Path, shelf: Shelf, ending: str) -> tuple[Shelf, list[bytes]]:
    """Another shelf with what this one exported, and what was exported."""
    files = export(shelf, folder / f"out{ending}").files
    other = shelf_at(folder / f"other{ending}.db", lambda: NOW)
    for file in files:
        report = run(other, open_source(file))
        assert report.refusals == ()
    return other, [file.read_bytes() for file in files]


@pytest.mark.parametrize("ending", [".mrc", ".xml"])
def test_yes_no_and_not_said_come_back_as_three_answers(tmp_path: Path, ending: str) -> None:
    answers = [True, False, None]
    shelf = shelf_in(tmp_path)
    for at, said in enumerate(answers):
        save(shelf, TitleRecord(key=f"said:{at}", name=f"Buku {at}", for_children=said))
    other, _ = brought_back(tmp_path, shelf, ending)
    assert [kept.record.for_children for kept in everything(other)] == answers


@settings(max_examples=share(40), deadline=None)
@given(shelves())
@pytest.mark.parametrize("ending", [".csv", ".mrc", ".xml"])
def test_made_up_titles_come_back_as_they_went(ending: str, told: tuple[TitleRecord, ...]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelf = shelf_in(folder)
        for record in told:
            save(shelf, record)
        other, first = brought_back(folder, shelf, ending)
        assert len(everything(other)) == len(told)
        second = [file.read_bytes() for file in export(other, folder / f"again{ending}").files]
        assert second == first


@pytest.mark.parametrize("ending", [".mrc", ".xml"])
def test_marc_carries_the_whole_of_a_title(tmp_path: Path, ending: str) -> None:
    shelf = shelf_in(tmp_path)
    save(shelf, WHOLE)
    other, _ = brought_back(tmp_path, shelf, ending)
    assert [kept.record for kept in everything(other)] == [kept.record for kept in everything(shelf)]


def test_slims_tables_carry_what_slims_has_columns_for(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    save(shelf, WHOLE)
    other, _ = brought_back(tmp_path, shelf, ".csv")
    (kept,) = everything(other)
    assert (kept.record.authors, kept.record.topics, kept.isbn13) == (
        *(WHOLE.authors, WHOLE.topics),
        "9786020312347",
    )
    assert [copy.care for copy in kept.record.copies] == [Care.REPAIR, Care.IN_USE]
    assert kept.record.copies[0].kept == WHOLE.copies[0].kept
    assert kept.record.copies[1].call_number == "813 RAH k"


def test_slims_reads_a_record_in_one_line_with_its_names_in_brackets(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    save(shelf, WHOLE.model_copy(update={"notes": "satu\ndua"}))
    lines = export(shelf, tmp_path / "out.csv").files[0].read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert '"satu dua"' in lines[1]
    assert '"<Rahmat, Tini><Wulan>","<Dongeng><Hewan>","<K-1><K-2>"' in lines[1]


def test_a_copy_that_was_mended_is_exported_as_it_is_now(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    save(shelf, WHOLE)
    mended = CopyRecord(code="K-1", care=Care.IN_USE)
    save(shelf, WHOLE.model_copy(update={"copies": (mended,)}))
    _, copies = export(shelf, tmp_path / "out.csv").files
    assert "Rusak" not in copies.read_text(encoding="utf-8")


def test_a_title_that_is_too_long_for_marc21_is_told_and_goes_into_marcxml(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    save(shelf, WHOLE.model_copy(update={"notes": "\u5b57" * 8_000}))
    done = export(shelf, tmp_path / "out.mrc")
    assert (done.titles, done.left_out) == (1, [WHOLE.name])
    assert export(shelf, tmp_path / "out.xml").left_out == []


@pytest.mark.parametrize("there", ["books.csv", "books.items.csv"])
def test_no_file_is_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).touch()
    with pytest.raises(ExportRefused, match="is there already"):
        export(shelf_in(tmp_path), tmp_path / "books.csv")
    assert [path.name for path in tmp_path.glob("books*")] == [there]


def test_no_kind_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="none of"):
        export(shelf_in(tmp_path), tmp_path / "books.txt")


def test_what_was_exported_changes_nothing_where_it_came_from(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    save(shelf, WHOLE)
    (file,) = export(shelf, tmp_path / "out.mrc").files
    assert run(shelf, open_source(file)) == Report(0, 0, 1, ())
