"""The SPARQL 1.1 Protocol tests of the W3C, and those of the service description, against the endpoint with a real pool.

This endpoint takes no updates, so of the tests of updates it passes those that expect a refusal; the others are listed, each with its reason.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from lxml import etree
from rdflib.collection import Collection
from rdflib.term import Node
from support.pool import pool, publish
from werkzeug.test import TestResponse

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.cli.demonstration import demonstration_sources
from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.loading import load
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.store.following import publish as publish_ledger
from emuseum_lod.web.app import create_app

W3C = Path(__file__).with_name("w3c-sparql11")
"""From https://github.com/w3c/rdf-tests, sparql/sparql11/protocol, as it is; its licence is beside it."""

NO_UPDATES = "an update that is well formed: this endpoint is for reading"
LISTED = {
    "update_dataset_default_graph": NO_UPDATES,
    "update_dataset_default_graphs": NO_UPDATES,
    "update_dataset_named_graphs": NO_UPDATES,
    "update_dataset_full": NO_UPDATES,
    "update_post_form": NO_UPDATES,
    "update_post_direct": NO_UPDATES,
    "update_base_uri": NO_UPDATES,
}
TESTS = (
    *("query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post", "query_dataset_named_graphs_post"),
    *("query_dataset_named_graphs_get", "query_dataset_full", "query_multiple_dataset", "query_get", "query_content_type_select"),
    *("query_content_type_ask", "query_content_type_describe", "query_content_type_construct", "query_post_direct", "bad_query_method"),
    *("bad_multiple_queries", "bad_query_wrong_media_type", "bad_query_missing_form_type", "bad_query_missing_direct_type"),
    *("bad_query_non_utf8", "bad_query_syntax", "bad_update_get", "bad_multiple_updates", "bad_update_wrong_media_type"),
    *("bad_update_missing_form_type", "bad_update_non_utf8", "bad_update_syntax", "bad_update_dataset_conflict"),
)  # fmt: skip

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
HERE = rdflib.Namespace("http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#")
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}  # fmt: skip


@pytest.fixture(scope="module")
def manifest() -> rdflib.Graph:
    return rdflib.Graph().parse(W3C / "manifest.ttl", format="turtle")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    quads = []
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        found = ox.parse(path=str(W3C / f"data{number}.nt"), format=ox.RdfFormat.N_TRIPLES)
        quads += [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]
    settings = Settings(data=tmp_path_factory.mktemp("w3c"))
    publish(settings.data, quads)
    with Ledger.open(settings.ledger_url) as ledger, pool(settings):
        ledger.identify(settings.base_uri, settings.oai_domain)
        yield create_app(settings, reader=ledger.reader()).test_client()


def test_every_test_of_the_manifest_is_run_or_listed(manifest: rdflib.Graph) -> None:
    entries = Collection(manifest, next(manifest.objects(None, MF.entries)))
    assert {str(entry).removeprefix(HERE) for entry in entries} == {*TESTS, *LISTED}


@pytest.mark.parametrize("name", TESTS)
def test_protocol(client: FlaskClient, manifest: rdflib.Graph, name: str) -> None:
    for request in requests(manifest, name):
        response = send(client, manifest, request)
        expected = manifest.value(request, HT.resp)
        statuses = {str(status)[-3] for status in manifest.objects(expected, MF.expectedStatus)}
        assert str(response.status_code)[0] in statuses, response.text
        format_ = manifest.value(expected, MF.expectedFormat)
        assert format_ is None or response.mimetype in FORMATS[str(format_)]
        truth = manifest.value(expected, MF.expectedBoolean)
        assert truth is None or json.loads(response.data)["boolean"] is truth.toPython()


@pytest.mark.parametrize("name", LISTED)
def test_updates_are_refused_as_such(client: FlaskClient, manifest: rdflib.Graph, name: str) -> None:
    response = send(client, manifest, requests(manifest, name)[0])
    assert (response.status_code, response.get_json()["code"]) == (403, "update")


def requests(manifest: rdflib.Graph, name: str) -> list[Node]:
    action = manifest.value(HERE[name], MF.action)
    return list(Collection(manifest, manifest.value(action, HT.requests)))


def send(client: FlaskClient, manifest: rdflib.Graph, request: Node) -> TestResponse:
    headers = {}
    if (listed := manifest.value(request, HT.headers)) is not None:
        for header in Collection(manifest, listed):
            headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    body = b""
    if (content := manifest.value(request, HT.body)) is not None:
        encoding = str(manifest.value(content, CNT.characterEncoding))
        body = str(manifest.value(content, CNT.chars)).encode(encoding)
    path = str(manifest.value(request, HT.absolutePath))
    return client.open(path, method=str(manifest.value(request, HT.methodName)), headers=headers, data=body)


def test_the_endpoint_describes_itself(client: FlaskClient) -> None:
    # Of the manifest of service descriptions: returns-rdf, has-endpoint-triple.
    response = client.get("/sparql")
    assert response.mimetype == "text/turtle"
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    endpoint = rdflib.URIRef("http://127.0.0.1:8000/sparql")
    assert (endpoint, sd.endpoint, endpoint) in graph
    assert (endpoint, rdflib.RDF.type, sd.Service) in graph
    assert len(list(graph.objects(endpoint, sd.resultFormat))) == 8


def test_what_names_a_graph_that_is_not_there_is_empty(client: FlaskClient) -> None:
    for parameter in ("default-graph-uri", "named-graph-uri"):
        query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        response = client.get("/sparql", query_string={"query": query, parameter: "http://127.0.0.1:1/x"})
        assert response.get_json()["results"]["bindings"] == []


def test_the_store_keeps_its_books_to_itself(client: FlaskClient) -> None:
    query = "SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'urn:emuseum:')) }"
    assert client.get("/sparql", query_string={"query": query}).get_json()["results"]["bindings"] == []


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Serve the demonstration catalogue."""
    settings = Settings(data=tmp_path_factory.mktemp("demo"), load_processes=1)
    for provider, source in demonstration_sources():
        load(settings, provider, [source])
    publish_ledger(settings)
    with pool(settings):
        yield create_app(settings).test_client()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_finds_something(catalogue: FlaskClient, lang: str) -> None:
    for example in load_examples(lang):
        response = catalogue.post("/sparql", data={"query": example.query})
        assert response.status_code == 200, (example.name, response.text)
        if response.mimetype == "text/turtle":
            assert len(rdflib.Graph().parse(data=response.data, format="turtle")) > 10
        elif example.query.startswith("ASK"):
            assert response.get_json()["boolean"], example.name
        else:
            assert response.get_json()["results"]["bindings"], example.name


def test_the_endpoint_describes_its_dataset(catalogue: FlaskClient) -> None:
    # VoID, §4: triples, classes and properties, and the partitions of both, are those that queries count.
    response = catalogue.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    found = graph.query("""PREFIX void: <http://rdfs.org/ns/void#> PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        SELECT ?triples ?classes ?objects ?titles { ?service sd:defaultDataset/sd:defaultGraph ?graph .
          ?graph void:triples ?triples ; void:classes ?classes ; void:sparqlEndpoint ?service ;
            void:classPartition [ void:class <http://www.cidoc-crm.org/cidoc-crm/E22_Human-Made_Object> ; void:entities ?objects ] ;
            void:propertyPartition [ void:property <http://purl.org/dc/terms/title> ; void:triples ?titles ] }""")
    said = [[int(value) for value in row] for row in found]  # type: ignore[union-attr]
    counted = [
        int(
            catalogue.post(
                "/sparql?format=csv", data={"query": f"SELECT ({what} AS ?n) {{ {where} }}"}
            ).text.split()[1]
        )
        for what, where in (
            ("COUNT(*)", "?s ?p ?o"),
            ("COUNT(DISTINCT ?c)", "?s a ?c"),
            ("COUNT(*)", "?s a crm:E22_Human-Made_Object"),
            ("COUNT(*)", "?s dcterms:title ?o"),
        )
    ]
    assert said == [counted]
    again = catalogue.get(
        "/sparql", headers={"Accept": "text/turtle", "If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304


def test_formats_say_the_same(catalogue: FlaskClient) -> None:
    query = "SELECT ?o ?t { ?o a crm:E22_Human-Made_Object ; dcterms:title ?t } ORDER BY ?o ?t"
    rows = catalogue.post("/sparql", data={"query": query}).get_json()["results"]["bindings"]
    lines = catalogue.post("/sparql?format=csv", data={"query": query}).text.splitlines()
    tabbed = catalogue.post("/sparql?format=tsv", data={"query": query}).text.splitlines()
    results = etree.fromstring(catalogue.post("/sparql?format=xml", data={"query": query}).data)
    found = results.findall(".//{http://www.w3.org/2005/sparql-results#}result")
    assert len(rows) == len(found) == len(lines) - 1 == len(tabbed) - 1 > 170
    construct = (
        "CONSTRUCT { ?o dcterms:title ?t } WHERE { ?o a crm:E22_Human-Made_Object ; dcterms:title ?t }"
    )
    formats = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}  # fmt: skip
    graphs = [
        {
            quad.triple
            for quad in ox.parse(
                catalogue.post(f"/sparql?format={name}", data={"query": construct}).data, format=format_
            )
        }
        for name, format_ in formats.items()
    ]
    assert all(graph == graphs[0] for graph in graphs)
    assert len(graphs[0]) == len(rows)


def test_mistakes_are_placed(catalogue: FlaskClient) -> None:
    response = catalogue.post("/sparql", data={"query": "SELECT *\nWHERE { ?s nix:p ?o }"})
    assert response.status_code == 400
    assert (response.get_json()["line"], response.get_json()["column"]) == (2, 17), (
        "behind the unknown prefix"
    )


def test_an_answer_is_dated_by_its_snapshot(catalogue: FlaskClient) -> None:
    response = catalogue.get("/sparql", query_string={"query": "ASK { }"})
    again = catalogue.get(
        "/sparql", query_string={"query": "ASK { }"}, headers={"If-None-Match": response.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    head = catalogue.head("/sparql", query_string={"query": "ASK { }"})
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", response.headers["ETag"])
