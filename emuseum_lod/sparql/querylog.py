"""The log of queries: what was asked, by whom as far as that is nobody's name (`pseudonyms`), and what became of it.

JSON lines in ``<data>/queries/``, readable by the service's own user; the oldest file goes when there are too many. It says
what researchers ask for, and which queries hurt. docs/sparql.md has the notice for those whose queries are kept.
"""

import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import Protocol

import msgspec

from emuseum_lod.config import Settings


class Entry(msgspec.Struct, frozen=True):
    """A query's line. `seconds` are those of its work, `waited` those before; `rows` are rows or triples, None where nobody counted."""

    time: str
    client: str
    query: str
    format: str
    outcome: str
    seconds: float
    waited: float
    bytes: int
    rows: int | None
    snapshot: str


class QueryLog(Protocol):
    """Where entries go."""

    def write(self, entry: Entry) -> None:
        """Keep an entry."""

    def close(self) -> None:
        """Close what is open."""


class NoLog:
    """Keeps nothing."""

    def write(self, entry: Entry) -> None:
        """Forget it."""

    def close(self) -> None:
        """Nothing is open."""


class FileLog:
    """Keeps entries in files that take turns: ``queries.jsonl`` is the newest, ``queries.jsonl.1`` the one before."""

    def __init__(self, settings: Settings) -> None:
        folder = settings.data / "queries"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            folder / "queries.jsonl",
            maxBytes=settings.sparql_log_bytes,
            backupCount=settings.sparql_log_files - 1,
            encoding="utf-8",
        )

    def write(self, entry: Entry) -> None:
        """Append an entry; a disk that is full costs the entry alone."""
        line = msgspec.json.encode(entry).decode()
        self._handler.handle(logging.LogRecord("queries", logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


def query_log(settings: Settings) -> QueryLog:
    """Return the log that the settings ask for."""
    return FileLog(settings) if settings.sparql_log else NoLog()


def moment(now: float) -> str:
    """Return a time (seconds since the epoch) as it is logged."""
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
