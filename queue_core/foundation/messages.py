"""Message catalogues: one TOML file a language, every sentence under a key, with {names} to fill in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

DEFAULT_LANGUAGE = "id"


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one program in one language."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence under `key`, filled in. Raises KeyError when the catalogue has no such key."""
        return self.sentences[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The sentence under `key.one` or `key.other`, whichever fits the number."""
        form = "one" if number == 1 else "other"
        return self.say(f"{key}.{form}", number=number, **values)


def load_catalogues(package: str) -> dict[str, Catalogue]:
    """Every language under `package`/messages, by its code."""
    return dict(_catalogues(package))


@cache
def _catalogues(package: str) -> Mapping[str, Catalogue]:
    """Kept: they come with the program and do not change while it runs."""
    return {
        file.name.removesuffix(".toml"): Catalogue(file.name.removesuffix(".toml"), _read(file))
        for file in files(package).joinpath("messages").iterdir()
        if file.name.endswith(".toml")
    }


def _read(file: Traversable) -> dict[str, str]:
    return _flatten(tomllib.loads(file.read_text(encoding="utf-8")))
