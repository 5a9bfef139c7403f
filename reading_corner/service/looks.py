"""Reads what stands for titles in pictures from the program's own table."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from reading_corner.rules.folding import folded
from reading_corner.rules.looks import Band, Colour, Looks, Motif, Theme


@cache
def read_looks() -> Looks:
    """The table as it comes with the program."""
    table = tomllib.loads(files("reading_corner").joinpath("looks.toml").read_text(encoding="utf-8"))
    return Looks(
        themes=tuple(_theme(key, one) for key, one in table["themes"].items()),
        motifs=tuple(Motif(key, _words(words)) for key, words in table["motifs"].items()),
        bands=tuple(Band(key, one["from"], one["to"]) for key, one in table["bands"].items()),
        colours=tuple(_colour(key, one) for key, one in table["colours"].items()),
        voices={language: _words(words) for language, words in table["voices"].items()},
    )


def _theme(key: str, one: dict[str, Any]) -> Theme:
    return Theme(key, tuple(one["ddc"]), _words(one["words"]))


def _colour(key: str, one: dict[str, Any]) -> Colour:
    return Colour(key, _words(one["words"]), one["paint"])


def _words(listed: str) -> frozenset[str]:
    return frozenset(folded(listed).split())
