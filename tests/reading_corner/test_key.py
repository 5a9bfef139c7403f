"""The key of the corner's cards: made once, for its program alone, and never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_corner.errors import ShelfUnusable
from reading_corner.store.key import KEY_BYTES, corner_key


def test_a_key_is_made_once_and_read_by_its_program_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "corner.key"
    key = corner_key(path)
    assert len(key) == KEY_BYTES
    assert corner_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["corner.key"]


def test_two_corners_have_two_keys(tmp_path: Path) -> None:
    assert corner_key(tmp_path / "one.key") != corner_key(tmp_path / "two.key")


def test_what_is_no_key_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "corner.key"
    path.write_bytes(b"short")
    with pytest.raises(ShelfUnusable, match="5 bytes"):
        corner_key(path)
    assert path.read_bytes() == b"short"
