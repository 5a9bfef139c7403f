"""A file of any kind as rows; what kind it is, its content says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.service.importing.marc import looks_like_marc, rows_of_marc, rows_of_marcxml
from reading_corner.service.importing.rows import Row, Rows
from reading_corner.service.importing.tables import rows_of_text, rows_of_workbook
from reading_corner.service.importing.tabular import rows_of_table

LARGEST = 200_000_000
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Source:
    """A file's content. `for_children` marks each title of which neither the file nor the catalogue says
    for whom it is.
    """

    name: str
    content: bytes
    for_children: bool = False

    @property
    def digest(self) -> str:
        """Names this content, read in this way, for good."""
        return hashlib.sha256(self.content).hexdigest() + (":children" if self.for_children else "")

    def rows(self) -> Rows:
        """What the file holds, in its order. Raises CatalogueUnreadable."""
        yield from _rows(self.content)


def open_source(path: Path, for_children: bool = False) -> Source:
    """The file, read whole. Raises CatalogueUnreadable."""
    if not path.is_file():
        raise CatalogueUnreadable(f"{path}: there is no such file.", remedy="Check the path.")
    if path.stat().st_size > LARGEST:
        raise CatalogueUnreadable(f"{path} is too large.", remedy="Part it into several files.")
    content = path.read_bytes()
    if not content.strip():
        raise CatalogueUnreadable(f"{path} is empty.")
    return Source(path.name, content, for_children)


def _rows(content: bytes) -> Iterator[Row]:
    if content.startswith(ZIP):
        return rows_of_table(rows_of_workbook(content), ragged=True)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return rows_of_marcxml(content)
    if looks_like_marc(content):
        return rows_of_marc(content)
    if b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CatalogueUnreadable("It is neither a table nor MARC.")
    return rows_of_table(rows_of_text(content))
