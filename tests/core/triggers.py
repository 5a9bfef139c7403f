"""What a trigger of the database says of moves, to be held against the table of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable


def pairs_of(statement: object) -> list[tuple[str, str]]:
    """The pairs of states that a trigger lets pass, sorted."""
    return sorted(re.findall(r"\('(\w+)', '(\w+)'\)", str(statement)))


def written(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The rules' own pairs as the database has them, sorted."""
    return sorted((str(before), str(after)) for before, after in pairs)
