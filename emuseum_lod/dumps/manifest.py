"""What a folder of dumps holds: the manifest, which alone says what is there.

It is replaced last, in one step. A file that it names is whole and never changes; a file that it does not name is not there.
"""

import os
from pathlib import Path
from typing import Final

import msgspec

from emuseum_lod.uris import ItemId

FILE: Final = "manifest.json"
WHOLE: Final = "catalogue"
"""The name of the part that holds everything."""

DELTAS: Final = "deltas"
"""The folder of deltas, beside those of editions: a delta outlives the editions that it leads between."""


class DumpFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file: `part` of the catalogue in a format, compressed. `sha256` is hexadecimal, of the file as it is."""

    name: str
    part: str
    format: str
    compression: str
    bytes: int
    sha256: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the catalogue: the whole, or a museum with what is its own."""

    name: str
    museum: ItemId | None = None
    items: int = 0
    triples: int = 0


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """What leads from the triples of one edition to those of another."""

    name: str
    since: str
    until: str
    compression: str
    deleted: int
    added: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """An edition, and the deltas that lead to it and to earlier ones.

    `seq` is the last change of the ledger that is in it, `made` the second (UTC) at which it was, `previous` the edition before it, whose files
    stay until the next. `ledger` tells one ledger from another, whose numbers mean other changes; `base`, `patterns` and `program` say with
    what it was made.
    """

    edition: str
    made: str
    seq: int
    ledger: str
    base: str
    patterns: str
    program: str
    parts: tuple[Part, ...]
    files: tuple[DumpFile, ...]
    deltas: tuple[Delta, ...] = ()
    previous: str = ""

    @property
    def whole(self) -> Part:
        """The part that holds everything."""
        return self.parts[0]

    def files_of(self, part: Part) -> tuple[DumpFile, ...]:
        """Return the files of a part."""
        return tuple(file for file in self.files if file.part == part.name)


_DECODER: Final = msgspec.json.Decoder(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None where there are no dumps."""
    try:
        return _DECODER.decode((folder / FILE).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest of a folder: from now on what it names is there."""
    waiting = folder / f"{FILE}.part"
    with waiting.open("wb") as out:
        out.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    waiting.replace(folder / FILE)
    keep(folder)


def keep(folder: Path) -> None:
    """Make what is in a folder survive the machine: the names, not only the files."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
