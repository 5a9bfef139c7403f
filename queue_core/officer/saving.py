"""Saves what the core has made into the officer's folder: nothing is written over, nobody else reads it."""

from __future__ import annotations

import os
from pathlib import Path

from queue_core.client.calls import Download

OWNER_ALONE = 0o600


def save(folder: Path, made: Download) -> Path:
    """Where it lies now. Raises OSError when the folder takes nothing."""
    folder = folder.expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    name, count = Path(made.name), 1
    while (path := folder / (name if count == 1 else f"{name.stem}-{count}{name.suffix}")).exists():
        count += 1
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(made.content)
    return path
