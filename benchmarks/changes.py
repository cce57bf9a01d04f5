"""How long a page of a change stream, and the history of an item, take: in a small ledger and in a large one.

    python benchmarks/changes.py [--small 45000] [--large 4500000] [--record-bytes 1000] [--json FILE]

Ledgers are invented, row by row; everything goes through the whole application, without a network. It also measures what keeping history costs: the
time to compress records that are replaced, and the room they take then.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import structlog
from sqlalchemy import insert

from emuseum_lod.catalogue.records import HumanMadeObject, Name, Statement, encode
from emuseum_lod.changes.places import LIST_SIZE, PAGE_SIZE
from emuseum_lod.config import Settings
from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.packing import pack
from emuseum_lod.ledger.schema import change, commit, item, museum_change
from emuseum_lod.uris import ItemId, mint
from emuseum_lod.web.app import create_app

BASE, DOMAIN = "http://127.0.0.1:8000/", "demo.e-museum.example"
STAMP = "2026-01-01T00:00:00Z"
AT_ONCE = 50_000
TIMES = 15
MUSEUM = mint("institution", "m", "0")
PLACEHOLDER = "object/00000000000000"
WORDS = [
    "алқа",
    "күміс",
    "зергер",
    "дала",
    "ою",
    "жүзік",
    "ожерелье",
    "серебро",
    "степь",
    "мастер",
    "узор",
    "necklace",
    "silver",
    "steppe",
    "ornament",
]

_ITEM = Bulk(
    insert(item), "num", "id", "kind", "provider", "namespace", "local_id", "digest", "face", "seq", "commit_id", "deleted", "derived", "authority", "source", "position"
)  # fmt: skip
_CHANGE = Bulk(insert(change), "seq", "item_num", "commit_id", "op", "previous_seq", "record")
_MUSEUM = Bulk(insert(museum_change), "set_spec", "n", "seq", "did")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=45_000)
    parser.add_argument("--large", type=int, default=4_500_000)
    parser.add_argument("--record-bytes", type=int, default=1_000)
    parser.add_argument("--json", type=Path, help="write the results to a file")
    options = parser.parse_args()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    measured = {}
    for rows in (options.small, options.large):
        with TemporaryDirectory(prefix="emuseum-benchmark-") as folder:
            measured[rows] = _measure(Path(folder), rows, options.record_bytes)
    results: dict[str, Any] = {"rows": [options.small, options.large], "ms": {}, "archive": _archive()}
    for what, small in measured[options.small].items():
        large = measured[options.large][what]
        results["ms"][what] = {"small": small, "large": large, "ratio": round(large / small, 2)}
        print(f"{what:<38} {small:>9} ms {large:>9} ms   × {large / small:.2f}")
    print("  ".join(f"{name} {value}" for name, value in results["archive"].items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _measure(folder: Path, rows: int, size: int) -> dict[str, float]:
    with Ledger.open(folder) as ledger:
        ledger.identify(BASE, DOMAIN)
        _invent(ledger, rows, size)
        client = create_app(Settings(data=folder, oai_domain=DOMAIN), reader=ledger.reader()).test_client()
        last, lists = (rows - 1) // PAGE_SIZE + 1, (rows - 1) // LIST_SIZE + 1
        middle = mint("object", "m", str(rows // 2))
        urls = {
            "IIIF collection": "/changes/activity.json",
            "IIIF first page": "/changes/activity/1.json",
            "IIIF middle page": f"/changes/activity/{last // 2}.json",
            "IIIF last page": f"/changes/activity/{last}.json",
            "LDES middle page": f"/changes/ldes/{last // 2}.ttl",
            "a museum's middle page": f"/changes/museum/m0/activity/{max(1, last // 4)}.json",
            "ResourceSync change list": f"/changes/resourcesync/changelist/{max(1, lists // 2)}.xml",
            "ResourceSync resource list": f"/changes/resourcesync/resourcelist/{max(1, lists // 2)}.xml",
            "ResourceSync index of change lists": "/changes/resourcesync/changelist.xml",
            "Atom": "/changes/feed.atom",
            "TimeMap": f"/history/{middle}",
            "TimeGate": f"/timegate/{middle}",
        }
        return {what: _milliseconds(client, url) for what, url in urls.items()}


def _milliseconds(client: Any, url: str) -> float:
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        reply = client.get(url)
        assert reply.status_code in {200, 302}, (url, reply.status_code)
        _ = reply.data
        taken.append((time.perf_counter() - began) * 1e3)
    return round(statistics.median(taken[1:]), 2)


def _invent(ledger: Ledger, rows: int, size: int) -> None:
    """Write so many items of one change each, of two museums."""
    pattern = _pattern(size)
    with ledger.transaction() as connection:
        connection.execute(
            insert(commit).values(
                id=1, datestamp=STAMP, provider="m", started=STAMP, sealed=True, counted=True
            )
        )
        for first in range(1, rows + 1, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, rows + 1))
            _ITEM.run(connection, (_item(n) for n in numbers))
            _CHANGE.run(
                connection,
                ((n, n, 1, "create", None, _record(mint("object", "m", str(n)), pattern)) for n in numbers),
            )
            _MUSEUM.run(connection, ((f"museum:m{n % 2}", (n + 1) // 2, n, "create") for n in numbers))
        connection.exec_driver_sql(
            "INSERT INTO \"set\" (spec, labels, description) VALUES ('museum:m0', '[]', '[]')"
        )


def _item(n: int) -> tuple[object, ...]:
    name = mint("object", "m", str(n))
    return n, name, "object", "m", "m", str(n), b"", b"[]", n, 1, False, False, 1, "s", n


def _record(name: str, pattern: bytes) -> bytes:
    """Return a record as large as real ones are; its title is all that it says."""
    return pattern.replace(PLACEHOLDER.encode(), name.encode())


def _pattern(size: int) -> bytes:
    record = HumanMadeObject(
        id=ItemId(PLACEHOLDER), namespace="m", local_id="1", provider="m", institution=MUSEUM, titles=(Name(value="x" * size),)
    )  # fmt: skip
    return encode(record)


def _archive() -> dict[str, Any]:
    """Compress what a load replaces: invented descriptions in three languages, as long as real ones."""
    records = [encode(record) for record in _descriptions(2_000)]
    began = time.perf_counter()
    packed = [pack(record) for record in records]
    seconds = time.perf_counter() - began
    before, after = sum(map(len, records)), sum(map(len, packed))
    return {
        "compressing a record, µs": round(seconds / len(records) * 1e6, 1),
        "bytes before": before // len(records),
        "bytes after": after // len(records),
    }


def _descriptions(count: int) -> Iterator[HumanMadeObject]:
    words = random.Random(1)  # noqa: S311  # no secret
    for n in range(count):
        said = " ".join(words.choices(WORDS, k=60))
        yield HumanMadeObject(
            id=mint("object", "m", str(n)),
            namespace="m",
            local_id=str(n),
            provider="m",
            institution=MUSEUM,
            titles=(Name(value=said[:40], lang="kk"), Name(value=said[40:90], lang="ru")),
            statements=(Statement(value=said, lang="ru"),),
        )


if __name__ == "__main__":
    main()
