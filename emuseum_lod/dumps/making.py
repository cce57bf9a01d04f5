"""Makes an edition of the dumps: all of one commit of the ledger, museum by museum, written beside the last one and put in its place in one step.

Each item is described once, for the files of its museum and for those of the whole. Loads go on meanwhile; killed at any moment, the last
edition stays, and the same call begins again.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Final, Self

from msgspec.structs import replace

from emuseum_lod.catalogue.records import CatalogueRecord, Institution, decode
from emuseum_lod.config import Settings
from emuseum_lod.dumps import deltas
from emuseum_lod.dumps.contents import FORMATS, Subject
from emuseum_lod.dumps.files import COMPRESSIONS, Output
from emuseum_lod.dumps.manifest import (
    DELTAS,
    FILE,
    WHOLE,
    Delta,
    DumpFile,
    Manifest,
    Part,
    keep,
    read_manifest,
    write_manifest,
)
from emuseum_lod.errors import DumpError
from emuseum_lod.graph.patterns import Patterns, load_patterns
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.references import references
from emuseum_lod.locks import FileLock
from emuseum_lod.uris import ItemId, Kind, key_of

KEPT_DELTAS: Final = 60
"""Deltas that stay, in both compressions each: a month of days."""

SUMS: Final = "SHA256SUMS"
"""The checksums of an edition, as ``sha256sum --check`` reads them."""

_AT_ONCE: Final = 500
_PART: Final = ".part"
_WITHDRAWN: Final = "withdrawn"
_OWNED: Final[tuple[Kind, ...]] = ("collection", "tour", "object", "asset")
"""The kinds of items that are a museum's own."""

Progress = Callable[[str, int, int | None], None]


def make_dump(
    settings: Settings, folder: Path | None = None, progress: Progress = lambda *_: None
) -> Manifest:
    """Make an edition of what the ledger holds now, unless the last one is of the same; return the manifest that is in place then.

    `folder` is by default that which the service offers. Raises DumpError when another dump into it is running, or the disk is full.
    """
    folder = folder or settings.dumps_folder
    with hold(folder), Ledger.open(settings.ledger_url) as ledger, ledger.reader_of_one_commit() as reader:
        last = read_manifest(folder)
        making = _Making(folder, reader, last, progress)
        if last is not None and making.is_made(last):
            return last
        try:
            manifest = making.run()
            _clean(folder, manifest)
        except OSError as error:
            raise DumpError(f"the dump into {folder} could not be written: {error}") from error
        return manifest


def hold(folder: Path) -> FileLock:
    """Take the lock of a folder of dumps. Raises DumpError when a dump is being made."""
    lock = FileLock.take(folder / "dump.lock")
    if lock is None:
        raise DumpError(f"a dump into {folder} is running: wait for it to end")
    return lock


def remove_dumps(folder: Path) -> bool:
    """Remove every dump of a folder, whose lock is held: something in them may no longer be published.

    Tell whether there were any, now or in a call that was killed: until the next dump is made, the folder remembers.
    """
    mark = folder / _WITHDRAWN
    if read_manifest(folder) is None and not mark.exists():
        return False
    mark.touch()
    (folder / FILE).unlink(missing_ok=True)
    keep(folder)
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
    return True


class _Making:
    """One edition in the making."""

    def __init__(self, folder: Path, reader: Reader, last: Manifest | None, progress: Progress) -> None:
        self._folder = folder
        self._reader = reader
        self._last = last
        self._progress = progress
        self._patterns: Patterns = load_patterns()
        self._seq = reader.last_seq()
        self._program = version("emuseum-lod")
        self._done = 0
        self._ledger = hashlib.blake2b(reader.token_secret, digest_size=8, person=b"dumps").hexdigest()
        self.edition = f"{self._seq}-{self._patterns.digest[:8]}-{self._program}"

    def is_made(self, last: Manifest) -> bool:
        """Tell whether an edition is the one that would be made."""
        return last.edition == self.edition and last.ledger == self._ledger

    def run(self) -> Manifest:
        """Write everything, and put it in place."""
        shutil.rmtree(self._folder / f"{self.edition}{_PART}", ignore_errors=True)
        beside = self._folder / f"{self.edition}{_PART}"
        beside.mkdir(parents=True)
        parts, files = self._write(beside)
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
        (beside / SUMS).write_text(sums, encoding="ascii")
        keep(beside)
        written = self._delta()
        place = self._folder / self.edition
        # Of an edition that was put here and never named: killed just before the manifest was replaced.
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
        keep(self._folder)
        manifest = Manifest(
            edition=self.edition,
            made=clock.now(),
            seq=self._seq,
            ledger=self._ledger,
            base=self._reader.base_iri,
            patterns=self._patterns.digest,
            program=self._program,
            parts=parts,
            files=files,
            deltas=(*written, *self._kept_deltas())[:KEPT_DELTAS],
            previous=self._last.edition if self._last else "",
        )
        write_manifest(self._folder, manifest)
        (self._folder / _WITHDRAWN).unlink(missing_ok=True)
        return manifest

    # --- the files -------------------------------------------------------------------------------------------------

    def _write(self, beside: Path) -> tuple[tuple[Part, ...], tuple[DumpFile, ...]]:
        museums = [stored.record for stored in self._reader.institutions() if stored.record is not None]
        named = {museum.id for museum in museums}
        parts: list[Part] = []
        files: list[DumpFile] = []
        with ExitStack() as stack:
            whole = stack.enter_context(_PartFiles(beside, Part(name=WHOLE), self._reader.base_iri))
            for museum in museums:
                part = Part(name=f"museum-{key_of(museum.id)}", museum=museum.id)
                with _PartFiles(beside, part, self._reader.base_iri) as own:
                    self._describe(self._owned(museum), whole, own)
                    own.end()
                parts.append(own.part)
                files += own.files
            self._describe(self._others(named), whole)
            whole.end()
        return (whole.part, *parts), (*whole.files, *files)

    def _describe(self, records: Iterable[CatalogueRecord], *outputs: "_PartFiles") -> None:
        waiting = iter(records)
        while some := list(islice(waiting, _AT_ONCE)):
            needed = {record.id: references(record) for record in some}
            faces = self._reader.faces({item for items in needed.values() for item in items})
            for record in some:
                own = {item: faces[item] for item in needed[record.id] if item in faces}
                subject = Subject(record, own, self._reader.base_iri, self._patterns)
                said = {name: format_.part(subject) for name, format_ in FORMATS.items()}
                for output in outputs:
                    output.add(said, len(subject.lines))
            self._done += len(some)
            self._progress("dump", self._done, None)

    def _owned(self, museum: CatalogueRecord) -> Iterator[CatalogueRecord]:
        yield museum
        for kind in _OWNED:
            after: int | None = 0
            while after is not None:
                users, after = self._reader.users(museum.id, kind, after, _AT_ONCE)
                for stored in users:
                    if stored.record is not None and owner_of(stored.record) == museum.id:
                        yield stored.record

    def _others(self, museums: set[ItemId]) -> Iterator[CatalogueRecord]:
        """Yield what is no museum's: persons, places, terms, and what says that it belongs to a museum which is not there."""
        after, last = 0, self._reader.last_num()
        while page := self._reader.live_records(after, last, _AT_ONCE):
            after = page[-1][0]
            for _, data in page:
                record = decode(data)
                if owner_of(record) not in museums:
                    yield record

    # --- deltas ----------------------------------------------------------------------------------------------------

    def _kept_deltas(self) -> tuple[Delta, ...]:
        """Return the deltas that lead to the last edition: none of a chain that is broken."""
        return self._last.deltas if self._last and self._continues(self._last) else ()

    def _continues(self, last: Manifest) -> bool:
        """Tell whether a delta leads from the last edition to this one: the log tells all that changed, and nothing of it was erased."""
        same = last.ledger == self._ledger and last.patterns == self._patterns.digest
        return same and last.seq <= self._seq and not self._reader.is_purged_after(last.seq)

    def _delta(self) -> tuple[Delta, ...]:
        last = self._last
        if last is None or not self._continues(last):
            return ()
        folder = self._folder / DELTAS
        folder.mkdir(exist_ok=True)
        names = {
            compression: f"{last.edition}_{self.edition}.{deltas.EXTENSION}.{compression}"
            for compression in COMPRESSIONS
        }
        deleted = added = 0
        with ExitStack() as stack:
            outputs = {
                compression: stack.enter_context(Output(folder / name, compression))
                for compression, name in names.items()
            }
            for output in outputs.values():
                output.write(deltas.HEAD)
            for step in deltas.steps(self._reader, last.seq, self._patterns):
                deleted, added = deleted + len(step.deleted), added + len(step.added)
                for output in outputs.values():
                    output.write(step.patch())
            for output in outputs.values():
                output.write(deltas.TAIL)
            written = {compression: output.end() for compression, output in outputs.items()}
        keep(folder)
        return tuple(
            Delta(
                name=names[compression],
                since=last.edition,
                until=self.edition,
                compression=compression,
                deleted=deleted,
                added=added,
                bytes=size,
                sha256=sha256,
            )
            for compression, (size, sha256) in written.items()
        )


class _PartFiles:
    """The files of one part of the catalogue, in every format and compression."""

    def __init__(self, folder: Path, part: Part, base: str) -> None:
        self.files: tuple[DumpFile, ...] = ()
        self._part = part
        self._items = self._triples = 0
        self._outputs = {
            (format_, compression): Output(folder / f"{part.name}.{format_}.{compression}", compression)
            for format_ in FORMATS
            for compression in COMPRESSIONS
        }
        for (format_, _), output in self._outputs.items():
            output.write(FORMATS[format_].head(base))

    @property
    def part(self) -> Part:
        """The part, with its figures so far."""
        return replace(self._part, items=self._items, triples=self._triples)

    def add(self, said: dict[str, bytes], triples: int) -> None:
        """Append what is said of an item, by format."""
        for (format_, _), output in self._outputs.items():
            output.write(said[format_])
        self._items, self._triples = self._items + 1, self._triples + triples

    def end(self) -> None:
        """Finish the files."""
        written = {key: output.end() for key, output in self._outputs.items()}
        self.files = tuple(
            DumpFile(
                name=f"{self._part.name}.{format_}.{compression}",
                part=self._part.name,
                format=format_,
                compression=compression,
                bytes=size,
                sha256=sha256,
            )
            for (format_, compression), (size, sha256) in written.items()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for output in self._outputs.values():
            output.close()


def owner_of(record: CatalogueRecord) -> ItemId | None:
    """Return the museum whose own a record is: of a museum, itself."""
    return record.id if isinstance(record, Institution) else getattr(record, "institution", None)


def _clean(folder: Path, manifest: Manifest) -> None:
    """Remove what the manifest no longer speaks of; the files of the edition before stay, for those who are fetching them."""
    wanted = {manifest.edition, manifest.previous, DELTAS}
    for each in folder.iterdir():
        if each.is_dir() and each.name not in wanted:
            shutil.rmtree(each)
    named = {delta.name for delta in manifest.deltas}
    if (folder / DELTAS).is_dir():
        for each in (folder / DELTAS).iterdir():
            if each.name not in named:
                each.unlink()
