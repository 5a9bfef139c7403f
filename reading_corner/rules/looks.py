"""What stands for a title in pictures: theme, age and the colour of its shelf; and whose voice reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from reading_corner.rules.folding import folded


@dataclass(frozen=True)
class Theme:
    """A picture that a child chooses: the DDC beginnings and the folded words that belong to it."""

    key: str
    ddc: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Motif:
    """A picture for drawn covers, and the folded words of a name that call for it."""

    key: str
    words: frozenset[str]


@dataclass(frozen=True)
class Band:
    """Ages in years, both ends in it."""

    key: str
    first: int
    last: int


@dataclass(frozen=True)
class Colour:
    """A colour of labels and shelves: how the office may name it, and how it is painted (#rrggbb)."""

    key: str
    words: frozenset[str]
    paint: str


@dataclass(frozen=True)
class Looks:
    """All themes, the last one for what is of no other; motifs; ages; colours; words for spoken languages."""

    themes: tuple[Theme, ...]
    motifs: tuple[Motif, ...]
    bands: tuple[Band, ...]
    colours: tuple[Colour, ...]
    voices: Mapping[str, frozenset[str]]


def theme_of(looks: Looks, name: str, ddc: str | None, topics: Iterable[str]) -> Theme:
    """The theme of a title: by its subjects, its DDC number or its name."""
    return (
        _by_words(looks.themes, " ".join(topics))
        or _by_ddc(looks.themes, (ddc or "").strip())
        or _by_words(looks.themes, name)
        or looks.themes[-1]
    )


def _by_words(themes: Iterable[Theme], text: str) -> Theme | None:
    words = set(folded(text).split())
    return next((theme for theme in themes if theme.words & words), None)


def _by_ddc(themes: Iterable[Theme], ddc: str) -> Theme | None:
    fitting = [(len(begun), theme) for theme in themes for begun in theme.ddc if ddc.startswith(begun)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def picture_of(looks: Looks, name: str, theme: str) -> str:
    """The picture of a drawn cover: of the first word of the name that has one, else of its theme."""
    pictures = {word: motif.key for motif in reversed(looks.motifs) for word in motif.words}
    return next((pictures[word] for word in folded(name).split() if word in pictures), theme)


def bands_of(looks: Looks, age_from: int | None, age_to: int | None) -> tuple[Band, ...]:
    """The ages that a title is for, the youngest first; none where nothing is said of it."""
    if age_from is None and age_to is None:
        return ()
    first, last = age_from or 0, 200 if age_to is None else age_to
    overlapping = tuple(band for band in looks.bands if band.first <= last and first <= band.last)
    return overlapping[:1] if age_to is None else overlapping


def colour_of(looks: Looks, label: str | None) -> Colour | None:
    """The colour that a label names; none for one that is no colour."""
    words = set(folded(label or "").split())
    return next((colour for colour in looks.colours if colour.words & words), None)


def spoken_language(looks: Looks, language: str | None, usual: str) -> str:
    """The language of the voice for a title in this language; the usual one where there is no other voice."""
    words = set(folded(language or "").split())
    return next((voice for voice, names in looks.voices.items() if names & words), usual)


def chosen(name: str, among: int) -> int:
    """A number below `among` that is always the same for this name: which colours its cover has."""
    return crc32(name.encode()) % among


def initial_of(name: str) -> str:
    """The sign that a drawn cover shows large."""
    return next((sign for sign in name if sign.isalnum()), "?").upper()
