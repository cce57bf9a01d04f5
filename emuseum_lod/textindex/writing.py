"""The writing side: the index is built from the ledger's records, then follows its log.

``<data>/search/current`` names the file in use. It remembers, in the same transaction as its rows, the last change that it has and what it was made with;
a killed follower reads on from there. Made with other tables, damaged, or to be rebuilt: a new file beside the old one.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from emuseum_lod.catalogue.records import decode
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import Change
from emuseum_lod.textindex.entries import NOTHING, Entries, entries_of
from emuseum_lod.textindex.folding import Folding, load_folding
from emuseum_lod.textindex.schema import VERSION, made, opened
from emuseum_lod.uris import ItemId

_AT_ONCE: Final = 500
_PAGE: Final = 1_000


class TextIndex:
    """An index open for writing: by the follower of a data folder alone."""

    def __init__(self, path: Path, connection: sqlite3.Connection, folding: Folding) -> None:
        self.path = path
        self._connection = connection
        self._folding = folding

    @classmethod
    def current(cls, folder: Path) -> Self | None:
        """Return the index in use; None when there is none, or none that this installation can go on with."""
        path = current_file(folder)
        if path is None:
            return None
        folding = load_folding()
        try:
            connection = opened(path)
            index = cls(path, connection, folding)
            if index._meta("made_with") == _made_with(folding):
                return index
            connection.close()
        except sqlite3.DatabaseError:  # damaged: all that is in it can be computed again
            return None
        return None

    @classmethod
    def build(cls, folder: Path, reader: Reader) -> Self:
        """Return a new index of all that the ledger has; it is not in use before `use`."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"words-{secrets.token_hex(4)}.sqlite"
        index = cls(path, made(path), load_folding())
        # Read before the walk begins: what changes during it is applied afterwards, and the last change decides (store.building).
        seq, after, last = reader.last_seq(), 0, reader.last_num()
        while page := reader.live_records(after, last, _PAGE):
            with index._transaction():
                for _, encoded in page:
                    record = decode(encoded)
                    index._add(record.id, entries_of(record, index._folding), 0)
            after = page[-1][0]
        with index._transaction():
            index._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            index._set_meta(made_with=_made_with(index._folding), seq=str(seq))
        return index

    @property
    def seq(self) -> int:
        """The last change of the ledger that is in it."""
        return int(self._meta("seq") or 0)

    def follow(self, reader: Reader, upto: int) -> None:
        """Take in the ledger's changes up to one."""
        while self.seq < upto and (changes := reader.changes(self.seq, _AT_ONCE)):
            with self._transaction():
                for item, entries, seq in _differences(changes, self._folding):
                    self._end(item, seq)
                    self._add(item, entries, seq)
                self._set_meta(seq=str(changes[-1].seq))

    def forget(self, before: int) -> None:
        """Remove what ended with a change up to `before`, the oldest that any snapshot shows."""
        with self._transaction():
            ended = "SELECT id FROM entry WHERE until <= ?"
            self._connection.execute(f"DELETE FROM words WHERE rowid IN ({ended})", (before,))  # noqa: S608 -- our own words
            self._connection.execute("DELETE FROM entry WHERE until <= ?", (before,))
            self._connection.execute("DELETE FROM number WHERE until <= ?", (before,))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add(self, item: ItemId, entries: Entries, seq: int) -> None:
        for entry in entries.texts:
            row = self._connection.execute(
                "INSERT INTO entry (item, lang, since) VALUES (?, ?, ?)", (item, entry.lang, seq)
            )
            self._connection.execute(
                "INSERT INTO words (rowid, names, texts) VALUES (?, ?, ?)",
                (row.lastrowid, entry.names, entry.texts),
            )
        numbers = ((number, item, seq) for number in entries.numbers)
        self._connection.executemany("INSERT INTO number (number, item, since) VALUES (?, ?, ?)", numbers)

    def _end(self, item: ItemId, seq: int) -> None:
        for table in ("entry", "number"):
            self._connection.execute(
                f"UPDATE {table} SET until = ? WHERE item = ? AND until IS NULL",  # noqa: S608 -- our own words
                (seq, item),
            )

    def _meta(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def _set_meta(self, **values: str) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def current_file(folder: Path) -> Path | None:
    """Return the file that is in use; None when there is none."""
    try:
        path = folder / (folder / "current").read_text("ascii").strip()
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def _differences(changes: Iterable[Change], folding: Folding) -> Iterator[tuple[ItemId, Entries, int]]:
    """Yield the items whose entries a run of changes alters: what they have now, and the last of their changes."""
    first: dict[ItemId, Change] = {}
    last: dict[ItemId, Change] = {}
    for change in changes:
        if change.op != "touch":  # its record is what it was
            first.setdefault(change.item_id, change)
            last[change.item_id] = change
    for item, change in first.items():
        after = entries_of(last[item].record, folding)
        # What is gone is always ended: a purge leaves no record to compare with.
        if after == NOTHING or after != entries_of(change.previous, folding):
            yield item, after, last[item].seq


def _made_with(folding: Folding) -> str:
    return f"{VERSION}-{folding.digest}"
