"""'kerak corner': started by its module, it says what it found, did and left out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from queue_core.cli.main import app
from reading_corner.commands import SHOWN, main
from tests.reading_corner.cataloguing import everything, shelf_in
from tests.reading_corner.sources import KANCIL, titles

pytestmark = pytest.mark.database
Corner = Callable[..., int]


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    settings = tmp_path / "kerak.toml"
    settings.write_text(f'[reading_corner]\ntoken_file = "{tmp_path / "corner.token"}"\n')
    return lambda *words: main(["--settings", str(settings), *map(str, words)])


@pytest.fixture
def books(tmp_path: Path) -> Path:
    path = tmp_path / "biblio.csv"
    path.write_bytes(titles(KANCIL, KANCIL | {"title": "", "item_code": ""}))
    return path


def test_a_preview_tells_and_writes_nothing(
    corner: Corner, books: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corner("import", "--preview", books) == 0
    told = capsys.readouterr().out
    assert "2 rows, 1 titles, 2 copies; 0 for children" in told
    assert "row 3: it has no title" in told
    assert not (tmp_path / "corner.db").exists()


def test_an_import_tells_what_became_of_the_rows(
    corner: Corner, books: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corner("import", "--for-children", books) == 0
    assert "1 new, 0 changed, 0 the same.\nLeft out: 1 rows." in capsys.readouterr().out
    assert [kept.record.for_children for kept in everything(shelf_in(tmp_path))] == [True]


def test_a_file_that_is_done_is_told(corner: Corner, books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corner("import", books)
    corner("import", books)
    assert "Nothing was written; --again reads it anew" in capsys.readouterr().out
    corner("import", "--again", books)
    assert "0 new, 0 changed, 1 the same." in capsys.readouterr().out


def test_an_export_tells_its_files(
    corner: Corner, books: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corner("import", books)
    assert corner("export", tmp_path / "out.csv") == 0
    assert "1 titles, 2 copies" in capsys.readouterr().out
    assert (tmp_path / "out.items.csv").read_text().count("\n") == 3


def test_the_figures_tell_the_days_and_what_there_is(
    corner: Corner, books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corner("import", books)
    assert corner("figures", "--from", "2026-11-01", "--to", "2026-11-30") == 0
    assert "2026-11-01 to 2026-11-30: 1 titles, 2 copies, 0 missing." in capsys.readouterr().out


def test_an_error_is_one_line_that_says_what_to_do(
    corner: Corner, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corner("import", "/nowhere/books.csv") == 1
    told = capsys.readouterr().err
    assert told == (
        "kerak corner: The file cannot be read as a catalogue: /nowhere/books.csv: there is no such file. "
        "Check the path.\n"
    )


@pytest.mark.parametrize("words", [("cards", "--print", 2), ("label", "--print"), ("cards", 2)])
def test_paper_that_needs_the_core_needs_the_corners_token(
    corner: Corner, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[object, ...]
) -> None:
    assert corner(*words, tmp_path / "paper.pdf") == 1
    assert "This device has no token" in capsys.readouterr().err


def test_paper_without_a_place_to_go_is_refused_in_words(
    corner: Corner, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corner("label") == 1
    assert "Neither a file nor --print. Name a file, or say --print." in capsys.readouterr().err


def test_of_many_rows_that_are_left_out_the_first_are_told(
    corner: Corner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("judul,penulis\n" + ",x\n" * (SHOWN + 5))
    corner("import", "--preview", path)
    assert capsys.readouterr().out.count("it has no title") == SHOWN


@pytest.mark.parametrize(
    "words",
    [
        ["import", "--preview", "--for-children"],
        ["import"],
        ["export"],
        ["label", "--code", "B00000101", "--print"],
        ["cards", "--print", "20"],
    ],
)
def test_kerak_corner_starts_the_module_with_the_same_words(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: started.append(command))
    file = tmp_path / "out.csv"
    settings = ["--settings", str(tmp_path / "kerak.toml")]
    CliRunner().invoke(app, ["corner", *words, str(file), *settings])
    ((_, *command),) = started
    assert command == ["-P", "-m", "reading_corner.commands", *settings, *words, str(file)]


def test_kerak_corner_hands_the_days_of_the_figures_on(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: started.append(command))
    days = ["--from", "2026-11-01", "--to", "2026-11-30"]
    CliRunner().invoke(app, ["corner", "figures", *days, "--csv", "/tmp/days.csv"])
    assert started[0][-7:] == ["figures", *days, "--csv", "/tmp/days.csv"]
