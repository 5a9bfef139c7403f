"""An import is looked at before, goes on after a power cut, and done twice changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reading_corner.service.importing import running
from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.service.importing.reading import Source, open_source
from reading_corner.service.importing.running import Report, preview, run
from reading_corner.store.shelf import Shelf
from tests.reading_corner.cataloguing import NOW, everything, shelf_in
from tests.reading_corner.sources import KANCIL, KANCILS_COPY, copies, titles, written

pytestmark = pytest.mark.database
LIST = Source(
    "buku.csv",
    b"judul,isbn,kode buku\n" + b"".join(b"Buku %d,-,K-%d\n" % (n, n) for n in range(1, 11)) + b",,\n,-,\n",
)
PART = 3


class PowerCutError(Exception):
    pass


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(running, "AT_ONCE", PART)
    return shelf_in(tmp_path)


def cut_after(parts: int) -> running.Progressed:
    left = iter(range(parts))

    def progressed(_: int) -> None:
        if next(left, None) is None:
            raise PowerCutError

    return progressed


def test_a_preview_counts_and_writes_nothing(shelf: Shelf) -> None:
    seen = preview(LIST)
    assert (seen.rows, seen.titles, seen.copies, seen.doubts) == (11, 10, 10, {"no_number": 10})
    assert [(one.row, one.words) for one in seen.refusals] == [(13, "it has no title")]
    assert everything(shelf) == []


def test_what_was_refused_is_kept_with_its_words(shelf: Shelf) -> None:
    report = run(shelf, LIST)
    assert (report.created, report.changed, report.same) == (10, 0, 0)
    assert run(shelf, LIST).refusals == report.refusals == (running.Refusal(13, "it has no title"),)


def test_the_same_file_twice_changes_nothing(shelf: Shelf) -> None:
    first = run(shelf, LIST)
    before = everything(shelf)
    second = run(shelf, LIST)
    assert second == Report(first.created, 0, 0, first.refusals, earlier=NOW)
    assert everything(shelf) == before


def test_a_file_can_be_read_again(shelf: Shelf) -> None:
    run(shelf, LIST)
    assert run(shelf, LIST, again=True).same == 10


def test_other_programs_may_write_between_the_parts(shelf: Shelf, tmp_path: Path) -> None:
    seen = []

    def other_program_writes() -> None:
        with closing(sqlite3.connect(tmp_path / "corner.db", timeout=0)) as other, other:
            other.execute("UPDATE title SET notes = 'seen'")
        seen.append(len(everything(shelf)))

    run(shelf, LIST, pause=other_program_writes)
    assert seen == [3, 6, 9, 10]


@pytest.mark.parametrize("parts", range(5))
def test_after_a_power_cut_it_goes_on_where_it_was(shelf: Shelf, parts: int) -> None:
    with pytest.raises(PowerCutError):
        run(shelf, LIST, cut_after(parts))
    assert len(everything(shelf)) == min(10, PART * parts)
    assert run(shelf, LIST) == Report(10, 0, 0, (running.Refusal(13, "it has no title"),))
    assert len(everything(shelf)) == 10


def test_what_the_file_does_not_hold_any_more_stays(shelf: Shelf) -> None:
    run(shelf, LIST)
    run(shelf, Source("shorter.csv", b"judul,isbn,kode buku\nBuku 1,-,K-1\n"))
    assert len(everything(shelf)) == 10


def test_titles_and_then_their_copies_come_together(shelf: Shelf) -> None:
    run(shelf, Source("biblio.csv", titles(KANCIL)))
    loose = KANCILS_COPY | {"item_code": "X-9", "title": "Peta"}
    report = run(shelf, Source("item.csv", copies(KANCILS_COPY, loose)))
    assert (report.created, report.changed) == (0, 1)
    assert "no title is named 'Peta'" in report.refusals[0].words
    assert everything(shelf)[0].record.copies[0].collection == "Anak - anak"


def test_a_code_of_another_title_is_refused_in_words(shelf: Shelf) -> None:
    run(shelf, LIST)
    report = run(shelf, Source("other.csv", b"judul,kode buku\nPeta,K-3\n"))
    assert report.refusals == (
        running.Refusal(
            2,
            "Copy K-3 stands under 'Buku 3' already. "
            "Give it a code of its own, or correct the title it stands under.",
        ),
    )


def test_what_the_database_refuses_is_one_row_left_out_whole(shelf: Shelf) -> None:
    strict = "CREATE TRIGGER strict BEFORE INSERT ON copy WHEN NEW.code = 'K-5' BEGIN {}; END"
    shelf.write(lambda c, _: c.exec_driver_sql(strict.format("SELECT RAISE(ABORT, 'no fifth')")))
    report = run(shelf, LIST)
    assert report.refusals[0] == running.Refusal(6, "it does not go with what is there: no fifth")
    names = {kept.record.name for kept in everything(shelf)}
    assert (report.created, "Buku 5" in names, "Buku 6" in names) == (9, False, True)


def test_marked_for_children_it_is_another_import(shelf: Shelf) -> None:
    run(shelf, LIST)
    report = run(shelf, Source(LIST.name, LIST.content, for_children=True))
    assert report.changed == 10
    assert all(kept.record.for_children for kept in everything(shelf))


def test_only_what_nobody_has_said_is_marked_for_children(shelf: Shelf) -> None:
    told = b"judul,untuk anak\nPeta,tidak\nLaut,\nAwan,ya\n"
    run(shelf, Source("list.csv", told))
    assert [kept.record.for_children for kept in everything(shelf)] == [False, None, True]
    silent = Source("silent.csv", b"judul\nPeta\nLaut\nAwan\nBulan\n", for_children=True)
    assert (preview(silent).marked, preview(Source("list.csv", told, for_children=True)).marked) == (4, 2)
    report = run(shelf, silent)
    assert (report.created, report.changed, report.same) == (1, 1, 2)
    assert [kept.record.for_children for kept in everything(shelf)] == [False, True, True, True]


def test_a_file_is_opened_or_told(tmp_path: Path) -> None:
    assert open_source(written(tmp_path, LIST.content)).digest == LIST.digest
    with pytest.raises(CatalogueUnreadable, match="no such file"):
        open_source(tmp_path / "none")
    with pytest.raises(CatalogueUnreadable, match="empty"):
        open_source(written(tmp_path, b" \n"))


def test_nothing_is_begun_of_a_file_that_cannot_be_read(shelf: Shelf) -> None:
    with pytest.raises(CatalogueUnreadable):
        run(shelf, Source("f", b"nama;alamat\n"))
    assert shelf.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM import_run").scalar_one()) == 0
