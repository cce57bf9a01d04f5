"""Tate's real catalogue: every tenth work and all artists go through its profile."""

import gzip
import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from emuseum_lod.catalogue.records import Actor, HumanMadeObject
from emuseum_lod.mapping.engine import Mapped, Mapper
from emuseum_lod.mapping.profile import load_profile
from emuseum_lod.sources.record import SourceRecord
from emuseum_lod.uris import mint

pytestmark = pytest.mark.shared


class Tate(NamedTuple):
    mapper: Mapper
    sources: list[dict[str, Any]]
    works: list[Mapped]
    artists: list[Mapped]

    def objects(self) -> list[HumanMadeObject]:
        return [
            record
            for mapped in self.works
            if isinstance(record := mapped.emissions[0].record, HumanMadeObject)
        ]


@pytest.fixture(scope="module")
def tate(shared: Path) -> Tate:
    mapper = Mapper(load_profile("tate"))

    def records(name: str, step: int) -> list[SourceRecord]:
        with gzip.open(shared / "data" / "tate" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            return [
                SourceRecord(fields=json.loads(line), source=f"{name}.jsonl", position=number)
                for number, line in islice(enumerate(lines, 1), 0, None, step)
            ]

    works, artists = records("artworks", 10), records("artists", 1)
    return Tate(
        mapper,
        [dict(work.fields) for work in works],
        [mapper.map(r) for r in works],
        [mapper.map(r) for r in artists],
    )


def test_every_work_and_artist_is_taken_under_its_own_number(tate: Tate) -> None:
    assert len(tate.objects()) == len(tate.sources) == 6_921
    for source, record in zip(tate.sources, tate.objects(), strict=True):
        assert record.id == mint("object", "tate", source["acno"])
    assert all(isinstance(mapped.emissions[0].record, Actor) for mapped in tate.artists)
    ids = Counter(mapped.emissions[0].record.id for mapped in tate.artists)
    assert (len(tate.artists), len(ids)) == (3_538, 3_534), "four artists are in the file twice"


def test_no_field_is_dropped_in_silence(tate: Tate) -> None:
    unmapped = {issue.field for issue in tate.mapper.audit.issues() if issue.code == "unmapped-field"}
    assert unmapped <= {f"catalogueGroup/{name}" for name in ("accessionRanges", "completeStatus", "id")}, (
        "only the groups without a title are not taken"
    )


def test_nothing_is_taken_with_an_error(tate: Tate) -> None:
    severities = Counter(
        (issue.severity, issue.code) for mapped in (*tate.works, *tate.artists) for issue in mapped.issues
    )
    assert not [code for severity, code in severities if severity == "error"]
    assert set(severities) <= {
        ("warning", "doubtful-dimensions"),
        ("warning", "unreadable-date"),
        ("notice", "date-differs"),
    }
    assert severities["warning", "unreadable-date"] < 10
    assert severities["notice", "date-differs"] < 100


def test_years_are_those_that_tate_gives_as_data(tate: Tate) -> None:
    checked = 0
    for source, record in zip(tate.sources, tate.objects(), strict=True):
        years = source["dateRange"] or {}
        if not all(isinstance(years.get(name), int) for name in ("startYear", "endYear")):
            continue
        if years["startYear"] <= years["endYear"]:
            span = record.production[0].span
            assert span is not None
            assert (span.begin[:4], span.end[:4]) == (f"{years['startYear']:04}", f"{years['endYear']:04}")
            assert span.display[0].value == source["dateText"].strip()
            checked += 1
    assert checked > 6_000


def test_most_works_have_materials_and_the_words_of_a_medium_are_always_kept(tate: Tate) -> None:
    with_medium = [(s, r) for s, r in zip(tate.sources, tate.objects(), strict=True) if s["medium"]]
    known = sum(bool(r.materials or (r.production and r.production[0].techniques)) for _, r in with_medium)
    assert known / len(with_medium) > 0.95
    for source, record in with_medium:
        kept = [statement.value for statement in record.statements if statement.type == "materials"]
        assert " ".join(kept[0].split()) == " ".join(source["medium"].split())


def test_subjects_are_as_many_as_tate_counts(tate: Tate) -> None:
    for source, record in zip(tate.sources, tate.objects(), strict=True):
        assert len(record.subjects) == len(set(_leaves(source.get("subjects")))) <= source["subjectCount"]


def _leaves(node: dict[str, Any] | None) -> list[int]:
    if node is None:
        return []
    below = node.get("children") or []
    return [leaf for child in below for leaf in _leaves(child)] if below else [node["id"]]


def test_rights_are_stated_for_no_work_since_tate_states_none(tate: Tate) -> None:
    assert not any(record.rights for record in tate.objects())
    assert not any(
        getattr(emission.record, "rights", "") for mapped in tate.works for emission in mapped.emissions
    )


def test_mentions_of_one_item_agree_with_each_other(tate: Tate) -> None:
    said: dict[str, set[bytes]] = {}
    for mapped in tate.works:
        for emission in mapped.emissions[1:]:
            assert emission.derived
            said.setdefault(emission.record.id, set()).add(emission.data)
    assert not [item for item, versions in said.items() if len(versions) > 1]


def test_a_pinned_artist_is_the_one_that_works_name(tate: Tate) -> None:
    blake = mint("actor", "tate", "38")
    assert any(mapped.emissions[0].record.id == blake for mapped in tate.artists)
    assert any(actor.actor == blake for record in tate.objects()[:1] for actor in record.production[0].actors)
