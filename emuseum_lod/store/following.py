"""The follower of the ledger: it brings the triple store and the text index up to the last change and publishes a snapshot.

There is one at a time in a data folder (`_lock`): that of a running service, or else whoever has just loaded. Few changes are applied one by
one, as differences between what an item said and says; a new store, other patterns, or changes to most of the catalogue mean building
beside the old store and swapping. ``<data>/store/current`` names the folder of the store in use.
"""

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Final

from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError, StoreError
from emuseum_lod.graph.patterns import Patterns, load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import Change
from emuseum_lod.locks import FileLock
from emuseum_lod.store.building import Progress, Walk
from emuseum_lod.store.engine import Position, TripleStore, opened
from emuseum_lod.store.snapshots import Snapshot, Snapshots, replace_text
from emuseum_lod.textindex.files import index_folder, index_of, remove_unused, tell_snapshot
from emuseum_lod.textindex.writing import TextIndex

_CHANGES_AT_ONCE: Final = 500
_POLL: Final = 0.2
_WORTH_BUILDING: Final = 0.5
"""Share of the items from which on building anew is quicker than applying differences (docs/ledger.md has the measurement)."""
_FEW: Final = 5_000


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follower did: the snapshot that is published, how many changes it applied, whether it built the store anew."""

    snapshot: Snapshot
    changes: int
    built: bool


def publish(settings: Settings, progress: Progress = lambda *_: None) -> Snapshot:
    """See to it that every change the ledger has now is published: by a running service's follower, or else by following here."""
    with Ledger.open(settings.ledger_url) as ledger:
        wanted = ledger.reader().last_seq()
    snapshots = Snapshots(settings.data)
    while True:
        lock = _lock(settings.data)
        if lock is not None:
            with lock:
                return _follow(settings, progress).snapshot
        current = snapshots.current()
        if current is not None and current.seq >= wanted:
            return current
        progress("waiting for the service to publish", current.seq if current else 0, wanted)
        time.sleep(_POLL)


def rebuild(settings: Settings, progress: Progress = lambda *_: None) -> Snapshot:
    """Build the store anew from the ledger and publish it; where a service is running, its follower does."""
    lock = _lock(settings.data)
    if lock is not None:
        with lock:
            return _follow(settings, progress, anew=True).snapshot
    before = Snapshots(settings.data).current()
    replace_text(_request(settings.data), "rebuild")
    while _request(settings.data).exists():
        progress("waiting for the service to rebuild", 0, None)
        time.sleep(_POLL)
    after = Snapshots(settings.data).current()
    if after is None or after == before:
        raise StoreError("the service could not rebuild its store; its log says why")
    return after


def follow_until(settings: Settings, stop: Event, failed: Callable[[Exception], None]) -> None:
    """Follow the ledger until `stop` is set: the follower of a running service.

    Waits for its turn when a load is following. `failed` is told of an error, after which it tries again ten seconds later.
    """
    while not stop.is_set() and (lock := _lock(settings.data)) is None:
        stop.wait(_POLL)
    if stop.is_set() or lock is None:
        return
    with lock, Ledger.open(settings.ledger_url) as ledger:
        reader, snapshots = ledger.reader(), Snapshots(settings.data)
        checked = False  # an upgrade brings other patterns without any change in the ledger
        while not stop.is_set():
            anew = _request(settings.data).exists()
            current = snapshots.current()
            try:
                if anew or not checked or current is None or current.seq < reader.last_seq():
                    _follow(settings, lambda *_: None, anew=anew)
                    checked = True
                elif snapshots.clean():
                    _forget(settings, snapshots)
            except (StoreError, LedgerError, OSError) as error:
                failed(error)
                stop.wait(10)
            finally:
                if anew:
                    _request(settings.data).unlink(missing_ok=True)
            stop.wait(_POLL)


def _follow(settings: Settings, progress: Progress, *, anew: bool = False) -> Followed:
    """Bring the store up to the ledger's last change and publish it. The caller has the lock."""
    with Ledger.open(settings.ledger_url) as ledger:
        followed = _Follower(settings, ledger.reader(), progress).run(anew=anew)
    _forget(settings, Snapshots(settings.data))
    return followed


def _forget(settings: Settings, snapshots: Snapshots) -> None:
    """Remove from the text index what no snapshot shows any more."""
    there = snapshots.all()
    index = TextIndex.current(index_folder(settings.data))
    if index is not None and there:
        with index:
            index.forget(min(snapshot.seq for snapshot in there))
            remove_unused(settings.data, index.path, (snapshot.path for snapshot in there))


class _Follower:
    """One run of following."""

    def __init__(self, settings: Settings, reader: Reader, progress: Progress) -> None:
        self._settings = settings
        self._stores = settings.data / "store"
        self._indexes = index_folder(settings.data)
        self._reader = reader
        self._progress = progress
        self._patterns = load_patterns()

    def run(self, *, anew: bool) -> Followed:
        try:
            return self._run(anew=anew)
        except sqlite3.Error as error:
            raise StoreError(f"the text index can't be written: {error}") from error

    def _run(self, *, anew: bool) -> Followed:
        folder = None if anew else self._current_store()
        with ExitStack() as open_store:
            if folder is not None:
                try:
                    store = open_store.enter_context(opened(folder))
                    position = store.position()
                except StoreError:  # damaged: all that is in it can be computed again
                    self._progress("the store is damaged and built anew", 0, None)
                else:
                    if position is not None and self._reader.is_purged_after(position.seq):
                        # Engine and index keep bytes of what is taken out of them.
                        anew = True
                    elif position is not None and self._can_go_on(position):
                        return self._catch_up(store, position, fresh=False)
        return self._build(anew=anew)

    def _can_go_on(self, position: Position) -> bool:
        if (position.patterns, position.base) != (self._patterns.digest, self._reader.base_iri):
            return False
        pending = self._reader.last_seq() - position.seq
        return pending <= max(_FEW, _WORTH_BUILDING * sum(self._reader.kinds().values()))

    def _catch_up(
        self, store: TripleStore, position: Position, *, fresh: bool, anew: bool = False
    ) -> Followed:
        first, last = position.seq, self._reader.last_seq()
        while changes := self._reader.changes(position.seq, _CHANGES_AT_ONCE):
            removed, added = difference(changes, self._patterns, position.base)
            position = replace(position, seq=changes[-1].seq)
            store.apply(removed, added, position)
            self._progress("store", position.seq - first, max(last, position.seq) - first)
        with self._index_at(position.seq, anew=anew) as index:
            snapshots = Snapshots(self._settings.data)
            snapshot = snapshots.current()
            if fresh or snapshot is None or not self._shows(snapshot, position, index):
                snapshot = snapshots.publish(position.seq, lambda folder: _checkpoint(store, index, folder))
            replace_text(self._indexes / "current", index.path.name)
        return Followed(snapshot, position.seq - first, built=fresh)

    def _index_at(self, seq: int, *, anew: bool) -> TextIndex:
        """Return the text index with every change up to one: followed, or built where there is none to go on with."""
        index = None if anew else TextIndex.current(self._indexes)
        if index is not None:
            try:
                index.follow(self._reader, seq)
            except sqlite3.DatabaseError:  # damaged: all that is in it can be computed again
                index.close()
            else:
                return index
        self._progress("text index", 0, None)
        index = TextIndex.build(self._indexes, self._reader)
        index.follow(self._reader, seq)
        return index

    def _shows(self, snapshot: Snapshot, position: Position, index: TextIndex) -> bool:
        return snapshot.seq == position.seq and index_of(snapshot.path, self._settings.data) == index.path

    def _build(self, *, anew: bool) -> Followed:
        """Build a store beside the one in use, bring it up to date, publish it, and only then give the old one up."""
        name = f"store-{secrets.token_hex(4)}"
        # Read before the walk begins: what changes during it is applied afterwards.
        position = Position(self._reader.last_seq(), self._patterns.digest, self._reader.base_iri)
        walk = Walk(
            self._settings.ledger_url,
            self._stores / f"{name}.lines",
            self._reader.last_num(),
            self._settings.load_processes or os.cpu_count() or 1,
        )
        with opened(self._stores / name) as store:
            with walk.lines(self._progress) as files:
                self._progress("store", 0, None)
                store.take_in(files)
            store.settle(position)
            followed = self._catch_up(store, position, fresh=True, anew=anew)
            replace_text(self._stores / "current", name)
        self._clean(name)
        return followed

    def _current_store(self) -> Path | None:
        try:
            folder = self._stores / (self._stores / "current").read_text("ascii").strip()
        except FileNotFoundError:
            return None
        return folder if folder.is_dir() else None

    def _clean(self, name: str) -> None:
        """Remove the stores that are not in use, and what builds that were killed left."""
        for path in self._stores.iterdir():
            if path.is_dir() and path.name != name:
                shutil.rmtree(path)


def _checkpoint(store: TripleStore, index: TextIndex, folder: Path) -> None:
    store.checkpoint(folder)
    tell_snapshot(folder, index.path)


def difference(changes: Iterable[Change], patterns: Patterns, base: str) -> tuple[list[str], list[str]]:
    """Return the lines that a run of changes takes out and those that it puts in."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in changes:
        if change.op != "touch":  # its record is what it was
            first.setdefault(change.item_id, change)
            last[change.item_id] = change
    removed: list[str] = []
    added: list[str] = []
    for item_id, change in first.items():
        old, new = change.previous, last[item_id].record
        before = set(patterns.triples(old, base)) if old is not None else set()
        after = set(patterns.triples(new, base)) if new is not None else set()
        removed += sorted(before - after)
        added += sorted(after - before)
    return removed, added


def _lock(data: Path) -> FileLock | None:
    return FileLock.take(data / "store" / "follower.lock")


def _request(data: Path) -> Path:
    return data / "store" / "rebuild-wanted"
