"""The office's digital shelf as its file tells it: texts and links that the office may show."""

from __future__ import annotations

from pathlib import PurePath
from typing import Self

import pydantic

from queue_core.foundation.toml_model import Frozen

MEDIA_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf"}
PAGE = "text/html"


class DigitalTitle(Frozen):
    """One title: a file beside the list, or the address of a page. `rights` says why it may be shown."""

    key: str = pydantic.Field(pattern=r"^[a-z0-9-]{1,60}$")
    name: str = pydantic.Field(min_length=1, max_length=300)
    rights: str = pydantic.Field(min_length=1, max_length=300)
    authors: tuple[str, ...] = ()
    language: str = "id"
    summary: str = ""
    file: str | None = None
    link: str | None = pydantic.Field(None, pattern=r"^https://\S+$")
    for_children: bool = False

    @pydantic.model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.file is None) == (self.link is None):
            raise ValueError("give either file or link")
        if self.file is not None and PurePath(self.file).name != self.file:
            raise ValueError("file is a name in this folder, without a path")
        if self.file is not None and PurePath(self.file).suffix.lower() not in MEDIA_TYPES:
            raise ValueError("file is an .epub or a .pdf")
        return self

    @property
    def media_type(self) -> str:
        """Of what it leads to."""
        return PAGE if self.file is None else MEDIA_TYPES[PurePath(self.file).suffix.lower()]


class DigitalShelf(Frozen):
    """The list: titles.toml in the folder."""

    titles: tuple[DigitalTitle, ...] = ()

    @pydantic.model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [title.key for title in self.titles]
        if len(set(keys)) < len(keys):
            raise ValueError("two titles have the same key")
        return self
