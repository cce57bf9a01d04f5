"""The tables of the index, in a SQLite file of its own.

Rows are versioned: `since` is the change of the ledger that brought a row, `until` the one that ended it (none: it holds). So one file answers for every
snapshot that is still open, and what a query finds is what its snapshot holds. Rows that no snapshot needs are removed (`writing.TextIndex.forget`).
"""

import sqlite3
from pathlib import Path
from typing import Final

VERSION: Final = 1

_TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE entry (id INTEGER PRIMARY KEY, item TEXT NOT NULL, lang TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER);
CREATE INDEX entry_by_item ON entry (item);
CREATE INDEX entry_ended ON entry (until) WHERE until IS NOT NULL;

CREATE VIRTUAL TABLE words USING fts5 (names, texts, tokenize = "unicode61 remove_diacritics 0");
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(4.0, 1.0)');

CREATE TABLE number (number TEXT NOT NULL, item TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER);
CREATE INDEX number_by_number ON number (number);
CREATE INDEX number_by_item ON number (item);
CREATE INDEX number_ended ON number (until) WHERE until IS NOT NULL;
"""
# A word in a title tells four times as much as one in a description: bm25's weights, in the order of the columns.

_WAIT: Final = 30.0


def made(path: Path) -> sqlite3.Connection:
    """Return a new, empty index, open for writing."""
    connection = opened(path)
    connection.executescript(_TABLES)
    return connection


def opened(path: Path) -> sqlite3.Connection:
    """Return an index, open for writing by the one follower."""
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    # Readers go on while the follower writes; what was deleted is overwritten, as a purge demands.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def opened_for_reading(path: Path) -> sqlite3.Connection:
    """Return an index, open for reading. Raises sqlite3.OperationalError when it is not there."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT, check_same_thread=False
    )
    connection.execute("PRAGMA query_only = ON")
    return connection
