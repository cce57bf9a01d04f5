"""Makes a ledger of any number of rows for `oai.py`: what a list needs (items, forms of about a kilobyte, one set each), and nothing else."""

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from emuseum_lod.ledger.database import Ledger

SET: Final = "museum:a"
_COMMITS: Final = 100
_PAYLOAD: Final = b"<a>" + b"x" * 1_000 + b"</a>"
_INSERTS: Final = (
    (
        "INSERT INTO item (num, id, kind, provider, namespace, local_id, digest, face, seq, commit_id, deleted, derived, authority,"
        " source, position, bucket) VALUES (?, ?, 'object', 'p', 'n', ?, x'', x'', ?, ?, 0, 0, 0, '', 0, 0)"
    ),
    "INSERT INTO form (item_num, format, commit_id, payload, digest) VALUES (?, 'oai_dc', ?, ?, x'')",
    "INSERT INTO item_set (set_spec, commit_id, item_num) VALUES (?, ?, ?)",
)


def make(folder: Path, rows: int) -> None:
    """Make the ledger."""
    with Ledger.open(folder) as ledger:
        ledger.identify("https://data.example.org/", "data.example.org")
    with sqlite3.connect(folder / "ledger.sqlite") as file:
        # Nobody needs this file after a crash; its indexes on names would be most of the work.
        file.execute("PRAGMA synchronous = OFF")
        for index in ("item_by_name", "item_by_kind", "item_by_provider", "item_by_bucket", "set_by_item"):
            file.execute(f"DROP INDEX {index}")
        file.executemany(
            "INSERT INTO \"commit\" VALUES (?, ?, 'p', '', 1, 1)",
            [
                (commit, f"2026-01-01T00:{commit // 60:02}:{commit % 60:02}Z")
                for commit in range(1, _COMMITS + 1)
            ],
        )
        for insert, values in zip(_INSERTS, (_items, _forms, _sets), strict=True):
            file.executemany(insert, values(rows))
        file.execute("CREATE INDEX set_by_item ON item_set (item_num, set_spec)")
        file.execute("INSERT INTO tally VALUES ('form', 'oai_dc', ?)", (rows,))
        file.execute("INSERT INTO tally VALUES ('form oai_dc', ?, ?)", (SET, rows))


def commit_of(num: int, rows: int) -> int:
    """Return the commit of a row: each has as many."""
    return 1 + (num - 1) * _COMMITS // rows


def _items(rows: int) -> Iterator[tuple[Any, ...]]:
    for num in range(1, rows + 1):
        key = blake2b(str(num).encode(), digest_size=7).hexdigest()
        yield num, f"object/{key}", str(num), num, commit_of(num, rows)


def _forms(rows: int) -> Iterator[tuple[Any, ...]]:
    return ((num, commit_of(num, rows), _PAYLOAD) for num in range(1, rows + 1))


def _sets(rows: int) -> Iterator[tuple[Any, ...]]:
    return ((SET, commit_of(num, rows), num) for num in range(1, rows + 1))
