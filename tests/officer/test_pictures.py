"""What the console does with pictures before they are sent: where they come from, the frame, the preview."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.photo import CLOSEST, WHOLE, Frame, Size
from queue_core.officer.camera.serving import show_in_browser
from queue_core.officer.photo import tray
from queue_core.officer.photo.aiming import moved, zoomed
from queue_core.officer.photo.preview import UPPER_HALF, decoded, half_blocks
from tests.kia.faces import RED, face, jpeg, told_all

FRAMES = st.builds(Frame, st.integers(0, WHOLE), st.integers(0, WHOLE), st.integers(WHOLE, CLOSEST))


@given(frame=FRAMES, right=st.integers(-40, 40), down=st.integers(-40, 40), closer=st.integers(-40, 40))
def test_however_it_is_moved_the_frame_stays_in_the_picture(
    frame: Frame, right: int, down: int, closer: int
) -> None:
    x, y, zoom = zoomed(moved(frame, right, down), closer)
    assert 0 <= x <= WHOLE
    assert 0 <= y <= WHOLE
    assert WHOLE <= zoom <= CLOSEST


def test_a_step_there_and_back_leads_home() -> None:
    assert moved(moved(Frame(), 1, -1), -1, 1) == Frame()
    assert zoomed(zoomed(Frame(), 1), -1) == Frame()


def test_the_newest_file_of_the_scanner_comes_first_and_others_not_at_all(tmp_path: Path) -> None:
    for age, name in enumerate(("new.JPG", "old.png", "older.pdf", "list.txt")):
        path = tmp_path / name
        path.write_bytes(b"x")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    assert [sheet.path.name for sheet in tray.sheets(tmp_path, tray.SCANS)] == [
        "new.JPG",
        "old.png",
        "older.pdf",
    ]
    assert [sheet.path.name for sheet in tray.sheets(tmp_path, tray.PICTURES)] == ["new.JPG", "old.png"]


def test_a_folder_or_file_that_cannot_be_read_is_told_so(tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(b"xx")
    with pytest.raises(tray.UnreadableFile):
        tray.sheets(tmp_path / "none", tray.SCANS)
    for path in (tmp_path, tmp_path / "none.jpg", large):
        with pytest.raises(tray.UnreadableFile):
            tray.read(path, 1)


def test_only_what_came_from_the_folder_goes_once_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"x")
    assert tray.done_with(tray.read(path, 10))
    assert path.exists()
    picked = tray.read(path, 10, leaves=True)
    assert tray.done_with(picked)
    assert not path.exists()
    assert tray.done_with(picked)


@pytest.mark.parametrize("line", ["/a/b c.jpg", " '/a/b c.jpg' ", '"/a/b c.jpg"', "file:///a/b c.jpg"])
def test_a_path_may_be_typed_quoted_or_dragged_in(line: str) -> None:
    assert tray.typed(line) == Path("/a/b c.jpg")


def test_a_preview_shows_two_pixels_a_cell_in_the_shape_of_the_photo() -> None:
    picture = decoded(jpeg(face()))
    assert picture is not None
    shown = half_blocks(picture, Size(20, 30), Frame(), Size(100, 12))
    lines = shown.plain.splitlines()
    assert lines == [UPPER_HALF * 16] * 12
    corner = shown.spans[0].style
    assert not isinstance(corner, str)
    assert corner.color is not None
    assert corner.color.triplet is not None
    assert max(abs(a - b) for a, b in zip(corner.color.triplet, RED, strict=True)) < 25


def test_a_narrow_room_is_not_overrun() -> None:
    picture = decoded(jpeg(face()))
    assert picture is not None
    lines = half_blocks(picture, Size(20, 30), Frame(), Size(10, 40)).plain.splitlines()
    assert max(map(len, lines)) <= 10
    assert len(lines) <= 40


def test_a_preview_stands_upright_and_what_is_no_picture_has_none() -> None:
    lying = decoded(told_all(face()))
    assert lying is not None
    assert lying.height > lying.width
    for data in (b"", b"%PDF-1.7", jpeg(face())[:900]):
        assert decoded(data) is None


def test_without_a_display_no_browser_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    started: list[object] = []
    assert not show_in_browser("http://127.0.0.1/", lambda *about, **_: started.append(about))
    assert started == []
