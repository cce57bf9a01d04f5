"""Every document that an item's headers and problem lists name is there, under the media type that they name; over the real patterns."""

import json
from types import ModuleType

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

LINKED_ART = 'application/ld+json;profile="https://linked.art/ns/v1/linked-art.json"'
ITEMS = (
    "VESSEL",
    "RING",
    "MAKER",
    "MUSEUM",
    "COLLECTION",
    "TOUR",
    "PHOTO",
    "MODEL",
    "SILVER",
    "SCHEME",
    "PROFILE",
)


def described_by(client: FlaskClient, item: str) -> list[dict[str, str]]:
    """Return the documents about an item, as the list of a refusal names them."""
    path = item if item.startswith("def/") else f"id/{item}"
    reply = client.get(f"/{path}", headers={"Accept-Profile": "<http://example.org/p>"})
    assert reply.status_code == 406
    alternates: list[dict[str, str]] = json.loads(reply.data)["alternates"]
    return alternates


@pytest.mark.parametrize("name", ITEMS)
def test_each_document_that_is_listed_is_there(client: FlaskClient, catalogue: ModuleType, name: str) -> None:
    listed = described_by(client, getattr(catalogue, name))
    assert len(listed) > 5
    for each in listed:
        reply = client.get(each["href"], headers={"Accept": each["type"]})
        assert reply.status_code == 200, each
        assert reply.headers["Content-Type"].startswith(each["type"])
        assert each["type"] == "text/html" or reply.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", ITEMS[:-2])
def test_a_client_of_linked_art_gets_it_under_its_media_type(
    client: FlaskClient, catalogue: ModuleType, name: str
) -> None:
    """API 1.0, HTTP headers: the type that is asked for is echoed; its own link leads to the very document."""
    item = getattr(catalogue, name)
    reply = client.get(f"/id/{item}", headers={"Accept": LINKED_ART}, follow_redirects=True)
    assert reply.headers["Content-Type"] == LINKED_ART
    document = json.loads(reply.data)
    assert document["id"] == f"{catalogue.BASE}id/{item}"
    assert client.get(document["_links"]["self"]["href"]).data == reply.data
    for link in (*document["_links"]["alternate"], document["_links"]["describes"]):
        assert client.get(link["href"]).status_code in {200, 303}


@pytest.mark.parametrize("extension", ["jsonld", "ttl", "nt", "rdf"])
def test_vocabularies_are_read_as_skos(client: FlaskClient, catalogue: ModuleType, extension: str) -> None:
    for item in (f"data/{catalogue.SILVER}", catalogue.SCHEME):
        assert client.get(f"/{item}.skos.{extension}").status_code == 200
    assert client.get(f"/data/{catalogue.VESSEL}.skos.{extension}").status_code == 404
    assert client.get(f"/{catalogue.PROFILE}.skos.{extension}").status_code == 404


def test_skos_is_skos(client: FlaskClient, catalogue: ModuleType) -> None:
    body = client.get(f"/data/{catalogue.SILVER}.skos.nt").data
    predicates = {quad.predicate.value for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
    assert "http://www.w3.org/2004/02/skos/core#prefLabel" in predicates
    assert not [each for each in predicates if "cidoc" in each]
