"""The shared metadata of the office's tables, and the column that each of them has."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String

from queue_core.sqlite.columns import NAMES

metadata = MetaData(naming_convention=NAMES)


def office_column() -> Column[str]:
    """The office that a row belongs to; every table has one, so that one database can serve many."""
    return Column("office", String(40), nullable=False)
