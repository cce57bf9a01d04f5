"""A pool of query workers over a published snapshot, as the service runs it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox
from msgspec.structs import replace

from emuseum_lod.config import Settings
from emuseum_lod.sparql.address import connected
from emuseum_lod.sparql.pool import pool_service
from emuseum_lod.store.snapshots import Snapshot, Snapshots

PATIENCE = 30.0


def publish(data: Path, quads: list[ox.Quad], seq: int = 1) -> Snapshot:
    """Publish a snapshot that has just these quads."""
    folder = data / f"store-{seq}"
    store = ox.Store(str(folder))
    store.extend(quads)
    store.flush()
    return Snapshots(data).publish(seq, lambda path: store.backup(str(path)))


@contextmanager
def pool(settings: Settings, *, warm: bool = False) -> Iterator[None]:
    """Run the pool of a data folder, from when it takes queries; it asks nothing by itself, unless it is to be `warm`."""
    with pool_service(replace(settings, sparql_warm=warm)):
        wait_for_pool(settings.data)
        yield


def wait_for_pool(data: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError):
            connected(data).close()
            return
        time.sleep(0.02)
    raise AssertionError("the pool did not start")
