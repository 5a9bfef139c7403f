"""An office on a disk that is really full; a test runs it in a mount namespace of its own."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from queue_core.foundation.errors import StorageUnavailable
from tests.core.office import Office, open_office, rows


def stuff(file: Path) -> None:
    """Fills the disk to its last byte."""
    with suppress(OSError), file.open("ab", buffering=0) as stuffing:
        for size in (65536, 4096, 1):
            with suppress(OSError):
                while True:
                    stuffing.write(bytes(size))


def try_to_issue(office: Office, times: int) -> list[str]:
    """The numbers that were acknowledged."""
    issued = []
    for _ in range(times):
        with suppress(StorageUnavailable):
            issued.append(office.issue().ticket.number)
    return issued


def main(template: Path, disk: Path) -> None:
    """Tells what was acknowledged before, while and after the disk was full, and what is kept."""
    with open_office(template, disk) as office:
        before = try_to_issue(office, 5)
        stuff(disk / "stuffing")
        full = try_to_issue(office, 50)
        (disk / "stuffing").unlink()
        after = try_to_issue(office, 5)
        kept = [f"A{serial:03d}" for (serial,) in rows(office.path, "SELECT serial FROM ticket ORDER BY id")]
    print(json.dumps({"before": before, "full": full, "after": after, "kept": kept}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
