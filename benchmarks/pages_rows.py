"""Fills a copy of a ledger up to any number of rows for `pages.py`: objects with records of about a kilobyte, all of one museum."""

import shutil
import sqlite3
from hashlib import blake2b
from pathlib import Path
from typing import Final

from emuseum_lod.uris import ItemId

_FIRST: Final = 10_000_000
"""Where the numbers of the rows that are added begin: behind those of any catalogue that is made."""

_INSERTS: Final = (
    (
        "INSERT INTO item (num, id, kind, provider, namespace, local_id, digest, face, seq, commit_id, deleted, derived, authority,"
        " source, position, bucket) VALUES (?, ?, 'object', 'p', 'n', ?, x'', x'5b5d', ?, 1, 0, 0, 0, '', 0, 0)"
    ),
    "INSERT INTO change (seq, item_num, commit_id, op, record) VALUES (?, ?, 1, 'create', ?)",
    "INSERT INTO use (used_num, user_kind, user_num) VALUES (?, 'object', ?)",
)


def make(ledger: Path, place: Path, rows: int) -> ItemId:
    """Make the ledger in a folder of its own; return the museum that has all its objects."""
    place.mkdir()
    shutil.copy(ledger / "ledger.sqlite", place / "ledger.sqlite")
    with sqlite3.connect(place / "ledger.sqlite") as file:
        # Nobody needs this file after a crash; its indexes on names would be most of the work.
        file.execute("PRAGMA synchronous = OFF")
        for index in ("item_by_name", "item_by_provider", "item_by_bucket", "use_by_user"):
            file.execute(f"DROP INDEX IF EXISTS {index}")
        num, museum = file.execute(
            "SELECT num, id FROM item WHERE kind = 'institution' AND NOT deleted ORDER BY num LIMIT 1"
        ).fetchone()
        record = _template(file)
        numbers = range(_FIRST, _FIRST + rows)
        item, change, use = _INSERTS
        file.executemany(item, ((n, _id(n), str(n), n) for n in numbers))
        file.executemany(change, ((n, n, record.replace(b"@item@", _id(n).encode())) for n in numbers))
        file.executemany(use, ((num, n) for n in numbers))
    return ItemId(museum)


def first_of_the_last(rows: int) -> int:
    """Return the cursor of the last page."""
    return _FIRST + rows - 49


def _id(number: int) -> str:
    return f"object/{blake2b(str(number).encode(), digest_size=7).hexdigest()}"


def _template(file: sqlite3.Connection) -> bytes:
    """Return an object's record, its own id to be filled in."""
    record: bytes
    own, record = file.execute(
        "SELECT item.id, change.record FROM item JOIN change ON change.seq = item.seq WHERE item.kind = 'object' AND NOT item.deleted LIMIT 1"
    ).fetchone()
    return record.replace(own.encode(), b"@item@")
