"""Column types and names that every table of the house has in common: instants are aware."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Dialect
from sqlalchemy.types import DateTime, TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How a table's constraints are named, so that a migration can name them, too."""


def among(values: Iterable[str]) -> str:
    """The values as a CHECK lists them."""
    return ", ".join(f"'{value}'" for value in values)


class Instant(TypeDecorator[datetime]):
    """An instant: aware in the program, UTC in the database. Refuses a naive datetime."""

    impl = DateTime
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:  # noqa: ARG002  SQLAlchemy's signature
        """SQLite's text of an instant, in one step: SQLAlchemy's two were a tenth of issuing a ticket."""
        return _text

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002  SQLAlchemy's signature
        coltype: object,  # noqa: ARG002
    ) -> Callable[[str | None], datetime | None]:
        """The instant of SQLite's text, in one step: every look at thousands who wait reads as many."""
        return _instant


def _text(value: datetime | None) -> str | None:
    return None if value is None else _kept(value, value.fold)


@lru_cache(maxsize=64)
def _kept(value: datetime, fold: int) -> str:  # noqa: ARG001  the two instants of an hour that is repeated are equal
    """A write names its own instant up to nine times."""
    if value.tzinfo is None:
        raise TypeError("an instant needs a time zone")
    return value.astimezone(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")
