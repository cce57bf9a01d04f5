"""Turtle, N-Triples, RDF/XML and JSON-LD of one item say the same triples, by a reading that is not our own."""

import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import to_isomorphic

from emuseum_lod.namespaces import PREFIXES, RDF, RDFS, SKOS, XSD
from emuseum_lod.views.rdf import CONTEXT, Extension, context_document, serialise

BASE = "https://data.example/"
IRI = f"{BASE}id/object/7k3mz0q1x9a2bc"
LINES = (
    f"<{IRI}> <{RDF}type> <http://www.cidoc-crm.org/cidoc-crm/E22_Human-Made_Object> .",
    f'<{IRI}> <{RDFS}label> "Күміс \\"алқа\\""@kk .',
    f'<{IRI}> <{RDFS}label> "Ожерелье\\nсеребро"@ru .',
    f"<{IRI}> <http://www.cidoc-crm.org/cidoc-crm/P108i_was_produced_by> <{IRI}#production> .",
    f'<{IRI}#production> <{RDFS}label> "making" .',
    f'<{IRI}#production> <http://example.org/year> "1801"^^<{XSD}integer> .',
    f'<{IRI}#production> <http://example.org/width> "12.50"^^<{XSD}decimal> .',
    f'<{IRI}#production> <http://example.org/really> "true"^^<{XSD}boolean> .',
    f"<{IRI}#production> <http://example.org/by> <{BASE}id/actor/7k3mz0q1x9a2bc> .",
    f"<{IRI}#production> <http://example.org/of> <{IRI}> .",
    f'<http://vocab.getty.edu/aat/300011029> <{SKOS}prefLabel> "silver"@en .',
    f"<{IRI}> <http://example.org/odd> <skos:strange> .",
    f"<{IRI}> <http://example.org/script> <javascript:alert(1)> .",
)  # fmt: skip
PARSERS: dict[Extension, str] = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


def read(data: bytes, extension: Extension) -> rdflib.Graph:
    graph = rdflib.Graph()
    if extension != "jsonld":
        return graph.parse(data=data, format=PARSERS[extension])
    document = json.loads(data)
    ours = json.loads(context_document("v1.jsonld") or b"")["@context"]
    contexts = document["@context"] if isinstance(document["@context"], list) else [document["@context"]]
    document["@context"] = [ours if context == f"{BASE}{CONTEXT}" else context for context in contexts]
    return graph.parse(data=json.dumps(document), format="json-ld")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize("extension", ["ttl", "rdf", "jsonld"])
def test_every_syntax_says_the_same(extension: Extension) -> None:
    expected = read(serialise(LINES, IRI, "nt", BASE), "nt")
    assert len(expected) == len(LINES)
    assert to_isomorphic(read(serialise(LINES, IRI, extension, BASE), extension)) == to_isomorphic(expected)


# What Oxigraph takes as a literal; XML can't hold some of these characters, so it is not in this comparison.
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["", "kk", "ru", "zh-hans"]))
def test_no_text_breaks_a_syntax(text: str, lang: str) -> None:
    literal = ox.Literal(text, language=lang) if lang else ox.Literal(text)
    triple = ox.Triple(ox.NamedNode(IRI), ox.NamedNode(f"{RDFS}label"), literal)
    for extension, syntax in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
        data = serialise((f"{triple} .",), IRI, extension, BASE)  # type: ignore[arg-type]  # both are extensions
        assert [quad.triple for quad in ox.parse(data, format=syntax)] == [triple]
    document = json.loads(serialise((f"{triple} .",), IRI, "jsonld", BASE))
    assert document["rdfs:label" if lang else f"{RDFS}label"] == ({lang: text} if lang else text)


def test_what_xml_can_not_hold_is_marked_and_the_rest_stands() -> None:
    data = serialise((f'<{IRI}> <{RDFS}label> "a\\u0007b" .',), IRI, "rdf", BASE)
    assert "a\ufffdb" in data.decode()
    assert len(read(data, "rdf")) == 1


def test_turtle_reads_from_the_top_with_prefixes_that_are_used() -> None:
    text = serialise(LINES, IRI, "ttl", BASE).decode()
    assert "@prefix crm:" in text
    assert "@prefix edm:" not in text
    assert text.index("a crm:E22_Human-Made_Object") < text.index(":production")


def test_the_context_that_was_published_does_not_change() -> None:
    context = json.loads(context_document("v1.jsonld") or b"")["@context"]
    known = {name: iri for name, iri in context.items() if isinstance(iri, str) and name in PREFIXES}
    assert known == {name: PREFIXES[name] for name in known}
    assert len(known) >= 20
    assert context_document("../profile.ttl") is None
    assert context_document("v99.jsonld") is None
