"""Kills a station at a chosen moment: before or after any one call to the core, the printer or the book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Killed(BaseException):
    """The station is gone; no handler of it runs."""


@dataclass
class Fuse:
    """Burns down by one at each moment, and kills at the last; at one before something may happen."""

    moments: int
    surprise_at: int = 0
    surprise: Callable[[], None] = lambda: None
    burnt: int = 0

    def burn(self) -> None:
        self.burnt += 1
        if self.burnt == self.surprise_at:
            self.surprise()
        if self.burnt == self.moments:
            raise Killed


class Fused:
    """Stands before another object; each of its calls has a moment before it and one after it."""

    def __init__(self, within: object, fuse: Fuse) -> None:
        self._within = within
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the other object has
        found: Callable[..., Any] = getattr(self._within, name)

        def call(*arguments: object) -> object:
            self._fuse.burn()
            answer = found(*arguments)
            self._fuse.burn()
            return answer

        return call
