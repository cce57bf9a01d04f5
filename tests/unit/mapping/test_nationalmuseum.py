"""Nationalmuseum's two real exports: what is one record, which of the two goes before, and what is not published."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from emuseum_lod.catalogue.records import Actor, Asset, CatalogueRecord, HumanMadeObject
from emuseum_lod.mapping.engine import Mapped, Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord

pytestmark = pytest.mark.shared


class Export(NamedTuple):
    audit: Mapper
    mapped: list[Mapped]

    def objects(self, rank: int) -> dict[str, HumanMadeObject]:
        return {
            record.local_id: record
            for one in self.mapped
            if one.rank == rank and isinstance(record := one.emissions[0].record, HumanMadeObject)
        }

    def mentioned(self, rank: int, kind: type[CatalogueRecord]) -> list[CatalogueRecord]:
        return [
            emission.record
            for one in self.mapped
            if one.rank == rank
            for emission in one.emissions[1:]
            if isinstance(emission.record, kind)
        ]


@pytest.fixture(scope="module")
def export(shared: Path) -> Export:
    mapper = Mapper(load_profile("nationalmuseum-se"))
    folder = shared / "data" / "lido_nationalmuseum_se"
    return Export(
        mapper,
        [
            mapper.map(record)
            for archive in sorted(folder.glob("*.tgz"))
            for record in read(archive, mapper.profile.reader)
            if isinstance(record, SourceRecord)
        ],
    )


def test_records_are_told_apart_by_record_id_and_published_once(export: Export) -> None:
    first, second = export.objects(0), export.objects(1)
    assert (len(first), len(second)) == (5_309, 3_247)
    assert len(first.keys() | second.keys()) == 5_334
    assert len({record.id for record in (*first.values(), *second.values())}) == 5_334
    assert len(export.mapped) == 5_309 + 3_247


def test_no_field_is_dropped_in_silence(export: Export) -> None:
    assert not [issue for issue in export.audit.audit.issues() if issue.code == "unmapped-field"]


def test_what_is_reported(export: Export) -> None:
    found = Counter((issue.severity, issue.code) for one in export.mapped for issue in one.issues)
    assert not [code for severity, code in found if severity == "error"]
    assert found["warning", "bad-address"] == 2, "IIIF addresses with a blank"
    assert found["warning", "unexpected-value"] == 17, "years of acquisition that are none"
    assert sum(found.values()) < 250


def test_a_year_of_acquisition_is_never_a_year_of_making(export: Export) -> None:
    for rank in (0, 1):
        for record in export.objects(rank).values():
            shown = [t.value for part in record.production if part.span for t in part.span.display]
            assert not any("Förvärvsår" in text for text in shown)
    acquired = Counter(len(record.acquisitions) for record in export.objects(0).values())
    assert acquired == {0: 758, 1: 4_520, 2: 31}, "the two languages of one acquisition are one"


def test_donors_and_nobody_are_no_actors(export: Export) -> None:
    for rank in (0, 1):
        names = {
            name.value
            for actor in export.mentioned(rank, Actor)
            if isinstance(actor, Actor)
            for name in actor.names
        }
        assert not {name for name in names if name.startswith("Okänd") and " " not in name}
        assert "Kongl. Museum" not in names, "a former owner"
        assert not {name for name in names if name.endswith(("to)", "after)"))}


def test_every_picture_has_the_rights_that_the_record_states(export: Export) -> None:
    for rank, number in ((0, 5_309), (1, 3_247)):
        assets = [asset for asset in export.mentioned(rank, Asset) if isinstance(asset, Asset)]
        assert len({asset.id for asset in assets}) == number
        assert {asset.rights for asset in assets} == {"http://creativecommons.org/publicdomain/mark/1.0/"}
        assert all(asset.url and asset.thumbnail for asset in assets)


def test_titles_keep_the_languages_that_they_are_tagged_with(export: Export) -> None:
    languages = Counter(
        (name.type, name.lang) for record in export.objects(0).values() for name in record.titles
    )
    assert set(languages) == {("primary", "sv"), ("primary", "en"), ("alternative", "")}
    assert languages["primary", "sv"] > 5_000


def test_most_works_have_materials_dimensions_and_a_method_of_acquisition(export: Export) -> None:
    records = list(export.objects(0).values())
    for has in (
        lambda r: r.materials,
        lambda r: r.dimensions,
        lambda r: any(one.method for one in r.acquisitions),
    ):
        assert sum(bool(has(record)) for record in records) / len(records) > 0.85


def test_one_person_has_one_number_in_both_exports(export: Export) -> None:
    numbered = {actor.local_id for actor in export.mentioned(0, Actor)}
    by_name = {actor.local_id for actor in export.mentioned(1, Actor) if actor.namespace.endswith("/names")}
    by_number = {actor.local_id for actor in export.mentioned(1, Actor)} - by_name
    assert by_number <= numbered
    assert len(by_number) > 1_500
    assert len(by_name) < 60, "those of whom several have one name, and seven who are only in export 1821"
