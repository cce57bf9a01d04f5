"""Holds published IIIF documents against the schemas of IIIF's own validator, and reads them with iiif-prezi3.

Real records go through the real mapping: the whole demonstration catalogue, and samples of Tate and Nationalmuseum.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import iiif_prezi3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.any_record import objects_with_faces, records
from support.catalogue import Catalogue, demonstration, nationalmuseum, tate
from support.json_schemas import presentation_3, presentation_4

from emuseum_lod.catalogue.records import HumanMadeObject, Institution, Tour
from emuseum_lod.ledger.faces import face_of
from emuseum_lod.views.iiif import Stretch, collection, manifest, museums, scenes
from emuseum_lod.views.json_text import json_bytes

BASE: Final = "https://data.example.org/"

CATALOGUES: Final[dict[str, tuple[Callable[[Path], Catalogue], int]]] = {
    "demonstration": (lambda _shared: demonstration(), 100),
    "tate": (lambda shared: tate(shared, every=250), 200),
    "nationalmuseum": (lambda shared: nationalmuseum(shared, every=10, until=600), 50),
}


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


def documents(
    catalogue: Catalogue, make: Callable[..., dict[str, Any] | None] = manifest
) -> Iterator[dict[str, Any]]:
    for record in catalogue.objects:
        document = make(record, catalogue.faces(record), BASE)
        if document is not None:
            yield json.loads(json_bytes(document))


def collections(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield the collection of each museum, with all its objects in one link."""
    for record in catalogue.records.values():
        if isinstance(record, Institution):
            objects = [one for one in catalogue.objects if one.institution == record.id]
            tours = [
                one
                for one in catalogue.records.values()
                if isinstance(one, Tour) and one.institution == record.id
            ]
            faces = {record.id: face_of(record)}
            for one in objects:
                faces |= catalogue.faces(one)
            document = collection(record, objects, tours, faces, BASE, link=Stretch(0, 77))
            yield json.loads(json_bytes(document))


# --- Presentation 3.0 ---------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("name", CATALOGUES)
def test_every_manifest_is_valid_and_read(shared: Path, name: str) -> None:
    make, least = CATALOGUES[name]
    validate, valid = presentation_3(shared), 0
    for document in documents(make(shared)):
        assert not validate(document), document["id"]
        read = iiif_prezi3.Manifest(**document)
        assert read.id == document["id"]
        assert [canvas.id for canvas in read.items] == [canvas["id"] for canvas in document["items"]]
        valid += 1
    assert valid >= least


@pytest.mark.shared
def test_every_collection_is_valid_and_read(shared: Path, demo: Catalogue) -> None:
    validate, found = presentation_3(shared), list(collections(demo))
    assert len(found) >= 20
    for document in found:
        assert not validate(document), document["id"]
        assert iiif_prezi3.Collection(**document).id == document["id"]
    assert any(len(document["items"]) > 5 for document in found)
    institutions = [record for record in demo.records.values() if isinstance(record, Institution)]
    assert not validate(json.loads(json_bytes(museums(institutions, BASE, Stretch(5, None)))))


def test_the_tours_of_a_museum_are_other_ways_to_see_it(demo: Catalogue) -> None:
    rendered = [each for document in collections(demo) for each in document.get("rendering", [])]
    assert {each["format"] for each in rendered} == {"text/html"}
    assert len(rendered) == sum(isinstance(record, Tour) for record in demo.records.values())


@pytest.mark.shared
@pytest.mark.parametrize(
    "wrong",
    [
        {"rights": "https://creativecommons.org/licenses/by/4.0/"},
        {"label": "no language"},
        {"items": [{"id": "https://x.org/c", "type": "Canvas", "items": []}]},
        {"unknown": "property"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_schema_finds_what_is_wrong(shared: Path, demo: Catalogue, wrong: dict[str, Any]) -> None:
    """A schema that finds nothing proves nothing."""
    assert presentation_3(shared)(next(documents(demo)) | wrong)


# --- the draft of Presentation 4 ----------------------------------------------------------------------------------


@pytest.mark.shared
def test_every_scene_is_valid_by_the_draft(shared: Path, demo: Catalogue) -> None:
    found = list(documents(demo, scenes))
    assert len(found) >= 3
    for document in found:
        assert not presentation_4(shared)(document), document["id"]


@pytest.mark.shared
def test_the_draft_schema_finds_what_is_wrong(shared: Path, demo: Catalogue) -> None:
    """Its own examples are valid, or it would be the schema that is wrong."""
    validate, document = presentation_4(shared), next(documents(demo, scenes))
    example = shared / "standards" / "iiif" / "presentation4-examples" / "uc06_3d.json"
    assert not validate(json.loads(example.read_text("utf-8")))
    document["items"][0]["items"][0]["items"][0]["body"]["type"] = "Banana"
    assert validate(document)


def test_a_draft_says_that_it_is_one(demo: Catalogue) -> None:
    for document in documents(demo, scenes):
        assert document["@context"] == "http://iiif.io/api/presentation/4/context.json"
        assert "/iiif/4-draft/" in document["id"]
        first = document["metadata"][0]["value"]
        assert set(first) == {"kk", "ru", "en"}
        assert "draft" in first["en"][0]


# --- whatever a record holds --------------------------------------------------------------------------------------


@given(
    made=objects_with_faces("http://creativecommons.org/publicdomain/zero/1.0/"),
    museum=records("institution"),
)
@settings(deadline=None, max_examples=100)
@pytest.mark.shared
def test_whatever_a_record_holds_its_documents_are_valid(
    shared: Path, made: tuple[HumanMadeObject, Any], museum: Institution
) -> None:
    record, faces = made
    for validate, document in (
        (presentation_3(shared), manifest(record, faces, BASE)),
        (presentation_4(shared), scenes(record, faces, BASE)),
        (presentation_3(shared), collection(museum, [record], [], faces, BASE, link=Stretch(0, 1))),
    ):
        if document is not None:
            assert not validate(json.loads(json_bytes(document)))


@given(st.data())
@settings(deadline=None, max_examples=20)
def test_nothing_but_objects_has_a_manifest(data: st.DataObject) -> None:
    record = data.draw(records(data.draw(st.sampled_from(["actor", "concept", "asset"]))))
    assert manifest(record, {}, BASE) is None
    assert scenes(record, {}, BASE) is None
