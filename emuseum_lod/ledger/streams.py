"""The change log as streams are made of it: numbered without gaps, so that a page of a stream is a range of numbers.

Only what has its final datestamp is told (`Ledger.seal`): a page that is full never changes again.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, literal, select

from emuseum_lod.ledger.schema import change, commit, item, museum_change
from emuseum_lod.ledger.staging import batches
from emuseum_lod.uris import ItemId, Kind

Did = Literal["create", "update", "delete"]
"""What a change means to who follows: there is something new, something that was there is different, or gone."""

_MEANS: Final[dict[str, Did]] = {
    "create": "create",
    "restore": "create",
    "update": "update",
    "touch": "update",
    "delete": "delete",
    "purge": "delete",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as it is told.

    `n` is its number in the stream, `seq` that in the log; `version` the change that wrote the record that was valid since, or None
    for a deletion. `datestamp` is ``YYYY-MM-DDTHH:MM:SSZ``.
    """

    n: int
    seq: int
    item_id: ItemId
    kind: Kind
    did: Did
    datestamp: str
    version: int | None


class Streams:
    """Look-ups in the change log. Thread-safe; each call sees one commit of the ledger."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def length(self, set_spec: str = "") -> int:
        """Return the number of the last change that is told, of all or of a museum's objects; 0 when there is none."""
        with self._engine.connect() as connection:
            return _length(connection, set_spec)

    def entries(self, first: int, last: int, set_spec: str = "") -> list[Entry]:
        """Return the changes numbered `first` to `last`, of all or of a museum's objects, in their order."""
        query, n = _numbered(set_spec)
        with self._engine.connect() as connection:
            upto = min(last, _length(connection, set_spec))
            return [_entry(row) for row in connection.execute(query.where(n >= first, n <= upto).order_by(n))]

    def datestamps(self, numbers: Iterable[int], set_spec: str = "") -> dict[int, str]:
        """Return the datestamps of some changes."""
        query, n = _numbered(set_spec)
        with self._engine.connect() as connection:
            return {
                row.n: row.datestamp
                for some in batches(numbers)
                for row in connection.execute(query.where(n.in_(some)))
            }

    def living(self, first: int, last: int) -> list[tuple[ItemId, str]]:
        """Return the items numbered `first` to `last` that are not deleted, each with its datestamp, in the ledger's order."""
        query = (
            select(item.c.id, commit.c.datestamp)
            .join(commit, commit.c.id == item.c.commit_id)
            .where(item.c.num >= first, item.c.num <= last, item.c.deleted.is_(False))
            .order_by(item.c.num)
        )
        with self._engine.connect() as connection:
            return [(row.id, row.datestamp) for row in connection.execute(query)]

    def last_changes(self, size: int) -> list[tuple[int, str]]:
        """Return, of each `size` items in the ledger's order, their number (from 1) and the latest datestamp of any of them, deleted ones too."""
        number = ((item.c.num - 1) // size + 1).label("part")
        parts = select(number, func.max(item.c.commit_id).label("last")).group_by(number).subquery()
        query = (
            select(parts.c.part, commit.c.datestamp)
            .join(commit, commit.c.id == parts.c.last)
            .order_by(parts.c.part)
        )
        with self._engine.connect() as connection:
            return [(row.part, row.datestamp) for row in connection.execute(query)]


def _numbered(set_spec: str) -> tuple[Select[Any], ColumnElement[int]]:
    """Return the query of a stream's entries, and the column of their numbers: a range of them is a look-up by key."""
    columns = (change.c.seq, change.c.op, change.c.previous_seq, item.c.id, item.c.kind, commit.c.datestamp)
    if not set_spec:
        query = select(change.c.seq.label("n"), *columns, literal(None).label("did")).select_from(change)
        n: ColumnElement[int] = change.c.seq
    else:
        query = select(museum_change.c.n, *columns, museum_change.c.did).select_from(museum_change)
        query = query.join(change, change.c.seq == museum_change.c.seq)
        query = query.where(museum_change.c.set_spec == set_spec)
        n = museum_change.c.n
    query = query.join(item, item.c.num == change.c.item_num)
    return query.join(commit, commit.c.id == change.c.commit_id), n


def _entry(row: Any) -> Entry:  # a row of _numbered
    did = row.did or _MEANS[row.op]
    written = row.previous_seq if row.op == "touch" else row.seq
    return Entry(row.n, row.seq, row.id, row.kind, did, row.datestamp, None if did == "delete" else written)


def _length(connection: Connection, set_spec: str) -> int:
    told = _told(connection)
    if not set_spec:
        return told
    of_the_set = museum_change.c.set_spec == set_spec
    last = connection.execute(select(func.max(museum_change.c.n)).where(of_the_set)).scalar() or 0

    def is_untold(n: int) -> bool:
        query = select(museum_change.c.seq).where(of_the_set, museum_change.c.n == n)
        return int(connection.execute(query).scalar_one()) > told

    # Commit by commit, so that those which are not told are the last ones; mostly there are none.
    if not last or not is_untold(last):
        return last
    return bisect_left(range(1, last + 1), True, key=is_untold)


def _told(connection: Connection) -> int:
    """Return the number of the last change of a commit whose datestamp is final; commits are sealed in their order."""
    last = connection.execute(select(func.max(change.c.seq))).scalar() or 0
    unsealed = connection.execute(select(func.min(commit.c.id)).where(commit.c.sealed.is_(False))).scalar()
    if unsealed is None:
        return last

    def commit_of(seq: int) -> int:
        query = select(change.c.commit_id).where(change.c.seq == seq)
        return int(connection.execute(query).scalar_one())

    # Numbers grow with commits, so a few look-ups find where the unsealed ones begin.
    numbers: Sequence[int] = range(1, last + 1)
    return bisect_left(numbers, unsealed, key=commit_of)
