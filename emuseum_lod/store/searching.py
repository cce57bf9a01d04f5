"""The text index of what is published, for those who search outside of queries."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.textindex.files import index_of
from emuseum_lod.textindex.finding import Finder


@contextmanager
def published_index(data: Path) -> Iterator[Finder | None]:
    """Open the index of the published snapshot; None before there is one."""
    snapshot = Snapshots(data).current()
    path = index_of(snapshot.path, data) if snapshot is not None else None
    if snapshot is None or path is None:
        yield None
        return
    try:
        finder = Finder.open(path, snapshot.seq)
    except sqlite3.Error:  # exchanged at this moment, or not readable: numbers are still found in the ledger
        yield None
        return
    try:
        yield finder
    finally:
        finder.close()
