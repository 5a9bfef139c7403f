"""What the groups of calls stand on: to read and to write, messages and bytes. api.py carries them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

Answer = TypeVar("Answer", bound=BaseModel)


class Download(NamedTuple):
    """A file that the core has made, and the name under which it is saved."""

    name: str
    content: bytes


class Calls(ABC):
    """Reads and writes of the core."""

    @abstractmethod
    def _read(self, path: str, model: type[Answer]) -> Answer:
        """What the core tells."""

    @abstractmethod
    def _write(
        self,
        method: str,
        path: str,
        model: type[Answer],
        body: BaseModel | None = None,
        request_id: str | None = None,
    ) -> Answer:
        """What the core answers to a write."""

    @abstractmethod
    def _bytes(self, method: str, path: str, body: BaseModel | None = None) -> bytes:
        """A picture or a scanned paper that the core keeps."""

    @abstractmethod
    def _upload(self, path: str, model: type[Answer], content: bytes, method: str = "PUT") -> Answer:
        """What the core answers to a picture, a scanned paper or sheets to be printed."""

    @abstractmethod
    def _fetch(self, path: str, body: BaseModel) -> Download:
        """A file that the core makes; it may take a while."""
