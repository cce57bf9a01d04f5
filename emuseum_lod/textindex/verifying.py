"""Does the text index have what the ledger has? Item by item, as of one change; memory stays flat."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from emuseum_lod.catalogue.records import decode
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.textindex.entries import NOTHING, Entries, Entry, entries_of
from emuseum_lod.textindex.folding import load_folding
from emuseum_lod.textindex.schema import opened_for_reading
from emuseum_lod.uris import ItemId

_PAGE: Final = 1_000
_SHOWN: Final = 1_000
_HOLDS: Final = "since <= :seq AND (until IS NULL OR until > :seq)"
_ENTRIES: Final = f"""SELECT lang, names, texts FROM entry JOIN words ON words.rowid = entry.id
    WHERE item = :item AND {_HOLDS} ORDER BY lang"""  # noqa: S608 -- our own words
_NUMBERS: Final = f"SELECT number FROM number WHERE item = :item AND {_HOLDS} ORDER BY rowid"  # noqa: S608
_ITEMS: Final = f"""SELECT DISTINCT item FROM
    (SELECT item FROM entry WHERE {_HOLDS} UNION SELECT item FROM number WHERE {_HOLDS}) ORDER BY item"""  # noqa: S608


class IndexVerification(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome: how many items can be searched, and those of which the index says something else than the ledger (`differing`: the first thousand)."""

    items: int
    differences: int
    differing: tuple[ItemId, ...]


def verify_index(
    path: Path, seq: int, reader: Reader, progress: Callable[[str, int, int | None], None] = lambda *_: None
) -> IndexVerification:
    """Compare an index, as it was at a change, with the ledger, which has to be at that change."""
    connection = opened_for_reading(path)
    try:
        differing: list[ItemId] = []
        count = items = 0
        for number, (item, entries) in enumerate(_expected(reader)):
            if number % _PAGE == 0:
                progress("text index", number, None)
            items += entries != NOTHING
            if _held(connection, item, seq) != entries:
                count += 1
                differing += [item] if count <= _SHOWN else []
        for item in _strangers(connection, seq, reader):
            count += 1
            differing += [item] if count <= _SHOWN else []
        return IndexVerification(items=items, differences=count, differing=tuple(differing))
    finally:
        connection.close()


def _expected(reader: Reader) -> Iterator[tuple[ItemId, Entries]]:
    folding, after, last = load_folding(), 0, reader.last_num()
    while page := reader.live_records(after, last, _PAGE):
        for _, encoded in page:
            record = decode(encoded)
            yield record.id, entries_of(record, folding)
        after = page[-1][0]


def _held(connection: sqlite3.Connection, item: ItemId, seq: int) -> Entries:
    values = {"item": item, "seq": seq}
    texts = tuple(Entry(*row) for row in connection.execute(_ENTRIES, values))
    return Entries(texts, tuple(row[0] for row in connection.execute(_NUMBERS, values)))


def _strangers(connection: sqlite3.Connection, seq: int, reader: Reader) -> Iterator[ItemId]:
    """Yield what the index has and the ledger has not, or no more."""
    rows = connection.execute(_ITEMS, {"seq": seq})
    while some := [ItemId(row[0]) for row in rows.fetchmany(_PAGE)]:
        there = reader.faces(some)  # of those that are not deleted
        yield from (item for item in some if item not in there)
