"""Holds the Dublin Core that is harvested against the Dublin Core of the triple store, over the whole demonstration catalogue.

They are made from one record by two ways: a view in Python, and patterns that ontologists edit. What the store links to, the
harvested record says by name. The properties of DCMI Metadata Terms narrow the fifteen elements as listed here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
from lxml import etree
from support.oai import Repository, load_validator

from emuseum_lod.catalogue.naming import Labels
from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.config import Settings
from emuseum_lod.graph.patterns import Patterns, load_patterns
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.loading import load
from emuseum_lod.namespaces import DC, DCTERMS
from emuseum_lod.uris import item_iri, item_of_iri
from emuseum_lod.views.dublin_core import INVENTED, DcStatement, dc_statements, iso_span, references

DEMO = Path(__file__).resolve().parents[2] / "demo"
PROVIDERS: Final = ("regional", "lido", "receipt-books")
DCMI_TYPE: Final = "http://purl.org/dc/dcmitype/"
ELEMENT: Final = {
    "alternative": "title",
    "created": "date",
    "extent": "format",
    "isPartOf": "relation",
    "medium": "format",
    "spatial": "coverage",
    "temporal": "coverage",
}
"""The element that a property of DCMI Metadata Terms narrows, where its name is another."""

MORE_IS_HARVESTED: Final = {"identifier", "description", "format", "date", "relation"}
"""Elements that say more than the store's Dublin Core does: there, CIDOC CRM says it."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The demonstration catalogue, loaded."""
    folder = tmp_path_factory.mktemp("ledger")
    settings = Settings(base_uri="https://data.example.org/", oai_domain="data.example.org", data=folder)
    for name in PROVIDERS:
        load(settings, f"demo-{name}", [DEMO / name])
    return Repository(folder, oai_page_size=50)


def objects(reader: Reader) -> Iterator[tuple[HumanMadeObject, Labels]]:
    found, after = reader.browse("object", limit=50)
    while True:
        for stored in found:
            assert isinstance(stored.record, HumanMadeObject)
            yield stored.record, reader.labels(references(stored.record))
        if after is None:
            return
        found, after = reader.browse("object", after, limit=50)


def said_by_the_store(
    record: HumanMadeObject, labels: Labels, patterns: Patterns, base: str
) -> set[DcStatement]:
    """Return the Dublin Core of an object's triples, its links resolved to labels."""
    said: set[DcStatement] = set()
    lines = "\n".join(patterns.triples(record, base))
    for quad in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        namespace, _, name = predicate.rpartition("/")
        if str(subject) != f"<{item_iri(base, record.id)}>" or f"{namespace}/" not in (DC, DCTERMS):
            continue
        element = ELEMENT.get(name, name)
        if isinstance(value, pyoxigraph.Literal):
            if "edtf" not in value.datatype.value:
                said.add(DcStatement(element, value.value, value.language or ""))
        elif isinstance(value, pyoxigraph.NamedNode):
            item = item_of_iri(base, value.value)
            said.update(
                DcStatement(element, label.value, label.lang) for label in labels.get(item, ()) if item
            )
            if item is None or element == "relation":
                said.add(DcStatement(element, value.value.removeprefix(DCMI_TYPE)))
    return said


def test_what_is_harvested_is_what_the_store_says(repository: Repository) -> None:
    patterns, base = load_patterns(), repository.settings.base_uri
    compared = 0
    for record, labels in objects(repository.reader):
        harvested = {
            said._replace(value=re.sub(r" \([^)]*\)$", "", said.value))
            if said.element == "contributor"
            else said
            for said in dc_statements(record, labels, base)
        }
        stored = said_by_the_store(record, labels, patterns, base)
        assert stored <= harvested, record.local_id
        more = harvested - stored
        assert {said.element for said in more} <= MORE_IS_HARVESTED, record.local_id
        assert {said.value for said in more if said.element == "identifier"} == {item_iri(base, record.id)}
        assert {said.value for said in more if said.element == "date"} <= {
            iso_span(production.span) for production in record.production if production.span
        }
        compared += 1
    assert compared > 150


def test_every_demonstration_record_says_that_it_is_one(repository: Repository) -> None:
    for part in repository.walk(verb="ListRecords", metadataPrefix="oai_dc"):
        for metadata in part.root.iter("{http://www.openarchives.org/OAI/2.0/}metadata"):
            described = [element.text for element in metadata.iter(f"{{{DC}}}description")]
            assert described[:3] == [text.value for text in INVENTED]


@pytest.mark.shared
def test_the_demonstration_catalogue_is_valid(repository: Repository, shared: Path) -> None:
    validate = load_validator(shared)
    parts: list[etree._Element] = [
        part.root for part in repository.walk(verb="ListRecords", metadataPrefix="oai_dc")
    ]
    parts += [repository.say(verb=verb).root for verb in ("Identify", "ListSets")]
    assert [validate(part) for part in parts] == [[]] * len(parts)
