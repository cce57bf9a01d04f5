"""What the patterns say holds against the ontologies themselves: CIDOC CRM 7.1.3, CRMsci, CRMdig and Linked Art's terms.

Real records go through the real mapping: the demonstration catalogue, and Tate artworks spread over the whole file. Linked Art's
context names CRMsci and CRMdig by IRIs of its own, which `OFFICIAL` maps to those of the official releases.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from support.catalogue import demonstration, tate

from emuseum_lod.catalogue.records import CatalogueRecord, Definition, HumanMadeObject
from emuseum_lod.catalogue.vocabularies import load_vocabularies
from emuseum_lod.graph.documents import SHAPES, load_documents
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.namespaces import (
    CRM,
    CRMDIG,
    CRMSCI,
    DC,
    DCTERMS,
    FOAF,
    GEO,
    LA,
    OWL,
    RDF,
    RDFS,
    SH,
    SKOS,
    WGS84,
)

BASE = "https://data.example.org/"
TATE_RECORDS = 2_000
TATE_LINES = 69_202
VALIDATED_TOGETHER = 250

SCI, DIG = "http://www.cidoc-crm.org/extensions/crmsci/", "http://www.cidoc-crm.org/extensions/crmdig/"
OFFICIAL = {
    f"{CRMSCI}S19_Encounter_Event": f"{SCI}S19_Encounter_Event",
    f"{CRMSCI}O19i_was_object_encountered_at": f"{SCI}O19i_was_object_encountered_through",
    f"{CRMDIG}D1_Digital_Object": f"{DIG}D1_Digital_Object",
}
# Official releases, then what Linked Art adds to them: its own terms, and that an encounter is an activity (CRMsci says so by way
# of CRMinf, which is not among them).
ONTOLOGIES = (
    "cidoc-crm/CIDOC_CRM_v7.1.3.rdf",
    "cidoc-crm/CRMsci_v3.2.rdf",
    "cidoc-crm/CRMdig_v5.0.rdf",
    "linked-art/linked-art-terms.rdf",
    "linked-art/linkedart_crm_enhancements.rdf",
)
CHECKED = (CRM, CRMSCI, CRMDIG, LA)
OTHERS = (RDF, RDFS, SKOS, DCTERMS, DC, OWL, FOAF, WGS84, GEO, SH)
LITERALS = {f"{RDFS}Literal", "http://www.w3.org/2001/XMLSchema#string"}
# Other people's IRIs, of which nothing is known here; and properties as types (CRM's own note on P177).
OUTSIDE = {f"{LA}equivalent", f"{LA}access_point", f"{CRM}P177_assigned_property_of_type"}


class Ontology:
    """Classes with all that is above them, and properties with their domains and ranges, by official IRI."""

    def __init__(self, standards: Path) -> None:
        self.classes: set[str] = set()
        self.properties: set[str] = set()
        self.domains: dict[str, set[str]] = defaultdict(set)
        self.ranges: dict[str, set[str]] = defaultdict(set)
        self._above: dict[str, set[str]] = defaultdict(set)
        places = {
            f"{RDFS}subClassOf": self._above,
            f"{RDFS}domain": self.domains,
            f"{RDFS}range": self.ranges,
        }
        for name in ONTOLOGIES:
            for quad in ox.parse(path=str(standards / name), format=ox.RdfFormat.RDF_XML):
                subject = OFFICIAL.get(quad.subject.value, quad.subject.value)
                value = getattr(quad.object, "value", "")
                if quad.predicate.value in places:
                    places[quad.predicate.value][subject].add(OFFICIAL.get(value, value))
                elif value == f"{RDFS}Class":
                    self.classes.add(subject)
                elif value == f"{RDF}Property":
                    self.properties.add(subject)

    def above(self, classes: Iterable[str]) -> set[str]:
        """Return classes and everything above them."""
        found: set[str] = set()
        waiting = list(classes)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._above.get(one, ())
        return found


class World:
    """Everything that is published, as triples."""

    def __init__(self, shared: Path) -> None:
        self.patterns = load_patterns()
        documents = [*load_documents(), *load_vocabularies()]
        self.shapes = next(record for record in documents if record.id == SHAPES)
        ours = {record.id for record in documents}
        read = demonstration().records | tate(shared, every=TATE_LINES // TATE_RECORDS).records
        self.catalogue = [record for record in read.values() if record.id not in ours]
        self.everything = [*documents, *self.catalogue]

    def lines(self, record: CatalogueRecord) -> list[str]:
        return self.patterns.triples(record, BASE)

    @cached_property
    def triples(self) -> list[ox.Triple]:
        text = "".join(f"{line}\n" for record in self.everything for line in self.lines(record))
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]


def _is_object(record: CatalogueRecord) -> bool:
    return isinstance(record, HumanMadeObject)


@pytest.fixture(scope="module")
def world(shared: Path) -> World:
    return World(shared)


@pytest.fixture(scope="module")
def ontology(shared: Path) -> Ontology:
    return Ontology(shared / "standards")


def official(iri: str) -> str:
    return OFFICIAL.get(iri, iri)


def test_the_catalogue_is_worth_checking(world: World) -> None:
    kinds = {type(record).__name__ for record in world.everything}
    assert kinds == {
        "HumanMadeObject", "Actor", "Place", "Concept", "Institution", "Collection", "Asset", "Tour", "Definition",
    }  # fmt: skip
    assert sum(isinstance(record, HumanMadeObject) for record in world.catalogue) > TATE_RECORDS


def test_every_class_and_property_exists(world: World, ontology: Ontology) -> None:
    predicates = {triple.predicate.value for triple in world.triples}
    classes = {triple.object.value for triple in world.triples if triple.predicate.value == f"{RDF}type"}
    unknown_properties = {iri for iri in predicates if iri.startswith(CHECKED)} - {
        *ontology.properties,
        *(ours for ours, theirs in OFFICIAL.items() if theirs in ontology.properties),
    }
    unknown_classes = {iri for iri in classes if iri.startswith(CHECKED)} - {
        *ontology.classes,
        *(ours for ours, theirs in OFFICIAL.items() if theirs in ontology.classes),
    }
    assert not unknown_properties
    assert not unknown_classes
    assert not {iri for iri in predicates | classes if not iri.startswith((*CHECKED, *OTHERS))}
    assert all(iri in predicates | classes for iri in OFFICIAL), "a line of OFFICIAL that nothing needs"


def test_dublin_core_terms_exist(world: World, shared: Path) -> None:
    path = shared / "standards" / "vocab" / "dcterms-2012.ttl"
    known = {
        quad.subject.value
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if hasattr(quad.subject, "value")
    }
    used = {triple.predicate.value for triple in world.triples if triple.predicate.value.startswith(DCTERMS)}
    assert f"{DCTERMS}title" in used
    assert not used - known


def test_every_domain_and_range_is_respected(world: World, ontology: Ontology) -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for triple in world.triples:
        if triple.predicate.value == f"{RDF}type":
            types[triple.subject.value].add(official(triple.object.value))
    above = {iri: ontology.above(classes) for iri, classes in types.items()}
    wrong: dict[tuple[str, str, str], str] = {}
    for triple in world.triples:
        name = triple.predicate.value
        if not name.startswith(CHECKED):
            continue
        subject, value = triple.subject.value, triple.object
        for domain in ontology.domains[official(name)]:
            if domain not in above.get(subject, ()):
                wrong[name, "domain", domain] = str(triple)
        for allowed in ontology.ranges[official(name)]:
            if isinstance(value, ox.Literal):
                fits = allowed in LITERALS
            else:
                fits = allowed in above.get(value.value, ()) or name in OUTSIDE
            if not fits:
                wrong[name, "range", allowed] = str(triple)
    assert not wrong


def test_every_link_within_the_service_leads_somewhere(world: World) -> None:
    """A link to an item of ours, or to a node below one, is to something that is described."""
    said = {triple.subject.value for triple in world.triples}
    linked = {
        triple.object.value: str(triple)
        for triple in world.triples
        if isinstance(triple.object, ox.NamedNode)
        and triple.object.value.startswith((f"{BASE}id/", f"{BASE}def/"))
    }
    assert not [triple for iri, triple in linked.items() if iri not in said]


def test_every_triple_belongs_to_its_item(world: World) -> None:
    for record in world.catalogue:
        own = f"<{BASE}id/{record.id}"
        lines = world.lines(record)
        assert len(lines) == len(set(lines))
        assert all(line.startswith((f"{own}>", f"{own}#")) for line in lines), record.id


def test_demonstration_items_say_so(world: World) -> None:
    type_ = f"<{CRM}P2_has_type>"
    status = {record.id for record in world.everything if record.local_id == "demonstration"}
    (demonstration,) = (f"<{BASE}id/{item}>" for item in status)
    for record in world.catalogue:
        said = f"<{BASE}id/{record.id}> {type_} {demonstration} ." in world.lines(record)
        assert said == record.demonstration


def test_every_description_has_its_shape(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(
        "CRITICAL", "rdflib.term"
    )  # it can't read years BCE as Python dates, and says so for each
    assert isinstance(world.shapes, Definition)
    shapes = rdflib.Graph().parse(data="\n".join(world.lines(world.shapes)), format="nt")
    # All objects and all of the demonstration; of the thousands of terms and images that Tate's works mention, every fifth.
    mentioned = [
        record for record in world.everything if record.provider == "tate" and not _is_object(record)
    ]
    chosen = [
        record for record in world.everything if record.provider != "tate" or _is_object(record)
    ] + mentioned[::5]
    for start in range(0, len(chosen), VALIDATED_TOGETHER):
        lines = [
            line for record in chosen[start : start + VALIDATED_TOGETHER] for line in world.lines(record)
        ]
        graph = rdflib.Graph().parse(data="\n".join(lines), format="nt")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
        assert conforms, report


@pytest.mark.parametrize(
    ("wrong", "shape"),
    [
        (f"<x:o> <{RDF}type> <{CRM}E22_Human-Made_Object> .", "object-keeper"),
        (f"<x:d> <{RDF}type> <{CRM}E54_Dimension> .", "dimension"),
        (f"<x:c> <{RDF}type> <{SKOS}Concept> .", "concept-scheme"),
        (f"<x:r> <{RDF}type> <{CRM}E30_Right> .", "right-type"),
        (f'<x:p> <{RDF}type> <{CRM}E53_Place> . <x:p> <{WGS84}lat> "91"^^<http://www.w3.org/2001/XMLSchema#decimal> .', "place-lat"),
        (f'<x:a> <{DCTERMS}format> "image/png" .', "asset"),
    ],
)  # fmt: skip
def test_shapes_refuse_what_is_wrong(wrong: str, shape: str) -> None:
    document = next(record for record in load_documents() if record.id == SHAPES)
    lines = load_patterns().triples(document, BASE)
    shapes = rdflib.Graph().parse(data="\n".join(lines), format="nt")
    conforms, report, _ = pyshacl.validate(
        rdflib.Graph().parse(data=wrong, format="turtle"), shacl_graph=shapes
    )
    sources = {
        str(found).partition("#")[2] for found in report.objects(None, rdflib.URIRef(f"{SH}sourceShape"))
    }
    assert not conforms
    assert shape in sources
