"""Real records through the real mapping, without a ledger: the demonstration catalogue, and samples of Tate and Nationalmuseum."""

import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject
from emuseum_lod.catalogue.vocabularies import load_vocabularies
from emuseum_lod.graph.structural import load_structural_terms, structural_concepts
from emuseum_lod.ledger.faces import Face, face_of
from emuseum_lod.ledger.references import references
from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.resources import resource
from emuseum_lod.sources.options import ReaderOptions
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import ItemId

DEMONSTRATION = {
    "demo-lido": "lido",
    "demo-receipt-books": "receipt-books",
    "demo-regional": "regional",
}


class Catalogue:
    """The records that came out of source records, as the ledger would have them, and the vocabularies they use."""

    def __init__(self) -> None:
        self.records: dict[ItemId, CatalogueRecord] = {}
        self._authority: dict[ItemId, int] = {}
        for record in (*load_vocabularies(), *structural_concepts(load_structural_terms())):
            self._take(100, record)

    @property
    def objects(self) -> list[HumanMadeObject]:
        """The museum objects, in the order in which they were read."""
        return [record for record in self.records.values() if isinstance(record, HumanMadeObject)]

    def faces(self, record: CatalogueRecord) -> dict[ItemId, Face]:
        """Return the faces of the items that a record refers to, as a load gives them to the views."""
        return {item: face_of(self.records[item]) for item in references(record) if item in self.records}

    def map(self, provider: str, records: Iterable[object]) -> None:
        """Take in what a provider's profile makes of source records."""
        mapper = Mapper(load_profile(provider))
        for emission in mapper.institutions():
            self._take(emission.authority, emission.record)
        for found in records:
            assert isinstance(found, SourceRecord), found
            for emission in mapper.map(found).emissions:
                self._take(emission.authority, emission.record)

    def _take(self, authority: int, record: CatalogueRecord) -> None:
        """Take in a record: the highest authority wins, as in the ledger."""
        if self._authority.get(record.id, -1) < authority:
            self._authority[record.id] = authority
            self.records[record.id] = record


def demonstration() -> Catalogue:
    """Return the demonstration catalogue."""
    catalogue = Catalogue()
    for provider, folder in DEMONSTRATION.items():
        options = ReaderOptions(**load_profile(provider).provider.reader)
        catalogue.map(provider, read(resource("demo", folder), options))
    return catalogue


def tate(shared: Path, every: int) -> Catalogue:
    """Return a sample of Tate's artworks, spread over the whole file."""
    catalogue = Catalogue()
    catalogue.map("tate", _tate(shared, every))
    return catalogue


def _tate(shared: Path, every: int) -> Iterator[SourceRecord]:
    with gzip.open(shared / "data" / "tate" / "artworks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield SourceRecord(source="artworks.jsonl", position=number + 1, fields=json.loads(line))


def nationalmuseum(shared: Path, every: int, until: int | None = None) -> Catalogue:
    """Return a sample of Nationalmuseum's LIDO records, of the first `until` of both its exports."""
    catalogue = Catalogue()
    found = read(shared / "data" / "lido_nationalmuseum_se")
    catalogue.map("nationalmuseum-se", islice(found, 0, until, every))
    return catalogue
