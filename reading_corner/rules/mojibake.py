"""Mends a text whose UTF-8 was once taken for Windows-1252, as old databases hold it: PipiÃ© is Pipié."""

from __future__ import annotations

import re

SUSPECT = re.compile("[\u00c2\u00c3][^\x00-\x7f]|\u00e2\u20ac")
"""Pairs of signs that no word has, and that every such text does."""


def mended(text: str) -> str:
    """The text as it was meant; one that is no such text, as it is."""
    while SUSPECT.search(text):  # each time it becomes shorter
        try:
            text = b"".join(map(_byte, text)).decode("utf-8")
        except UnicodeError:
            break
    return text


def _byte(sign: str) -> bytes:
    """The byte that Windows-1252 reads as this sign; the five that it leaves open stand for themselves."""
    return sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else "cp1252")
