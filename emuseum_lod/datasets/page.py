"""The page of the datasets for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from emuseum_lod.catalogue.records import Text
from emuseum_lod.datasets.service import Service
from emuseum_lod.datasets.words import load_words
from emuseum_lod.dumps.deltas import EXTENSION
from emuseum_lod.dumps.manifest import Delta, DumpFile, Manifest, Part
from emuseum_lod.views.pages import DatasetDelta, DatasetFile, DatasetFormat, DatasetPart, DatasetsPage
from emuseum_lod.views.wording import Wording, cut


def page_of(service: Service, lang: str) -> DatasetsPage:
    """Return the page in a language."""
    manifest = service.manifest()
    edition = _Edition(service, manifest, lang) if manifest else None
    return DatasetsPage(
        lang=lang,
        path=f"{service.addresses.root}/data/",
        canonical=service.address,
        made=manifest.made if manifest else "",
        whole=edition.whole() if edition else None,
        museums=tuple(edition.museums()) if edition else (),
        deltas=tuple(edition.deltas()) if edition else (),
        commands=edition.commands() if edition else (),
        sums=service.path(service.sums(manifest)) if manifest else "",
        licences=tuple(service.reader.licences()),
        descriptions=tuple(
            (label, service.path(service.document(name, extension)))
            for label, name, extension in (
                ("DCAT-AP 3, Turtle", "catalogue", "ttl"),
                ("DCAT-AP 3, JSON-LD", "catalogue", "jsonld"),
                ("VoID, Turtle", "void", "ttl"),
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the page says of an edition, in a language."""

    service: Service
    manifest: Manifest
    lang: str

    def whole(self) -> DatasetPart:
        title = Text(load_words().whole.title[self.lang], self.lang)
        part = self.manifest.whole
        root = self.service.addresses.root
        return DatasetPart(title, f"{root}/", part.items, part.triples, self._formats(part))

    def museums(self) -> Iterator[DatasetPart]:
        museums = self.service.museums()
        for part in self.manifest.parts[1:]:
            if part.museum is not None and part.museum in museums:
                museum = museums[part.museum]
                yield DatasetPart(
                    cut(
                        Wording(self.lang, {}, self.service.addresses).best(museum.labels) or Text(part.name)
                    ),
                    self.service.addresses.page(part.museum),
                    part.items,
                    part.triples,
                    self._formats(part),
                    museum.demonstration,
                )

    def deltas(self) -> Iterator[DatasetDelta]:
        for (since, until), some in groupby(self.manifest.deltas, attrgetter("since", "until")):
            files = list(some)
            yield DatasetDelta(
                since,
                until,
                files[0].deleted,
                files[0].added,
                tuple(
                    self._file(f"{EXTENSION}.{file.compression}", self.service.delta(file), file)
                    for file in files
                ),
            )

    def commands(self) -> tuple[str, ...]:
        """Return how a file is fetched, also after a break, and checked."""
        file = self.manifest.files_of(self.manifest.whole)[0]
        return (
            f"curl -O -C - {self.service.file(self.manifest, file)}",
            f"curl -s {self.service.sums(self.manifest)} | grep ' {file.name}$' | sha256sum --check",
        )

    def _formats(self, part: Part) -> tuple[DatasetFormat, ...]:
        return tuple(
            DatasetFormat(
                name,
                load_words().formats[name][self.lang],
                tuple(
                    self._file(f"{name}.{file.compression}", self.service.file(self.manifest, file), file)
                    for file in files
                ),
            )
            for name, files in groupby(self.manifest.files_of(part), attrgetter("format"))
        )

    def _file(self, extension: str, address: str, file: DumpFile | Delta) -> DatasetFile:
        return DatasetFile(extension, self.service.path(address), file.bytes, file.sha256)
