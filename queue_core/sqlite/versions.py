"""The versions that a program's migrations lead through, by the names of their files: without alembic."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Versions(NamedTuple):
    """The newest version, and all that were before it with it."""

    head: str
    known: frozenset[str]


@cache
def versions_of(package: str) -> Versions:
    """The versions in the folder `migrations` of a package; each file's name begins with one."""
    names = (file.name for file in files(package).joinpath("migrations", "versions").iterdir())
    known = frozenset(name.partition("_")[0] for name in names if name.endswith(".py"))
    return Versions(max(known), known)
