"""An import whose process is killed goes on where it was, and the catalogue is as if nothing had happened."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reading_corner.commands import main
from tests.programs import until
from tests.reading_corner.cataloguing import shelf_in
from tests.reading_corner.sources import KANCIL, titles

pytestmark = [pytest.mark.real, pytest.mark.database]
ROWS = 1_200


def test_a_killed_import_goes_on_and_doubles_nothing(tmp_path: Path) -> None:
    books = tmp_path / "biblio.csv"
    told = (KANCIL | {"title": f"Kancil {n}", "item_code": f"<{n}.1>"} for n in range(ROWS))
    books.write_bytes(titles(*told))
    (tmp_path / "kerak.toml").write_text(f'[reading_corner]\ntoken_file = "{tmp_path / "corner.token"}"\n')
    shelf_in(tmp_path)
    words = ["--settings", str(tmp_path / "kerak.toml"), "import", str(books)]
    with subprocess.Popen([sys.executable, "-m", "reading_corner.commands", *words]) as killed:
        until(lambda: asked(tmp_path, "SELECT count(*) FROM title") > 0)
        killed.kill()
    before = asked(tmp_path, "SELECT count(*) FROM title")
    assert before == asked(tmp_path, "SELECT created FROM import_run") < ROWS
    assert main(words) == 0
    assert asked(tmp_path, "SELECT count(*) FROM title") == ROWS
    assert asked(tmp_path, "SELECT count(*) FROM copy") == ROWS
    assert asked(tmp_path, "SELECT created FROM import_run WHERE ended_at IS NOT NULL") == ROWS


def asked(folder: Path, question: str) -> int:
    with closing(sqlite3.connect(folder / "corner.db")) as connection:
        return int(connection.execute(question).fetchone()[0])
