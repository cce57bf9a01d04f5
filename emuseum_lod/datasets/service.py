"""What answers are made with, and what there is: the dumps as their manifest says, the museums, where everything else is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.dumps.making import SUMS
from emuseum_lod.dumps.manifest import DELTAS, FILE, Delta, DumpFile, Manifest, Part, read_manifest
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.pages import PageModel

Render = Callable[[PageModel], str]
"""A page model → HTML."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Museum:
    """A museum whose data is a dataset: what it is called, the licence of its own description, whether it is invented."""

    labels: tuple[Text, ...]
    licence: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is there, and its SHA-256 in hexadecimal."""

    path: Path
    sha256: str


@dataclass(slots=True)
class Service:
    """The dependencies of this protocol. `name` and `email` are those of who publishes."""

    reader: Reader
    addresses: Addresses
    folder: Path
    name: str
    email: str
    render: Render
    _manifest: tuple[tuple[int, int, int], Manifest | None] = field(default=((0, 0, 0), None))

    def manifest(self) -> Manifest | None:
        """Return what dumps there are; read again when the file is another one."""
        try:
            found = (self.folder / FILE).stat()
        except OSError:
            return None
        version = (found.st_ino, found.st_mtime_ns, found.st_size)
        if self._manifest[0] != version:
            self._manifest = (version, read_manifest(self.folder))
        return self._manifest[1]

    def museums(self) -> dict[ItemId, Museum]:
        """Return the museums by their ids."""
        found = [stored.record for stored in self.reader.institutions() if stored.record is not None]
        faces = self.reader.faces(record.id for record in found)
        return {
            record.id: Museum(
                faces[record.id].labels if record.id in faces else (),
                record.metadata_rights,
                record.demonstration,
            )
            for record in found
        }

    # --- addresses -------------------------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        """The address of the catalogue of datasets, with its slash; it is the start of the IRIs of all that it describes."""
        return f"{self.addresses.base}data/"

    def document(self, name: str, extension: str) -> str:
        """Return the address of a description: ``catalogue`` (DCAT) or ``void``."""
        return f"{self.address}{name}.{extension}"

    def file(self, manifest: Manifest, file: DumpFile) -> str:
        """Return where a file of an edition is."""
        return f"{self.address}dumps/{manifest.edition}/{file.name}"

    def sums(self, manifest: Manifest) -> str:
        """Return where the checksums of an edition are."""
        return f"{self.address}dumps/{manifest.edition}/{SUMS}"

    def delta(self, delta: Delta) -> str:
        """Return where a delta is."""
        return f"{self.address}deltas/{delta.name}"

    def part(self, part: Part) -> str:
        """Return the IRI of a dataset."""
        return f"{self.address}#{part.name}"

    def path(self, address: str) -> str:
        """Return the path of an address of ours from the root."""
        return self.addresses.root + address.removeprefix(self.addresses.base.rstrip("/"))

    # --- files -----------------------------------------------------------------------------------------------------

    def download(self, edition: str, name: str) -> Download | None:
        """Return a file of the edition that is offered, or of the one before it; None where there is none."""
        manifest = self.manifest()
        if manifest is None or edition not in {manifest.edition, manifest.previous} or not edition:
            return None
        if not _NAME.fullmatch(name):
            return None
        path = self.folder / edition / name
        sha256 = _sums(self.folder / edition / SUMS).get(name)
        return Download(path, sha256) if sha256 and path.is_file() else None

    def delta_download(self, name: str) -> Download | None:
        """Return a delta; None where there is none."""
        manifest = self.manifest()
        found = next((delta for delta in manifest.deltas if delta.name == name), None) if manifest else None
        return Download(self.folder / DELTAS / found.name, found.sha256) if found else None

    def sums_file(self, edition: str) -> bytes | None:
        """Return the checksums of an edition that is offered."""
        manifest = self.manifest()
        if manifest is None or edition not in {manifest.edition, manifest.previous} or not edition:
            return None
        try:
            return (self.folder / edition / SUMS).read_bytes()
        except OSError:
            return None


@lru_cache(maxsize=8)
def _sums(path: Path) -> dict[str, str]:
    """Return the checksums of an edition, by the names of its files. An edition never changes."""
    try:
        lines = path.read_text("ascii").splitlines()
    except OSError:
        return {}
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
