"""What the groups of calls stand on: one way to read and one to write. api.py carries them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TypeVar

from pydantic import BaseModel

Answer = TypeVar("Answer", bound=BaseModel)


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
