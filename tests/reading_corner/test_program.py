"""The program itself: it serves, it speaks, and tells in one line why it cannot start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from queue_core.client.token import TokenMissing
from queue_core.foundation.settings import read_settings
from reading_corner.build import check
from tests.programs import Program, free_port, until

pytestmark = pytest.mark.real


def settings_in(folder: Path, port: int) -> Path:
    settings = folder / "kerak.toml"
    settings.write_text(
        f'[reading_corner]\nport = {port}\ncore = "http://127.0.0.1:1"\n'
        f'token_file = "{folder}/reading-corner.token"\n'
    )
    return settings


def test_the_shelf_works_without_the_core_and_reads_aloud(tmp_path: Path) -> None:
    (tmp_path / "reading-corner.token").write_text("secret")
    port = free_port()
    program = Program("reading_corner", settings_in(tmp_path, port), f"http://127.0.0.1:{port}")
    program.start()
    try:
        assert "Mau baca apa?" in requests.get(program.address, timeout=10).text
        clip = f"{program.address}/id/clips/start/"
        until(lambda: requests.get(clip, timeout=10).status_code == 200)
        assert program.stop() == 0
    finally:
        program.kill()
    assert (tmp_path / "reading-corner.db").exists()


def test_what_keeps_it_from_working_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "reading-corner.token").write_text("secret")
    (tmp_path / "reading-corner.db").write_bytes(b"not a database, but long enough to be looked at" * 9)
    command = [sys.executable, "-m", "reading_corner", "--settings", str(settings_in(tmp_path, free_port()))]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith("kerak reading-corner: ")


def test_without_its_token_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(TokenMissing):
        check(read_settings(settings_in(tmp_path, 1)).reading_corner)
