"""How alike two names are: word by word as they sound, whatever their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

from queue_core.kia.rules.names import COMMON, sound
from queue_core.kia.rules.slips import distance, is_slip, lax_slip

PREFIX, ENDING = 6, 3
"""From what length on a word may stand for one that is so much longer: Kurnia for Kurniawan."""
WORDS_REMEMBERED = 50_000


class Alike(IntEnum):
    """How alike, the less the smaller."""

    OTHER = 0
    PART = 1
    """One has words that the other has not, or initials."""
    NEAR = 2
    """With slips of a finger."""
    SAME = 3
    """Each word sounds like one of the other's."""


def alike(one: Sequence[str], other: Sequence[str]) -> Alike:
    """How alike two children's names are, as words; OTHER where one of them is empty.

    Each word of the shorter name has one of the longer; of words that only one has there are no more than
    these, and 'Muhammad' or 'Siti' alone is not enough.
    """
    if not one or not other:
        return Alike.OTHER
    return max(_aligned(*pair) for pair in _spaced(one, other))


def alike_mothers(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two mothers' names have a word in common, slips of all kinds forgiven.

    Laxer than for children: a mother's name has to tell no twins apart, and is often given in part.
    """
    return any(
        _mother_word(word, theirs)
        for mine, others in _spaced(one, other)
        for word in mine
        for theirs in others
    )


@lru_cache(WORDS_REMEMBERED)
def _mother_word(one: str, other: str) -> bool:
    return lax_slip(sound(one), sound(other)) or lax_slip(one, other)


def _spaced(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Both as they are, and with two neighbouring words of one written together: Nur Aini, Nuraini."""
    yield one, other
    yield from ((one, joined) for joined in _joined(other))
    yield from ((joined, other) for joined in _joined(one))


def _joined(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(len(words) - 1):
        yield (*words[:at], words[at] + words[at + 1], *words[at + 2 :])


def _aligned(one: Sequence[str], other: Sequence[str]) -> Alike:
    shorter, longer = sorted((one, other), key=len)
    left, found, telling = list(longer), Alike.SAME, False
    for word in sorted(shorter, key=len, reverse=True):
        best = max(left, key=lambda theirs: word_alike(word, theirs))
        if (level := word_alike(word, best)) is Alike.OTHER:
            return Alike.OTHER
        left.remove(best)
        found = min(found, level)
        telling = telling or (len(word) > 1 and len(best) > 1 and best not in COMMON)
    if not left:
        return found
    return Alike.PART if telling and len(left) <= len(shorter) else Alike.OTHER


@lru_cache(WORDS_REMEMBERED)
def word_alike(one: str, other: str) -> Alike:
    """How alike two words of children's names are."""
    mine, theirs = sound(one), sound(other)
    if mine == theirs:
        return Alike.SAME
    if 1 in (len(one), len(other)):
        return Alike.PART if mine[0] == theirs[0] else Alike.OTHER
    slip = is_slip if COMMON.isdisjoint((one, other)) else lax_slip
    if slip(mine, theirs) or slip(one, other):
        return Alike.NEAR
    return Alike.PART if _shortened(*sorted((mine, theirs), key=len)) else Alike.OTHER


def _shortened(shorter: str, longer: str) -> bool:
    return PREFIX <= len(shorter) >= len(longer) - ENDING and longer.startswith(shorter)


def likeness(wanted: Sequence[str], name: Sequence[str]) -> float:
    """From 0 to 1: how well a name answers the one that is looked for, for the order of a list."""
    if not wanted or not name:
        return 0.0
    best = sum(max(_closeness(word, theirs) for theirs in name) for word in wanted)
    return best / len(wanted) - 0.02 * max(0, len(name) - len(wanted))


@lru_cache(WORDS_REMEMBERED)
def _closeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    mine, theirs = sound(one), sound(other)
    if mine == theirs:
        return 0.95
    if other.startswith(one):
        return 0.8
    return max(0.0, 0.9 - distance(mine, theirs) / max(len(mine), len(theirs)))
