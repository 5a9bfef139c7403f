"""Whether two words differ by slips of a finger or of the ear, or are two words.

A wrong letter is a slip where its key lies beside the right one or its sound is close to the right one's;
Salma and Salwa are two names. A letter missing, doubled, too many or swapped with the next is a slip.
"""

from __future__ import annotations

from itertools import pairwise

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = frozenset(frozenset((letter, near)) for row in ROWS for letter, near in pairwise(row))
"""Neighbours on the keyboard."""
MISHEARD = frozenset(
    frozenset(pair)
    for pair in (
        *("dt", "bp", "gk", "kh", "mn", "fp", "sj", "lr"),
        *("uo", "ie", "ae", "ij", "iy", "jy"),
    )
)
"""Letters that are taken for each other when a name is told; ours."""
ONE_SLIP_FROM, TWO_SLIPS_FROM = 3, 7
"""How long the longer of two words is in which one, and two, slips are forgiven."""
WRONG = 2
"""What another letter counts that is no slip."""


def is_slip(one: str, other: str) -> bool:
    """Whether two words are one, written with slips.

    Not when the last vowel alone differs, which makes another name: Dina and Dini, Rizki and Rizka.
    """
    return not _ends_otherwise(one, other) and distance(one, other) <= _forgiven(one, other)


def lax_slip(one: str, other: str) -> bool:
    """As `is_slip`, whichever vowel the word ends in."""
    return distance(one, other) <= _forgiven(one, other)


def distance(one: str, other: str) -> int:
    """How many slips (optimal string alignment); a letter that is none counts as `WRONG`."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > WRONG:
        return abs(len(one) - len(other))
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            cost = before[j - 1] + _cost(mine, theirs)
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and mine == other[j - 2] and theirs == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _cost(mine: str, theirs: str) -> int:
    if mine == theirs:
        return 0
    pair = frozenset((mine, theirs))
    return 1 if pair in BESIDE or pair in MISHEARD else WRONG


def _forgiven(one: str, other: str) -> int:
    longest = max(len(one), len(other))
    return (longest >= ONE_SLIP_FROM) + (longest >= TWO_SLIPS_FROM)


def _ends_otherwise(one: str, other: str) -> bool:
    """Whether the last vowel alone differs, but for those that are mixed up."""
    ends = frozenset((one[-1], other[-1]))
    return one[:-1] == other[:-1] and ends <= set("aeiou") and ends not in MISHEARD
