"""Holds EDM against Europeana's own rules, and against the other faces of the same records, over whole catalogues.

``edm/*.xml`` are three demonstration objects as they are to be harvested, read by people: after a change on purpose, write them anew with
``EMUSEUM_REWRITE=1`` and look at the difference.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from lxml import etree
from support.any_record import objects_with_faces
from support.edm import edm_schema, edm_schematron, faces_in
from support.oai import Repository

from emuseum_lod.catalogue.records import HumanMadeObject, Text
from emuseum_lod.config import Settings
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.faces import Face
from emuseum_lod.loading import load
from emuseum_lod.namespaces import CRM
from emuseum_lod.uris import ItemId, item_iri
from emuseum_lod.views.dublin_core import PHYSICAL_OBJECT, dc_statements
from emuseum_lod.views.edm import EdmRecord, edm_record, edm_xml, why_no_edm
from emuseum_lod.views.edm.model import Link

DEMO = Path(__file__).resolve().parents[2] / "demo"
CASES = Path(__file__).resolve().parent / "edm"
BASE = "https://data.example.org/"
NATIONALMUSEUM = "lido_nationalmuseum_se/valid_items_transform_1677.tgz"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
OBJECTS = {"kungei-1": "gold-from-a-burial", "qyzyl-gul-11": "jug-by-a-known-potter", "КП-35": "stone-figure-in-3d"}  # fmt: skip

Made = tuple[HumanMadeObject, dict[ItemId, Face], EdmRecord | None]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The demonstration catalogue, loaded."""
    folder = tmp_path_factory.mktemp("ledger")
    chosen = Settings(base_uri=BASE, oai_domain="data.example.org", data=folder)
    for name in ("regional", "lido", "receipt-books"):
        load(chosen, f"demo-{name}", [DEMO / name])
    return Repository(folder)


@pytest.fixture(scope="module")
def demonstration(repository: Repository) -> list[Made]:
    return list(made_of(repository))


def made_of(repository: Repository) -> Iterator[Made]:
    after: int | None = 0
    while after is not None:
        found, after = repository.reader.browse("object", after, limit=200)
        for stored in found:
            assert isinstance(stored.record, HumanMadeObject)
            faces = faces_in(repository.reader, stored.record)
            yield stored.record, faces, edm_record(stored.record, faces, BASE)


def readable(document: bytes) -> str:
    return etree.tostring(etree.fromstring(document), pretty_print=True, encoding="unicode")


@pytest.mark.parametrize("local_id", OBJECTS)
def test_a_demonstration_object_is_harvested_as_agreed(demonstration: list[Made], local_id: str) -> None:
    path = CASES / f"{OBJECTS[local_id]}.xml"
    edm = next(edm for record, _, edm in demonstration if record.local_id == local_id)
    assert edm is not None
    if os.environ.get("EMUSEUM_REWRITE"):
        path.write_text(readable(edm_xml(edm)), "utf-8")
    assert readable(edm_xml(edm)) == path.read_text("utf-8")


def test_objects_have_edm_or_a_reason(demonstration: list[Made]) -> None:
    reasons = [why_no_edm(record, faces) for record, faces, edm in demonstration if edm is None]
    assert len(demonstration) - len(reasons) > 150
    assert set(reasons) == {("no-rights",), ("rights-not-accepted",)}


def test_titles_and_types_are_those_of_dublin_core(demonstration: list[Made]) -> None:
    for record, faces, edm in demonstration:
        if edm is None:
            continue
        labels = {item: face.labels for item, face in faces.items()}
        harvested = dc_statements(record, labels, BASE)
        named = {node.iri: node for node in (*edm.concepts, *edm.time_spans)}
        for element, properties in (("title", ("dc:title", "dcterms:alternative")), ("type", ("dc:type",))):
            values = [said.value for said in edm.cho.statements if said.property in properties]
            texts = {value for value in values if isinstance(value, Text)}
            for link in (value for value in values if isinstance(value, Link)):
                texts |= {*named[link.iri].labels, *named[link.iri].other_labels}
            assert texts == {
                Text(said.value, said.lang)
                for said in harvested
                if said.element == element and said.value != PHYSICAL_OBJECT
            }


def test_times_are_those_of_the_graph(demonstration: list[Made]) -> None:
    patterns, compared = load_patterns(), 0
    for record, _, edm in demonstration:
        if edm is None:
            continue
        own = f"{item_iri(BASE, record.id)}#"
        said = {span.iri: (span.begin, span.end) for span in edm.time_spans if span.iri.startswith(own)}
        stored: dict[str, dict[str, str]] = {}
        lines = "\n".join(patterns.triples(record, BASE))
        for quad in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES):
            property_ = quad.predicate.value.removeprefix(CRM)
            if property_.startswith(("P82a", "P82b")) and re.search(
                "#(production|encounter)", str(quad.subject)
            ):
                day = str(quad.object.value).partition("T")[0]
                stored.setdefault(str(quad.subject).strip("<>"), {})[property_[:4]] = day
        assert said == {iri: (days.get("P82a", ""), days.get("P82b", "")) for iri, days in stored.items()}
        compared += len(said)
    assert compared > 150


@pytest.mark.shared
def test_the_demonstration_catalogue_is_what_europeana_accepts(
    demonstration: list[Made], shared: Path
) -> None:
    schema, schematron = edm_schema(shared), edm_schematron(shared)
    documents = [edm_xml(edm) for _, _, edm in demonstration if edm is not None]
    assert len(documents) > 150
    assert [why for document in documents for why in (*schema(document), *schematron(document))] == []


@pytest.mark.shared
@pytest.mark.soak
def test_a_whole_museum_is_what_europeana_accepts(shared: Path, tmp_path: Path) -> None:
    chosen = Settings(base_uri=BASE, oai_domain="data.example.org", data=tmp_path)
    load(chosen, "nationalmuseum-se", [shared / "data" / NATIONALMUSEUM])
    schema, schematron = edm_schema(shared), edm_schematron(shared)
    count = 0
    for _, _, edm in made_of(Repository(tmp_path)):
        if edm is not None:
            count += 1
            assert not (*schema(edm_xml(edm)), *schematron(edm_xml(edm)))
    assert count > 5_000


@pytest.mark.shared
def test_the_checks_can_fail(shared: Path, demonstration: list[Made]) -> None:
    good = next(edm_xml(edm) for _, _, edm in demonstration if edm is not None)
    https = re.sub(rb'edm:rights rdf:resource="http:', b'edm:rights rdf:resource="https:', good)
    assert edm_schema(shared)(https) == []
    assert edm_schematron(shared)(https) == ["Invalid Rights Statements"] * len(edm_schematron(shared)(https))
    assert edm_schematron(shared)(https)
    assert edm_schema(shared)(good.replace(b"edm:dataProvider", b"edm:provider"))


@pytest.mark.shared
def test_any_record_is_what_europeana_accepts(shared: Path) -> None:
    schema, schematron = edm_schema(shared), edm_schematron(shared)
    count = 0

    @settings(max_examples=60, deadline=None)
    @given(objects_with_faces(CC0))
    def holds(drawn: tuple[HumanMadeObject, dict[ItemId, Face]]) -> None:
        nonlocal count
        edm = edm_record(drawn[0], drawn[1], BASE)
        if edm is not None:
            count += 1
            assert not (*schema(edm_xml(edm)), *schematron(edm_xml(edm)))

    holds()
    assert count > 5
