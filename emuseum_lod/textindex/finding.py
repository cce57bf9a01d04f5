"""The reading side: what the index finds for a text or a number, as of one change of the ledger."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from emuseum_lod.textindex.asking import Unanswerable, expression
from emuseum_lod.textindex.folding import load_folding
from emuseum_lod.textindex.schema import opened_for_reading
from emuseum_lod.uris import ItemId

DEFAULT_LIMIT: Final = 1_000
MAX_LIMIT: Final = 10_000

_HOLDS: Final = "since <= :seq AND (until IS NULL OR until > :seq)"
# Materialised: FTS5 gives a rank only to the query that asks for matches, not to one that groups them.
_FIND: Final = f"""
WITH found AS MATERIALIZED (
  SELECT entry.item AS item, -words.rank AS score FROM words JOIN entry ON entry.id = words.rowid
  WHERE words MATCH :expression AND {_HOLDS} AND (:lang = '' OR lang = :lang OR lang LIKE :lang || '-%')
    AND (:kind = '' OR item LIKE :kind || '/%')
)
SELECT item, max(score) AS score FROM found GROUP BY item ORDER BY score DESC, item LIMIT :limit
"""  # noqa: S608 -- our own words
_NUMBERED: Final = (
    f"SELECT DISTINCT item FROM number WHERE number = :number AND {_HOLDS} ORDER BY item LIMIT :limit"  # noqa: S608
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found. `score` is how well it fits: the more the better, comparable within one answer alone (BM25)."""

    item: ItemId
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits, best first. `cut`: there are more than were asked for."""

    hits: tuple[Hit, ...]
    cut: bool = False


class Finder:
    """An index open for reading, at one change of the ledger. For one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, seq: int) -> None:
        self._connection = connection
        self._seq = seq

    @classmethod
    def open(cls, path: Path, seq: int) -> Self:
        """Open an index as it was at a change. Raises sqlite3.Error when it is not there."""
        return cls(opened_for_reading(path), seq)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def find(
        self, text: str, *, lang: str = "", kind: str = "", limit: int = DEFAULT_LIMIT
    ) -> Hits | Unanswerable:
        """Return the items in which every word of a text occurs, within one language ("": any); of one kind, if it is named.

        All words have to occur in one language's titles, names and texts of an item.
        """
        asked = expression(text, load_folding())
        if isinstance(asked, Unanswerable):
            return asked
        values = {
            "expression": asked,
            "lang": lang.lower(),
            "kind": kind,
            "seq": self._seq,
            "limit": limit + 1,
        }
        rows = self._connection.execute(_FIND, values).fetchall()
        return Hits(tuple(Hit(ItemId(item), score) for item, score in rows[:limit]), cut=len(rows) > limit)

    def numbered(self, number: str, limit: int = 50) -> tuple[ItemId, ...]:
        """Return the objects that carry a number, however it is written (`Folding.numbers`)."""
        found: dict[ItemId, None] = {}
        for folded in load_folding().numbers(number):
            values = {"number": folded, "seq": self._seq, "limit": limit}
            found |= dict.fromkeys(ItemId(row[0]) for row in self._connection.execute(_NUMBERED, values))
        return tuple(found)[:limit]
