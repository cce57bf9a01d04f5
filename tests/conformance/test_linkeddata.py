"""Tables of requests and what the specifications expect of the answers, through the whole application and the real patterns.

RFC 9110 (HTTP), RFC 8288 (links), Cool URIs for the Semantic Web (303), W3C CORS, JSON-LD 1.1, Signposting's FAIR profile.
"""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import ModuleType

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.compare import to_isomorphic

from emuseum_lod.config import Settings
from emuseum_lod.uris import data_path, item_iri, item_of_iri, page_path
from emuseum_lod.views.rdf import CONTEXT, context_document
from emuseum_lod.web.app import create_app

MEDIA_TYPES = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}
KINDS = ("VESSEL", "MAKER", "SILVER", "MUSEUM", "COLLECTION", "PHOTO", "TOUR", "SCHEME", "PROFILE")


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "linkeddata" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("tests_catalogue", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def client(catalogue: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("ledger")
    with catalogue.make_ledger(folder, catalogue.records(), catalogue.deleted()) as ledger:
        yield create_app(Settings(data=folder), reader=ledger.reader()).test_client()


def parse(data: bytes, format_: str, base: str) -> rdflib.Graph:
    if format_ == "json-ld":  # nothing is fetched: the context is read from where we serve it
        document = json.loads(data)
        ours = json.loads(context_document("v1.jsonld") or b"")["@context"]
        given = document["@context"] if isinstance(document["@context"], list) else [document["@context"]]
        assert given[0] == f"{base}{CONTEXT}"
        data = json.dumps(document | {"@context": [ours, *given[1:]]}).encode()
    return rdflib.Graph().parse(data=data, format=format_)


def links(response, rel: str) -> list[str]:
    return [
        target
        for value in response.headers.getlist("Link")
        for target, found in re.findall(r'<([^>]*)>; rel="([^"]*)"', value)
        if found == rel
    ]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("kind", KINDS)
def test_every_format_says_the_same_of_the_item_that_was_asked_for(
    client: FlaskClient, catalogue: ModuleType, kind: str
) -> None:
    item = getattr(catalogue, kind)
    graphs = {}
    for extension, (media_type, format_) in MEDIA_TYPES.items():
        path = f"/{item}" if item.startswith("def/") else f"/id/{item}"
        response = client.get(path, headers={"Accept": media_type}, follow_redirects=True)
        assert response.status_code == 200
        assert response.mimetype == media_type
        graphs[extension] = to_isomorphic(parse(response.data, format_, catalogue.BASE))
    assert len(graphs["ttl"]) >= 2
    assert all(graph == graphs["nt"] for graph in graphs.values())
    iri = item_iri(catalogue.BASE, item)
    owners = {str(subject).partition("#")[0] for subject in graphs["nt"].subjects()}
    assert owners == {iri} or item.startswith("def/"), (
        "a triple belongs to the item whose IRI begins its subject"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_cool_uris_lead_to_documents_in_one_step(
    client: FlaskClient, catalogue: ModuleType, kind: str
) -> None:
    item = getattr(catalogue, kind)
    if item.startswith("def/"):
        assert client.get(f"/{item}").status_code == 200  # a document is what its own address sends
        return
    response = client.get(f"/id/{item}", headers={"Accept": "text/turtle"})
    assert response.status_code == 303
    assert "Accept" in response.headers["Vary"]
    assert client.get(response.headers["Location"]).status_code == 200


# (what, accept, status, media type): RFC 9110, §12.5.1, §15.5.7
NEGOTIATED = [
    ("a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, "text/html"),
    ("no header", None, 200, "application/ld+json"),
    ("Turtle before all", "text/turtle,*/*;q=0.1", 200, "text/turtle"),
    ("XML by its general name", "application/xml", 200, "application/rdf+xml"),
    ("excluded by zero", "*/*, application/ld+json;q=0, text/html;q=0", 200, "text/turtle"),
    ("a picture", "image/png", 406, "application/problem+json"),
]


@pytest.mark.parametrize(
    ("accept", "status", "media_type"), [row[1:] for row in NEGOTIATED], ids=[row[0] for row in NEGOTIATED]
)
def test_negotiation(
    client: FlaskClient, catalogue: ModuleType, accept: str | None, status: int, media_type: str
) -> None:
    for path in (f"/id/{catalogue.VESSEL}", "/def/materials"):
        response = client.get(path, headers={"Accept": accept} if accept else {}, follow_redirects=True)
        assert (response.status_code, response.mimetype) == (status, media_type)


def test_validators_and_preconditions(client: FlaskClient, catalogue: ModuleType) -> None:
    """RFC 9110, §8.8 and §13.2.2: If-None-Match decides before If-Modified-Since."""
    path = data_path(catalogue.VESSEL, "ttl")
    fresh = client.get(path)
    etag, modified = fresh.headers["ETag"], fresh.headers["Last-Modified"]
    assert re.fullmatch(r'"[\x21\x23-\x7e]+"', etag)
    assert parsedate_to_datetime(modified).isoformat() == catalogue.FIRST.replace("Z", "+00:00")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert (
        client.get(path, headers={"If-None-Match": '"old"', "If-Modified-Since": modified}).status_code == 200
    )
    assert client.get(path, headers={"If-Modified-Since": modified}).status_code == 304
    not_modified = client.get(path, headers={"If-None-Match": etag})
    assert {"ETag", "Cache-Control"} <= set(not_modified.headers.keys())
    assert not not_modified.data


def test_any_web_page_may_read_the_data(client: FlaskClient, catalogue: ModuleType) -> None:
    for path in (f"/id/{catalogue.VESSEL}", data_path(catalogue.VESSEL, "jsonld"), "/def/contexts/v1.jsonld"):
        response = client.get(path, headers={"Origin": "https://elsewhere.example"})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        preflight = client.options(
            path, headers={"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "accept"}
        )
        assert preflight.status_code == 204
        assert "GET" in preflight.headers["Access-Control-Allow-Methods"]


def test_signposts_lead_from_page_to_identifier_to_data_and_back(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    page = client.get(page_path(catalogue.VESSEL))
    [identifier] = links(page, "cite-as")
    assert item_of_iri(catalogue.BASE, identifier) == catalogue.VESSEL
    described = links(page, "describedby")
    assert len(described) >= 4
    for address in described:
        data = client.get(address.removeprefix(catalogue.BASE.rstrip("/")))
        assert data.status_code == 200
        assert identifier in links(data, "describes")
    assert page.text.count('rel="describedby"') == 1


# (state, status of /id, /page, /data): RFC 9110, §15.4.9, §15.5.5, §15.5.11
STATES = [
    ("VESSEL", (303, 200, 200)),
    ("GONE", (410, 410, 410)),
    ("PURGED", (410, 410, 410)),
    ("MERGED", (308, 308, 308)),
    ("NEVER", (404, 404, 404)),
]


@pytest.mark.parametrize(("state", "expected"), STATES)
def test_what_is_gone_moved_or_never_was(
    client: FlaskClient, catalogue: ModuleType, state: str, expected: tuple[int, int, int]
) -> None:
    item = getattr(catalogue, state)
    paths = (f"/id/{item}", page_path(item), data_path(item, "ttl"))
    assert tuple(client.get(path).status_code for path in paths) == expected


def test_a_tombstone_says_what_it_is_in_rdf(client: FlaskClient, catalogue: ModuleType) -> None:
    response = client.get(data_path(catalogue.GONE, "ttl"))
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    activity = rdflib.Namespace("https://www.w3.org/ns/activitystreams#")
    [subject] = graph.subjects(rdflib.RDF.type, activity.Tombstone)
    assert str(subject) == item_iri(catalogue.BASE, catalogue.GONE)
    assert str(graph.value(subject, activity.deleted)).startswith("2026-03-02T11:30:00")
