"""Statements that are compiled once and executed straight by the driver, where SQLAlchemy would take longer than the database.

A load writes millions of rows; an aggregator asks for millions of single records, one after another.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.pool import PoolProxiedConnection

from emuseum_lod.errors import LedgerError

_Values = tuple[Any, ...]


class _Compiled:
    """A statement, and the names of its parameters in the order in which their values are given."""

    def __init__(self, statement: Insert | Update | Delete | Select[Any], *names: str) -> None:
        self._statement = statement
        self._names = names
        self._texts: dict[str, tuple[str, bool, itemgetter[Any] | None]] = {}

    def _in(self, dialect: Dialect, rows: Iterable[_Values]) -> tuple[str, list[Any]]:
        """Return the statement in a dialect, and rows of values as its driver takes them."""
        if dialect.name not in self._texts:
            self._texts[dialect.name] = self._compile(dialect)
        text, positional, order = self._texts[dialect.name]
        if positional:
            return text, list(rows) if order is None else list(map(order, rows))
        return text, [dict(zip(self._names, row, strict=True)) for row in rows]

    def _compile(self, dialect: Dialect) -> tuple[str, bool, "itemgetter[Any] | None"]:
        """Return the text, whether its parameters go by position, and their order when it is not ours."""
        compiled = self._statement.compile(dialect=dialect, column_keys=self._names)
        wanted = tuple(getattr(compiled, "positiontup", None) or ())
        order = None if wanted in ((), self._names) else itemgetter(*map(self._names.index, wanted))
        return str(compiled), bool(wanted), order


class Bulk(_Compiled):
    """An insert, update or delete that is executed for many rows at once."""

    def run(self, connection: Connection, rows: Iterable[_Values]) -> None:
        """Execute the statement for every row. Values are passed on as they are."""
        text, given = self._in(connection.dialect, rows)
        if given:
            connection.exec_driver_sql(text, given)


class Lookup(_Compiled):
    """A query that is asked for one row at a time, of one engine. It is one statement, and so sees one commit as a whole.

    It keeps the connections that it has used (one, unless many ask at once): taking one from the engine and giving it back takes as
    long as the question.
    """

    def __init__(self, engine: Engine, statement: Select[Any], *names: str) -> None:
        super().__init__(statement, *names)
        self._engine = engine
        self._idle: deque[PoolProxiedConnection] = deque()

    def first(self, *values: Any) -> Sequence[Any] | None:  # whatever the columns hold
        """Return the first row, as the driver has it. Raises LedgerError when the ledger can't be read."""
        text, (given,) = self._in(self._engine.dialect, (values,))
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(text, given)
            row: Sequence[Any] | None = cursor.fetchone()
            cursor.close()
            # The next question must see what was committed until then.
            connection.rollback()
        except self._engine.dialect.loaded_dbapi.Error as error:
            # It may be the connection that is broken: whoever comes next gets a new one.
            connection.invalidate()
            raise LedgerError(f"the ledger can't be read: {error}") from error
        self._idle.append(connection)
        return row
