"""Statements that are executed for many rows at once, straight by the driver.

A load writes millions of rows; preparing each by itself would take longer than the database takes to write them.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update
from sqlalchemy.engine import Dialect


class Bulk:
    """An insert, update or delete, and the names of its parameters in the order in which rows give them."""

    def __init__(self, statement: Insert | Update | Delete, *names: str) -> None:
        self._statement = statement
        self._names = names
        self._texts: dict[str, tuple[str, bool, itemgetter[Any] | None]] = {}

    def run(self, connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """Execute the statement for every row. Values are passed on as they are."""
        text, positional, order = self._text(connection.dialect)
        if positional:
            given: list[Any] = list(rows) if order is None else list(map(order, rows))
        else:
            given = [dict(zip(self._names, row, strict=True)) for row in rows]
        if given:
            connection.exec_driver_sql(text, given)

    def _text(self, dialect: Dialect) -> tuple[str, bool, "itemgetter[Any] | None"]:
        """Return the statement in a dialect, whether its parameters go by position, and their order when it is not ours."""
        if dialect.name not in self._texts:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._names)
            wanted = tuple(getattr(compiled, "positiontup", None) or ())
            order = None if wanted in ((), self._names) else itemgetter(*map(self._names.index, wanted))
            self._texts[dialect.name] = (str(compiled), bool(wanted), order)
        return self._texts[dialect.name]
