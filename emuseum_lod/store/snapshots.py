"""Snapshots: what queries are answered from. Readers never meet the writer.

``<data>/snapshots/<name>/`` is a checkpoint of the store (hard links, milliseconds), ``<data>/snapshots/current`` holds the name of the one that
is published, and ``<name>.lease`` is locked, shared, by every process that has it open. ``<name>/text-index`` names the text index that was followed with it. A snapshot is deleted only with that lock
to oneself: an engine that loses its files under a running query can fill the memory of the machine (measured).
"""

import os
import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from emuseum_lod.errors import StoreError
from emuseum_lod.locks import FileLock

_NAME: Final = re.compile(r"(\d{12})-[0-9a-f]{8}")
_ATTEMPTS: Final = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published state of the store: that of the ledger's change number `seq`."""

    name: str
    path: Path

    @property
    def seq(self) -> int:
        """The last change of the ledger that is in it."""
        return int(self.name.partition("-")[0])


class HeldSnapshot:
    """A snapshot that can't be deleted before `close` (or the death of this process)."""

    def __init__(self, snapshot: Snapshot, lease: FileLock) -> None:
        self.name = snapshot.name
        self.path = snapshot.path
        self.seq = snapshot.seq
        self._lease = lease

    def close(self) -> None:
        """Let it go."""
        self._lease.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Snapshots:
    """The snapshots of a data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "snapshots"

    def current(self) -> Snapshot | None:
        """Return the published snapshot; None before the first."""
        try:
            name = (self._folder / "current").read_text("ascii").strip()
        except FileNotFoundError:
            return None
        if not _NAME.fullmatch(name):
            raise StoreError(
                f"{self._folder / 'current'} holds {name!r}, which names no snapshot: run rebuild"
            )
        return Snapshot(name, self._folder / name)

    def hold_current(self) -> HeldSnapshot | None:
        """Return the published snapshot, held; None before the first."""
        for _ in range(_ATTEMPTS):
            snapshot = self.current()
            if snapshot is None:
                return None
            lease = FileLock.take(self._lease(snapshot.name), shared=True)
            # A cleaner may have been faster between reading `current` and locking: then there is a newer one.
            if lease is not None and snapshot.path.is_dir():
                return HeldSnapshot(snapshot, lease)
            if lease is not None:
                lease.release()
        raise StoreError(f"the snapshot that {self._folder / 'current'} names is not there: run rebuild")

    def publish(self, seq: int, checkpoint: Callable[[Path], None]) -> Snapshot:
        """Make a snapshot of a change number, publish it, and delete those that nobody holds.

        `checkpoint` writes the store's files into the folder that it is given, which does not exist yet.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{seq:012d}-{secrets.token_hex(4)}"
        unfinished = self._folder / f"{name}.tmp"
        checkpoint(unfinished)
        unfinished.rename(self._folder / name)
        replace_text(self._folder / "current", name)
        self.clean()
        return Snapshot(name, self._folder / name)

    def clean(self) -> bool:
        """Delete the snapshots that are neither published nor held, and what a crash left unfinished; tell whether there were any."""
        current = self.current()
        deleted = False
        for path in list(self._folder.glob("*")):
            name = path.name.removesuffix(".tmp")
            if path.is_dir() and _NAME.fullmatch(name) and (current is None or name != current.name):
                deleted = self._delete(path, name) or deleted
        return deleted

    def all(self) -> list[Snapshot]:
        """Return the snapshots that there are, oldest first: the published one and those that are still held."""
        paths = sorted(path for path in self._folder.glob("*") if _NAME.fullmatch(path.name))
        return [Snapshot(path.name, path) for path in paths]

    def _delete(self, path: Path, name: str) -> bool:
        lease = FileLock.take(self._lease(name))
        if lease is None:
            return False
        with lease:
            shutil.rmtree(path)
            self._lease(name).unlink(missing_ok=True)
        return True

    def _lease(self, name: str) -> Path:
        return self._folder / f"{name}.lease"


def replace_text(path: Path, text: str) -> None:
    """Write a small file as a whole: a reader sees the old text or the new one, also after a crash."""
    unfinished = path.with_name(f"{path.name}.tmp")
    with unfinished.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
