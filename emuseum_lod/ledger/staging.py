"""What a load brings, set out in temporary tables beside the ledger before anything is changed.

Arrivals come in chunks and are compared with the ledger and with each other by digest, so that memory does not grow with the
collection. One item may arrive several times; who wins is said once, in `contest.Contest`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from emuseum_lod.issues import Issue
from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.contest import Arrival, Contest
from emuseum_lod.ledger.schema import change, item, notice
from emuseum_lod.uris import ItemId, kind_of

AT_ONCE: Final = 1_000
"""Keys in one query: SQLite binds at most 32,766 values."""

_Key = TypeVar("_Key")

_temporary: Final = MetaData()

staged: Final = Table(
    "staged",
    _temporary,
    Column("ord", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("num", Integer, nullable=False, unique=True),
    Column("op", String(8), nullable=False),
    Column("kind", String, nullable=False),
    Column("namespace", String, nullable=False),
    Column("local_id", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("authority", Integer, nullable=False),
    Column("derived", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("licence", String, nullable=False),
    Column("origins", LargeBinary),
    Column("face", LargeBinary),
    Column("links", LargeBinary),
    Column("record", LargeBinary),
    prefixes=["TEMPORARY"],
)
"""The winner for each item that arrived, in the order of first arrival. `num` is the ledger's number, or the one that a new item will
have. `op`: create, restore, update; *same* as in the ledger; *note*: the same, but known with another authority; *weaker*: another
content, by a mere mention of an item that has a record of its own. Only what is written is kept of the rest."""

Index("staged_changes", staged.c.ord, sqlite_where=staged.c.op != "same")

held: Final = Table("held", _temporary, Column("id", String, primary_key=True), prefixes=["TEMPORARY"])
"""Items whose record was there but could not be taken: they keep their last good state."""


class Staging:
    """The temporary tables of one load, on the connection of its transaction."""

    def __init__(self, connection: Connection, provider: str) -> None:
        self.connection = connection
        self.provider = provider
        self._ord = 0
        self._num = connection.execute(select(func.max(item.c.num))).scalar() or 0
        _temporary.drop_all(connection)
        _temporary.create_all(connection)

    def hold(self, ids: Iterable[ItemId]) -> None:
        """Keep the last good state of items whose records can't be taken."""
        for some in batches(dict.fromkeys(ids)):
            self.connection.execute(delete(held).where(held.c.id.in_(some)))
            self.connection.execute(insert(held), [{"id": item_id} for item_id in some])

    def add(self, arrivals: Sequence[Arrival]) -> list[Issue]:
        """Stage a chunk of at most some thousand arrivals, in their order; return what is wrong between them."""
        ids = [arrival.id for arrival in arrivals]
        contest = Contest(
            self.provider,
            {row.id: row for row in self._rows(_KNOWN, item.c.id, ids)},
            {row.id: row for row in self._rows(_STAGED, staged.c.id, ids)},
            self._bytes,
        )
        for arrival in arrivals:
            contest.enter(arrival)
        self._write(contest)
        return contest.issues

    def settle(self, *, whole: bool) -> None:
        """Decide what could not be decided before everything had arrived.

        A mention replaces an item's own record only when the load is `whole`: when it is certain that there is no such record any
        more, and none that could not be taken.
        """
        mention_of_held = and_(
            staged.c.op.in_(("update", "weaker")), staged.c.derived, staged.c.id.in_(select(held.c.id))
        )
        keeps = mention_of_held if whole else or_(mention_of_held, staged.c.op == "weaker")
        for where, op in ((keeps, "same"), (staged.c.op == "weaker", "update")):
            self.connection.execute(update(staged).where(staged.c.op != "same", where).values(op=op))

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many items there are by kind and op."""
        query = select(staged.c.kind, staged.c.op, func.count()).group_by(staged.c.kind, staged.c.op)
        return {(row[0], row[1]): row[2] for row in self.connection.execute(query)}

    def _rows(self, query: Select[Any], column: Column[str], ids: Sequence[ItemId]) -> Iterator[Row[Any]]:
        for some in batches(dict.fromkeys(ids)):
            yield from self.connection.execute(query.where(column.in_(some)))

    def _bytes(self, row: Row[Any]) -> bytes:
        """Return the canonical form of a staged item, which is the ledger's where it is the same."""
        own = self.connection.execute(select(staged.c.record).where(staged.c.ord == row.ord)).scalar_one()
        if own is not None:
            return bytes(own)
        query = select(change.c.record).join(item, item.c.seq == change.c.seq).where(item.c.num == row.num)
        return bytes(self.connection.execute(query).scalar_one())

    def _write(self, contest: Contest) -> None:
        replaced = [contest.staged[item_id].ord for item_id in contest.winners if item_id in contest.staged]
        if replaced:
            self.connection.execute(delete(staged).where(staged.c.ord.in_(replaced)))
        _STAGE.run(
            self.connection,
            [
                self._row(arrival, op, contest.staged.get(item_id), contest.known.get(item_id))
                for item_id, (arrival, op) in contest.winners.items()
            ],
        )

    def _row(
        self, arrival: Arrival, op: str, before: Row[Any] | None, known: Row[Any] | None
    ) -> tuple[object, ...]:
        if before is not None:
            ord_, num = before.ord, before.num
        else:
            self._ord += 1
            ord_ = self._ord
            if known is None:
                self._num += 1
            num = self._num if known is None else known.num
        row = (
            ord_,
            arrival.id,
            num,
            op,
            kind_of(arrival.id),
            arrival.namespace,
            arrival.local_id,
            arrival.digest,
            arrival.authority,
            arrival.derived,
            arrival.rank,
            arrival.source,
            arrival.position,
            arrival.licence,
            arrival.origins,
        )
        if op in {"same", "note"}:
            return (*row, None, None, None)
        return (*row, arrival.face, arrival.links, arrival.record)


_STAGE: Final = Bulk(insert(staged), *staged.columns.keys())
_KNOWN: Final = select(
    item.c.num,
    item.c.id,
    item.c.provider,
    item.c.namespace,
    item.c.local_id,
    item.c.digest,
    item.c.deleted,
    item.c.authority,
    item.c.derived,
    notice.c.reason,
).outerjoin(notice, notice.c.item_num == item.c.num)
_STAGED: Final = select(
    staged.c.ord,
    staged.c.id,
    staged.c.num,
    staged.c.namespace,
    staged.c.local_id,
    staged.c.digest,
    staged.c.authority,
    staged.c.derived,
    staged.c.rank,
    staged.c.source,
    staged.c.position,
)


def batches(keys: Iterable[_Key]) -> Iterator[list[_Key]]:
    """Yield keys in lists that one query can hold."""
    left = iter(keys)
    while some := list(islice(left, AT_ONCE)):
        yield some
