"""Holds the RDF/XML that is harvested against the graph: the same triples, no more and no less, over the whole demonstration catalogue."""

from typing import Final

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from lxml import etree
from support.catalogue import Catalogue, demonstration

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.graph.documents import SHAPES, load_documents
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.namespaces import RDF
from emuseum_lod.uris import item_iri
from emuseum_lod.views.rdf import rdf_xml

BASE: Final = "https://data.example.org/"


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


def harvested(record: CatalogueRecord) -> bytes:
    return rdf_xml(load_patterns().triples(record, BASE), item_iri(BASE, record.id))


def test_it_is_one_element_that_stands_alone(demo: Catalogue) -> None:
    """As it stands in ``<metadata>``: OAI-PMH allows one root there, and no declaration before it."""
    for record in demo.objects:
        document = harvested(record)
        assert document.startswith(b"<rdf:RDF")
        assert document.endswith(b"</rdf:RDF>")
        assert etree.fromstring(document).tag == f"{{{RDF}}}RDF"


def test_it_says_exactly_the_triples_of_the_graph(demo: Catalogue) -> None:
    for record in demo.objects:
        said = {str(quad.triple) for quad in ox.parse(harvested(record), format=ox.RdfFormat.RDF_XML)}
        lines = "\n".join(load_patterns().triples(record, BASE))
        expected = {str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
        assert said == expected, record.local_id
        assert len(said) > 20


def test_it_has_the_shapes_of_the_profile(demo: Catalogue, caplog: pytest.LogCaptureFixture) -> None:
    """Read by another library than the one that wrote it."""
    caplog.set_level("CRITICAL", "rdflib.term")  # it can't read years BCE as Python dates
    document = next(record for record in load_documents() if record.id == SHAPES)
    shapes = rdflib.Graph().parse(data="\n".join(load_patterns().triples(document, BASE)), format="nt")
    graph = rdflib.Graph()
    for record in demo.objects:
        graph.parse(data=harvested(record), format="xml")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert conforms, report
