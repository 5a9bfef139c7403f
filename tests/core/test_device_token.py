"""A device's token is read from its file, or its absence is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_core.client.token import TokenMissing, read_token


def test_a_token_is_read_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n")
    assert read_token(tmp_path / "token") == "secret"


def test_a_missing_token_names_its_file_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(TokenMissing, match=r"kiosk\.token: No such file.*kerak device enrol"):
        read_token(tmp_path / "kiosk.token")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_token_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "token").write_bytes(content)
    with pytest.raises(TokenMissing):
        read_token(tmp_path / "token")
