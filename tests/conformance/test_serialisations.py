"""JSON-LD, Turtle, RDF/XML and N-Triples of one item are isomorphic, read by another library than the one that wrote them."""

import json
from typing import Final, cast, get_args

import pytest
import rdflib
from rdflib.compare import isomorphic
from support.catalogue import Catalogue, demonstration

from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.uris import KINDS, item_iri
from emuseum_lod.views.rdf import CONTEXT, Extension, context_document, serialise

BASE: Final = "https://data.example.org/"
PARSERS: Final[dict[Extension, str]] = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
EACH: Final = 12
"""Items of a kind that are compared."""


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


def read(document: bytes, extension: Extension) -> rdflib.Graph:
    """Read a document; our context stands in place of its address, nothing is fetched."""
    if extension == "jsonld":
        found = json.loads(document)
        ours = json.loads(context_document("v1.jsonld") or b"")["@context"]
        named = found["@context"] if isinstance(found["@context"], list) else [found["@context"]]
        found["@context"] = [ours if each == f"{BASE}{CONTEXT}" else each for each in named]
        document = json.dumps(found).encode()
    graph = rdflib.Graph()
    graph.parse(data=document, format=PARSERS[extension])
    return graph


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize("kind", KINDS)
def test_every_syntax_says_the_same(demo: Catalogue, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "rdflib.term")  # it can't read years BCE as Python dates
    records = [record for record in demo.records.values() if record.id.startswith(f"{kind}/")]
    assert records
    for record in records[:: len(records) // EACH + 1]:
        lines, iri = list(load_patterns().triples(record, BASE)), item_iri(BASE, record.id)
        graphs = {
            extension: read(
                serialise(lines, iri, cast("Extension", extension), BASE), cast("Extension", extension)
            )
            for extension in get_args(Extension)
        }
        expected = graphs.pop("nt")
        assert len(expected) == len(set(lines))
        for extension, graph in graphs.items():
            assert isomorphic(graph, expected), (record.id, extension)
