"""A folder of slips: for each the bytes that were sent and the picture of what came out.

A slip appears whole or not at all; numbers go on after a restart; only the newest are kept.
One program at a time owns a folder.
"""

import io
from pathlib import Path

from devices.printing.drawing import draw
from devices.printing.reader import read

KEPT = 500


class SlipFolder:
    """`slip-000001.bin` and `slip-000001.png`, and so on, in one folder that is made when needed."""

    def __init__(self, folder: Path, keep: int = KEPT) -> None:
        self._folder = folder
        self._keep = keep

    def add(self, data: bytes) -> None:
        """Keep one slip; an OSError leaves no half of it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"slip-{self._newest() + 1:06d}"
        parts = {self._folder / f"{name}.bin": data, self._folder / f"{name}.png": _png(data)}
        try:
            for path, content in parts.items():
                _temporary(path).write_bytes(content)
            for path in parts:
                _temporary(path).replace(path)
        except OSError:
            for path in parts:
                path.unlink(missing_ok=True)
                _temporary(path).unlink(missing_ok=True)
            raise
        self._drop_oldest()

    def _numbers(self) -> list[int]:
        names = [path.stem.removeprefix("slip-") for path in self._folder.glob("slip-*.bin")]
        return sorted(int(name) for name in names if name.isdecimal())

    def _newest(self) -> int:
        return max(self._numbers(), default=0)

    def _drop_oldest(self) -> None:
        for number in self._numbers()[: -self._keep]:
            for ending in ("png", "bin"):
                (self._folder / f"slip-{number:06d}.{ending}").unlink(missing_ok=True)


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _png(data: bytes) -> bytes:
    picture = io.BytesIO()
    draw(read(data)).save(picture, "png")
    return picture.getvalue()
