"""Makes a ledger of any number of rows for `oai.py`: what lists need (items, forms, sets), with the documents of a sample over and over."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple

from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader

COMMITS: Final = 100
PREFIXES: Final = ("oai_dc", "edm")
_ITEM: Final = (
    "INSERT INTO item (num, id, kind, provider, namespace, local_id, digest, face, seq, commit_id, deleted, derived, authority,"
    " source, position, bucket) VALUES (?, ?, 'object', 'p', 'n', ?, x'', x'', ?, ?, 0, 0, 0, '', 0, 0)"
)
_FORM: Final = "INSERT INTO form (item_num, format, commit_id, payload, digest) VALUES (?, ?, ?, ?, x'')"
_SET: Final = "INSERT INTO item_set (set_spec, commit_id, item_num) VALUES (?, ?, ?)"


class Sample(NamedTuple):
    """An item's documents by format, neither of which the ledger compresses, and its sets."""

    forms: Mapping[str, bytes]
    sets: tuple[str, ...]


SMALL: Final = (Sample({"oai_dc": b"<a>" + b"x" * 1_000 + b"</a>"}, ("museum:a",)),)
"""A kilobyte each, and one set that has them all."""


def sample_of(reader: Reader) -> list[Sample]:
    """Return the objects of a small catalogue."""
    forms: dict[str, dict[str, bytes]] = {}
    sets: dict[str, tuple[str, ...]] = {}
    latest = reader.latest_commit()
    assert latest is not None
    for prefix in PREFIXES:
        page = reader.oai_page(prefix, None, 0, latest[0], None, limit=10_000, with_payload=True)
        for row in page.rows:
            assert row.payload is not None
            forms.setdefault(row.item_id, {})[prefix] = row.payload
            sets[row.item_id] = row.set_specs
    return [Sample(forms[item], sets[item]) for item in forms]


def make(folder: Path, rows: int, samples: Sequence[Sample]) -> None:
    """Make the ledger."""
    folder.mkdir(exist_ok=True)
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
                (number, f"2026-01-01T00:{number // 60:02}:{number % 60:02}Z")
                for number in range(1, COMMITS + 1)
            ],
        )
        file.executemany(_ITEM, _items(rows))
        file.executemany(_FORM, _forms(rows, samples))
        file.executemany(_SET, _sets(rows, samples))
        file.execute("CREATE INDEX set_by_item ON item_set (item_num, set_spec)")
        file.execute("INSERT INTO tally SELECT 'form', format, count(*) FROM form GROUP BY format")


def commit_of(num: int, rows: int) -> int:
    """Return the commit of a row: each has as many."""
    return 1 + (num - 1) * COMMITS // rows


def _items(rows: int) -> Iterator[tuple[Any, ...]]:
    for num in range(1, rows + 1):
        key = blake2b(str(num).encode(), digest_size=7).hexdigest()
        yield num, f"object/{key}", str(num), num, commit_of(num, rows)


def _forms(rows: int, samples: Sequence[Sample]) -> Iterator[tuple[Any, ...]]:
    for num in range(1, rows + 1):
        for prefix, payload in samples[num % len(samples)].forms.items():
            yield num, prefix, commit_of(num, rows), payload


def _sets(rows: int, samples: Sequence[Sample]) -> Iterator[tuple[Any, ...]]:
    for num in range(1, rows + 1):
        for spec in samples[num % len(samples)].sets:
            yield spec, commit_of(num, rows), num
