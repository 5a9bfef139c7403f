"""Statements of the hot path: written in SQLAlchemy, compiled once, run on the driver's own connection.

What SQLAlchemy keeps about each execution costs more than what SQLite needs for the statement: decision 0009.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement, Insert, Select, Update

Convert = Callable[[Any], Any]


class _Plan(NamedTuple):
    sql: str
    fixed: Mapping[str, Any]
    """The values that the statement itself names, as the driver takes them."""
    given: tuple[tuple[str, Convert], ...]
    """The values handed in that the driver does not take as the program has them."""
    converted: tuple[tuple[int, Convert], ...]
    """The columns whose values the driver does not give as the program uses them."""
    row: Any
    """The named tuple of a row."""


class Statement:
    """One statement; each run hands in the same names. Rows are named tuples, converted as SQLAlchemy would.

    Runs within the transaction of the connection. Raises what SQLAlchemy raises.
    """

    def __init__(self, statement: Select[Any] | Insert | Update) -> None:
        self._statement = statement
        self._plan: _Plan | None = None

    def first(self, connection: Connection, **values: object) -> Any:  # noqa: ANN401  a named tuple of the columns asked for
        """The first row, or None."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def run(self, connection: Connection, **values: object) -> None:
        """Runs a statement that gives no rows."""
        self._execute(connection, self._planned(connection, values), values)

    def all(self, connection: Connection, **values: object) -> list[Any]:
        """Every row."""
        plan = self._planned(connection, values)
        rows = self._execute(connection, plan, values)
        return [plan.row._make(_converted(row, plan.converted)) for row in rows]

    def _execute(self, connection: Connection, plan: _Plan, values: Mapping[str, object]) -> list[Any]:
        parameters = {**plan.fixed, **values}
        for name, convert in plan.given:
            parameters[name] = convert(parameters[name])
        driver: Any = connection.connection.driver_connection
        try:
            found: list[Any] = driver.execute(plan.sql, parameters).fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                plan.sql, None, error, connection.dialect.loaded_dbapi.Error, hide_parameters=True
            ) from error
        return found

    def _planned(self, connection: Connection, values: Mapping[str, object]) -> _Plan:
        if self._plan is None:
            self._plan = _plan(self._statement, connection.dialect, list(values))
        return self._plan


def _plan(statement: Select[Any] | Insert | Update, dialect: Dialect, names: list[str]) -> _Plan:
    # named: a value that a statement uses seven times is converted and handed over once
    named = SQLiteDialect_pysqlite(paramstyle="named")
    compiled: Any = statement.compile(dialect=named, column_keys=names)
    converters = {
        name: _converter(bind, dialect, "bind_processor") for bind, name in compiled.bind_names.items()
    }
    fixed = {
        name: convert(compiled.params[name]) for name, convert in converters.items() if name not in names
    }
    given = tuple(
        (name, converters[name]) for name in names if converters.get(name, _as_it_is) is not _as_it_is
    )
    exported: Any = statement.exported_columns
    columns = [_converter(column, dialect, "result_processor", None) for column in exported]
    converted = tuple((place, one) for place, one in enumerate(columns) if one is not _as_it_is)
    return _Plan(str(compiled), fixed, given, converted, namedtuple("row", exported.keys()))


def _converted(row: Iterable[Any], converted: tuple[tuple[int, Convert], ...]) -> list[Any]:
    values = list(row)
    for place, convert in converted:
        values[place] = convert(values[place])
    return values


def _converter(element: ClauseElement, dialect: Dialect, which: str, *extra: object) -> Convert:
    kind: Any = element.type  # type: ignore[attr-defined]  # a column or a bound parameter: both have one
    convert: Convert | None = getattr(kind.dialect_impl(dialect), which)(dialect, *extra)
    return convert or _as_it_is


def _as_it_is(value: Any) -> Any:  # noqa: ANN401  any value of a column
    return value
