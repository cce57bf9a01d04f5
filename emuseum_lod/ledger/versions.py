"""The versions of items, as the change log has them: what was said of an item since when.

A version is a change that is no touch: it wrote a record, or took it away. Each knows the one before it, so an item's are a chain that begins
at the item. Only what has its final datestamp is told.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Connection, Engine, Row, Select, literal, select

from emuseum_lod.catalogue.records import CatalogueRecord, decode
from emuseum_lod.ledger.packing import unpack
from emuseum_lod.ledger.schema import change, commit, item
from emuseum_lod.uris import ItemId

MOST: Final = 10_000
"""Versions of one item that are looked through: one a day for 27 years."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an item: the change that made it, and since when it was valid. `deleted`: it says that there is nothing."""

    seq: int
    datestamp: str
    deleted: bool


class Versions:
    """Look-ups in the history of one item: the cost is that of the versions it has. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, item_id: ItemId) -> list[Version]:
        """Return the versions of an item, the first one first; none for what never was."""
        return self._found(_versions(item.c.id == item_id).order_by(change.c.seq))

    def record(self, item_id: ItemId, seq: int) -> CatalogueRecord | None:
        """Return what a version says; None for a deletion, and for content that was taken down."""
        query = (
            select(change.c.record)
            .join(item, item.c.num == change.c.item_num)
            .where(change.c.seq == seq, item.c.id == item_id)
        )
        with self._engine.connect() as connection:
            data = connection.execute(query).scalar()
        return None if data is None else decode(unpack(data))

    def _found(self, query: Select[Any]) -> list[Version]:
        with self._engine.connect() as connection:
            return [_version(row) for row in connection.execute(query)]


def seqs_of(connection: Connection, num: int) -> list[int]:
    """Return the changes that made the versions of an item."""
    return list(connection.execute(select(_chain(item.c.num == num).c.seq)).scalars())


def _chain(which: ColumnElement[bool]) -> CTE:
    first = select(item.c.seq, change.c.previous_seq, literal(1).label("depth")).join(
        change, change.c.seq == item.c.seq
    )
    chain = first.where(which).cte("chain", recursive=True)
    before = change.alias("before")
    return chain.union_all(
        select(before.c.seq, before.c.previous_seq, chain.c.depth + 1)
        .join(chain, before.c.seq == chain.c.previous_seq)
        .where(chain.c.depth < MOST)
    )


def _versions(which: ColumnElement[bool]) -> Select[Any]:
    chain = _chain(which)
    return (
        select(change.c.seq, commit.c.datestamp, change.c.op)
        .join(chain, chain.c.seq == change.c.seq)
        .join(commit, commit.c.id == change.c.commit_id)
        .where(commit.c.sealed.is_(True))
    )


def _version(row: Row[Any]) -> Version:
    return Version(row.seq, row.datestamp, row.op in {"delete", "purge"})
