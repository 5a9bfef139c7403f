"""The office's digital shelf: a folder with files and their list, read again when the list has changed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.toml_model import read_model
from reading_corner.errors import UnknownTitle
from reading_corner.rules.folding import folded
from reading_corner.rules.wording import words_of
from reading_corner.wire.digital import DigitalShelf, DigitalTitle

log = logging.getLogger(__name__)
LIST = "titles.toml"


class Digital:
    """What stands in one folder. Children see what is marked for them, and this shelf shows nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[int, DigitalShelf] = (0, DigitalShelf())

    def titles(self) -> tuple[DigitalTitle, ...]:
        """The titles for children whose file is there."""
        return tuple(one for one in self._shelf().titles if one.for_children and self._is_there(one))

    def find(self, typed: str) -> tuple[DigitalTitle, ...]:
        """The titles for children in which every word that was typed begins a word of name or authors."""
        words = words_of(typed)
        return tuple(one for one in self.titles() if words and _has(one, words))

    def title(self, key: str) -> DigitalTitle:
        """The title of this key. Raises UnknownTitle, also for what is not for children."""
        for one in self.titles():
            if one.key == key:
                return one
        raise UnknownTitle

    def file(self, key: str) -> Path:
        """The file of a title. Raises UnknownTitle, also for one that is a link."""
        name = self.title(key).file
        if name is None:
            raise UnknownTitle
        return self._folder / name

    def changed_at(self) -> datetime:
        """When the list was last written."""
        return datetime.fromtimestamp((self._folder / LIST).stat().st_mtime, UTC)

    def check(self) -> None:
        """Raises SettingsInvalid when there is a list and it cannot be read."""
        if (self._folder / LIST).exists():
            read_model(self._folder / LIST, DigitalShelf)

    def _is_there(self, title: DigitalTitle) -> bool:
        return title.file is None or (self._folder / title.file).is_file()

    def _shelf(self) -> DigitalShelf:
        """The list as it is now; one with mistakes is told in the log, and what was read before holds."""
        path = self._folder / LIST
        changed = path.stat().st_mtime_ns if path.exists() else 0
        if changed != self._read[0]:
            self._read = (changed, self._read_anew(path) if changed else DigitalShelf())
        return self._read[1]

    def _read_anew(self, path: Path) -> DigitalShelf:
        try:
            return read_model(path, DigitalShelf)
        except SettingsInvalid as error:
            log.warning("the digital shelf is not read anew: %s", error)
            return self._read[1]


def _has(title: DigitalTitle, words: Sequence[str]) -> bool:
    written = folded(" ".join((title.name, *title.authors))).split()
    return all(any(one.startswith(word) for one in written) for word in words)
