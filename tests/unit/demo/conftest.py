"""The demonstration catalogue, read and mapped once."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.issues import Issue
from emuseum_lod.mapping.audit import Audit
from emuseum_lod.mapping.engine import Mapped, Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.mapping.terms import Emission
from emuseum_lod.resources import resource
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord

SOURCES = {"demo-receipt-books": "receipt-books", "demo-regional": "regional", "demo-lido": "lido"}


class Loaded(msgspec.Struct):
    """What came of one provider's files."""

    provider: str
    mapped: list[tuple[SourceRecord, Mapped]]
    institutions: list[Emission]
    read: list[Issue]
    audit: Audit

    def emissions(self) -> Iterator[Emission]:
        for _, mapped in self.mapped:
            yield from mapped.emissions
        yield from self.institutions

    def objects(self) -> Iterator[tuple[Mapping[str, Any], HumanMadeObject]]:
        for source, mapped in self.mapped:
            record = mapped.emissions[0].record
            if isinstance(record, HumanMadeObject):
                yield source.fields, record


@pytest.fixture(scope="session")
def demo() -> Path:
    return resource("demo")


@pytest.fixture(scope="session")
def catalogue(demo: Path) -> dict[str, Loaded]:
    return {provider: _load(provider, demo / folder) for provider, folder in SOURCES.items()}


def _load(provider: str, folder: Path) -> Loaded:
    mapper = Mapper(load_profile(provider))
    found = list(read(folder, mapper.profile.reader))
    return Loaded(
        provider=provider,
        mapped=[(one, mapper.map(one)) for one in found if isinstance(one, SourceRecord)],
        institutions=mapper.institutions(),
        read=[one for one in found if isinstance(one, Issue)],
        audit=mapper.audit,
    )
