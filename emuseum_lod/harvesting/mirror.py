"""The copy: one SQLite file with the records and, in the same transaction as each page of them, how far the harvest is.

One file rather than a file a record: a page and its token become durable together or not at all, millions of records cost no millions of
files, and any SQLite reads it. Killed at any moment, it says what was last committed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import msgspec

from emuseum_lod.errors import HarvestError
from emuseum_lod.harvesting.pages import Record
from emuseum_lod.harvesting.source import Source

FILE: Final = "mirror.sqlite"
VERSION: Final = 2
"""1 did not know when a record was harvested."""
_TABLES: Final = (
    """CREATE TABLE record (
    identifier TEXT NOT NULL UNIQUE,
    datestamp TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    sets TEXT NOT NULL,
    metadata BLOB,
    about BLOB NOT NULL,
    walk INTEGER NOT NULL,
    harvested TEXT NOT NULL DEFAULT ''
)""",
    "CREATE TABLE gone (identifier TEXT PRIMARY KEY, noticed TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE token (text TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE state (value BLOB NOT NULL)",
)


class Walk(msgspec.Struct, frozen=True):
    """A walk through the list that is under way.

    `whole`: all of the list, so that what it does not bring is looked for; otherwise what changed since `from_`. `started` is the
    `responseDate` of the first page. `token` is where it goes on: "" at the beginning, None at the end. `received` records came so far; the
    last `stale` pages had nothing that this walk had not brought before. `size` is how many there are to be, as far as it was told,
    `restarts` how often it had to begin again.
    """

    number: int
    whole: bool
    from_: str | None = None
    started: str | None = None
    token: str | None = ""
    received: int = 0
    stale: int = 0
    size: int | None = None
    restarts: int = 0


class State(msgspec.Struct, frozen=True):
    """How far a mirror is. `complete` is the moment of the repository that it holds all of: the `from` of the next walk; `walks` how many began."""

    source: Source
    complete: str | None = None
    walks: int = 0
    walk: Walk | None = None


class Tally(msgspec.Struct):
    """What records did to the mirror. `repeated` came before in the same walk; `gone` is no longer in the repository's list."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0
    repeated: int = 0
    gone: int = 0

    @property
    def different(self) -> int:
        """How many records came, each counted once a walk."""
        return self.created + self.updated + self.deleted + self.unchanged


class Mirror:
    """A mirror in a folder, which is made when it is new. For one process and one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tally = Tally()

    @classmethod
    def open(cls, folder: Path, source: Source) -> Self:
        """Open the mirror of a source. Raises HarvestError for a folder that holds another source's, or something else."""
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / FILE, isolation_level=None)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536"):
                connection.execute(f"PRAGMA {pragma}")
            mirror = cls(connection)
            mirror._prepare(source)  # its own constructor
        except sqlite3.DatabaseError as error:
            connection.close()
            raise HarvestError(f"{folder / FILE} can't be used: {error}") from error
        except BaseException:
            connection.close()
            raise
        return mirror

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def state(self) -> State:
        """How far it is."""
        ((value,),) = self._connection.execute("SELECT value FROM state")
        return msgspec.json.decode(value, type=State)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end of the block what is done in it; undo it, the tally included, when it raises."""
        before = msgspec.structs.replace(self.tally)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self.tally = before
            raise

    def go(self, state: State) -> None:
        """Note how far it is."""
        self._connection.execute("UPDATE state SET value = ?", (msgspec.json.encode(state),))

    def take(self, record: Record, walk: int) -> None:
        """Keep a record that a walk brought. Of two in one walk the later datestamp stays, of equal ones the later to come.

        What comes as it is known stays harvested when it was: who publishes that date publishes no change without one.
        """
        sets = msgspec.json.encode(record.sets).decode()
        values = (record.datestamp, record.deleted, sets, record.metadata, record.about)
        known = self._connection.execute(
            "SELECT datestamp, deleted, sets, metadata, about, harvested, walk FROM record WHERE identifier = ?",
            (record.identifier,),
        ).fetchone()
        if known is None:
            self.tally.created += 1
            self._connection.execute(
                "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (record.identifier, *values, walk, record.harvested),
            )
            self._connection.execute("DELETE FROM gone WHERE identifier = ?", (record.identifier,))
            return
        is_same = known[:5] == values
        if known[-1] == walk:
            self.tally.repeated += 1
            if known[0] > record.datestamp:
                return
        elif is_same:
            self.tally.unchanged += 1
        elif record.deleted and not known[1]:
            self.tally.deleted += 1
        else:
            self.tally.updated += 1
        harvested = (known[5] if is_same else "") or record.harvested
        self._connection.execute(
            "UPDATE record SET datestamp = ?, deleted = ?, sets = ?, metadata = ?, about = ?, walk = ?, harvested = ? WHERE identifier = ?",
            (*values, walk, harvested, record.identifier),
        )

    def lose(self, identifier: str, noticed: str) -> None:
        """Let go of a record that the repository's list no longer has, and note when that was noticed."""
        found = self._connection.execute("DELETE FROM record WHERE identifier = ?", (identifier,)).rowcount
        if found:
            self.tally.gone += 1
            self._connection.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (identifier, noticed))

    def missing(self, walk: int, limit: int) -> list[str]:
        """Return identifiers that a walk has not brought."""
        found = self._connection.execute(
            "SELECT identifier FROM record WHERE walk < ? ORDER BY rowid LIMIT ?", (walk, limit)
        )
        return [identifier for (identifier,) in found]

    def new_token(self, text: str) -> bool:
        """Note a token; tell whether this walk has not met it before."""
        return self._connection.execute("INSERT OR IGNORE INTO token VALUES (?)", (text,)).rowcount == 1

    def forget_tokens(self) -> None:
        """Begin to note tokens anew."""
        self._connection.execute("DELETE FROM token")

    def lines(self) -> Iterator[tuple[str, str, bool]]:
        """Yield identifier, datestamp and whether it is deleted of every record."""
        for identifier, datestamp, deleted in self._connection.execute(
            "SELECT identifier, datestamp, deleted FROM record"
        ):
            yield identifier, datestamp, bool(deleted)

    def count(self) -> tuple[int, int]:
        """Return how many records there are that are not deleted, and that are."""
        ((live, deleted),) = self._connection.execute(
            "SELECT count(*) FILTER (WHERE NOT deleted), count(*) FILTER (WHERE deleted) FROM record"
        )
        return live, deleted

    def _prepare(self, source: Source) -> None:
        ((version,),) = self._connection.execute("PRAGMA user_version")
        if version == 0:
            with self.transaction():
                for table in _TABLES:
                    self._connection.execute(table)
                self._connection.execute(
                    "INSERT INTO state VALUES (?)", (msgspec.json.encode(State(source)),)
                )
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
            return
        if version == 1:
            with self.transaction():
                self._connection.execute("ALTER TABLE record ADD COLUMN harvested TEXT NOT NULL DEFAULT ''")
                self._connection.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise HarvestError(f"this mirror has version {version}, this program writes {VERSION}")
        self._check_source(source)

    def _check_source(self, source: Source) -> None:
        state = self.state
        held = state.source
        # A start that isn't named again is that of the first harvest.
        asked = source if source.since else msgspec.structs.replace(source, since=held.since)
        if asked == held:
            return
        if state.complete is None and self.count() == (0, 0):
            # Nothing came of an earlier call, so it binds nobody.
            self.go(State(source))
            return
        raise HarvestError(
            f"this folder mirrors {_told(held)}, not {_told(asked)}: give each list a folder of its own"
        )


def _told(source: Source) -> str:
    parts = (
        f"{source.prefix} of {source.url}",
        f"set {source.set_spec}" if source.set_spec else "",
        f"since {source.since}" if source.since else "",
    )
    return ", ".join(filter(None, parts))
